"""What a count knows of its lines: who counted what, and what was entered since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.inventory.domain.counting import Tally, ToldLater, settled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

_TALLIES = """
    SELECT l.id, l.product_id, p.name, t.turn, t.counted_by_id, t.qty, t.book_qty, t.seq, t.counted_on
    FROM inventory_stockcountline l
    JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = l.product_id
    LEFT JOIN inventory_stocktally t ON t.cooperative_id = %(place)s AND t.line_id = l.id
    WHERE l.cooperative_id = %(place)s AND l.count_id = %(count)s::uuid
    ORDER BY l.rank, l.id, t.turn
"""
# By the place among all moves: what was entered since a count began is little, whatever came before it.
_LATER = """
    SELECT s.product_id, m.seq, m."on", m.qty, u.seq
    FROM inventory_stockmove m
    JOIN inventory_stock s ON s.cooperative_id = %(place)s AND s.id = m.stock_id AND s.location_id = %(location)s::uuid
    LEFT JOIN inventory_stockmove u ON u.cooperative_id = %(place)s AND u.id = m.undoes_id
    WHERE m.cooperative_id = %(place)s AND m.seq > %(since)s AND m.qty <> 0
    ORDER BY m.seq
"""


@dataclass(frozen=True, slots=True)
class LineCounted:
    """One product of a count with its tallies, the first at the front, and what was entered since."""

    line_id: UUID
    product_id: UUID
    name: str
    tallies: Sequence[Tally]
    later: Sequence[ToldLater]

    @property
    def difference(self) -> int | None:
        """The difference that stands, base units; None while it is not settled."""
        return settled(self.tallies, self.later)


def lines_counted(*, cooperative_id: int, location_id: UUID, count_id: UUID) -> list[LineCounted]:
    """Read all lines of a count, in their order. Two queries.

    Args:
        cooperative_id: Whose.
        location_id: Where it counts.
        count_id: Which.
    """
    (rows,) = prepared((_TALLIES, {"place": cooperative_id, "count": count_id}))
    tallies: dict[UUID, list[Tally]] = defaultdict(list)
    for line_id, _, _, turn, *told in rows:
        if turn is not None:
            tallies[line_id].append(Tally(turn, *told))
    seqs = [one.seq for found in tallies.values() for one in found]
    later: dict[UUID, list[ToldLater]] = defaultdict(list)
    if seqs:
        given = {"place": cooperative_id, "location": location_id, "since": min(seqs)}
        (moves,) = prepared((_LATER, given))
        for product_id, *told in moves:
            later[product_id].append(ToldLater(*told))
    lines = {row[0]: row[:3] for row in rows}
    return [
        LineCounted(line_id, product_id, name, tallies[line_id], later[product_id])
        for line_id, product_id, name in lines.values()
    ]
