"""Cycles of pay-first orders: as a list, and one with its goods, its buyers and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.procurement.domain.ordering import CaseOrder, order_cases
from guyub.trade.procurement.selectors.orders import orders_inquiry
from guyub.trade.procurement.selectors.receipts import accepted_qty
from guyub.trade.retail.domain.accounts import cycle_name
from guyub.trade.retail.domain.cycles import STATE_WORDS, STEPS, CycleState, CycleStep
from guyub.trade.retail.models import BuyerCycle, BuyerOrder, CycleGood
from guyub.trade.retail.selectors.buyers import buyer_inquiries, buyers_read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.procurement.selectors.orders import OrderRow
    from guyub.trade.retail.selectors.buyers import BuyerRow

MOST_LISTED = 200
_CYCLE = (
    *("id", "year", "no", "partner_id", "partner__name", "partner__minimum_rp", "location_id"),
    *("location__name", "state", "opened_on", "closes_on", "expected_on", "note", "order_id", "closed_on"),
    *("shared_on", "ended_on", "ended_why", "person__name"),
)
_GOOD = (
    *("id", "cycle_id", "product_id", "product__name", "product__code", "unit_id", "unit__name", "factor"),
    *("case_size", "member_rp", "other_rp", "buying_rp", "ordered_qty", "arrived_qty"),
)


@dataclass(frozen=True, slots=True)
class CycleRow(Row):
    """One cycle; rupiah whole. ``orders`` stand, ``paid_rp`` is what they paid, ``held_rp`` what is left of it."""

    cycle_id: UUID
    name: str
    partner_id: UUID
    partner: str
    minimum_rp: int
    location_id: UUID
    location: str
    state: CycleState
    opened_on: date
    closes_on: date
    expected_on: date
    note: str
    order_id: UUID | None
    closed_on: date | None
    shared_on: date | None
    ended_on: date | None
    ended_why: str
    person: str
    orders: int
    paid_rp: int
    held_rp: int

    @property
    def words(self) -> str:
        """Where it stands."""
        return STATE_WORDS[self.state]

    def is_late(self, today: date) -> bool:
        """Its last day is over, and it still waits for somebody to close it."""
        return self.state is CycleState.BUKA and self.closes_on < today


@dataclass(frozen=True, slots=True)
class GoodRow(Row):
    """One good of a cycle; quantities count its unit, prices are of one."""

    good_id: UUID
    cycle_id: UUID
    product_id: UUID
    title: str
    code: str
    unit_id: UUID
    unit: str
    factor: int
    case_size: int
    member_rp: int
    other_rp: int
    buying_rp: int
    ordered_qty: int
    arrived_qty: int

    def words(self, qty: int) -> str:
        """Write a quantity."""
        return f"{number(qty)} {self.unit}"


@dataclass(frozen=True, slots=True)
class FilledGood(Row):
    """One good of a cycle with what its buyers wish for, in whole cases, and what they got."""

    good: GoodRow
    filled: CaseOrder
    granted_qty: int
    handed_qty: int

    @property
    def order_rp(self) -> int:
        """What its whole cases cost at the supplier."""
        return self.filled.ordered_qty * self.good.buying_rp

    @property
    def part_qty(self) -> int:
        """How far the case that is begun is filled; a whole case where none is."""
        size = self.good.case_size
        return self.filled.wished_qty % size or (size if self.filled.wished_qty else 0)

    @property
    def over_qty(self) -> int:
        """What came and is set aside for nobody: it stays in the shop."""
        return self.good.arrived_qty - self.granted_qty

    @property
    def said(self) -> str:
        """How far it is filled, in a sentence."""
        good, filled = self.good, self.filled
        if not filled.wished_qty:
            return "Belum ada yang memesan."
        cases = f"{number(filled.cases)} kemasan penuh" if filled.cases else "Belum ada kemasan penuh"
        told = f"{cases} isi {good.words(good.case_size)}, dipesan {good.words(filled.wished_qty)}"
        if filled.ordered_qty > filled.wished_qty:
            told += f", {good.words(filled.ordered_qty - filled.wished_qty)} dari toleransi"
        if filled.missing_qty:
            told += f". Kurang {good.words(filled.missing_qty)} untuk kemasan berikutnya"
        if filled.unserved_qty:
            told += f"; {good.words(filled.unserved_qty)} belum kebagian"
        return f"{told}."


@dataclass(frozen=True, slots=True)
class CyclePage(Row):
    """One cycle: its goods, its buyers, the order to its supplier, and how much came by now in units of each good."""

    cycle: CycleRow
    goods: tuple[FilledGood, ...]
    buyers: tuple[BuyerRow, ...]
    order: OrderRow | None
    came: Mapping[UUID, int]

    @property
    def order_rp(self) -> int:
        """What whole cases cost at the supplier, whole rupiah."""
        return sum(good.order_rp for good in self.goods)

    @property
    def below_rp(self) -> int:
        """How much is missing to what the supplier delivers at least; 0: nothing."""
        return max(0, self.cycle.minimum_rp - self.order_rp)

    @property
    def due_rp(self) -> int:
        """What is due back to all its buyers."""
        return sum(buyer.due_rp for buyer in self.buyers)

    @property
    def has_news(self) -> bool:
        """Something came, or went back, since it was shared last."""
        return any(self.came.get(one.good.good_id, 0) != one.good.arrived_qty for one in self.goods)

    @property
    def can(self) -> Mapping[str, bool]:
        """The steps it may take, by name."""
        return {step.value.lower(): self.cycle.state in STEPS[step] for step in CycleStep}

    @property
    def may_change(self) -> bool:
        """Nobody has ordered yet."""
        return self.cycle.state in STEPS[CycleStep.CHANGE] and not self.buyers


def cycles_inquiry(
    *,
    cooperative_id: int,
    states: Sequence[CycleState] = tuple(CycleState),
    cycle_id: UUID | None = None,
    most: int = MOST_LISTED,
) -> Inquiry[list[CycleRow]]:
    """Ask for cycles in some states, or for one, the newest first."""
    rows = BuyerCycle.objects.filter(cooperative_id=cooperative_id, state__in=[one.value for one in states])
    if cycle_id is not None:
        rows = rows.filter(id=cycle_id)
    return Inquiry.of(_summed(rows).order_by("-year", "-no")[:most], read=_read)


def goods_inquiry(*, cooperative_id: int, cycle_ids: Sequence[UUID]) -> Inquiry[list[GoodRow]]:
    """Ask for what cycles offer."""
    rows = CycleGood.objects.filter(cooperative_id=cooperative_id, cycle_id__in=cycle_ids)
    return Inquiry.of(
        rows.order_by("cycle_id", "line_no").values_list(*_GOOD),
        read=lambda found: [GoodRow(*row) for row in found],
    )


def open_cycles(*, cooperative_id: int) -> list[tuple[CycleRow, list[GoodRow]]]:
    """List the cycles that take orders, each with what it offers. Two trips."""
    (rows,) = asked(cycles_inquiry(cooperative_id=cooperative_id, states=(CycleState.BUKA,)))
    if not rows:
        return []
    (goods,) = asked(goods_inquiry(cooperative_id=cooperative_id, cycle_ids=[row.cycle_id for row in rows]))
    return [(row, [good for good in goods if good.cycle_id == row.cycle_id]) for row in rows]


def cycle_page(*, cooperative_id: int, cycle_id: UUID) -> CyclePage | None:
    """Read one cycle; None for another cooperative's or none. Two trips, three once it is ordered."""
    mine = BuyerCycle.objects.filter(cooperative_id=cooperative_id, id=cycle_id)
    orders = BuyerOrder.objects.filter(cooperative_id=cooperative_id, cycle_id=cycle_id)
    found, goods, order_rows, line_rows = asked(
        Inquiry.of(_summed(mine), read=_read),
        goods_inquiry(cooperative_id=cooperative_id, cycle_ids=[cycle_id]),
        *buyer_inquiries(orders),
    )
    if not found:
        return None
    cycle, buyers = found[0], buyers_read(order_rows, line_rows)
    order, came = None, {}
    if cycle.order_id:
        (orders_found,) = asked(
            orders_inquiry(cooperative_id=cooperative_id, order_id=cycle.order_id, most=1)
        )
        order = orders_found[0]
        accepted = accepted_qty(cooperative_id=cooperative_id, order_id=cycle.order_id)
        came = {good.good_id: accepted.get(good.product_id, 0) // good.factor for good in goods}
    return CyclePage(cycle, tuple(_filled(good, buyers) for good in goods), tuple(buyers), order, came)


def _filled(good: GoodRow, buyers: Sequence[BuyerRow]) -> FilledGood:
    claims = [line.claim for buyer in buyers for line in buyer.lines if line.good_id == good.good_id]
    filled = order_cases([claim.wish() for claim in claims], case_size=good.case_size)
    return FilledGood(
        good,
        filled,
        sum(claim.granted_qty for claim in claims),
        sum(claim.handed_qty for claim in claims),
    )


def _summed(rows: Any) -> Any:
    standing = Q(orders__withdrawn_on__isnull=True)
    return rows.annotate(
        orders_count=Count("orders", filter=standing),
        paid=Coalesce(Sum(F("orders__paid_rp") - F("orders__refunded_rp")), 0),
        held=Coalesce(Sum("orders__held_rp"), 0),
    ).values_list(*_CYCLE, "orders_count", "paid", "held")


def _read(rows: Sequence[Sequence[Any]]) -> list[CycleRow]:
    told = []
    for id_, year, no, *more in rows:
        before, state, after, sums = (
            more[:5],
            CycleState(more[5]),
            more[6:-2],
            [int(one) for one in more[-2:]],
        )
        told.append(CycleRow(*(id_, cycle_name(year, no), *before, state, *after, *sums)))
    return told
