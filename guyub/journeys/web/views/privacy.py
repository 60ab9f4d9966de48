"""Taking in requests about personal data, and breaches: their clocks are dated rules."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, request_id_of, today_of, tried
from guyub.foundation.identity.web.words import SUBJECT_WORDS
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.journeys.services.privacy import receive_request, report_breach

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_PEOPLE = 1_000_000


@require_POST
@acts(Action.ANSWER_SUBJECT)
def request_receive(request: HttpRequest) -> HttpResponse:
    """Take in a request; its clock starts now."""
    kind = request.POST.get("kind", "")
    if kind not in SUBJECT_WORDS:
        raise Http404
    _, refusal = tried(
        lambda: receive_request(
            actor=actor_of(request),
            person_id=_uuid(request.POST.get("person", "")),
            kind=kind,
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _after(request, refusal)


@require_POST
@acts(Action.HANDLE_BREACH)
def breach_report(request: HttpRequest) -> HttpResponse:
    """Open a breach case; its clock runs from the finding."""
    typed = request.POST
    count = typed.get("people_count", "")
    try:
        found_at = datetime.fromisoformat(typed.get("found_at", "")).replace(
            tzinfo=Zone(request.visit.seat.zone).info  # type: ignore[attr-defined]  # identity.web.middleware
        )
    except ValueError:
        found_at = utc_now()
    _, refusal = tried(
        lambda: report_breach(
            actor=actor_of(request),
            found_at=min(found_at, utc_now()),
            what=typed.get("what", "")[:2000],
            how=typed.get("how", "")[:2000],
            handling=typed.get("handling", "")[:2000],
            people_count=min(int(count), MOST_PEOPLE) if count.isascii() and count.isdigit() else 0,
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _after(request, refusal)


def _after(request: HttpRequest, refusal: str) -> HttpResponse:
    if refusal:
        context = {"refusal": refusal, "back": reverse("identity:privacy")}
        return render(request, "journeys/refused.html", context, status=422)
    return redirect("identity:privacy")


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as error:
        raise Http404 from error
