"""What the member bought in the shop, and what is owed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.members.selectors.members import member_ids_of
from guyub.desks.member.web.own_pages import shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.trade.retail.selectors.bon import open_of, paid_of
from guyub.trade.retail.selectors.purchases import bought_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.OWN_MEMBERSHIP)
def own_bon(request: HttpRequest) -> HttpResponse:
    """Show the year's purchases, the newest receipts, what is owed on bon and what was paid."""
    actor, today = actor_of(request), today_of(request)
    with own_rows(request):
        member_ids = member_ids_of(cooperative_id=actor.cooperative_id, person_id=actor.person_id)
        bought = bought_by(cooperative_id=actor.cooperative_id, member_ids=member_ids, on=today)
        place_id = actor.cooperative_id
        rows = [row for id_ in member_ids for row in open_of(cooperative_id=place_id, member_id=id_)]
        paid = [row for id_ in member_ids for row in paid_of(cooperative_id=place_id, member_id=id_)]
    context = {
        "bought": bought,
        "year": str(bought.year),
        "rows": [(row, row.days_late(today)) for row in rows],
        "owed_rp": sum(row.left_rp for row in rows),
        "paid": paid,
    }
    return shown(request, "own_bon", context)
