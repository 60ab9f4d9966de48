"""Inviting, roles, a new way in."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.selectors.network import guided_places
from guyub.foundation.identity.domain.codes import grouped
from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import APPROVING_ROLES, Action, Role, fits
from guyub.foundation.identity.selectors.codes import open_code
from guyub.foundation.identity.web.doors import actor_of, acts, request_id_of, tried
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.qr import qr_png
from guyub.journeys.services.access import ask_reset, ask_role, invite

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.INVITE)
def invite_page(request: HttpRequest) -> HttpResponse:
    """Invite somebody into a role."""
    typed, refusal = request.POST, ""
    request_id = request_id_of(request)
    if request.method == "POST":
        done, refusal = tried(
            lambda: invite(
                actor=actor_of(request),
                name=typed.get("name", ""),
                login=typed.get("login", ""),
                role=_role(request),
                reason=typed.get("reason", ""),
                place_code=typed.get("place", ""),
                request_id=request_id,
                now=utc_now(),
            )
        )
        if done is not None and done.has_code:
            return redirect("journeys:code", invitation_id=request_id)
        if done is not None:
            return redirect("identity:people")
    seat = request.visit.seat  # type: ignore[attr-defined]  # identity.web.middleware
    places = guided_places(seat.cooperative_id) if seat.is_city else []
    context = {
        "places": [{"value": one.code, "label": one.name} for one in places],
        "roles": _choices(request, typed.get("role", "")),
        "typed": typed,
        "refusal": refusal,
    }
    return render(request, "journeys/invite.html", context, status=422 if refusal else 200)


@require_safe
@never_cache
@acts(Action.VIEW_APPROVALS)
def code_page(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Show a one-time code to the officer who issued it, as long as it opens: for paper or WhatsApp."""
    found = open_code(invitation_id=invitation_id, issued_by=actor_of(request).person_id, now=utc_now())
    if found is None:
        raise Http404
    address = request.build_absolute_uri(reverse("identity:invitation"))
    message = (
        f"Undangan masuk Guyub. Buka {address} lalu ketik kode {grouped(found.code)}. "
        "Jangan berikan kode ini kepada siapa pun."
    )
    context = {
        "found": found,
        "code": grouped(found.code),
        "address": address,
        "picture": f"data:image/png;base64,{b64encode(qr_png(address)).decode()}",
        # No number in the address: WhatsApp itself asks to whom it goes.
        "whatsapp": f"https://wa.me/?text={quote(message)}",
    }
    return render(request, "journeys/code.html", context)


@require_POST
@acts(Action.ASK_ROLE)
def role_ask(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give a role, or ask a second person to."""
    waits, refusal = tried(
        lambda: ask_role(
            actor=actor_of(request),
            person_id=person_id,
            role=_role(request),
            reason=request.POST.get("reason", ""),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _after(request, person_id, refusal, waits=bool(waits))


@require_POST
@acts(Action.ASK_RESET)
def reset_ask(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask a second officer for a new way in."""
    _, refusal = tried(
        lambda: ask_reset(
            actor=actor_of(request),
            person_id=person_id,
            reason=request.POST.get("reason", ""),
            request_id=request_id_of(request),
            now=utc_now(),
        )
    )
    return _after(request, person_id, refusal, waits=True)


def _after(request: HttpRequest, person_id: UUID, refusal: str, *, waits: bool) -> HttpResponse:
    if refusal:
        context = {"refusal": refusal, "back": reverse("identity:person", args=[person_id])}
        return render(request, "journeys/refused.html", context, status=422)
    return redirect("approvals:inbox") if waits else redirect("identity:person", person_id=person_id)


def _role(request: HttpRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError as error:
        raise Http404 from error


def _choices(request: HttpRequest, chosen: str) -> list[dict[str, object]]:
    is_city = request.visit.seat.is_city  # type: ignore[attr-defined]  # identity.web.middleware
    return [
        {
            "value": role.value,
            "label": ROLE_WORDS[role] + (" (diputus dua orang)" if role in APPROVING_ROLES else ""),
            "selected": role.value == chosen,
        }
        for role in Role
        if is_city or fits(role, is_city=False)
    ]
