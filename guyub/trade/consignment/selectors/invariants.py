"""What must hold of consignment: goods are their moves and have no value, what is owed is what the books hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.books.ledger.selectors.moments import balances_by_unit
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.consignment.domain.accounts import OWED, STATEMENTS, paper_name
from guyub.trade.consignment.models import Agreement
from guyub.trade.consignment.selectors.balances import owed_by_agreement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

MOST_TOLD = 5
_STOCK = """
    SELECT p.code, s.qty, coalesce(m.qty, 0), s.value_rp FROM inventory_product p
    CROSS JOIN LATERAL (SELECT coalesce(sum(k.qty), 0) AS qty, coalesce(sum(abs(k.value_rp)), 0) AS value_rp
        FROM inventory_stock k WHERE k.cooperative_id = %(place)s AND k.product_id = p.id) s
    LEFT JOIN LATERAL (SELECT sum(c.qty) AS qty FROM consignment_consignedmove c
        JOIN consignment_consignedgood g ON g.cooperative_id = %(place)s AND g.id = c.good_id
        WHERE c.cooperative_id = %(place)s AND g.product_id = p.id) m ON true
    WHERE p.cooperative_id = %(place)s AND p.is_consigned AND (s.qty <> coalesce(m.qty, 0) OR s.value_rp <> 0)
    ORDER BY p.id LIMIT %(most)s
"""
_MOVES = """
    SELECT p.code, c.qty, m.qty FROM consignment_consignedmove c
    JOIN inventory_stockmove m ON m.cooperative_id = %(place)s AND m.id = c.move_id
    JOIN consignment_consignedgood g ON g.cooperative_id = %(place)s AND g.id = c.good_id
    JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = g.product_id
    WHERE c.cooperative_id = %(place)s AND (c.qty <> m.qty OR m.value_rp <> 0
        OR coalesce(m.sold_rp, 0) <> c.share_rp)
    ORDER BY c.id LIMIT %(most)s
"""
_STATEMENTS = """
    SELECT s.year, s.no, s.to_pay_rp - s.carried_rp, coalesce(m.rp, 0), s.to_pay_rp, coalesce(p.rp, 0)
    FROM consignment_statement s
    LEFT JOIN (SELECT v.statement_id, sum(v.due_rp) AS rp FROM consignment_consignedmove v
               WHERE v.cooperative_id = %(place)s GROUP BY v.statement_id) m ON m.statement_id = s.id
    LEFT JOIN (SELECT v.statement_id, sum(v.amount_rp) AS rp FROM consignment_payout v
               WHERE v.cooperative_id = %(place)s AND v.undone_on IS NULL GROUP BY v.statement_id) p
        ON p.statement_id = s.id
    WHERE s.cooperative_id = %(place)s AND s.undone_on IS NULL
        AND (s.to_pay_rp - s.carried_rp <> coalesce(m.rp, 0) OR coalesce(p.rp, 0) > greatest(s.to_pay_rp, 0))
    ORDER BY s.id LIMIT %(most)s
"""


def goods_are_their_moves(cooperative_id: int) -> Iterator[Broken]:
    """What lies there of consigned goods is what was brought, less what was sold, fetched and lost; it has no value."""
    for code, there, moved, value in _rows(_STOCK, cooperative_id):
        yield Broken("consignment.stock", f"{code}: {there} there, moves {moved}, value {value}")


def moves_are_those_of_the_stock(cooperative_id: int) -> Iterator[Broken]:
    """A move of consigned goods is the stock's; it has no cost, and the shop sold it for its share alone."""
    for code, qty, other in _rows(_MOVES, cooperative_id):
        yield Broken("consignment.moves", f"{code}: {qty}, stock {other}")


def statements_are_their_moves(cooperative_id: int) -> Iterator[Broken]:
    """What a statement adds is what its moves are due, and no more is paid on it than it says."""
    for year, no, told, summed, to_pay, paid in _rows(_STATEMENTS, cooperative_id):
        said = f"{paper_name(STATEMENTS, year, no)}: {told}, moves {summed}; to pay {to_pay}, paid {paid}"
        yield Broken("consignment.statement", said)


def owed_is_the_control(cooperative_id: int) -> Iterator[Broken]:
    """What producers are owed, sold less paid, in each unit of business is what the books hold there on 2.1.02."""
    units = dict(Agreement.objects.filter(cooperative_id=cooperative_id).values_list("id", "unit_id"))
    owed: dict[UUID | None, int] = {}
    for agreement_id, rp in owed_by_agreement(cooperative_id=cooperative_id).items():
        owed[units[agreement_id]] = owed.get(units[agreement_id], 0) + rp
    if not units:
        return
    books = balances_by_unit(cooperative_id=cooperative_id, code=OWED)
    for unit_id in {*owed, *books}:
        listed_rp, booked_rp = owed.get(unit_id, 0), -books.get(unit_id, 0)
        if listed_rp != booked_rp:
            yield Broken("consignment.control", f"{OWED}: {listed_rp}, books {booked_rp}, unit {unit_id}")


def _rows(statement: str, cooperative_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "most": MOST_TOLD})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    goods_are_their_moves,
    moves_are_those_of_the_stock,
    statements_are_their_moves,
)
RECONCILIATIONS: Iterable[Callable[[int], Iterator[Broken]]] = (owed_is_the_control,)
