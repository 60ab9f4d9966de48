"""The book of all moves of goods, by month, cause and place, each with the paper that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.trade.inventory.models import StockMove
from guyub.trade.inventory.selectors.unit_words import product_words

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

PAGE = 50


@dataclass(frozen=True, slots=True)
class MoveRow(Row):
    """One move of goods: base units in words, whole rupiah, and where it comes from."""

    seq: int
    on: date
    booked_on: date
    cause: str
    product_id: UUID
    product: str
    location: str
    qty: int
    words: str
    value_rp: int
    note: str
    entry_id: UUID | None
    source_kind: str
    source_id: UUID | None
    is_back: bool


def moves_page(
    *,
    cooperative_id: int,
    since: date,
    until: date,
    cause: str = "",
    location_id: UUID | None = None,
    first: int = 0,
    most: int = PAGE,
) -> tuple[list[MoveRow], int]:
    """List moves of a span of the books, the newest first, and how many there are. Four queries.

    Args:
        cooperative_id: Whose.
        since: The first day.
        until: The last day, included.
        cause: Of one cause; empty: of all.
        location_id: In one location; None: in all.
        first: How many to pass over.
        most: How many to give.
    """
    rows = StockMove.objects.filter(cooperative_id=cooperative_id, booked_on__range=(since, until))
    if cause:
        rows = rows.filter(cause=cause)
    if location_id is not None:
        rows = rows.filter(stock__location=location_id)
    total = rows.count()
    found = list(
        rows.order_by("-booked_on", "-seq").values_list(
            "seq",
            "on",
            "booked_on",
            "cause",
            "stock__product_id",
            "stock__product__name",
            "stock__location__name",
            "qty",
            "value_rp",
            "note",
            "entry_id",
            "source_kind",
            "source_id",
            "undoes_id",
        )[first : first + most]
    )
    words = product_words(cooperative_id=cooperative_id, product_ids={row[4] for row in found})
    return [
        MoveRow(
            *row[:8], words[row[4]].words(row[7]) if row[7] else "", *row[8:13], is_back=row[13] is not None
        )
        for row in found
    ], total
