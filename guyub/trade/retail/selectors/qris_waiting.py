"""QRIS payments that no bank account has shown yet, what the bank may have brought of them, and what came of others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from guyub.books.treasury.selectors.banks import open_lines
from guyub.foundation.kernel.rows import Row
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.domain.qris_settling import MOST_SETTLED, BankMoney, suggested
from guyub.trade.retail.models import QrisSettlement, SaleTender
from guyub.trade.retail.selectors.gateways import paid_at_gateway

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.trade.retail.domain.qris_settling import Suggestion

LOSS_KIND = "retail.qris_loss"
SHOWN_BACK = timedelta(days=31)
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class QrisOpen(Row):
    """One QRIS payment that is awaited.

    Args:
        tender_id: Which.
        sale_id: Of which sale.
        name: The receipt's own number.
        sold_on: The day.
        sold_at: The moment.
        left_rp: Whole rupiah.
        reference: As the code of the payment bore it; empty: the sticker was scanned.
        is_member: A member bought.
        gateway_rp: What a payment gateway says it took by this reference, whole rupiah; None: it says nothing.
    """

    tender_id: UUID
    sale_id: UUID
    name: str
    sold_on: date
    sold_at: datetime
    left_rp: int
    reference: str
    is_member: bool
    gateway_rp: int | None


@dataclass(frozen=True, slots=True)
class QrisDay(Row):
    """What is awaited of one day: whole rupiah."""

    day: date
    rows: Sequence[QrisOpen]
    left_rp: int
    is_old: bool


def qris_waiting(*, cooperative_id: int, asked_before: date) -> list[QrisDay]:
    """List what is awaited by day, the oldest first, at most as much as is confirmed at once. One query.

    Args:
        cooperative_id: Whose.
        asked_before: What was sold before this day should have come.
    """
    awaited = _open(cooperative_id).annotate(gateway_rp=paid_at_gateway(cooperative_id))
    rows = awaited.select_related("sale__of").order_by("sale__sold_on", "sale__sold_at", "id")
    days: dict[date, list[QrisOpen]] = defaultdict(list)
    for row in rows[:MOST_SETTLED]:
        sale = row.sale
        days[sale.sold_on].append(
            QrisOpen(
                row.id, sale.of_id or sale.id, (sale.of or sale).till_name, sale.sold_on, sale.sold_at,
                row.left_rp, row.reference, sale.member_id is not None, row.gateway_rp,
            )
        )  # fmt: skip
    return [
        QrisDay(day, found, sum(one.left_rp for one in found), day < asked_before)
        for day, found in days.items()
    ]


def qris_of_sale(*, cooperative_id: int, sale_id: UUID, asked_before: date) -> QrisDay | None:
    """Give what is awaited of one sale; None: nothing is. One query."""
    days = [
        day
        for day in qris_waiting(cooperative_id=cooperative_id, asked_before=asked_before)
        if any(one.sale_id == sale_id for one in day.rows)
    ]
    rows = [one for day in days for one in day.rows if one.sale_id == sale_id]
    return QrisDay(rows[0].sold_on, rows, sum(one.left_rp for one in rows), days[0].is_old) if rows else None


def open_of_sale(*, cooperative_id: int, sale_id: UUID) -> list[UUID]:
    """Name the QRIS payments of one sale, and of what mended it, that are awaited. One query."""
    rows = _open(cooperative_id).filter(Q(sale_id=sale_id) | Q(sale__of_id=sale_id))
    return list(rows.order_by("id").values_list("id", flat=True))


def qris_suggested(
    *, cooperative_id: int, bank_ids: Iterable[UUID], days: Sequence[QrisDay], today: date
) -> list[tuple[UUID, Suggestion]]:
    """Tell which lines of bank accounts may be a day's QRIS, each with its account. One query an account."""
    awaited = {day.day: day.left_rp for day in days}
    found: list[tuple[UUID, Suggestion]] = []
    for bank_id in bank_ids if awaited else ():
        lines = [
            BankMoney(line.id, line.on, line.amount_rp)
            for line in open_lines(cooperative_id=cooperative_id, bank_id=bank_id)
            if line.amount_rp > 0 and line.on >= today - SHOWN_BACK
        ]
        found += [(bank_id, one) for one in suggested(awaited, lines)]
    return found


def settlements_of(*, cooperative_id: int) -> list[QrisSettlement]:
    """List what came of QRIS payments, the newest first. One query."""
    rows = QrisSettlement.objects.filter(cooperative_id=cooperative_id)
    return list(rows.select_related("bank", "entry", "person").order_by("-recorded_at", "-id")[:MOST_SHOWN])


def _open(cooperative_id: int) -> QuerySet[SaleTender, Any]:
    return SaleTender.objects.filter(cooperative_id=cooperative_id, kind=TenderKind.QRIS.value, left_rp__gt=0)
