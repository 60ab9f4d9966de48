"""What every view of a person begins with."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from guyub.foundation.identity.domain.roles import can, may_reach
from guyub.foundation.identity.selectors.guiding import is_within, place_by_code
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.identity.domain.roles import Action, Actor
    from guyub.foundation.kernel.models import Cooperative

T = TypeVar("T")


def acts(*actions: Action) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page to whom the table of roles allows an act, or one of several; to others it answers 403."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.visit.actor  # type: ignore[attr-defined]  # identity.web.middleware
            if actor is None or not any(can(actor, action, actor.cooperative_id) for action in actions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def actor_of(request: HttpRequest) -> Actor:
    """Give who acts; only behind ``acts``."""
    actor: Actor = request.visit.actor  # type: ignore[attr-defined]  # identity.web.middleware
    return actor


def place_of(request: HttpRequest, code: str, *actions: Action) -> Cooperative:
    """Find the cooperative that an address names; only behind ``acts`` of the same acts, any of which opens it.

    Raises:
        Http404: There is none, or it is neither the actor's own nor one that the actor's city guides.
    """
    actor, seat = actor_of(request), request.visit.seat  # type: ignore[attr-defined]  # identity.web.middleware
    is_own = code == seat.cooperative_code and not seat.is_city
    place = seat.place if is_own else place_by_code(code)
    if place is None:
        raise Http404
    if is_own:
        is_open = any(can(actor, action, place.id) for action in actions)
    else:
        reaches = any(may_reach(actor, action) for action in actions)
        is_open = reaches and seat.is_city and is_within(place.code, seat.cooperative_code)
    if not is_open:
        raise Http404
    return place


def may_here(request: HttpRequest, action: Action, place: Cooperative) -> bool:
    """Tell, without asking the database, whether the actor, in the session's seat, may do something in a cooperative.

    Only after a door let them in: that the city guides it was asked there.
    """
    actor = actor_of(request)
    return can(actor, action, place.id) if place.id == actor.cooperative_id else may_reach(actor, action)


def today_of(request: HttpRequest) -> date:
    """Tell the business date where the actor's cooperative is."""
    return business_date(utc_now(), Zone(request.visit.seat.zone))  # type: ignore[attr-defined]  # as above


def own_rows(request: HttpRequest) -> Any:
    """Open the scope of the actor's cooperative for reading."""
    return scope(actor_of(request).cooperative_id)


def request_id_of(request: HttpRequest) -> UUID:
    """Read the request_id that the form carries; a new one when it carries none."""
    try:
        return UUID(request.POST.get("request_id", ""))
    except ValueError:
        return uuid7()


def tried(use_case: Callable[[], T]) -> tuple[T | None, str]:
    """Run a use-case.

    Returns:
        What it returned and an empty text, or None and the sentence of the refusal.
    """
    try:
        return use_case(), ""
    except DomainError as refusal:
        return None, sentence(refusal)
