"""Invented assets of an example cooperative: its list ties to its books; two things lent by the city; rent ahead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.books.assets.domain.lending import LentTyped
from guyub.books.assets.domain.registers import AssetTyped, Source
from guyub.books.assets.domain.spreads import SpreadTyped
from guyub.books.assets.selectors.months import last_whole_month
from guyub.books.assets.selectors.register import lent_of, register_of, standing
from guyub.books.assets.services.lending import list_lent
from guyub.books.assets.services.months import run_month
from guyub.books.assets.services.registering import register_assets
from guyub.books.assets.services.spreads import begin_spread
from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.selectors.periods import periods_of
from guyub.books.ledger.services.posting import post_entry
from guyub.community.cooperatives.selectors.profiles import outlets_of, units_of
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_example_events import BRI, LPG, SEMBAKO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

RENT_RP = 3_600_000
CYLINDERS_RP, CYLINDER_MONTHS = 3_600_000, 60


def make_assets_examples(*, now: datetime) -> None:
    """List Bumiayu's assets with what they lost so far; repeating it changes nothing. Only for a demonstration."""
    place = Cooperative.objects.get(code=BUMIAYU)
    seat = Membership.objects.select_related("person").get(
        cooperative=place, role=Role.BENDAHARA.value, person__is_example=True
    )
    treasurer = Actor(seat.person_id, seat.person.name, Role.BENDAHARA, place.id, seat.id)
    today = business_date(now, Zone(place.zone))
    with scope(place.id):
        is_ready = periods_of(cooperative_id=place.id) is not None
        is_done = bool(register_of(cooperative_id=place.id) or lent_of(cooperative_id=place.id))
        stood = standing(cooperative_id=place.id) if is_ready else {}
        units = {unit.kind: unit.id for unit in units_of(cooperative_id=place.id)}
        outlets = [row.outlet_id for row in outlets_of(cooperative_id=place.id)]
    if is_done or not is_ready:
        return
    shared: dict[str, Any] = {"actor": treasurer, "place": place, "now": now}
    _list(shared, stood, units, outlets[0] if outlets else None, today)
    _rent(shared, units, today)
    for at, typed in enumerate(lent_by_the_city(outlets[0] if outlets else None)):
        list_lent(typed=typed, today=today, request_id=uuid5(SPACE, f"assets/lent/{at}"), **shared)
    run_month(month=last_whole_month(today), today=today, request_id=uuid5(SPACE, "assets/run"), **shared)


def _list(
    shared: Mapping[str, Any],
    stood: Mapping[str, tuple[str, int]],
    units: Mapping[str, UUID],
    outlet_id: UUID | None,
    today: date,
) -> None:
    """List what stands on the accounts of assets, with what the books say that each has lost.

    The invented year posts what show-case and laptop lose up to the last whole month; the cylinders begin with it.
    """
    whole = last_whole_month(today)
    rows = [
        AssetTyped(
            name="Etalase dan rak gerai (contoh)",
            asset_class="PERALATAN",
            acquired_on=date(2025, 3, 3),
            cost_rp=stood["1.6.03"][1],
            taken_rp=-stood["1.6.92"][1],
            months=(stood["1.6.03"][1] + stood["1.6.92"][1]) // 150_000,
            first=add_months(whole, 1),
            unit_id=units.get(SEMBAKO),
            outlet_id=outlet_id,
            location="Ruang depan",
        ),
        AssetTyped(
            name="Laptop kasir (contoh)",
            asset_class="PERABOT",
            acquired_on=date(2026, 3, 9),
            cost_rp=stood["1.6.05"][1],
            taken_rp=-stood["1.6.94"][1],
            months=(stood["1.6.05"][1] + stood["1.6.94"][1]) // 125_000,
            first=add_months(whole, 1),
            unit_id=units.get(SEMBAKO),
            outlet_id=outlet_id,
            location="Meja kasir",
            serial="CONTOH-0309",
        ),
        AssetTyped(
            name="20 tabung LPG 3 kg (contoh)",
            asset_class="TABUNG",
            acquired_on=date(2026, 2, 4),
            cost_rp=stood["1.6.06"][1],
            months=CYLINDER_MONTHS,
            first=whole,
            unit_id=units.get(LPG),
            location="Rak tabung",
        ),
    ]
    register_assets(
        rows=[row for row in rows if row.cost_rp],
        source=Source.TERDAFTAR.value,
        today=today,
        request_id=uuid5(SPACE, "assets/listed"),
        **shared,
    )


def _rent(shared: Mapping[str, Any], units: Mapping[str, UUID], today: date) -> None:
    """Pay a year's rent of the shop ahead, and spread it from the last whole month on."""
    place = shared["place"]
    draft = EntryDraft(
        occurred_on=last_whole_month(today),
        memo="Sewa gerai setahun dibayar di muka (contoh)",
        lines=[
            LineDraft("1.4.01", RENT_RP, unit_id=units.get(SEMBAKO)),
            LineDraft(BRI, -RENT_RP),
        ],
        request_id=uuid5(SPACE, "assets/rent"),
    )
    with scope(place.id, durable=True):
        post_entry(place=place, context="ledger", draft=draft, today=today, actor=shared["actor"])
    begin_spread(
        typed=SpreadTyped(
            kind="SEWA",
            what="Sewa gerai setahun (contoh)",
            total_rp=RENT_RP,
            first=last_whole_month(today),
            months=12,
            unit_id=units.get(SEMBAKO),
        ),
        request_id=uuid5(SPACE, "assets/spread"),
        **shared,
    )


def lent_by_the_city(outlet_id: UUID | None) -> list[LentTyped]:
    """Tell what the city lends a shop: a freezer and scales."""
    lender = "Diskopindag Kota Malang (contoh)"
    return [
        LentTyped(
            name="Freezer 200 liter",
            lender=lender,
            document="BA-PP/contoh/2026-14",
            lent_on=date(2026, 5, 4),
            condition="Baik",
            insured_rp=4_200_000,
            outlet_id=outlet_id,
            location="Ruang depan",
        ),
        LentTyped(
            name="Timbangan digital 150 kg",
            lender=lender,
            document="BA-PP/contoh/2026-15",
            lent_on=date(2026, 5, 4),
            due_on=date(2028, 5, 3),
            condition="Baik, tera 2026",
            insured_rp=1_800_000,
            outlet_id=outlet_id,
        ),
    ]
