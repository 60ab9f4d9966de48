"""The member's own goods in the shop: what sold, what lies there, what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.members.selectors.members import member_ids_of
from guyub.desks.member.web.own_pages import shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.trade.consignment.selectors.agreements import agreements_of
from guyub.trade.consignment.selectors.papers import statements_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_consigned(request: HttpRequest) -> HttpResponse:
    """Show what the member lets the shop sell, and each statement."""
    actor = actor_of(request)
    with own_rows(request):
        member_ids = member_ids_of(cooperative_id=actor.cooperative_id, person_id=actor.person_id)
        rows = (
            agreements_of(cooperative_id=actor.cooperative_id, today=today_of(request), member_ids=member_ids)
            if member_ids
            else []
        )
        statements = (
            statements_of(
                cooperative_id=actor.cooperative_id, agreement_ids=[row.agreement_id for row in rows]
            )
            if rows
            else []
        )
    context = {
        "rows": rows,
        "statements": [row for row in statements if not row.undone_on],
        "owed_rp": sum(row.owed_rp for row in rows),
    }
    return shown(request, "own_consigned", context)
