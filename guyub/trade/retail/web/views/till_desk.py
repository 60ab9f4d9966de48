"""Tills as people set them up, and a cashier's own PIN at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guyub.foundation.devices.web.frame import done_of
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, tried
from guyub.foundation.kernel.ids import id_in, uuid7
from guyub.trade.retail.selectors.tills import till_choices, tills_of
from guyub.trade.retail.services.pins import set_till_pin
from guyub.trade.retail.services.tills import TillTyped, set_till

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

STEPS = (1, 50, 100, 200, 500, 1000)


@require_safe
@never_cache
@acts(Action.VIEW_DEVICES)
def tills(request: HttpRequest) -> HttpResponse:
    """List the tills: which device sells from where, into which drawer."""
    with own_rows(request):
        rows = tills_of(cooperative_id=actor_of(request).cooperative_id)
    return _shown(request, "tills", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.BIND_DEVICES)
def till_set(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Set the till of one device up."""
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(lambda: set_till(typed=_typed(request, device_id), **done_of(request)))
        if not refusal:
            return redirect("till_desk:tills")
    place_id = actor_of(request).cooperative_id
    with own_rows(request):
        row = next((one for one in tills_of(cooperative_id=place_id) if one.device_id == device_id), None)
        if row is None:
            raise Http404
        choices = till_choices(cooperative_id=place_id)
    context = {
        "row": row,
        "locations": _options(request, "location", choices.locations, row.location_id),
        "drawers": _options(request, "drawer", choices.drawers, row.drawer_id),
        "banks": _options(request, "bank", choices.banks, row.bank_id, none="Tidak menerima transfer"),
        "safes": _options(request, "safe", choices.safes, row.safe_id, none="Tidak ada"),
        "steps": [
            {
                "value": step,
                "label": f"{step} rupiah" if step > 1 else "Tidak dibulatkan",
                "selected": step == row.step_rp,
            }
            for step in STEPS
        ],
    }
    return _shown(request, "till_set", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.HANDLE_CASH)
def till_pin(request: HttpRequest) -> HttpResponse:
    """Set the own PIN at the tills."""
    refusal = told = ""
    if request.method == "POST":
        _, refusal = tried(lambda: set_till_pin(pin=request.POST.get("pin", ""), **done_of(request)))
        told = "" if refusal else "PIN kasir Anda sudah diganti. Kasir memakainya sesudah terhubung lagi."
    return _shown(request, "till_pin", {"told": told}, refusal=refusal)


def _shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    allowed = TABLE[actor_of(request).role]
    shared = {
        "may_bind": Action.BIND_DEVICES in allowed,
        "may_sell": Action.HANDLE_CASH in allowed,
        "refusal": refusal,
    }
    return render(request, f"retail/{name}.html", shared | dict(context), status=422 if refusal else 200)


def _typed(request: HttpRequest, device_id: UUID) -> TillTyped:
    ids = {name: id_in(request.POST.get(name, "")) for name in ("location", "drawer", "bank", "safe")}
    step = request.POST.get("step", "")
    nobody = uuid7()
    return TillTyped(
        device_id=device_id,
        location_id=ids["location"] or nobody,
        drawer_id=ids["drawer"] or nobody,
        bank_id=ids["bank"],
        safe_id=ids["safe"],
        step_rp=int(step) if step.isascii() and step.isdigit() and len(step) <= len("1000") else 0,
    )


def _options(
    request: HttpRequest, name: str, choices: Mapping[UUID, str], kept: UUID | None, *, none: str = ""
) -> list[dict[str, Any]]:
    typed = id_in(request.POST.get(name, "")) if request.method == "POST" else kept
    first = [{"value": "", "label": none, "selected": typed is None}] if none else []
    return first + [
        {"value": str(id_), "label": label, "selected": id_ == typed} for id_, label in choices.items()
    ]
