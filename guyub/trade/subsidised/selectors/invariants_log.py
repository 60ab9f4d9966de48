"""What must hold beside the official sites: states follow the steps that people took, days differ where books do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TOLD = 5
_STATES = """
    SELECT r.number, r.official, n.step FROM subsidised_rationedsale r
    LEFT JOIN LATERAL (SELECT o.step FROM subsidised_officialnote o
        WHERE o.cooperative_id = %(place)s AND o.sale_id = r.id ORDER BY o.at DESC, o.id DESC LIMIT 1) n ON true
    WHERE r.cooperative_id = %(place)s AND r.official <> '' AND r.official <> coalesce(
        CASE n.step WHEN 'REFUSED' THEN 'REFUSED' WHEN 'KEEP' THEN 'KEPT' WHEN 'DONE' THEN 'DONE'
            WHEN 'CANCELLED' THEN 'CANCELLED' ELSE 'WAITING' END, 'WAITING')
        AND NOT (r.official = 'CANCEL' AND r.taken_back_on IS NOT NULL AND n.step IN ('DONE', 'KEEP'))
    ORDER BY r.id LIMIT %(most)s
"""
_TAKEN_BACK = """
    SELECT r.number, r.official, r.taken_back_on FROM subsidised_rationedsale r
    WHERE r.cooperative_id = %(place)s AND (r.taken_back_on IS NOT NULL) <> (r.official IN ('CANCEL', 'CANCELLED'))
        AND (r.taken_back_on IS NULL OR r.official <> '')
    ORDER BY r.id LIMIT %(most)s
"""
_DAYS = """
    SELECT d.programme, d.day, d.differs FROM subsidised_dayclose d
    WHERE d.cooperative_id = %(place)s AND d.differs <> (
        d.cash_rp + d.cashless_rp <> d.paid_rp OR coalesce(d.official_qty <> d.sold_qty, false)
        OR coalesce(d.full_qty <> d.full_book_qty, false) OR coalesce(d.empty_qty <> d.empty_book_qty, false))
    ORDER BY d.id LIMIT %(most)s
"""


def states_follow_their_steps(cooperative_id: int) -> Iterator[Broken]:
    """How far a site was told of a sale is what the last step of a person made it."""
    for number, state, step in _told(_STATES, cooperative_id):
        yield Broken("subsidised.official.state", f"{number}: {state} after {step}")


def taken_back_is_cancelled(cooperative_id: int) -> Iterator[Broken]:
    """Only what was taken back here is cancelled at a site, and what the site knows of it always is."""
    for number, state, on in _told(_TAKEN_BACK, cooperative_id):
        yield Broken("subsidised.official.taken_back", f"{number}: {state}, taken back {on}")


def days_differ_where_books_do(cooperative_id: int) -> Iterator[Broken]:
    """A day is marked as differing if and only if two of its books do."""
    for programme, on, differs in _told(_DAYS, cooperative_id):
        yield Broken("subsidised.day_close.differs", f"{programme} {on}: {differs}")


def _told(statement: str, cooperative_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"place": cooperative_id, "most": MOST_TOLD})
        return list(cursor.fetchall())


LOG_INVARIANTS = (states_follow_their_steps, taken_back_is_cancelled, days_differ_where_books_do)
