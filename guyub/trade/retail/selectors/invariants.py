"""What must hold of pay-first orders: their money ties, nobody gets more than came, the books hold what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Sum

from guyub.books.ledger.selectors.moments import balances_by_unit
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.retail.domain.accounts import BUYERS_MONEY, cycle_name, order_name
from guyub.trade.retail.models import BuyerOrder
from guyub.trade.retail.selectors.invariants_sales import SALE_INVARIANTS, SALE_RECONCILIATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

MOST_TOLD = 5
_GOODS = """
    SELECT c.year, c.no, g.line_no, g.arrived_qty, sum(l.granted_qty) FROM retail_cyclegood g
    JOIN retail_buyercycle c ON c.cooperative_id = %(place)s AND c.id = g.cycle_id
    JOIN retail_buyerline l ON l.cooperative_id = %(place)s AND l.good_id = g.id
    WHERE g.cooperative_id = %(place)s
    GROUP BY c.year, c.no, g.id, g.line_no, g.arrived_qty HAVING sum(l.granted_qty) > g.arrived_qty
    ORDER BY g.id LIMIT %(most)s
"""
_LINES = """
    SELECT c.year, c.no, o.no, l.handed_qty, coalesce(h.qty, 0) FROM retail_buyerline l
    JOIN retail_buyerorder o ON o.cooperative_id = %(place)s AND o.id = l.order_id
    JOIN retail_buyercycle c ON c.cooperative_id = %(place)s AND c.id = o.cycle_id
    LEFT JOIN (SELECT v.line_id, sum(v.qty) AS qty FROM retail_handingline v
               JOIN retail_handing p ON p.cooperative_id = %(place)s AND p.id = v.handing_id
               WHERE v.cooperative_id = %(place)s AND p.undone_on IS NULL GROUP BY v.line_id) h ON h.line_id = l.id
    WHERE l.cooperative_id = %(place)s AND l.handed_qty <> coalesce(h.qty, 0) ORDER BY l.id LIMIT %(most)s
"""
_MONEY = """
    SELECT c.year, c.no, o.no, o.paid_rp, coalesce(l.rp, 0), o.handed_rp, coalesce(h.rp, 0), o.refunded_rp,
        coalesce(r.rp, 0), o.held_rp, coalesce(l.ready, 0)
    FROM retail_buyerorder o
    JOIN retail_buyercycle c ON c.cooperative_id = %(place)s AND c.id = o.cycle_id
    LEFT JOIN (SELECT v.order_id, sum((v.qty + v.tolerance_qty) * v.price_rp) AS rp,
                   sum((v.granted_qty - v.handed_qty) * v.price_rp) AS ready
               FROM retail_buyerline v WHERE v.cooperative_id = %(place)s GROUP BY v.order_id) l ON l.order_id = o.id
    LEFT JOIN (SELECT v.order_id, sum(v.total_rp) AS rp FROM retail_handing v
               WHERE v.cooperative_id = %(place)s AND v.undone_on IS NULL GROUP BY v.order_id) h ON h.order_id = o.id
    LEFT JOIN (SELECT v.order_id, sum(v.amount_rp) AS rp FROM retail_refund v
               WHERE v.cooperative_id = %(place)s AND v.undone_on IS NULL GROUP BY v.order_id) r ON r.order_id = o.id
    WHERE o.cooperative_id = %(place)s AND (o.paid_rp <> coalesce(l.rp, 0) OR o.handed_rp <> coalesce(h.rp, 0)
        OR o.refunded_rp <> coalesce(r.rp, 0) OR o.held_rp < coalesce(l.ready, 0))
    ORDER BY o.id LIMIT %(most)s
"""


def nobody_gets_more_than_came(cooperative_id: int) -> Iterator[Broken]:
    """What is set aside of a good for all its buyers is no more than came when it was shared."""
    for year, no, line_no, arrived, granted in _rows(_GOODS, cooperative_id):
        said = f"{cycle_name(year, no)} good {line_no}: {granted} set aside, {arrived} came"
        yield Broken("retail.granted", said)


def lines_follow_handings(cooperative_id: int) -> Iterator[Broken]:
    """What was handed over of each line is what its handings say."""
    for year, no, at, kept, summed in _rows(_LINES, cooperative_id):
        yield Broken("retail.handed", f"{order_name(year, no, at)}: {kept}, handings {summed}")


def money_follows_papers(cooperative_id: int) -> Iterator[Broken]:
    """What was paid, handed over and given back is what lines, handings and refunds say; what is set aside is held."""
    for year, no, at, *told in _rows(_MONEY, cooperative_id):
        paid, lines, handed, handings, refunded, refunds, held, ready = told
        said = (
            f"{order_name(year, no, at)}: paid {paid} (lines {lines}), handed {handed} (handings {handings}),"
            f" back {refunded} (refunds {refunds}), held {held} (set aside {ready})"
        )
        yield Broken("retail.order", said)


def held_money_is_the_control(cooperative_id: int) -> Iterator[Broken]:
    """What is held of buyers' money in each unit of business is what the books hold there on 2.1.18."""
    rows = BuyerOrder.objects.filter(cooperative_id=cooperative_id).values("cycle__unit_id")
    held: dict[UUID | None, int] = {
        row["cycle__unit_id"]: row["rp"] for row in rows.annotate(rp=Sum("held_rp")).order_by()
    }
    books = balances_by_unit(cooperative_id=cooperative_id, code=BUYERS_MONEY)
    for unit_id in {*held, *books}:
        listed_rp, booked_rp = held.get(unit_id, 0), -books.get(unit_id, 0)
        if listed_rp != booked_rp:
            yield Broken("retail.control", f"{BUYERS_MONEY}: {listed_rp}, books {booked_rp}, unit {unit_id}")


def _rows(statement: str, cooperative_id: int) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "most": MOST_TOLD})
        rows: list[tuple[int, ...]] = cursor.fetchall()
    return rows


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    nobody_gets_more_than_came,
    lines_follow_handings,
    money_follows_papers,
    *SALE_INVARIANTS,
)
RECONCILIATIONS: Iterable[Callable[[int], Iterator[Broken]]] = (
    held_money_is_the_control,
    *SALE_RECONCILIATIONS,
)
