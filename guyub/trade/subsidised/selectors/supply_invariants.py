"""What must hold of supply: a delivery, its receipt and the cylinders that it moved say the same; needs are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.procurement.domain.accounts import paper_name
from guyub.trade.subsidised.domain.rounds import MONTH_DAYS, ROUNDS
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
# What replaces an estimate is of the same good and ward.
_REPLACED = """
    SELECT e.code, e.programme_id, o.code, o.programme_id FROM subsidised_householdestimate e
    JOIN subsidised_householdestimate o ON o.cooperative_id = %(place)s AND o.id = e.replaces_id
    WHERE e.cooperative_id = %(place)s AND (o.code, o.programme_id) <> (e.code, e.programme_id)
    ORDER BY e.id LIMIT %(most)s
"""
# Rounded up, as domain.rounds brings a month to the days of a round.
_HOUSEHOLDS = """
    SELECT r.year, r.no, s.code, s.household_qty, e.code, c.qty FROM subsidised_allocationshare s
    JOIN subsidised_allocationround r ON r.cooperative_id = %(place)s AND r.id = s.round_id
    JOIN subsidised_householdestimate e ON e.cooperative_id = %(place)s AND e.id = s.estimate_id
    CROSS JOIN LATERAL (
        SELECT (e.households * e.each_qty * (r.to_on - r.from_on + 1) + %(month)s - 1) / %(month)s AS qty) c
    WHERE s.cooperative_id = %(place)s
        AND (s.household_qty <> c.qty OR s.code <> e.code OR e.programme_id <> r.programme_id)
    ORDER BY s.id LIMIT %(most)s
"""


def estimates_replace_their_own(cooperative_id: int) -> Iterator[Broken]:
    """What a city tells anew of households replaces what it told of the same good and ward."""
    with connection.cursor() as cursor:
        cursor.execute(_REPLACED, {"place": cooperative_id, "most": MOST_TOLD})
        for code, programme, old_code, old_programme in cursor.fetchall():
            said = f"{code} {programme} replaces {old_code} {old_programme}"
            yield Broken("subsidised.households.replaced", said)


def shares_follow_their_estimates(cooperative_id: int) -> Iterator[Broken]:
    """What households need in a round is what the city told of that ward, brought to its days."""
    with connection.cursor() as cursor:
        cursor.execute(_HOUSEHOLDS, {"place": cooperative_id, "most": MOST_TOLD, "month": MONTH_DAYS})
        for year, no, code, kept, told, due in cursor.fetchall():
            said = f"{paper_name(ROUNDS, year, no)} {code}: {kept}, of {told}: {due}"
            yield Broken("subsidised.households.share", said)


def deliveries_are_their_receipts(cooperative_id: int) -> Iterator[Broken]:
    """What came sound is what the receipt took in, what stayed was changed for empty ones; off is off in both."""
    with connection.cursor() as cursor:
        cursor.execute(_DELIVERIES, {"place": cooperative_id, "most": MOST_TOLD})
        for year, no, state, sound, taken, wanted, changed in cursor.fetchall():
            said = f"{paper_name(DELIVERIES, year, no)} {state}: {sound}, receipt {taken}; {wanted}, changed {changed}"
            yield Broken("subsidised.delivery", said)
