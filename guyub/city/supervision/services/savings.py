"""How members take part in saving, counted for the city: figures alone, filled by jobs and never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.city.supervision.models import PlaceSavings
from guyub.finance.savings.selectors.figures import savings_figures
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import all_cooperatives

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

MONTHS_BACK = 12  # besides the running one
AT_ONCE = 500


def count_savings(*, now: datetime, place_ids: Collection[int] | None = None) -> int:
    """Count anew how members take part. Safe to run twice and late; a handful of statements for every 500.

    Args:
        now: The moment, aware.
        place_ids: These alone; None: all, as each night, since payments make no news of their own.

    Returns:
        How many bill their members or keep more savings.
    """
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI)
    if place_ids is not None:
        places = places.filter(id__in=place_ids)
    codes = dict(places.order_by("id").values_list("id", "code"))
    since = add_months(business_date(now, Zone.WIB).replace(day=1), -MONTHS_BACK)
    ids, counted = list(codes), 0
    for start in range(0, len(ids), AT_ONCE):
        group = ids[start : start + AT_ONCE]
        with all_cooperatives("figures of savings for the city; no person"):
            figures = savings_figures(group, since=since)
        PlaceSavings.objects.filter(cooperative_id__in=set(group) - figures.keys()).delete()
        rows = [
            PlaceSavings(
                cooperative_id=place_id,
                code=codes[place_id],
                savers_count=one.savers,
                months=[
                    [month.month.isoformat(), month.billed, month.settled, month.asked_rp, month.paid_rp]
                    for month in one.months
                ],
                summed_at=now,
            )
            for place_id, one in figures.items()
        ]
        PlaceSavings.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["cooperative"],
            update_fields=["code", "savers_count", "months", "summed_at"],
        )
        counted += len(figures)
    return counted
