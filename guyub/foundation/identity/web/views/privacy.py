"""Requests of people about their data, and breaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.people import people_of
from guyub.foundation.identity.selectors.privacy import breaches_of, requests_of
from guyub.foundation.identity.services.privacy import answer_request, tell_of_breach
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, request_id_of, tried
from guyub.foundation.identity.web.words import SUBJECT_WORDS
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@acts(Action.VIEW_PEOPLE)
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what waits and until when."""
    return _privacy(request)


@require_POST
@acts(Action.ANSWER_SUBJECT)
def request_answer(request: HttpRequest, subject_request_id: UUID) -> HttpResponse:
    """Answer a request."""
    _, refusal = tried(
        lambda: answer_request(
            actor=actor_of(request),
            subject_request_id=subject_request_id,
            answer=request.POST.get("answer", "")[:2000],
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _privacy(request, refusal) if refusal else redirect("identity:privacy")


@require_POST
@acts(Action.HANDLE_BREACH)
def breach_told(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down that people or the authority were told."""
    whom = request.POST.get("whom", "")
    if whom not in {"people", "authority"}:
        raise Http404
    _, refusal = tried(
        lambda: tell_of_breach(
            actor=actor_of(request),
            case_id=case_id,
            whom=whom,
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _privacy(request, refusal) if refusal else redirect("identity:privacy")


def _privacy(request: HttpRequest, refusal: str = "") -> HttpResponse:
    cooperative_id, now = actor_of(request).cooperative_id, utc_now()
    with own_rows(request):
        asked = requests_of(cooperative_id=cooperative_id, now=now)
        breaches = breaches_of(cooperative_id=cooperative_id)
    people = people_of(cooperative_id=cooperative_id, now=now)
    context = {
        "asked": [(one, SUBJECT_WORDS[one.kind]) for one in asked],
        "open_count": sum(one.answered_at is None for one in asked),
        "breaches": breaches,
        "people": [{"value": row.person_id, "label": row.name} for row in people],
        "kinds": [{"value": code, "label": words} for code, words in SUBJECT_WORDS.items()],
        "may_answer": request.allows(Action.ANSWER_SUBJECT),  # type: ignore[attr-defined]  # identity.web.middleware
        "may_report": request.allows(Action.HANDLE_BREACH),  # type: ignore[attr-defined]  # as above
        "refusal": refusal,
    }
    return render(request, "identity/privacy.html", context, status=422 if refusal else 200)
