"""What must hold of the papers of work with stock: they say what their moves did, and none is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5
_WAY = """
    SELECT p.name, coalesce(told.qty, 0), coalesce(moved.qty, 0) FROM inventory_product p
    LEFT JOIN (SELECT t.product_id, sum(t.qty - t.received_qty - t.lost_qty - t.back_qty) AS qty
        FROM inventory_transferline t
        JOIN inventory_transfer f ON f.cooperative_id = %(place)s AND f.id = t.transfer_id AND f.state = 'DIKIRIM'
        WHERE t.cooperative_id = %(place)s GROUP BY t.product_id) told ON told.product_id = p.id
    LEFT JOIN (SELECT s.product_id, sum(m.qty) AS qty FROM inventory_stock s
        JOIN inventory_location l ON l.cooperative_id = %(place)s AND l.id = s.location_id AND l.kind = 'JALAN'
        JOIN inventory_stockmove m ON m.cooperative_id = %(place)s AND m.stock_id = s.id
            AND m.source_kind IN ('inventory.transfer', 'inventory.loss')
        WHERE s.cooperative_id = %(place)s GROUP BY s.product_id) moved ON moved.product_id = p.id
    WHERE p.cooperative_id = %(place)s AND coalesce(told.qty, 0) <> coalesce(moved.qty, 0)
    ORDER BY p.id LIMIT %(most)s
"""
# Of each paper and product: what its lines say, and what its moves did; taken back, they did nothing.
_PAPERS = """
    WITH said AS (
        SELECT r.id, l.product_id, sum(CASE WHEN l.is_output THEN l.qty ELSE -l.qty END) AS qty,
            sum(CASE WHEN l.is_output THEN l.value_rp ELSE -l.value_rp END) AS rp
        FROM inventory_repack r
        JOIN inventory_repackline l ON l.cooperative_id = %(place)s AND l.repack_id = r.id
        WHERE r.cooperative_id = %(place)s AND r.state = 'DIBUKUKAN' GROUP BY r.id, l.product_id
        UNION ALL
        SELECT o.id, l.product_id, -sum(l.qty), NULL FROM inventory_stockloss o
        JOIN inventory_stocklossline l ON l.cooperative_id = %(place)s AND l.loss_id = o.id
        WHERE o.cooperative_id = %(place)s AND o.state = 'DIBUKUKAN' GROUP BY o.id, l.product_id
        UNION ALL
        SELECT c.id, l.product_id, sum(l.difference), sum(l.value_rp) FROM inventory_stockcount c
        JOIN inventory_stockcountline l ON l.cooperative_id = %(place)s AND l.count_id = c.id AND l.difference <> 0
        WHERE c.cooperative_id = %(place)s AND c.state = 'DIBUKUKAN' GROUP BY c.id, l.product_id
    ), did AS (
        SELECT m.source_id AS id, s.product_id, sum(m.qty) AS qty, sum(m.value_rp) AS rp
        FROM inventory_stockmove m JOIN inventory_stock s ON s.cooperative_id = %(place)s AND s.id = m.stock_id
        WHERE m.cooperative_id = %(place)s AND m.qty <> 0
            AND m.source_kind IN ('inventory.repack', 'inventory.loss', 'inventory.count')
        GROUP BY m.source_id, s.product_id HAVING sum(m.qty) <> 0
    )
    SELECT p.name, coalesce(said.qty, 0), coalesce(did.qty, 0), said.rp, did.rp
    FROM said FULL JOIN did ON did.id = said.id AND did.product_id = said.product_id
    JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = coalesce(said.product_id, did.product_id)
    WHERE coalesce(said.qty, 0) <> coalesce(did.qty, 0) OR said.rp <> did.rp
    ORDER BY p.id LIMIT %(most)s
"""
_LOSSES = """
    SELECT o.number, o.value_rp, -sum(m.value_rp) FROM inventory_stockloss o
    JOIN inventory_stockmove m ON m.cooperative_id = %(place)s AND m.source_id = o.id AND m.cause IN ('RUSAK', 'PAKAI')
    WHERE o.cooperative_id = %(place)s AND o.state = 'DIBUKUKAN'
    GROUP BY o.cooperative_id, o.id HAVING o.value_rp <> -sum(m.value_rp) ORDER BY o.id LIMIT %(most)s
"""
_GAPS = """
    SELECT '{table}', t.year, count(*), max(t.number) FROM inventory_{table} t
    WHERE t.cooperative_id = %(place)s GROUP BY t.year HAVING count(*) <> max(t.number)
"""
NUMBERED = ("transfer", "repack", "stockloss", "stockcount")


def what_is_on_its_way_was_sent(cooperative_id: int) -> Iterator[Broken]:
    """What lies between two locations is what transfers say of it."""
    for name, told, moved in _rows(_WAY, cooperative_id):
        yield Broken("inventory.transfer.way", f"{name}: {told}, moves {moved}")


def papers_say_what_moved(cooperative_id: int) -> Iterator[Broken]:
    """A repacking, a loss, a count that is booked moved what it says; every other one moved nothing."""
    for name, said, did, said_rp, did_rp in _rows(_PAPERS, cooperative_id):
        yield Broken("inventory.paper.moves", f"{name}: {said} ({said_rp}), moves {did} ({did_rp})")
    for number, value_rp, moved_rp in _rows(_LOSSES, cooperative_id):
        yield Broken("inventory.paper.moves", f"{number}: {value_rp}, moves {moved_rp}")


def papers_have_no_gaps(cooperative_id: int) -> Iterator[Broken]:
    """No number of a paper is missing."""
    for table in NUMBERED:
        for name, year, count, last in _rows(_GAPS.format(table=table), cooperative_id):
            yield Broken("inventory.paper.gapless", f"{name} {year}: {count} of {last}")


def _rows(statement: str, cooperative_id: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "most": MOST_TOLD})
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


WORK_INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    what_is_on_its_way_was_sent,
    papers_say_what_moved,
    papers_have_no_gaps,
)
