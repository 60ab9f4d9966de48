"""Who asked and went without: one tap notes it, sums say what an outlet lacks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guyub.community.cooperatives.web.forms import maybe_whole_of, typed_of
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.trade.subsidised.domain.quantities import qty_words
from guyub.trade.subsidised.domain.unmet import WITHOUT_WORDS, UnmetRefusedError, WentWithout
from guyub.trade.subsidised.selectors.unmet import unmet_page
from guyub.trade.subsidised.services.unmet import note_unmet
from guyub.trade.subsidised.web.log_frame import done_of, shown

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

SUMMED = timedelta(days=27)  # four weeks with today


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.VIEW_GOODS)
def unmet(request: HttpRequest) -> HttpResponse:
    """Show who went without in four weeks, and note one more."""
    if request.method != "POST":
        return _page(request)
    actor = actor_of(request)
    if not can(actor, Action.HANDLE_CASH, actor.cooperative_id):
        raise PermissionDenied
    _, refusal = tried(lambda: _noted(request))
    return _page(request, refusal=refusal) if refusal else redirect("rations_log:unmet")


def _noted(request: HttpRequest) -> UUID:
    programme, _, category = typed_of(request, "buyer").partition(":")
    return note_unmet(
        programme=programme,
        category=category,
        qty=maybe_whole_of(request, "qty", UnmetRefusedError, "qty") or 0,
        reason=typed_of(request, "reason"),
        **done_of(request),
    )


def _page(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    today = today_of(request)
    with own_rows(request):
        found = unmet_page(cooperative_id=actor_of(request).cooperative_id, since=today - SUMMED, today=today)
    chosen = request.GET.get("barang", "") or next(iter(found.programmes), "")
    good = found.programmes.get(chosen)
    context = {
        "good": good,
        "picks": [
            {"href": f"?barang={one.key}", "label": one.title, "count": None, "current": one is good}
            for one in found.programmes.values()
        ],
        "buyers": [
            {"value": f"{programme}:{code}", "label": title, "qty": qty, "words": qty_words(qty, good.unit)}
            for (programme, code), (title, qty) in found.usual.items()
            if good and programme == good.key
        ],
        "reasons": [(one.value, WITHOUT_WORDS[one]) for one in WentWithout],
        "sums": [
            (WITHOUT_WORDS[reason], count, qty_words(qty, found.programmes[programme].unit))
            for (programme, reason), (count, qty) in sorted(found.sums.items())
            if good and programme == good.key
        ],
        "rows": [(row, WITHOUT_WORDS[row.reason], localtime(row.at)) for row in found.rows],
    }
    return shown(request, "unmet", context, tab="rations_log:unmet", refusal=refusal)
