"""The member's own rationed goods: as what they are registered, and who used the own NIK."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.desks.member.web.own_pages import acting, shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import index_kept
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.trade.subsidised.domain.quantities import qty_words
from guyub.trade.subsidised.selectors.buyers import buyer_row
from guyub.trade.subsidised.selectors.consumers import consumer_by_index
from guyub.trade.subsidised.selectors.queues import own_queues
from guyub.trade.subsidised.selectors.uses import uses_of
from guyub.trade.subsidised.services.queues import enter_own_queue
from guyub.trade.subsidised.web.queue_words import STATES

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

YEAR = timedelta(days=366)


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_rations(request: HttpRequest) -> HttpResponse:
    """Show what was bought with the own NIK at any cooperative in a year, and the queues of the own household."""
    return _page(request)


@require_POST
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_queue_enter(request: HttpRequest, queue_id: UUID) -> HttpResponse:
    """Give the own household its number in a queue."""
    today = today_of(request)
    _, refusal = tried(lambda: enter_own_queue(queue_id=queue_id, today=today, **acting(request)))
    return _page(request, refusal=refusal) if refusal else redirect("member_desk:own_rations")


def _page(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    actor, today = actor_of(request), today_of(request)
    with own_rows(request):
        index = index_kept(SecretKind.NIK, actor.person_id)
        found = consumer_by_index(index) if index else None
        row = found and buyer_row(found, cooperative_id=actor.cooperative_id, on=today)
        rows = uses_of(indexes=[index], since=today - YEAR) if index else []
        queues = own_queues(cooperative_id=actor.cooperative_id, buyer=found, today=today)
    context = {
        "has_nik": index is not None,
        "row": row,
        "rows": rows,
        "queues": [
            (one, qty_words(one.row.each_qty, one.row.unit), one.state and STATES[one.state])
            for one in queues
        ],
    }
    return shown(request, "own_rations", context, refusal=refusal)
