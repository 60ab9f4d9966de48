"""The inbox of the second person, made for a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.foundation.approvals.selectors.requests import history, inbox, one_request
from guyub.foundation.approvals.services.requests import decide, withdraw
from guyub.foundation.approvals.web.words import OBSTACLE_WORDS, STATE_WORDS, waiting_words
from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, tried
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.VIEW_APPROVALS)
def inbox_page(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person, what waits for others, and what was decided."""
    actor, now = actor_of(request), utc_now()
    with own_rows(request):
        rows = inbox(actor=actor, now=now)
        past = history(actor=actor, now=now, most=20)
    context = {
        "mine": [(row, waiting_words(row.missing)) for row in rows if row.can_decide],
        "others": [(row, waiting_words(row.missing)) for row in rows if not row.can_decide],
        "past": [(row, *STATE_WORDS[row.state]) for row in past],
    }
    return render(request, "approvals/inbox.html", context)


@require_safe
@never_cache
@acts(Action.VIEW_APPROVALS)
def request_page(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """Show one request, with the two buttons for whom may decide."""
    return _request(request, approval_id)


@require_POST
@acts(Action.VIEW_APPROVALS)
def request_decide(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """Approve or reject, with PIN or code."""
    typed = request.POST
    state, refusal = tried(
        lambda: decide(
            actor=actor_of(request),
            approval_id=approval_id,
            is_approved=typed.get("decision") == "setuju",
            proof=typed.get("proof", "")[:40],
            reason=typed.get("reason", ""),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    if state is None:
        return _request(request, approval_id, refusal=refusal)
    return redirect("approvals:request", approval_id=approval_id)


@require_POST
@acts(Action.VIEW_APPROVALS)
def request_withdraw(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """Take back one's own request."""
    _, refusal = tried(
        lambda: withdraw(
            actor=actor_of(request),
            approval_id=approval_id,
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _request(request, approval_id, refusal=refusal) if refusal else redirect("approvals:inbox")


def _request(request: HttpRequest, approval_id: UUID, *, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        row = one_request(actor=actor_of(request), request_id=approval_id, now=utc_now())
    if row is None:
        raise Http404
    words, tone = STATE_WORDS[row.state]
    context = {
        "row": row,
        "state_words": words,
        "tone": tone,
        "votes": [(vote, ROLE_WORDS[Role(vote.role)]) for vote in row.votes],
        "obstacle": OBSTACLE_WORDS.get(row.obstacle, "") if row.obstacle else "",
        "is_open": row.state == "PENDING",
        "waits": waiting_words(row.missing),
        "refusal": refusal,
        "has_pin": bool(request.user.pin),  # type: ignore[union-attr]  # behind the gate
    }
    return render(request, "approvals/request.html", context, status=422 if refusal else 200)
