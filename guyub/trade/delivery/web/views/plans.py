"""The city's plan of deliveries: who could go where with what is to be brought; read only, and kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.cooperatives.web.forms import choices
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import place_by_id
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, quantity
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.delivery.domain.city_plans import PlanTyped, read_hour
from guyub.trade.delivery.selectors.plans import estimates_of, loads_of, route_sheet
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.subsidised.selectors.programmes import rationing_of
from guyub.trade.subsidised.selectors.rounds import rounds_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.trade.delivery.selectors.plans import RouteSheet

# What the form begins with: a truck of 560 cylinders as agents speak of, and usual hours.
BEGINS = {
    "truk": "4",
    "muat": "560",
    "berat": "",
    "mulai": "07:00",
    "selesai": "17:00",
    "buka": "08:00",
    "tutup": "16:00",
}

SUPPOSED = {
    "factor": "",
    "speed_kmh": "km",
    "stop_minutes": "menit",
    "seconds_each": "detik",
    "driver_hours": "jam",
    "weight_kg": "kg",
}


@require_safe
@never_cache
@acts(Action.VIEW_CITY)
def route_plan(request: HttpRequest) -> HttpResponse:
    """Show the form, and the plan where it was asked for."""
    context, sheet, refusal = _asked(request)
    return render(
        request,
        "delivery/route_plan.html",
        context | {"sheet": sheet, "refusal": refusal},
        status=422 if refusal else 200,
    )


@require_safe
@acts(Action.VIEW_CITY)
def route_plan_export(request: HttpRequest) -> HttpResponse:
    """Hand the plan over as a table: a line for each stop, then those that are left out."""
    context, sheet, _ = _asked(request)
    if sheet is None:
        raise Http404
    table = Sheet(
        name="Rencana kirim",
        title=f"Rencana kirim {context['good'].title}, {day(context['today'])} (perkiraan)",
        source="Guyub; jarak dan jam adalah perkiraan dari titik tengah kelurahan",
        columns=(
            Column("Truk", Kind.QUANTITY),
            Column("Urutan", Kind.QUANTITY),
            Column("Kode", width=15),
            Column("Koperasi", width=28),
            Column("Tiba", width=8),
            Column("Tabung", Kind.QUANTITY),
            Column("Jarak dari tempat sebelumnya, meter", Kind.QUANTITY),
            Column("Mengapa tidak terlayani", width=60),
        ),
        rows=[
            *(
                (trip.no, stop.no, stop.load.code, stop.load.name, stop.comes, stop.load.qty, stop.way_m, "")
                for trip in sheet.trips
                for stop in trip.stops
            ),
            *(
                (None, None, one.load.code, one.load.name, "", one.load.qty, None, one.words)
                for one in sheet.left_out
            ),
        ],
    )
    return table_answer(request, table, stem="rencana-kirim")


def _asked(request: HttpRequest) -> tuple[dict[str, Any], RouteSheet | None, str]:
    """Read what is asked: the context of the form, the plan, and why there is none."""
    city, today, kept = place_by_id(actor_of(request).cooperative_id), today_of(request), _kept(request)
    with own_rows(request):
        # Other goods come in sacks and cartons: how long those take to unload, nobody told.
        goods = [
            one for one in rationing_of(cooperative_id=city.id).programmes if one.unit == RuleUnit.TABUNG
        ]
        if not goods:
            raise Http404
        good = next((one for one in goods if one.key == kept["barang"]), goods[0])
        rounds = [one for one in rounds_of(city_id=city.id) if one.programme == good.key]
        loads = loads_of(city=city, programme=good.key, round_id=id_in(kept["usul"]))
        if loads is None:
            raise Http404
        estimates = estimates_of(city=city, on=today)
    names = {one.code: f"{one.name}, {one.kecamatan}" for one in wards()}
    from_rounds = {str(one.round_id): f"Usul {one.name}, {day(one.from_on)}" for one in rounds}
    context = {
        "city": city,
        "today": today,
        "good": good,
        "kept": kept,
        "depots": choices(names, kept["dari"]),
        "sources": choices(from_rounds, kept["usul"], empty="Jatah seminggu menurut kontrak agen"),
        "depot": names.get(kept["dari"], ""),
        "outlets": len(loads),
        "wanted": sum(one.qty for one in loads),
        "supposed": {name: quantity(estimates[name], unit).strip() for name, unit in SUPPOSED.items()},
        "table": f"{reverse('deliveries:route_plan_export')}?{request.GET.urlencode()}",
    }
    if "truk" not in request.GET:
        return context, None, ""
    sheet, refusal = tried(lambda: route_sheet(_typed(kept), loads=loads, estimates=estimates))
    return context, sheet, refusal


def _kept(request: HttpRequest) -> dict[str, str]:
    begins = BEGINS | {"barang": "", "usul": "", "dari": wards()[0].code}
    return {name: str(request.GET.get(name, value)) for name, value in begins.items()}


def _typed(kept: dict[str, str]) -> PlanTyped:
    weight = kept["berat"].strip()
    return PlanTyped(
        depot=kept["dari"],
        trucks=_whole(kept["truk"]),
        capacity_qty=_whole(kept["muat"]),
        # What is no number is refused as a weight, not taken for none.
        capacity_kg=(_whole(weight) or 0) if weight else None,
        leaves=read_hour(kept["mulai"]),
        returns=read_hour(kept["selesai"]),
        opens=read_hour(kept["buka"]),
        closes=read_hour(kept["tutup"]),
    )


def _whole(written: str) -> int | None:
    text = written.strip().replace(".", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
