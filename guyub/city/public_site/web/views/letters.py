"""Writing to a cooperative: the wish to join, an idea, a complaint, and reading the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from guyub.city.public_site.web.views.cooperative import place_or_404, today_at
from guyub.city.public_site.web.words import CONSENT_TEXT, CONSENT_VERSION
from guyub.community.members.selectors.letters import one_suggestion
from guyub.community.members.services.letters import (
    LetterRefusedError,
    Wish,
    ask_to_join,
    write_suggestion,
)
from guyub.foundation.identity.web.doors import request_id_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.rate_limits import rate_limited

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

# Neighbours often share one address of their operator: enough for a street, too few for a program.
MOST_LETTERS, WITHIN = 20, timedelta(hours=1)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a name and a phone, and take in the wish to join."""
    posted = request.method == "POST"
    answer: HttpResponse = _joined(request, code) if posted else _join_form(request, place_or_404(code))
    return answer


@rate_limited(what="public.join", most=MOST_LETTERS, within=WITHIN)
def _joined(request: HttpRequest, code: str) -> HttpResponse:
    place, typed = place_or_404(code), request.POST

    def ask() -> str:
        _refuse_programs(request)
        return ask_to_join(
            cooperative_id=place.id,
            wish=Wish(
                name=typed.get("name", ""),
                phone=typed.get("phone", ""),
                neighbourhood=typed.get("neighbourhood", ""),
                text=typed.get("wish", ""),
                has_consented=typed.get("consent") == "1",
            ),
            consent_version=CONSENT_VERSION,
            today=today_at(place),
            request_id=request_id_of(request),
            now=utc_now(),
        )

    number, refusal = tried(ask)
    if number is None:
        return _join_form(request, place, refusal)
    return render(request, "public_site/joined.html", {"place": place, "number": number})


def _join_form(request: HttpRequest, place: Cooperative, refusal: str = "") -> HttpResponse:
    context = {
        "place": place,
        "typed": request.POST,
        "consent_text": CONSENT_TEXT,
        "consent_version": CONSENT_VERSION,
        "refusal": refusal,
    }
    return render(request, "public_site/join.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def suggest(request: HttpRequest, code: str) -> HttpResponse:
    """Take in an idea or a complaint."""
    posted = request.method == "POST"
    answer: HttpResponse = _suggested(request, code) if posted else _suggest_form(request, place_or_404(code))
    return answer


@rate_limited(what="public.suggest", most=MOST_LETTERS, within=WITHIN)
def _suggested(request: HttpRequest, code: str) -> HttpResponse:
    place, typed = place_or_404(code), request.POST

    def write() -> UUID:
        _refuse_programs(request)
        return write_suggestion(
            cooperative_id=place.id,
            kind=typed.get("kind", ""),
            text=typed.get("text", ""),
            name=typed.get("name", ""),
            today=today_at(place),
            request_id=request_id_of(request),
            now=utc_now(),
        )

    letter_id, refusal = tried(write)
    if letter_id is None:
        return _suggest_form(request, place, refusal)
    return redirect("public_site:suggestion", code=code, letter_id=letter_id)


def _suggest_form(request: HttpRequest, place: Cooperative, refusal: str = "") -> HttpResponse:
    kind = request.POST.get("kind", "USUL")
    kinds = [
        {"value": value, "label": label, "checked": value == kind}
        for value, label in (("USUL", "Usul"), ("KELUHAN", "Keluhan"))
    ]
    context = {"place": place, "typed": request.POST, "kinds": kinds, "refusal": refusal}
    return render(request, "public_site/suggest.html", context, status=422 if refusal else 200)


@require_safe
@never_cache
def suggestion(request: HttpRequest, code: str, letter_id: UUID) -> HttpResponse:
    """Show a letter, its deadline and its answer to whoever has its address; search engines stay out."""
    place = place_or_404(code)
    with scope(place.id):
        letter = one_suggestion(cooperative_id=place.id, letter_id=letter_id, today=today_at(place))
    if letter is None:
        raise Http404
    response = render(request, "public_site/suggestion.html", {"place": place, "letter": letter})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _refuse_programs(request: HttpRequest) -> None:
    """Turn away who fills in the field that people do not see."""
    if request.POST.get("situs"):
        raise LetterRefusedError(wrong="trap")
