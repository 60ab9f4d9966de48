"""The link of an application: made and renewed by an officer, opened on the resident's phone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from guyub.community.members.selectors.applications import application_by_token
from guyub.community.members.services.application_links import invite_applicant, renew_link, send_application
from guyub.community.members.services.letters import LetterRefusedError
from guyub.community.members.web.applicant_form import form_context, typed_applicant
from guyub.community.members.web.views.applications import after, applications_refused
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.identity.web.doors import actor_of, acts, request_id_of, today_of, tried
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.rate_limits import rate_limited

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

# Neighbours often share one address of their operator: enough for a street, too few for a program.
MOST_FORMS, WITHIN = 20, timedelta(hours=1)
ON_THE_PHONE = ("MEMBER_REGISTER", "MESSAGES")


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def application_invite(request: HttpRequest) -> HttpResponse:
    """Make a link, for a wish to join or freely."""
    letter = str(request.POST.get("letter", ""))
    done, refusal = tried(
        lambda: invite_applicant(
            actor=actor_of(request),
            name=request.POST.get("name", ""),
            letter_id=_letter_of(letter),
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    if done is None:
        return applications_refused(request, refusal)
    return redirect("applications:application", application_id=done)


@require_POST
@never_cache
@acts(Action.KEEP_MEMBERS)
def link_renew(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Let a link open for as long again."""
    return after(
        request,
        application_id,
        lambda: renew_link(
            actor=actor_of(request),
            application_id=application_id,
            today=today_of(request),
            request_id=request_id_of(request),
            now=utc_now(),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def apply(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Show the form to whoever has the link, and take it in once."""
    place = place_by_code(code)
    if place is None:
        raise Http404
    posted = request.method == "POST"
    answer: HttpResponse = _sent(request, place, token) if posted else _form(request, place, token)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


@rate_limited(what="public.apply", most=MOST_FORMS, within=WITHIN)
def _sent(request: HttpRequest, place: Cooperative, token: str) -> HttpResponse:
    now = utc_now()

    def send() -> bool:
        if request.POST.get("situs"):  # the field that people do not see
            raise LetterRefusedError(wrong="trap")
        send_application(
            place=place,
            token=token,
            typed=typed_applicant(request),
            today=business_date(now, Zone(place.zone)),
            request_id=request_id_of(request),
            now=now,
        )
        return True

    done, refusal = tried(send)
    if done:
        return redirect("applications:apply", code=place.code, token=token)
    return _form(request, place, token, refusal=refusal)


def _form(request: HttpRequest, place: Cooperative, token: str, *, refusal: str = "") -> HttpResponse:
    now = utc_now()
    with scope(place.id):
        row = application_by_token(cooperative_id=place.id, token=token, now=now)
        if row is None:
            raise Http404
        if not row.token:
            shown = {"place": place, "one": row, "is_late": row.state == "DIUNDANG"}
            return render(request, "members/applied.html", shown, status=410 if shown["is_late"] else 200)
        today = business_date(now, Zone(place.zone))
        filled = {"name": row.name if row.letter_id or row.name != "Belum bernama" else "", "wish": row.wish}
        context = form_context(request, place, today=today, filled=filled, purposes=ON_THE_PHONE)
    context |= {"place": place, "one": row, "refusal": refusal}
    return render(request, "members/apply.html", context, status=422 if refusal else 200)


def _letter_of(written: str) -> UUID | None:
    """Read which wish to join a link answers; none where the form names none."""
    if not written:
        return None
    try:
        return UUID(written)
    except ValueError as error:
        raise LetterRefusedError(wrong="gone") from error
