"""The kiosk: a device at the counter, signed out, on which members look at the own account with card and PIN.

The session of a kiosk holds no login: it names the officer's seat that began it, and for a minute the member who is
looking. Nothing but these pages works with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guyub.community.members.domain.kiosk import KIOSK_HOURS, OPEN_S, PIN_MINUTES
from guyub.community.members.services.kiosk import (
    begin_kiosk,
    end_kiosk,
    know_at_counter,
    open_at_kiosk,
    set_pin_at_counter,
)
from guyub.community.members.web.rooms import rooms
from guyub.desks.member.selectors.own import page_of_member
from guyub.desks.member.web.own_pages import greeting, savings_of_page
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.people import seat_held
from guyub.foundation.identity.web.doors import actor_of, acts, request_id_of, tried
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.rate_limits import rate_limited

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

SEAT, SINCE, OPEN, SETTING = "kiosk_seat", "kiosk_since", "kiosk_open", "kiosk_pin"
FEW_MOVEMENTS = 8
MOST_TRIES, WITHIN = 120, timedelta(minutes=10)  # of one device; each member has five of their own


@dataclass(frozen=True)
class Kiosk:
    """The device as a kiosk: for which cooperative, begun by whom."""

    place: Cooperative
    actor: Actor


def at_kiosk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page on a device that is a kiosk now; elsewhere it answers 404 and says how one begins."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = _kiosk_of(request)
        if found is None:
            return render(request, "member_desk/no_kiosk.html", status=404)
        request.kiosk = found  # type: ignore[attr-defined]  # ours
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.RUN_KIOSK)
def kiosk_begin(request: HttpRequest) -> HttpResponse:
    """Turn this device into a kiosk: the officer is signed out of it."""
    actor, refusal = actor_of(request), ""
    if request.method == "POST":
        _, refusal = tried(lambda: begin_kiosk(actor=actor, request_id=request_id_of(request), now=utc_now()))
        if not refusal:
            logout(request)
            request.session[SEAT], request.session[SINCE] = str(actor.membership_id), utc_now().isoformat()
            request.session.set_expiry(KIOSK_HOURS * 3600)
            return redirect("member_desk:kiosk")
    tabs = list(rooms(request, "member_desk:kiosk_begin"))
    context = {"refusal": refusal, "hours": KIOSK_HOURS, "seconds": OPEN_S, "tabs": tabs}
    return render(request, "member_desk/kiosk_begin.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@rate_limited(what="kiosk", most=MOST_TRIES, within=WITHIN)
@at_kiosk
def kiosk(request: HttpRequest) -> HttpResponse:
    """Ask for card or number, and PIN. Whoever looked before is shut out."""
    request.session.pop(OPEN, None)
    request.session.pop(SETTING, None)
    here, refusal = _here(request), ""
    if request.method == "POST":
        member_id, refusal = tried(
            lambda: open_at_kiosk(
                actor=here.actor,
                written=request.POST.get("card", ""),
                pin=request.POST.get("pin", ""),
                now=utc_now(),
            )
        )
        if member_id:
            request.session.cycle_key()
            _open(request, OPEN, member_id, timedelta(seconds=OPEN_S))
            return redirect("member_desk:kiosk_summary")
    return _at(request, "kiosk", {"card": request.POST.get("card", "")}, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_kiosk
def kiosk_summary(request: HttpRequest) -> HttpResponse:
    """Show a member the own account for a minute; a button gives another one."""
    member_id = _opened(request, OPEN)
    if member_id is None:
        return redirect("member_desk:kiosk")
    if request.method == "POST":
        _open(request, OPEN, member_id, timedelta(seconds=OPEN_S))
        return redirect("member_desk:kiosk_summary")
    here, now = _here(request), utc_now()
    with scope(here.place.id):
        page = page_of_member(
            cooperative_id=here.place.id,
            member_id=member_id,
            today=business_date(now, Zone(here.place.zone)),
            most=FEW_MOVEMENTS,
        )
    if page is None or page.member is None:
        return redirect("member_desk:kiosk")
    context = {
        "page": page,
        "savings": savings_of_page(page),
        "greeting": greeting(page, name=page.member.name, zone=here.place.zone),
        "seconds": OPEN_S,
    }
    answer = _at(request, "kiosk_summary", context)
    answer["Refresh"] = f"{OPEN_S};url={reverse('member_desk:kiosk')}"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@rate_limited(what="kiosk", most=MOST_TRIES, within=WITHIN)
@at_kiosk
def kiosk_know(request: HttpRequest) -> HttpResponse:
    """Let the officer say who stands at the counter, so that this person may set a PIN."""
    refusal = ""
    if request.method == "POST":
        member_id, refusal = tried(
            lambda: know_at_counter(
                actor=_here(request).actor,
                written=request.POST.get("card", ""),
                is_ktp_seen=request.POST.get("seen") == "1",
                proof=request.POST.get("proof", ""),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if member_id:
            _open(request, SETTING, member_id, timedelta(minutes=PIN_MINUTES))
            return redirect("member_desk:kiosk_pin")
    context = {"card": request.POST.get("card", ""), "seen": request.POST.get("seen") == "1"}
    return _at(request, "kiosk_know", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_kiosk
def kiosk_pin(request: HttpRequest) -> HttpResponse:
    """Let the member type a new PIN, twice."""
    member_id, refusal, is_set = _opened(request, SETTING), "", False
    if member_id is None:
        return redirect("member_desk:kiosk_know")
    if request.method == "POST":
        _, refusal = tried(
            lambda: set_pin_at_counter(
                actor=_here(request).actor,
                member_id=member_id,
                pin=request.POST.get("pin", ""),
                again=request.POST.get("again", ""),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        is_set = not refusal
        if is_set:
            request.session.pop(SETTING, None)
    return _at(request, "kiosk_pin", {"is_set": is_set, "minutes": PIN_MINUTES}, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@rate_limited(what="kiosk", most=MOST_TRIES, within=WITHIN)
@at_kiosk
def kiosk_end(request: HttpRequest) -> HttpResponse:
    """End the kiosk: its officer proves who it is, and signs in again as always."""
    refusal = ""
    if request.method == "POST":
        _, refusal = tried(
            lambda: end_kiosk(
                actor=_here(request).actor,
                proof=request.POST.get("proof", ""),
                request_id=request_id_of(request),
                now=utc_now(),
            )
        )
        if not refusal:
            request.session.flush()
            return redirect("account_login")
    return _at(request, "kiosk_end", {}, refusal=refusal)


def _kiosk_of(request: HttpRequest) -> Kiosk | None:
    """Read from the session whether this device is a kiosk, while its officer's role is held."""
    if request.user.is_authenticated:
        return None
    now, since = utc_now(), _moment(request.session.get(SINCE))
    if since is None or now - since > timedelta(hours=KIOSK_HOURS):
        return None
    found = seat_held(UUID(request.session[SEAT]), now=now)
    return Kiosk(found[0].place, found[1]) if found else None


def _here(request: HttpRequest) -> Kiosk:
    here: Kiosk = request.kiosk  # type: ignore[attr-defined]  # at_kiosk
    return here


def _open(request: HttpRequest, what: str, member_id: UUID, lasts: timedelta) -> None:
    request.session[what] = [str(member_id), (utc_now() + lasts).isoformat()]


def _opened(request: HttpRequest, what: str) -> UUID | None:
    """Tell who is looking, or sets a PIN, while the time for it lasts."""
    member_id, until = request.session.get(what, ("", ""))
    ends = _moment(until)
    return UUID(member_id) if ends and utc_now() < ends else None


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _at(request: HttpRequest, name: str, context: dict[str, Any], *, refusal: str = "") -> HttpResponse:
    shared = {"place": _here(request).place, "officer": _here(request).actor.name, "refusal": refusal}
    return render(request, f"member_desk/{name}.html", shared | context, status=422 if refusal else 200)
