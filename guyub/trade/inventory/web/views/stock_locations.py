"""Places where goods lie: all of them, a new one, closing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.cooperatives.selectors.profiles import outlets_of, units_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, tried
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.selectors.locations import KIND_WORDS, locations_of
from guyub.trade.inventory.services.locations import CHOSEN, close_place, open_place
from guyub.trade.inventory.web.stock_pages import done_today, page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_GOODS)
def locations(request: HttpRequest) -> HttpResponse:
    """List places and open a new one."""
    if request.method != "POST":
        return _locations(request)
    actor = actor_of(request)
    if not can(actor, Action.KEEP_GOODS, actor.cooperative_id):
        raise PermissionDenied
    made, refusal = tried(
        lambda: open_place(
            kind=typed_of(request, "kind"),
            name=typed_of(request, "name"),
            outlet_id=id_in(typed_of(request, "outlet")),
            unit_id=id_in(typed_of(request, "unit")),
            **done_today(request),
        )
    )
    return redirect("stock:locations") if made else _locations(request, refusal=refusal)


@require_POST
@acts(Action.KEEP_GOODS)
def location_close(request: HttpRequest, location_id: UUID) -> HttpResponse:
    """Close a place that is empty."""
    _, refusal = tried(lambda: close_place(location_id=location_id, **done_today(request)))
    return _locations(request, refusal=refusal) if refusal else redirect("stock:locations")


def _locations(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    place = here(request)
    with own_rows(request):
        rows = locations_of(cooperative_id=place.id)
        outlets = {str(row.outlet_id): row.name for row in outlets_of(cooperative_id=place.id)}
        units = {str(row.id): row.name for row in units_of(cooperative_id=place.id) if row.closed_on is None}
    # A shelf stands in an outlet: where there is none, it is not offered.
    kinds = {kind.value: KIND_WORDS[kind] for kind in CHOSEN if outlets or kind is not LocationKind.GERAI}
    open_rows = [row for row in rows if row.closed_on is None and not row.is_way]
    context = {
        "title": f"{number(len(open_rows))} tempat barang" if open_rows else "Belum ada tempat barang",
        "rows": rows,
        "has_outlets": bool(outlets),
        "kinds": choices(kinds, typed_of(request, "kind")),
        "outlets": choices(outlets, typed_of(request, "outlet"), empty="Tidak di gerai"),
        "units": choices(units, typed_of(request, "unit"), empty="Ikut gerai, atau koperasi"),
    }
    return page(request, "stock_locations", context, tab="stock:locations", refusal=refusal)
