"""Who is here, for every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.names import initials
from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from django.http import HttpRequest


def person(request: HttpRequest) -> dict[str, object]:
    """Give the person, the seat, and ``request_id``: a template calls it, so that each form of a page has its own."""
    visit = getattr(request, "visit", None)
    user = getattr(request, "user", None)
    if visit is None or user is None or not user.is_authenticated:
        return {"me": None, "request_id": uuid7}
    seat = visit.seat
    return {
        "me": user,
        "me_initials": initials(user.name),
        "seat": seat,
        "seat_words": ROLE_WORDS[seat.role] if seat else "",
        "seats": [(one, ROLE_WORDS[one.role]) for one in visit.seats],
        "request_id": uuid7,
    }
