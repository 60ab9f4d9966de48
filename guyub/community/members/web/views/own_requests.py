"""What members ask about the own file: officers read and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guyub.community.members.selectors.own_requests import (
    MOST_OWN_REQUESTS,
    one_own_request,
)
from guyub.community.members.selectors.own_requests import (
    own_requests as asked,
)
from guyub.community.members.services.own_requests import answer_own_request
from guyub.community.members.web.rooms import rooms
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    own_rows,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

READS = (Action.HANDLE_LETTERS, Action.VIEW_MEMBER_FILE)


@require_safe
@never_cache
@acts(*READS)
def own_requests(request: HttpRequest) -> HttpResponse:
    """List what members ask, the open ones by their deadline."""
    with own_rows(request):
        rows = asked(cooperative_id=actor_of(request).cooperative_id, today=today_of(request))
    waiting = [row for row in rows if row.is_open]
    context = {
        "tabs": list(rooms(request, "own_requests:own_requests")),
        "waiting": waiting,
        "closed": [row for row in rows if not row.is_open],
        "late_count": sum(row.days_left < 0 for row in waiting),
        "most": MOST_OWN_REQUESTS,
        "is_full": len(rows) == MOST_OWN_REQUESTS,
    }
    return render(request, "members/own_requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(*READS)
def own_request(request: HttpRequest, own_request_id: UUID) -> HttpResponse:
    """Show one request, and answer it."""
    may_answer, refusal = request.allows(Action.HANDLE_LETTERS), ""  # type: ignore[attr-defined]  # identity.web.middleware
    if request.method == "POST":
        if not may_answer:
            raise PermissionDenied
        _, refusal = tried(
            lambda: answer_own_request(
                actor=actor_of(request),
                own_request_id=own_request_id,
                is_accepted=request.POST.get("outcome") == "DITERIMA",
                answer=request.POST.get("answer", ""),
                today=today_of(request),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if not refusal:
            return redirect("own_requests:own_requests")
    with own_rows(request):
        found = one_own_request(
            cooperative_id=actor_of(request).cooperative_id,
            own_request_id=own_request_id,
            today=today_of(request),
        )
    if found is None:
        raise Http404
    context = {
        "asked": found,
        "may_answer": may_answer and found.person_id != actor_of(request).person_id,
        "answer": request.POST.get("answer", ""),
        "refusal": refusal,
    }
    return render(request, "members/own_request.html", context, status=422 if refusal else 200)
