"""What must hold of supply: a delivery, its receipt and the cylinders that it moved say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.procurement.domain.accounts import paper_name
from guyub.trade.subsidised.domain.supply import DELIVERIES

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TOLD = 5
# Cylinders that came back full, less those that were taken back since, beside what stayed here.
_DELIVERIES = """
    SELECT d.year, d.no, d.state, d.came_qty - d.leaking_qty - d.returned_qty, l.qty,
        CASE WHEN k.qty IS NULL THEN NULL WHEN d.state = 'BATAL' THEN 0 ELSE d.came_qty - d.returned_qty END, k.qty
    FROM subsidised_delivery d
    JOIN procurement_goodsreceipt r ON r.cooperative_id = %(place)s AND r.id = d.receipt_id
    LEFT JOIN LATERAL (SELECT sum(v.qty) AS qty FROM procurement_receiptline v
        WHERE v.cooperative_id = %(place)s AND v.receipt_id = r.id) l ON true
    LEFT JOIN LATERAL (SELECT sum(CASE WHEN m.undoes_id IS NULL THEN m.qty ELSE -m.qty END) AS qty
        FROM inventory_containermove m
        WHERE m.cooperative_id = %(place)s AND m.source_kind = 'subsidised.delivery' AND m.source_id = d.id
            AND m.why = 'ISI') k ON true
    WHERE d.cooperative_id = %(place)s AND (
        d.came_qty - d.leaking_qty - d.returned_qty <> coalesce(l.qty, 0)
        OR (d.state = 'BATAL' AND r.undone_on IS NULL)
        OR k.qty <> CASE WHEN d.state = 'BATAL' THEN 0 ELSE d.came_qty - d.returned_qty END)
    ORDER BY d.id LIMIT %(most)s
"""


def deliveries_are_their_receipts(cooperative_id: int) -> Iterator[Broken]:
    """What came sound is what the receipt took in, what stayed was changed for empty ones; off is off in both."""
    with connection.cursor() as cursor:
        cursor.execute(_DELIVERIES, {"place": cooperative_id, "most": MOST_TOLD})
        for year, no, state, sound, taken, wanted, changed in cursor.fetchall():
            said = f"{paper_name(DELIVERIES, year, no)} {state}: {sound}, receipt {taken}; {wanted}, changed {changed}"
            yield Broken("subsidised.delivery", said)
