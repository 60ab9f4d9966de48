"""A member's way in from an own phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guyub.community.members.selectors.members import one_member
from guyub.community.members.web.rooms import rooms
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.journeys.services.portal import open_portal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_MEMBERS)
def access(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Give a member a one-time code for the own pages; it is shown as that of any invitation."""
    actor, refusal = actor_of(request), ""
    place = request.visit.seat.place  # type: ignore[attr-defined]  # identity.web.middleware
    request_id = request_id_of(request)
    with own_rows(request):
        row = one_member(cooperative_id=place.id, member_id=member_id)
    if row is None:
        raise Http404
    if request.method == "POST":
        _, refusal = tried(
            lambda: open_portal(
                actor=actor, place=place, member_id=member_id, request_id=request_id, now=utc_now()
            )
        )
        if not refusal:
            return redirect("journeys:code", invitation_id=request_id)
    context = {"member": row, "refusal": refusal, "tabs": list(rooms(request, "register:members"))}
    return render(request, "journeys/portal.html", context, status=422 if refusal else 200)
