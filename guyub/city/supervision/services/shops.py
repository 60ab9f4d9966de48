"""What the tills of cooperatives sold, for the city: figures alone, filled by jobs and never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.city.supervision.models import PlaceShop
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import all_cooperatives
from guyub.trade.retail.selectors.city_figures import shop_sums

if TYPE_CHECKING:
    from datetime import datetime

AT_ONCE = 500


def count_shops(*, now: datetime) -> int:
    """Add up anew what tills sold on the last 28 whole days. Safe to run twice and late; two statements for every 500.

    Args:
        now: The moment, aware.

    Returns:
        How many cooperatives ever sold by a till.
    """
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI)
    codes = dict(places.order_by("id").values_list("id", "code"))
    on = business_date(now, Zone.WIB)
    ids, counted = list(codes), 0
    for start in range(0, len(ids), AT_ONCE):
        group = ids[start : start + AT_ONCE]
        with all_cooperatives("sums of what tills sold for the city; no person"):
            sums = shop_sums(group, on=on)
        rows = [
            PlaceShop(
                cooperative_id=place_id,
                code=codes[place_id],
                days_count=one.days,
                sales_count=one.receipts,
                sold_rp=one.sold_rp,
                last_on=one.last_on,
                summed_at=now,
            )
            for place_id, one in sums.items()
        ]
        names = ["code", "days_count", "sales_count", "sold_rp", "last_on", "summed_at"]
        PlaceShop.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["cooperative"], update_fields=names
        )
        counted += len(sums)
    return counted
