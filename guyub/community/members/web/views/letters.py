"""The inbox of an officer: who wants to join, what residents propose and complain of."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.members.selectors.applications import application_of_letter
from guyub.community.members.selectors.letters import (
    join_requests,
    one_join_request,
    one_suggestion,
    suggestions,
)
from guyub.community.members.services.letters import answer_suggestion, move_join_request, show_phone
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import (
    actor_of,
    acts,
    own_rows,
    request_id_of,
    today_of,
    tried,
)
from guyub.foundation.identity.web.words import PURPOSE_VERSION
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

GREETING = "Selamat datang, kami pengurus {cooperative}. Terima kasih sudah ingin bergabung."


@require_safe
@never_cache
@acts(Action.HANDLE_LETTERS)
def letters(request: HttpRequest) -> HttpResponse:
    """List what residents wrote, the open ones first."""
    place = actor_of(request).cooperative_id
    with own_rows(request):
        joins = join_requests(cooperative_id=place)
        written = suggestions(cooperative_id=place, today=today_of(request))
    waiting = [one for one in written if one.answered_at is None]
    context = {
        "joins": joins,
        "suggestions": written,
        "open_count": sum(one.is_open for one in joins) + len(waiting),
        "late_count": sum(one.days_left < 0 for one in waiting),
    }
    return render(request, "members/letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.HANDLE_LETTERS)
def join_request(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show one wish to join, and say how far it came."""
    if request.method != "POST":
        return _join(request, letter_id)
    _, refusal = tried(
        lambda: move_join_request(
            actor=actor_of(request),
            letter_id=letter_id,
            state=request.POST.get("state", ""),
            note=request.POST.get("note", ""),
            withdrawn_version=PURPOSE_VERSION if request.POST.get("withdrawn") == "1" else None,
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _join(request, letter_id, refusal=refusal) if refusal else redirect("members:letters")


@require_POST
@never_cache
@acts(Action.HANDLE_LETTERS)
def join_phone(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show the phone of who wants to join, once."""
    phone, refusal = tried(
        lambda: show_phone(
            actor=actor_of(request),
            letter_id=letter_id,
            reason=request.POST.get("reason", ""),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _join(request, letter_id, refusal=refusal, phone=phone or "")


def _join(request: HttpRequest, letter_id: UUID, *, refusal: str = "", phone: str = "") -> HttpResponse:
    place_id = actor_of(request).cooperative_id
    with own_rows(request):
        found = one_join_request(cooperative_id=place_id, letter_id=letter_id)
        application_id = application_of_letter(cooperative_id=place_id, letter_id=letter_id)
    if found is None:
        raise Http404
    greeting = GREETING.format(cooperative=request.visit.seat.cooperative_name)  # type: ignore[attr-defined]  # identity.web.middleware
    chosen = request.POST.get("state", "")
    context = {
        "letter": found,
        "application_id": application_id,
        "may_keep": can(actor_of(request), Action.KEEP_MEMBERS, place_id),
        "states": [
            {"value": step, "label": words, "selected": step == chosen} for step, words in found.steps
        ],
        "note": request.POST.get("note", found.note),
        "reason": request.POST.get("reason", "") if refusal else "",
        "refusal": refusal,
        "phone": phone,
        "whatsapp": f"https://wa.me/{phone.removeprefix('+')}?text={quote(greeting)}" if phone else "",
    }
    return render(request, "members/join_request.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.HANDLE_LETTERS)
def suggestion_answer(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show an idea or a complaint, and answer it."""
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: answer_suggestion(
                actor=actor_of(request),
                letter_id=letter_id,
                answer=request.POST.get("answer", ""),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if not refusal:
            return redirect("members:letters")
    with own_rows(request):
        found = one_suggestion(
            cooperative_id=actor_of(request).cooperative_id, letter_id=letter_id, today=today_of(request)
        )
    if found is None:
        raise Http404
    context = {"letter": found, "answer": request.POST.get("answer", ""), "refusal": refusal}
    return render(request, "members/suggestion.html", context, status=422 if refusal else 200)
