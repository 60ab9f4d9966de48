"""What moved on single accounts, entry by entry, and what stood on them on a day, for lists compared with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q, Sum

from guyub.books.ledger.domain.entries import entry_name
from guyub.books.ledger.models import JournalLine
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models.expressions import Combinable

# Whole months from their sums, the month that the day cuts from its lines.
_BALANCE = """
    SELECT coalesce((SELECT sum(b.debit_rp - b.credit_rp) FROM ledger_accountbalance b
                     WHERE b.cooperative_id = %(place)s AND b.account_id = a.id AND b.month < %(first)s), 0)
         + coalesce((SELECT sum(l.amount_rp) FROM ledger_journalline l
                     WHERE l.cooperative_id = %(place)s AND l.account_id = a.id
                         AND l.dated_on BETWEEN %(first)s AND %(until)s), 0)
    FROM ledger_account a WHERE a.cooperative_id = %(place)s AND a.code = %(code)s
"""


@dataclass(frozen=True, slots=True)
class AccountMovement(Row):
    """One entry as one account sees it.

    Args:
        entry_id: Its id.
        name: The entry's number, ``BBK-2026-0012``.
        code: The account.
        dated_on: The day in the books.
        memo: What happened.
        amount_rp: What it moved on the account: debit above zero.
        reverses_id: The entry that it takes back.
    """

    entry_id: UUID
    name: str
    code: str
    dated_on: date
    memo: str
    amount_rp: int
    reverses_id: UUID | None


def movements_on(
    *,
    cooperative_id: int,
    codes: Collection[str],
    since: date,
    until: date,
    only: Q | Combinable | None = None,
    entry_ids: Collection[UUID] | None = None,
) -> list[AccountMovement]:
    """List what entries moved on accounts, the oldest first; an entry that moved nothing on it is left out. One query.

    Args:
        cooperative_id: Whose.
        codes: The accounts, without those below them.
        since: The first day in the books.
        until: The last, itself included.
        only: A further condition on the lines, such as that no other list knows the entry.
        entry_ids: These entries alone.
    """
    lines = JournalLine.objects.filter(
        cooperative_id=cooperative_id, account__code__in=codes, dated_on__gte=since, dated_on__lte=until
    )
    if only is not None:
        lines = lines.filter(only)
    if entry_ids is not None:
        lines = lines.filter(entry_id__in=entry_ids)
    moved = (
        lines.values_list(
            "entry_id", "account__code", "entry__series", "entry__year", "entry__number", "entry__dated_on",
            "entry__memo", "entry__reverses_id",
        )
        .annotate(moved_rp=Sum("amount_rp"))
        .exclude(moved_rp=0)
        .order_by("entry__dated_on", "entry__chain_no", "account__code")
    )  # fmt: skip
    return [
        AccountMovement(entry_id, entry_name(series, year, number), code, day, memo, int(rp), reverses_id)
        for entry_id, code, series, year, number, day, memo, reverses_id, rp in moved
    ]


def balance_on(*, cooperative_id: int, code: str, until: date) -> int:
    """Tell what stood on one account at the end of a day, debit above zero, without those below it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _BALANCE, {"place": cooperative_id, "code": code, "first": until.replace(day=1), "until": until}
        )
        (balance_rp,) = cursor.fetchone() or (0,)
    return int(balance_rp)


def posted_later_on(*, cooperative_id: int, code: str, on: date, since: datetime) -> int:
    """Tell what was dated on a day on one account after a moment, debit above zero, in whole rupiah. One query."""
    lines = JournalLine.objects.filter(
        cooperative_id=cooperative_id, account__code=code, dated_on=on, entry__posted_at__gt=since
    )
    return int(lines.aggregate(sum=Sum("amount_rp"))["sum"] or 0)
