"""What became of a till's rationed sales at the official site, as the list beside it says: nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.programmes import OfficialState
from guyub.trade.subsidised.models import RationedSale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

MOST_TOLD = 200  # of one day of one till, the latest


@dataclass(frozen=True, slots=True)
class ToldSite(Row):
    """How far the official site knows of one rationed line; each programme stands once in a sale."""

    sale_id: UUID
    programme: str
    state: str


def told_sites(*, cooperative_id: int, on: date, sale_ids: QuerySet) -> Sequence[ToldSite]:  # type: ignore[type-arg]
    """Give how far the official site knows of some sales of a day, the latest first. One query.

    Args:
        cooperative_id: Whose.
        on: The business date of the sales.
        sale_ids: Of which sales, as a query for their ids.
    """
    rows = RationedSale.objects.filter(cooperative_id=cooperative_id, sold_on=on, sale_id__in=sale_ids)
    told = rows.exclude(official=OfficialState.NONE.value).order_by("-sold_at", "-id")
    return [ToldSite(*row) for row in told.values_list("sale_id", "programme", "official")[:MOST_TOLD]]
