"""Prices and stocks of staples, for the city: figures alone, filled by jobs and never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.city.supervision.models import PlaceStaples
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import all_cooperatives
from guyub.trade.inventory.selectors.staples import staple_figures

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

AT_ONCE = 500


def count_staples(*, now: datetime, place_ids: Collection[int] | None = None) -> int:
    """Read anew what staples cost and how much lies there. Safe to run twice and late; a few statements for every 500.

    Args:
        now: The moment, aware.
        place_ids: These alone; None: all, as each night.

    Returns:
        How many cooperatives sell staples.
    """
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI)
    if place_ids is not None:
        places = places.filter(id__in=place_ids)
    codes = dict(places.order_by("id").values_list("id", "code"))
    on = business_date(now, Zone.WIB)
    ids, counted = list(codes), 0
    for start in range(0, len(ids), AT_ONCE):
        group = ids[start : start + AT_ONCE]
        with all_cooperatives("prices and stocks of staples for the city; no person"):
            figures = staple_figures(group, on=on)
        PlaceStaples.objects.filter(cooperative_id__in=set(group) - figures.keys()).delete()
        rows = [
            PlaceStaples(
                cooperative_id=place_id,
                code=codes[place_id],
                goods=[
                    [one.good, one.price_rp, one.qty, one.out_since.isoformat() if one.out_since else None]
                    for one in found
                ],
                summed_at=now,
            )
            for place_id, found in figures.items()
        ]
        PlaceStaples.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["cooperative"],
            update_fields=["code", "goods", "summed_at"],
        )
        counted += len(figures)
    return counted
