"""Calls for help: who waits, asking, answering."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from guyub.city.development.selectors.help_requests import answered_help, help_by_id, open_help
from guyub.city.development.services.help_requests import answer_help, ask_help
from guyub.city.development.web.doors import places_of, seat_for
from guyub.city.development.web.words import step_choices, step_words
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.selectors.people import holders_of
from guyub.foundation.identity.web.doors import acts, request_id_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.city.development.selectors.help_requests import HelpRow
    from guyub.foundation.kernel.models import Cooperative


@require_safe
@acts(Action.VIEW_COOPERATIVE)
def help_calls(request: HttpRequest) -> HttpResponse:
    """Show who waits for an answer, and what was answered."""
    places = places_of(request)
    ids = [place.id for place in places]
    with scope(*ids):
        waiting, answered = open_help(place_ids=ids), answered_help(place_ids=ids)
    may_ask = request.allows(Action.ASK_HELP)  # type: ignore[attr-defined]  # identity.web.middleware
    context = {
        "waiting": [(row, step_words(row.step), _whatsapp(request, row)) for row in waiting],
        "answered": [(row, step_words(row.step)) for row in answered],
        "may_ask": may_ask,
        "may_answer": request.allows(Action.ANSWER_HELP),  # type: ignore[attr-defined]  # as above
        "place": places[0] if may_ask else None,
        "mentors": _mentors(places[0]) if may_ask else [],
    }
    return render(request, "development/help.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.ASK_HELP)
def help_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the mentor for help with a step."""
    here = seat_for(request, code, Action.ASK_HELP)
    typed, refusal = request.POST, ""
    if request.method == "POST":
        asked, refusal = tried(
            lambda: ask_help(
                actor=here.actor,
                place_id=here.place.id,
                step=typed.get("step", ""),
                text=typed.get("text", ""),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if asked is not None:
            return redirect("development:help")
    chosen = typed.get("step", request.GET.get("langkah", ""))
    context = {
        "place": here.place,
        "mentors": _mentors(here.place),
        "steps": [
            {"value": step, "label": words, "selected": step == chosen}
            for step, words in step_choices().items()
        ],
        "typed": typed,
        "refusal": refusal,
    }
    return render(request, "development/help_ask.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.ANSWER_HELP)
def help_answer(request: HttpRequest, code: str, help_id: UUID) -> HttpResponse:
    """Answer a call for help."""
    here = seat_for(request, code, Action.ANSWER_HELP)
    with scope(here.place.id):
        row = help_by_id(place_id=here.place.id, help_id=help_id)
    if row is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: answer_help(
                actor=here.actor,
                place_id=here.place.id,
                help_id=help_id,
                answer=request.POST.get("answer", ""),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if not refusal:
            return redirect("development:help")
    context = {
        "call": row,
        "step": step_words(row.step),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "development/help_answer.html", context, status=422 if refusal else 200)


def _mentors(place: Cooperative) -> list[str]:
    held = holders_of(Role.PENDAMPING, [place.id], utc_now())
    return [name for _, name in held.get(place.id, [])]


def _whatsapp(request: HttpRequest, row: HelpRow) -> str:
    """Make a link that carries text alone: WhatsApp itself asks to whom it goes."""
    address = request.build_absolute_uri(reverse("development:help"))
    message = f"{row.place_name} meminta bantuan, {step_words(row.step)}: {row.text} Jawab di {address}"
    return f"https://wa.me/?text={quote(message)}"
