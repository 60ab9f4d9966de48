"""How members borrow, counted for the city: figures alone, filled by jobs and never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.city.supervision.models import PlaceLoans
from guyub.finance.loans.selectors.figures import loan_figures
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import all_cooperatives

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

AT_ONCE = 500


def count_loans(*, now: datetime, place_ids: Collection[int] | None = None) -> int:
    """Count anew how members borrow. Safe to run twice and late; a handful of statements for every 500.

    Args:
        now: The moment, aware.
        place_ids: These alone; None: all, as each night.

    Returns:
        In how many a loan runs.
    """
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI)
    if place_ids is not None:
        places = places.filter(id__in=place_ids)
    codes = dict(places.order_by("id").values_list("id", "code"))
    on = business_date(now, Zone.WIB)
    ids, counted = list(codes), 0
    for start in range(0, len(ids), AT_ONCE):
        group = ids[start : start + AT_ONCE]
        with all_cooperatives("figures of loans for the city; no person"):
            figures = loan_figures(group, on=on)
        PlaceLoans.objects.filter(cooperative_id__in=set(group) - figures.keys()).delete()
        rows = [
            PlaceLoans(
                cooperative_id=place_id,
                code=codes[place_id],
                borrowers_count=one.borrowers,
                loans_count=one.loans,
                left_rp=one.left_rp,
                risky_rp=one.risky_rp,
                classes=[[cut.kolektibilitas.value, cut.loans, cut.left_rp] for cut in one.classes],
                summed_at=now,
            )
            for place_id, one in figures.items()
        ]
        names = ["code", "borrowers_count", "loans_count", "left_rp", "risky_rp", "classes", "summed_at"]
        PlaceLoans.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["cooperative"], update_fields=names
        )
        counted += len(figures)
    return counted
