"""What pages of supply share: the frame of a page, contracts and products to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from guyub.community.cooperatives.web.forms import choices, typed_of
from guyub.community.members.web.views.books import here
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.foundation.kernel.ids import id_in
from guyub.trade.subsidised.selectors.supply import goods_of_programme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.subsidised.selectors.supply import ContractRow

WARNING_WORDS = {"contract": "Kontrak", "scale": "Tera timbangan", "apar": "APAR"}


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "may_buy": Action.BUY_GOODS in allowed,
        "may_move": Action.MOVE_STOCK in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"subsidised/{name}.html", shared | dict(context), status=422 if refusal else 200)


def running_chosen(
    request: HttpRequest, contracts: Sequence[ContractRow]
) -> tuple[ContractRow | None, list[dict[str, object]]]:
    """Give the running contract that the address or the form names, or the first; and all to choose from."""
    running = [one for one in contracts if one.ended_on is None]
    wanted = id_in(typed_of(request, "contract") or request.GET.get("kontrak", ""))
    chosen = next((one for one in running if one.contract_id == wanted), running[0] if running else None)
    words = {str(one.contract_id): f"{one.good}, {one.partner}" for one in running}
    return chosen, choices(words, str(chosen.contract_id) if chosen else "")


def products_of(request: HttpRequest, contracts: Sequence[ContractRow]) -> list[dict[str, object]]:
    """Give the products of the programmes of running contracts. Needs the scope; one query each."""
    place_id = actor_of(request).cooperative_id
    words: dict[str, str] = {}
    for programme in dict.fromkeys(one.programme for one in contracts if one.ended_on is None):
        for one in goods_of_programme(cooperative_id=place_id, programme=programme).values():
            words[str(one.product_id)] = one.title
    return choices(words, typed_of(request, "product"))
