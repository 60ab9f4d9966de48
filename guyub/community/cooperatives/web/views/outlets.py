"""Outlets, how ready they are, and units of business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST

from guyub.community.cooperatives.domain.outlets import (
    NEEDS_HEALTH_PERMIT,
    OPENABLE_UNITS,
    OUTLET_WORDS,
    STATUS_WORDS,
    UNIT_WORDS,
    Internet,
    Missing,
    OutletKind,
    OutletStatus,
    Ownership,
    Standing,
    lacks,
)
from guyub.community.cooperatives.selectors.papers import permitted_outlets
from guyub.community.cooperatives.selectors.profiles import outlets_of, units_of
from guyub.community.cooperatives.services.outlets import (
    OutletRefusedError,
    OutletTyped,
    change_status,
    keep_outlet,
)
from guyub.community.cooperatives.services.units import UnitRefusedError, close_unit, open_unit
from guyub.community.cooperatives.web.forms import choices, day_of, maybe_id_of, maybe_whole_of, typed_of
from guyub.community.cooperatives.web.pages import page, to
from guyub.community.cooperatives.web.words import INTERNET_WORDS, OWNERSHIP_WORDS, READY_WORDS, STATUS_TONES
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    may_here,
    place_of,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.cooperatives.selectors.profiles import OutletRow
    from guyub.foundation.kernel.models import Cooperative

_WATER = {"": None, "1": True, "0": False}
_WATER_WORDS = {"1": "Ada", "0": "Belum ada"}


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_COOPERATIVE)
def outlets(request: HttpRequest, code: str) -> HttpResponse:
    """List outlets with what each lacks, and units; keep a new outlet."""
    place = place_of(request, code, Action.VIEW_COOPERATIVE)
    if request.method != "POST":
        return _outlets(request, place)
    if not may_here(request, Action.KEEP_OUTLETS, place):
        raise PermissionDenied
    return _done(request, place, lambda: keep_outlet(typed=_typed(request), **_shared(request, place)))


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_OUTLETS)
def outlet_change(request: HttpRequest, code: str, outlet_id: UUID) -> HttpResponse:
    """Change what is known of one outlet."""
    place = place_of(request, code, Action.KEEP_OUTLETS)
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: keep_outlet(typed=_typed(request), outlet_id=outlet_id, **_shared(request, place))
        )
        if not refusal:
            return to("outlets", place)
    with scope(place.id):
        held = next((row for row in outlets_of(cooperative_id=place.id) if row.outlet_id == outlet_id), None)
    if held is None:
        raise Http404
    shown = request.POST.dict() if refusal else _written(held)
    return page(request, place, "outlet_change", {"outlet": held} | _fields(shown), refusal=refusal)


@require_POST
@acts(Action.KEEP_OUTLETS)
def outlet_status(request: HttpRequest, code: str, outlet_id: UUID) -> HttpResponse:
    """Say how far an outlet is."""
    place = place_of(request, code, Action.KEEP_OUTLETS)
    return _done(
        request,
        place,
        lambda: change_status(
            outlet_id=outlet_id,
            status=typed_of(request, "status"),
            on=day_of(request, "on", OutletRefusedError, "day"),
            **_shared(request, place),
        ),
    )


@require_POST
@acts(Action.KEEP_OUTLETS)
def unit_open(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a unit of business."""
    place = place_of(request, code, Action.KEEP_OUTLETS)
    return _done(
        request,
        place,
        lambda: open_unit(
            kind=typed_of(request, "unit_kind"),
            name=typed_of(request, "unit_name"),
            outlet_id=maybe_id_of(request, "outlet", UnitRefusedError, "outlet"),
            opened_on=day_of(request, "on", UnitRefusedError, "day"),
            **_shared(request, place),
        ),
        "h-unit",
    )


@require_POST
@acts(Action.KEEP_OUTLETS)
def unit_close(request: HttpRequest, code: str, unit_id: UUID) -> HttpResponse:
    """End a unit of business."""
    place = place_of(request, code, Action.KEEP_OUTLETS)
    return _done(
        request,
        place,
        lambda: close_unit(
            unit_id=unit_id,
            closed_on=day_of(request, "on", UnitRefusedError, "day"),
            **_shared(request, place),
        ),
        "h-unit",
    )


def _shared(request: HttpRequest, place: Cooperative) -> dict[str, Any]:
    return {
        "actor": actor_of(request),
        "place_id": place.id,
        "today": today_of(request),
        "request_id": request_id_of(request),
        "now": utc_now(),
    }


def _done(
    request: HttpRequest, place: Cooperative, use_case: Callable[[], object], part: str = ""
) -> HttpResponse:
    _, refusal = tried(use_case)
    return _outlets(request, place, refusal=refusal) if refusal else to("outlets", place, part)


def _typed(request: HttpRequest) -> OutletTyped:
    return OutletTyped(
        kind=typed_of(request, "kind"),
        name=typed_of(request, "name"),
        ownership=typed_of(request, "ownership"),
        internet=typed_of(request, "internet"),
        address=typed_of(request, "address"),
        land_m2=maybe_whole_of(request, "land_m2", OutletRefusedError, "number"),
        electricity_va=maybe_whole_of(request, "electricity_va", OutletRefusedError, "number"),
        has_water=_WATER.get(typed_of(request, "has_water")),
        opening_hours=typed_of(request, "opening_hours"),
    )


def _outlets(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        rows = outlets_of(cooperative_id=place.id)
        units = units_of(cooperative_id=place.id)
        permitted = permitted_outlets(cooperative_id=place.id, today=today_of(request))
    names = {str(row.outlet_id): row.name for row in rows}
    context = {
        "outlets": [_told(row, has_permit=row.outlet_id in permitted) for row in rows],
        "open_count": sum(row.status == OutletStatus.OPERASIONAL for row in rows),
        "units": [(unit, UNIT_WORDS[unit.kind], names.get(str(unit.outlet_id), "")) for unit in units],
        "unit_kinds": choices(OPENABLE_UNITS, typed_of(request, "unit_kind")),
        "unit_outlets": choices(names, typed_of(request, "outlet"), empty="di luar gerai"),
        "statuses": choices(STATUS_WORDS, typed_of(request, "status")),
    }
    return page(request, place, "outlets", context | _fields(request.POST.dict()), refusal=refusal)


def _told(row: OutletRow, *, has_permit: bool) -> dict[str, object]:
    standing = Standing(
        kind=OutletKind(row.kind),
        ownership=Ownership(row.ownership),
        electricity_va=row.electricity_va,
        internet=Internet(row.internet),
        has_permit=has_permit,
    )
    missing = lacks(standing)
    asked = [one for one in Missing if one is not Missing.PERMIT or standing.kind in NEEDS_HEALTH_PERMIT]
    return {
        "row": row,
        "kind": OUTLET_WORDS[standing.kind],
        "status": STATUS_WORDS[row.status],
        "tone": STATUS_TONES[row.status],
        "ownership": OWNERSHIP_WORDS[row.ownership],
        "ready": [(READY_WORDS[one], one not in missing) for one in asked],
        "lacks_permit": Missing.PERMIT in missing,
    }


def _written(row: OutletRow) -> dict[str, str]:
    """Write what is known of an outlet as its form would bring it."""
    water = {None: "", True: "1", False: "0"}[row.has_water]
    fields = ("kind", "name", "ownership", "internet", "address", "opening_hours")
    numbers = {
        field: "" if row[field] is None else str(row[field]) for field in ("land_m2", "electricity_va")
    }
    return {field: row[field] for field in fields} | numbers | {"has_water": water}


def _fields(shown: Mapping[str, str]) -> dict[str, object]:
    """Give the fields of an outlet's form, with what they show."""
    return {
        "shown": shown,
        "kinds": choices(OUTLET_WORDS, shown.get("kind", "")),
        "ownerships": choices(OWNERSHIP_WORDS, shown.get("ownership", "BELUM")),
        "internets": choices(INTERNET_WORDS, shown.get("internet", "")),
        "waters": choices(_WATER_WORDS, shown.get("has_water", ""), empty="belum diketahui"),
    }
