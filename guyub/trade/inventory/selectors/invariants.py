"""What must hold of goods: quantities and values are their moves', and the stock accounts are what lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from guyub.books.ledger.selectors.moments import balances_now
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.inventory.domain.catalogue import ACCOUNTS
from guyub.trade.inventory.models import Stock
from guyub.trade.inventory.selectors.invariants_containers import (
    CONTAINER_INVARIANTS,
    CONTAINER_RECONCILIATIONS,
)
from guyub.trade.inventory.selectors.invariants_openings import OPENING_INVARIANTS
from guyub.trade.inventory.selectors.work_invariants import WORK_INVARIANTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5
_MOVES = """
    SELECT p.name, l.name, s.qty, s.value_rp, coalesce(m.qty, 0), coalesce(m.rp, 0)
    FROM inventory_stock s
    JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = s.product_id
    JOIN inventory_location l ON l.cooperative_id = %(place)s AND l.id = s.location_id
    LEFT JOIN (SELECT v.stock_id, sum(v.qty) AS qty, sum(v.value_rp) AS rp FROM {table} v
               WHERE v.cooperative_id = %(place)s GROUP BY v.stock_id) m ON m.stock_id = s.id
    WHERE s.cooperative_id = %(place)s AND (s.qty <> coalesce(m.qty, 0) OR s.value_rp <> coalesce(m.rp, 0))
    ORDER BY s.id LIMIT %(most)s
"""
_SHELVES = """
    SELECT p.name, s.qty, s.value_rp FROM inventory_stock s
    JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = s.product_id
    CROSS JOIN LATERAL (SELECT coalesce(sum((e->>0)::bigint), 0) AS qty, coalesce(sum((e->>1)::bigint), 0) AS rp
                        FROM jsonb_array_elements(s.layers) e) layers
    CROSS JOIN LATERAL (SELECT coalesce(sum((e->>1)::bigint), 0) AS qty, coalesce(sum((e->>2)::bigint), 0) AS rp
                        FROM jsonb_array_elements(s.shorts) e) shorts
    WHERE s.cooperative_id = %(place)s
        AND (s.qty <> layers.qty - shorts.qty OR s.value_rp <> layers.rp - shorts.rp
            OR layers.qty > 0 AND shorts.qty > 0)
    ORDER BY s.id LIMIT %(most)s
"""
_BATCHES = """
    SELECT p.name, s.qty, coalesce(b.qty, 0) FROM inventory_stock s
    JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = s.product_id AND p.has_batches
    LEFT JOIN (SELECT v.stock_id, sum(v.qty) AS qty FROM inventory_stockbatch v
               WHERE v.cooperative_id = %(place)s GROUP BY v.stock_id) b ON b.stock_id = s.id
    WHERE s.cooperative_id = %(place)s AND greatest(s.qty, 0) <> coalesce(b.qty, 0)
    ORDER BY s.id LIMIT %(most)s
"""


def stocks_follow_moves(cooperative_id: int) -> Iterator[Broken]:
    """What lies there, and what it cost, is the sum of its moves."""
    for said in _apart("inventory_stockmove", cooperative_id):
        yield Broken("inventory.stock", said)


def months_follow_moves(cooperative_id: int) -> Iterator[Broken]:
    """What lies there, and what it cost, is the sum of its months."""
    for said in _apart("inventory_stockmonth", cooperative_id):
        yield Broken("inventory.months", said)


def shelves_are_stocks(cooperative_id: int) -> Iterator[Broken]:
    """A stock is its layers less what is short; one of both is empty."""
    for name, qty, value_rp in _rows(_SHELVES, cooperative_id):
        yield Broken("inventory.layers", f"{name}: {qty} ({value_rp})")


def batches_are_stocks(cooperative_id: int) -> Iterator[Broken]:
    """The batches of a product that has them are what lies there."""
    for name, qty, batches in _rows(_BATCHES, cooperative_id):
        yield Broken("inventory.batches", f"{name}: {qty}, batches {batches}")


def stocks_are_the_control(cooperative_id: int) -> Iterator[Broken]:
    """What all stocks of an account cost is what the books hold on it."""
    sums: dict[str, int] = dict.fromkeys(ACCOUNTS, 0)
    stocks = Stock.objects.filter(cooperative_id=cooperative_id)
    for account, value_rp in stocks.values_list("account", "value_rp"):
        sums[account] += value_rp
    books = balances_now(cooperative_id=cooperative_id, codes=ACCOUNTS)
    for account, value_rp in sums.items():
        if books[account] != value_rp:
            yield Broken("inventory.control", f"{account}: {value_rp}, books {books[account]}")


def _apart(table: str, cooperative_id: int) -> Iterator[str]:
    for name, where, qty, value_rp, moved, moved_rp in _rows(_MOVES.format(table=table), cooperative_id):
        yield f"{name}, {where}: {qty} ({value_rp}), moves {moved} ({moved_rp})"


def _rows(statement: str, cooperative_id: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "most": MOST_TOLD})
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    stocks_follow_moves,
    months_follow_moves,
    shelves_are_stocks,
    batches_are_stocks,
    *WORK_INVARIANTS,
    *CONTAINER_INVARIANTS,
    *OPENING_INVARIANTS,
)
RECONCILIATIONS: Iterable[Callable[[int], Iterator[Broken]]] = (
    stocks_are_the_control,
    *CONTAINER_RECONCILIATIONS,
)
