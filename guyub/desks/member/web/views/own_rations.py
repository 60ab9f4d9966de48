"""The member's own rationed goods: as what they are registered, and who used the own NIK."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.desks.member.web.own_pages import shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import index_kept
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.trade.subsidised.selectors.buyers import buyer_row
from guyub.trade.subsidised.selectors.consumers import consumer_by_index
from guyub.trade.subsidised.selectors.uses import uses_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

YEAR = timedelta(days=366)


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_rations(request: HttpRequest) -> HttpResponse:
    """Show what was bought with the own NIK at any cooperative in a year."""
    actor, today = actor_of(request), today_of(request)
    with own_rows(request):
        index = index_kept(SecretKind.NIK, actor.person_id)
        found = consumer_by_index(index) if index else None
        row = found and buyer_row(found, cooperative_id=actor.cooperative_id, on=today)
        rows = uses_of(indexes=[index], since=today - YEAR) if index else []
    return shown(request, "own_rations", {"has_nik": index is not None, "row": row, "rows": rows})
