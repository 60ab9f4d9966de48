"""Orders as lists and one of them, with what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.procurement.domain.accounts import ORDERS, paper_name
from guyub.trade.procurement.domain.orders import (
    RUNNING,
    STANDING_WORDS,
    STEPS,
    OrderState,
    OrderStep,
    Progress,
    Standing,
    standing_of,
)
from guyub.trade.procurement.models import Bill, GoodsReceipt, PurchaseLine, PurchaseOrder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.selectors.bought import Good

MOST_LISTED = 300
# Each with what came of it: lines that are whole, what is not billed, what of its bills is not paid.
_ORDERS = """
    SELECT o.id, o.year, o.no, o.partner_id, p.name, o.location_id, w.name, o.state, o.ordered_on, o.expected_on,
        o.total_rp, came.has_come, came.is_whole, coalesce(rest.rp, 0), coalesce(rest.qty, 0), coalesce(owed.rp, 0)
    FROM procurement_purchaseorder o
    JOIN partners_partner p ON p.cooperative_id = %(place)s AND p.id = o.partner_id
    JOIN inventory_location w ON w.cooperative_id = %(place)s AND w.id = o.location_id
    CROSS JOIN LATERAL (
        SELECT coalesce(bool_or(l.received_qty > 0), false) AS has_come,
            coalesce(bool_and(l.received_qty >= l.qty - l.qty * l.tolerance_percent / 100), false) AS is_whole
        FROM procurement_purchaseline l WHERE l.cooperative_id = %(place)s AND l.order_id = o.id) came
    LEFT JOIN LATERAL (
        SELECT sum(l.amount_rp - l.settled_rp) AS rp, sum(l.qty - l.settled_qty) AS qty
        FROM procurement_goodsreceipt g
        JOIN procurement_receiptline l ON l.cooperative_id = %(place)s AND l.receipt_id = g.id
        WHERE g.cooperative_id = %(place)s AND g.order_id = o.id AND g.undone_on IS NULL) rest ON true
    LEFT JOIN LATERAL (
        SELECT sum(b.total_rp - b.settled_rp) AS rp FROM procurement_bill b
        WHERE b.cooperative_id = %(place)s AND b.undone_on IS NULL AND b.id IN (
            SELECT v.bill_id FROM procurement_billline v
            JOIN procurement_receiptline l ON l.cooperative_id = %(place)s AND l.id = v.receipt_line_id
            JOIN procurement_goodsreceipt g ON g.cooperative_id = %(place)s AND g.id = l.receipt_id
            WHERE v.cooperative_id = %(place)s AND g.order_id = o.id)) owed ON true
    WHERE o.cooperative_id = %(place)s AND (%(order)s::uuid IS NULL OR o.id = %(order)s::uuid)
        AND (%(partner)s::uuid IS NULL OR o.partner_id = %(partner)s::uuid)
        AND (%(after)s::uuid IS NULL OR o.id > %(after)s::uuid)
"""
_NEWEST = f"{_ORDERS} ORDER BY o.year DESC, o.no DESC LIMIT %(most)s"
_IN_ORDER = f"{_ORDERS} ORDER BY o.id LIMIT %(most)s"


@dataclass(frozen=True, slots=True)
class OrderRow(Row):
    """One order; rupiah whole."""

    order_id: UUID
    name: str
    partner_id: UUID
    partner: str
    location_id: UUID
    location: str
    state: OrderState
    ordered_on: date
    expected_on: date
    total_rp: int
    progress: Progress

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return standing_of(self.state, self.progress)

    @property
    def words(self) -> str:
        """The same in words."""
        return STANDING_WORDS[self.standing]

    @property
    def waits(self) -> bool:
        """More of it is to come."""
        return self.state in RUNNING and not self.progress.is_whole


@dataclass(frozen=True, slots=True)
class OrderLineRow(Row):
    """One line of an order; quantities in words of its units."""

    line_id: UUID
    product_id: UUID
    unit_id: UUID
    title: str
    good: Good
    unit: str
    qty: int
    price_rp: int
    amount_rp: int
    tolerance_percent: int
    received_qty: int

    @property
    def words(self) -> str:
        """What is ordered."""
        return self.good.words(self.qty)

    @property
    def left_qty(self) -> int:
        """What has not come, base units."""
        return max(0, self.qty - self.received_qty)

    @property
    def came_words(self) -> str:
        """What came."""
        return self.good.words(self.received_qty)


@dataclass(frozen=True, slots=True)
class OrderPage(Row):
    """One order with its lines, who wrote and who agreed, what came of it, its bills."""

    order: OrderRow
    lines: tuple[OrderLineRow, ...]
    note: str
    person: str
    sent_on: date | None
    ended_on: date | None
    ended_why: str
    approval_id: UUID | None
    minimum_rp: int
    receipts: tuple[tuple[UUID, str, date, int, bool], ...]  # id, name, day, rupiah, taken back
    bills: tuple[tuple[UUID, str, str, int, int], ...]  # id, name, number of the paper, rupiah, what is left

    @property
    def below_rp(self) -> int:
        """How much is missing to what the supplier delivers at least, whole rupiah; 0: nothing."""
        return max(0, self.minimum_rp - self.order.total_rp)

    def may(self, step: OrderStep) -> bool:
        """Tell whether it may take a step from where it stands."""
        return self.order.state in STEPS[step]

    @property
    def can(self) -> Mapping[str, bool]:
        """The steps it may take, by name."""
        return {step.value.lower(): self.may(step) for step in OrderStep}


def orders_inquiry(
    *,
    cooperative_id: int,
    partner_id: UUID | None = None,
    order_id: UUID | None = None,
    most: int = MOST_LISTED,
) -> Inquiry[list[OrderRow]]:
    """Ask for orders, the newest first."""
    given = _given(cooperative_id, partner_id=partner_id, order_id=order_id, most=most)
    return Inquiry([(_NEWEST, given)], lambda rows: [_row(row) for row in rows], is_kept=True)


def orders_after(*, cooperative_id: int, after: UUID | None, most: int) -> list[OrderRow]:
    """List orders in the order in which they were written. One query."""
    given = _given(cooperative_id, after=after, most=most)
    (rows,) = asked(Inquiry([(_IN_ORDER, given)], lambda found: [_row(row) for row in found], is_kept=True))
    return list(rows)


def order_page(*, cooperative_id: int, order_id: UUID) -> OrderPage | None:
    """Read one order; None for another cooperative's or none. Three trips."""
    mine = {"cooperative_id": cooperative_id}
    extra = PurchaseOrder.objects.filter(**mine, id=order_id).values_list(
        *("note", "person__name", "sent_on", "ended_on", "ended_why", "approval_id", "partner__minimum_rp")
    )
    lines = PurchaseLine.objects.filter(**mine, order_id=order_id).order_by("line_no")
    receipts = GoodsReceipt.objects.filter(**mine, order_id=order_id).order_by("id")
    bills = Bill.objects.filter(
        **mine,
        undone_on__isnull=True,
        id__in=Bill.objects.filter(**mine, lines__receipt_line__receipt__order_id=order_id).values("id"),
    )
    found, more, line_rows, came, billed = asked(
        orders_inquiry(cooperative_id=cooperative_id, order_id=order_id, most=1),
        Inquiry.of(extra, read=list),
        Inquiry.of(lines.values_list(*_LINE), read=list),
        Inquiry.of(
            receipts.values_list("id", "year", "no", "received_on", "total_rp", "undone_on"), read=list
        ),
        Inquiry.of(
            bills.order_by("id").values_list("id", "year", "no", "paper_no", "total_rp", "settled_rp"),
            read=list,
        ),
    )
    if not found:
        return None
    goods = goods_of(cooperative_id=cooperative_id, product_ids={row[1] for row in line_rows})
    note, person, sent_on, ended_on, why, approval_id, minimum_rp = more[0]
    return OrderPage(
        found[0],
        tuple(_line(row, goods) for row in line_rows),
        note,
        person,
        sent_on,
        ended_on,
        why,
        approval_id,
        minimum_rp,
        tuple((id_, paper_name("TB", year, no), on, rp, bool(back)) for id_, year, no, on, rp, back in came),
        tuple(
            (id_, paper_name("TG", year, no), paper, rp, rp - settled)
            for id_, year, no, paper, rp, settled in billed
        ),
    )


def waiting_orders(*, cooperative_id: int, product_ids: Collection[UUID]) -> dict[UUID, int]:
    """Tell how many base units of products are ordered and have not come. One query."""
    rows = PurchaseLine.objects.filter(
        cooperative_id=cooperative_id,
        product_id__in=product_ids,
        order__state__in=[one.value for one in RUNNING],
    )
    left: dict[UUID, int] = {}
    for product_id, qty, received_qty in rows.values_list("product_id", "qty", "received_qty"):
        left[product_id] = left.get(product_id, 0) + max(0, qty - received_qty)
    return left


def order_state(*, cooperative_id: int, order_id: UUID) -> OrderState:
    """Tell what was decided of an order that is there. One query."""
    rows = PurchaseOrder.objects.filter(cooperative_id=cooperative_id, id=order_id)
    return OrderState(rows.values_list("state", flat=True).get())


_LINE = (
    *("id", "product_id", "unit_id", "product__name", "unit__name", "qty", "price_rp", "amount_rp"),
    *("tolerance_percent", "received_qty"),
)


def _given(place_id: int, **more: Any) -> dict[str, Any]:
    return {"place": place_id, "order": None, "partner": None, "after": None} | {
        key.removesuffix("_id"): value for key, value in more.items()
    }


def _row(row: Sequence[Any]) -> OrderRow:
    id_, year, no, partner_id, partner, location_id, location, state, on, expected_on, rp, *progress = row
    return OrderRow(
        id_,
        paper_name(ORDERS, year, no),
        partner_id,
        partner,
        location_id,
        location,
        OrderState(state),
        on,
        expected_on,
        rp,
        Progress(progress[0], progress[1], int(progress[2]), int(progress[3]), int(progress[4])),
    )


def _line(row: Sequence[Any], goods: Mapping[UUID, Good]) -> OrderLineRow:
    id_, product_id, unit_id, title, unit, qty, price_rp, amount_rp, tolerance, received_qty = row
    return OrderLineRow(
        id_,
        product_id,
        unit_id,
        title,
        goods[product_id],
        unit,
        qty,
        price_rp,
        amount_rp,
        tolerance,
        received_qty,
    )
