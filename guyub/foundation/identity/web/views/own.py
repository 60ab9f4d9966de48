"""What belongs to the person alone: home, seat, account."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.foundation.identity.models import Person
from guyub.foundation.identity.selectors.sittings import second_factors_of, sittings_of
from guyub.foundation.identity.services.getting_in import change_pin, end_sitting
from guyub.foundation.identity.web.doors import tried
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """Greet, and show what this person can do from here."""
    visit = request.visit  # type: ignore[attr-defined]  # identity.web.middleware
    return render(request, "identity/own.html", {"has_seat": visit.seat is not None})


@require_POST
def sit(request: HttpRequest) -> HttpResponse:
    """Work in another seat: another role, or another cooperative."""
    try:
        seat = UUID(request.POST.get("seat", ""))
    except ValueError as error:
        raise Http404 from error
    if not request.visit.sit(seat):  # type: ignore[attr-defined]  # identity.web.middleware
        raise Http404
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_safe
@never_cache
def account(request: HttpRequest, *, refusal: str = "", done: str = "") -> HttpResponse:
    """Show how this person gets in, and from where they are in now."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101  behind the gate
    factors = second_factors_of(person.id)
    context = {
        "app": next((one for one in factors if one.kind == Authenticator.Type.TOTP), None),
        "keys": [one for one in factors if one.kind == Authenticator.Type.WEBAUTHN],
        "recovery": any(one.kind == Authenticator.Type.RECOVERY_CODES for one in factors),
        "has_pin": bool(person.pin),
        "sittings": sittings_of(person.id, current_key=request.session.session_key or ""),
        "refusal": refusal,
        "done": done,
    }
    return render(request, "identity/account.html", context, status=422 if refusal else 200)


def to_account(request: HttpRequest) -> HttpResponse:
    """Lead to the account page."""
    return redirect("identity:account")


@require_POST
def pin(request: HttpRequest) -> HttpResponse:
    """Set a new PIN."""
    typed = request.POST
    _, refusal = tried(
        lambda: change_pin(
            person=request.user,  # type: ignore[arg-type]  # behind the gate
            password=typed.get("password", ""),
            pin=typed.get("pin", ""),
            now=utc_now(),
        )
    )
    request.method = "GET"
    return account(request, refusal=refusal, done="" if refusal else "PIN baru berlaku sekarang.")


@require_POST
def sitting_end(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Sign out elsewhere."""
    end_sitting(person=request.user, sitting_id=sitting_id)  # type: ignore[arg-type]  # behind the gate
    return redirect("identity:account")
