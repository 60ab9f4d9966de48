"""Proposing a value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.services.values import Change, ValueRefusedError
from guyub.journeys.services.rules import propose_value

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
@acts(Action.ASK_PARAMETER)
def value_propose(request: HttpRequest, key: str) -> HttpResponse:
    """Propose another value; a second person decides."""
    if key not in CATALOGUE:
        raise Http404
    typed = request.POST
    _, refusal = tried(
        lambda: propose_value(
            actor=actor_of(request),
            change=Change(
                key=key,
                value=typed.get("value", ""),
                valid_from=_day(typed.get("valid_from", "")),
                legal_basis=typed.get("legal_basis", "")[:200],
                source=typed.get("source", "")[:200],
                decision_id=_decision(typed.get("decision", "")),
            ),
            reason=typed.get("reason", ""),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    if refusal:
        context = {"refusal": refusal, "back": reverse("parameters:one", args=[key])}
        return render(request, "journeys/refused.html", context, status=422)
    return redirect("approvals:inbox")


def _decision(written: str) -> UUID | None:
    if not written:
        return None
    try:
        return UUID(written)
    except ValueError as error:
        raise ValueRefusedError(wrong="decision") from error


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise ValueRefusedError(wrong="past") from error
