"""Who is asking, in which seat; and the gate: everything but a short list of pages needs somebody."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect

from guyub.foundation.identity.domain.roles import Role, can
from guyub.foundation.identity.models import Person
from guyub.foundation.identity.selectors.people import actor_in, must_add_second_factor, seats_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import CooperativeKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest, HttpResponseBase

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.identity.selectors.people import Seat

SEAT = "seat"  # the session remembers in which seat a person works
# What anybody may open. Everything else asks for a login; a test holds the permission table to this list.
OPEN_PAGES = frozenset(
    {
        "public_site:home",
        "public_site:cooperatives_csv",
        "public_site:cooperatives",
        "public_site:cooperative",
        "public_site:product_photo",
        "public_site:join",
        "public_site:suggest",
        "public_site:suggestion",
        "applications:apply",
        "loans:simulator",
        "public_site:verify_form",
        "public_site:verify",
        "public_site:lpg",
        "public_site:tour",
        "public_site:tour_go",
        "public_site:tour_end",
        "public_site:tour_again",
        "public_site:shares",
        "public_site:shares_inputs",
        "public_site:queue",
        "public_site:card",
        "member_desk:kiosk",
        "member_desk:kiosk_summary",
        "member_desk:kiosk_know",
        "member_desk:kiosk_pin",
        "member_desk:kiosk_end",
        "till:till",
        "till:worker",
        "till:manifest",
        "kernel:healthz",
        "kernel:readyz",
        "gateway:told",  # a signature guards it
        "kernel:metrics",
        "kernel:palette",
        "kernel:stored_file",
        "kernel:styleguide",
        "kernel:system",
        "identity:invitation",
        "identity:example_login",
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "mfa_login_webauthn",
    }
)
OPEN_NAMESPACES = frozenset({"api"})  # its own keys guard it
# Where somebody who must still add a second factor may go.
BEFORE_SECOND_FACTOR = (
    "mfa_",
    "account_",
    "usersessions_",
    "identity:own",
    "identity:account",
    "identity:sit",
)


class Visit:
    """Who visits, read once and only when something asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def seats(self) -> list[Seat]:
        """What the person is now, in every cooperative; one query."""
        person = self._request.user
        return seats_of(person.id, now=utc_now()) if isinstance(person, Person) and person.is_active else []

    @cached_property
    def seat(self) -> Seat | None:
        """The seat that the person works in: the chosen one, or the first office, or the first membership."""
        if not self.seats:
            return None
        chosen = str(self._request.session.get(SEAT, ""))
        first = min(self.seats, key=lambda seat: seat.role is Role.ANGGOTA)
        return next((seat for seat in self.seats if str(seat.membership_id) == chosen), first)

    @cached_property
    def actor(self) -> Actor | None:
        """The person in that seat."""
        person = self._request.user
        if self.seat is None or not isinstance(person, Person):
            return None
        return actor_in(self.seat, person=person, has_second_factor=is_mfa_enabled(person))

    def sit(self, membership_id: UUID) -> bool:
        """Choose a seat; False when it is not one of this person's."""
        if not any(seat.membership_id == membership_id for seat in self.seats):
            return False
        self._request.session[SEAT] = str(membership_id)
        return True

    def allows(self, requires: str, place: str = "") -> bool:
        """Tell whether an act is allowed in the present seat (an empty one always is), in a place of that kind."""
        if place and (self.seat is None or self.seat.is_city is not (place == CooperativeKind.KOTA)):
            return False
        return not requires or (
            self.actor is not None and can(self.actor, requires, self.actor.cooperative_id)  # type: ignore[arg-type]  # the menu's words are acts
        )


class ActorMiddleware:
    """Puts ``request.visit`` on every request and keeps closed pages closed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        request.visit = Visit(request)  # type: ignore[attr-defined]  # ours
        request.allows = request.visit.allows  # type: ignore[attr-defined]  # what the menu asks
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Send strangers to the login, and those who approve to their second factor."""
        match = request.resolver_match
        name = match.view_name if match else ""
        is_open = not getattr(view, "login_required", True)  # as Django's login_not_required marks it
        if is_open or name in OPEN_PAGES or (match and set(match.namespaces) & OPEN_NAMESPACES):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        actor = request.visit.actor  # type: ignore[attr-defined]  # ours
        if (
            actor
            and must_add_second_factor(actor, is_demo=settings.IS_DEMO)
            and not name.startswith(BEFORE_SECOND_FACTOR)
        ):
            return redirect("identity:account")
        return None
