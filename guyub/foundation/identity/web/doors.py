"""What every view of a person begins with."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied

from guyub.foundation.identity.domain.roles import can
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

T = TypeVar("T")


def acts(action: Action) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page to whom the table of roles allows an act; to others it answers 403."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.visit.actor  # type: ignore[attr-defined]  # identity.web.middleware
            if actor is None or not can(actor, action, actor.cooperative_id):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def actor_of(request: HttpRequest) -> Actor:
    """Give who acts; only behind ``acts``."""
    actor: Actor = request.visit.actor  # type: ignore[attr-defined]  # identity.web.middleware
    return actor


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
