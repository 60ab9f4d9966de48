"""What the city and anybody may know of each outlet's rationed goods: sums, filled by a job and never by hand."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import all_cooperatives
from guyub.trade.inventory.selectors.staples import staple_figures
from guyub.trade.procurement.selectors.market import unmet_by_place
from guyub.trade.subsidised.domain.rounds import SALES_DAYS, monthly_of, usual_of
from guyub.trade.subsidised.models import OutletFigures, Programme
from guyub.trade.subsidised.selectors.outlets import (
    came_by_place,
    promised_by_place,
    registered_by_ward,
    sold_by_place,
)
from guyub.trade.subsidised.selectors.programmes import rationing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from guyub.trade.inventory.selectors.staples import StapleFigure
    from guyub.trade.subsidised.selectors.programmes import Rationing

AT_ONCE = 500
_WRITTEN = (
    *(
        "code",
        "name",
        "registered",
        "monthly_qty",
        "sold_qty",
        "unmet_qty",
        "came_qty",
        "weekly_qty",
        "cap_qty",
    ),
    *("stock_qty", "out_since", "price_rp", "hours", "next_on", "next_qty"),
)


def count_outlets(*, now: datetime) -> int:
    """Sum anew what outlets have of rationed goods. Safe to run twice and late; a few statements for every 500.

    Args:
        now: The moment, aware.

    Returns:
        How many rows were new or changed.
    """
    places = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI).order_by("id")
    known = {row.id: row for row in places}
    on = business_date(now, Zone.WIB)
    ids, counted = list(known), 0
    for start in range(0, len(ids), AT_ONCE):
        group = {place_id: known[place_id] for place_id in ids[start : start + AT_ONCE]}
        with all_cooperatives("sums of rationed goods for the city and the public page; no person"):
            figures = staple_figures(list(group), on=on)
            rationing = rationing_of(cooperative_id=ids[0])
            rows = [
                row
                for programme in rationing.programmes
                for row in _rows(programme.key, group, rationing, figures, on=on)
            ]
        counted += _write(rows, OutletFigures.objects.filter(cooperative_id__in=group))
    Programme.objects.update(summed_at=now)
    return counted


def _write(rows: Iterable[OutletFigures], kept: QuerySet[OutletFigures]) -> int:
    """Write what is new or changed, and remove what is no more; every five minutes most of it is as it was."""
    before = {(one.cooperative_id, one.programme_id): one for one in kept}
    changed = []
    for row in rows:
        old = before.pop((row.cooperative_id, row.programme_id), None)
        if old is None or any(getattr(old, name) != getattr(row, name) for name in _WRITTEN):
            changed.append(row)
    gone = [one.pk for one in before.values()]
    if gone:
        kept.filter(pk__in=gone).delete()
    OutletFigures.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["cooperative", "programme"],
        update_fields=list(_WRITTEN),
    )
    return len(changed)


def _rows(
    programme: str,
    group: Mapping[int, Cooperative],
    rationing: Rationing,
    figures: Mapping[int, list[StapleFigure]],
    *,
    on: date,
) -> list[OutletFigures]:
    since = on - timedelta(days=SALES_DAYS - 1)
    wards = registered_by_ward(programme=programme, on=on)
    sold = sold_by_place(programme=programme, since=since)
    unmet = unmet_by_place(place_ids=list(group), good=programme, since=since)
    came = came_by_place(programme=programme, place_ids=list(group), since=since)
    promised = promised_by_place(programme=programme, place_ids=list(group), today=on)
    usual = {
        one.code: usual_of(one, limits=rationing.limits_on(on, programme))
        for one in rationing.categories_on(on, programme)
    }
    rows = []
    for place_id, place in group.items():
        shelf = next((one for one in figures.get(place_id, []) if one.good == programme), None)
        registered = wards.get(place.code, {})
        if not (shelf or registered or place_id in promised or sold.get(place_id)):
            continue
        told: dict[str, Any] = asdict(promised[place_id]) if place_id in promised else {}
        rows.append(
            OutletFigures(
                cooperative_id=place_id,
                programme_id=programme,
                code=place.code,
                name=place.name,
                registered=sum(registered.values()),
                monthly_qty=monthly_of(registered, usual=usual),
                sold_qty=sold.get(place_id, 0),
                unmet_qty=unmet.get(place_id, 0),
                came_qty=came.get(place_id, 0),
                stock_qty=shelf.qty if shelf else None,
                out_since=shelf.out_since if shelf else None,
                price_rp=shelf.price_rp if shelf else None,
                **told,
            )
        )
    return rows
