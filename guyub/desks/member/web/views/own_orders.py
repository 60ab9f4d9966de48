"""The member's own pay-first orders, and the cycles that take orders now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.members.selectors.members import member_ids_of
from guyub.desks.member.web.own_pages import shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.trade.retail.selectors.cycles import open_cycles
from guyub.trade.retail.selectors.orders import buyers_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_orders(request: HttpRequest) -> HttpResponse:
    """Show what the member ordered and paid first, and what may be ordered now."""
    actor, today = actor_of(request), today_of(request)
    with own_rows(request):
        member_ids = member_ids_of(cooperative_id=actor.cooperative_id, person_id=actor.person_id)
        rows = buyers_of(cooperative_id=actor.cooperative_id, member_ids=member_ids) if member_ids else []
        cycles = [
            one for one in open_cycles(cooperative_id=actor.cooperative_id) if not one[0].is_late(today)
        ]
    return shown(request, "own_orders", {"rows": rows, "cycles": cycles})
