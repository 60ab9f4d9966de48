"""How far the books of a cooperative are closed, what was closed and opened again, and a closed month in sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q, Sum

from guyub.books.ledger.domain.chart import AccountKind
from guyub.books.ledger.domain.periods import Periods
from guyub.books.ledger.models import AccountBalance, ClosingKind, JournalEntry, JournalHead, PeriodClosing
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Closing(Row):
    """One closing or reopening: ``through`` is the last closed day afterwards; ``chain_no`` and ``hash`` the anchor."""

    kind: ClosingKind
    through: date
    at: datetime
    name: str
    reason: str
    chain_no: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class MonthSum(Row):
    """What accounts of one kind moved in a month, and how they stand at its end, debit above zero; rupiah."""

    kind: AccountKind
    debit_rp: int
    credit_rp: int
    balance_rp: int


@dataclass(frozen=True, slots=True)
class ClosedMonth(Row):
    """A closed month: its entries counted, its sums by kind of account, the closing with its anchor."""

    closing: Closing
    entries: int
    sums: list[MonthSum]


def periods_of(*, cooperative_id: int) -> Periods | None:
    """Tell how far the books are closed; None where none are kept. Needs the scope."""
    head = JournalHead.objects.filter(cooperative_id=cooperative_id, book="jurnal").first()
    return Periods(head.opened_on, head.closed_through, head.year_closed_through) if head else None


def closings_of(*, cooperative_id: int, most: int) -> list[Closing]:
    """List closings and reopenings, the newest first. Needs the scope."""
    rows = PeriodClosing.objects.filter(cooperative_id=cooperative_id).select_related("actor")
    return [_closing(row) for row in rows.order_by("-at", "-id")[:most]]


def closed_month(*, cooperative_id: int, through: date) -> ClosedMonth | None:
    """Sum a closed month up; None where it is not closed now. Needs the scope.

    Args:
        cooperative_id: Whose.
        through: The month's last day.
    """
    head = periods_of(cooperative_id=cooperative_id)
    if head is None or through != month_end(through) or through > head.closed_through:
        return None
    rows = PeriodClosing.objects.filter(
        cooperative_id=cooperative_id, kind=ClosingKind.MONTH.value, through=through
    )
    row = rows.select_related("actor").order_by("-at", "-id").first()
    if row is None:
        return None
    first = through.replace(day=1)
    entries = JournalEntry.objects.filter(cooperative_id=cooperative_id, dated_on__range=(first, through))
    within = Q(month=first)
    sums = (
        AccountBalance.objects.filter(cooperative_id=cooperative_id, month__lte=first)
        .values("account__kind")
        .annotate(
            debit=Sum("debit_rp", filter=within, default=0),
            credit=Sum("credit_rp", filter=within, default=0),
            balance=Sum(F("debit_rp") - F("credit_rp")),
        )
    )
    by_kind = {one["account__kind"]: one for one in sums}
    return ClosedMonth(
        _closing(row),
        entries.count(),
        [
            MonthSum(kind, int(one["debit"]), int(one["credit"]), int(one["balance"]))
            for kind in AccountKind
            if (one := by_kind.get(kind.value))
        ],
    )


def _closing(row: PeriodClosing) -> Closing:
    name = row.actor.name if row.actor else "Guyub"
    return Closing(
        ClosingKind(row.kind), row.through, row.at, name, row.reason, row.chain_no, bytes(row.hash)
    )
