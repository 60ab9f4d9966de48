"""The members of each cooperative, counted for the city: figures alone, filled by jobs and never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.city.supervision.models import PlaceMembers
from guyub.community.members.selectors.figures import member_figures
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import all_cooperatives

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from guyub.community.members.selectors.figures import MemberFigures

MONTHS_BACK = 12  # besides the running one
AT_ONCE = 500
_FIELDS = [
    field.name for field in PlaceMembers._meta.concrete_fields if field.name not in {"id", "cooperative"}
]


def count_members(*, now: datetime, place_ids: Collection[int] | None = None) -> int:
    """Count the members of cooperatives anew. Safe to run twice and late; a handful of statements for every 500.

    Args:
        now: The moment, aware; ages count to its day in Jakarta.
        place_ids: These alone; None: all, as each night, since people grow older by themselves.

    Returns:
        How many keep a register here.
    """
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI)
    if place_ids is not None:
        places = places.filter(id__in=place_ids)
    codes = dict(places.order_by("id").values_list("id", "code"))
    ids, today, counted = list(codes), business_date(now, Zone.WIB), 0
    for start in range(0, len(ids), AT_ONCE):
        group = ids[start : start + AT_ONCE]
        with all_cooperatives("figures of members for the city; no person"):
            figures = member_figures(group, since=add_months(today.replace(day=1), -MONTHS_BACK), today=today)
        _keep(group, codes, figures, now)
        counted += len(figures)
    return counted


def _keep(
    group: Collection[int], codes: dict[int, str], figures: dict[int, MemberFigures], now: datetime
) -> None:
    PlaceMembers.objects.filter(cooperative_id__in=set(group) - figures.keys()).delete()
    PlaceMembers.objects.bulk_create(
        [
            PlaceMembers(
                cooperative_id=place_id,
                code=codes[place_id],
                members_count=one.members,
                passive_count=one.passive,
                candidates_count=one.candidates,
                women_count=one.women,
                men_count=one.men,
                ages=list(one.ages),
                households_count=one.households,
                without_kk_count=one.without_kk,
                growth=[[_day(month.month), month.joined, month.left, month.members] for month in one.growth],
                summed_at=now,
            )
            for place_id, one in figures.items()
        ],
        update_conflicts=True,
        unique_fields=["cooperative"],
        update_fields=_FIELDS,
    )


def _day(month: date) -> str:
    return month.isoformat()
