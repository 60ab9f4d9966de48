"""Official lists of buyers, as the city brings them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guyub.community.cooperatives.web.forms import choices, scan_of, typed_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, today_of, tried
from guyub.trade.subsidised.domain.lists import MOST_ROWS
from guyub.trade.subsidised.domain.programmes import Registers
from guyub.trade.subsidised.selectors.programmes import rationing_of
from guyub.trade.subsidised.services.lists import take_list
from guyub.trade.subsidised.web.frame import done_of, shown

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.LIST_BUYERS)
def buyer_list(request: HttpRequest) -> HttpResponse:
    """Take in a list of those who are in a category by an official decision."""
    taken, refusal = None, ""
    if request.method == "POST":
        programme, _, category = typed_of(request, "golongan").partition(":")
        file = scan_of(request, "daftar")
        taken, refusal = tried(
            lambda: take_list(
                programme=programme,
                category=category,
                table=file[1] if file else b"",
                basis=typed_of(request, "dasar"),
                **done_of(request),
            )
        )
    rationing = rationing_of(cooperative_id=actor_of(request).cooperative_id)
    offered = {
        f"{one.programme}:{one.code}": rationing.words(one.programme, one.code)
        for one in rationing.categories_on(today_of(request))
        if one.registers is Registers.LIST
    }
    context = {
        "categories": choices(offered, typed_of(request, "golongan"), empty="Pilih golongan"),
        "taken": taken,
        "most": MOST_ROWS,
    }
    return shown(request, "buyer_list", context, refusal=refusal)
