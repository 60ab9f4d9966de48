"""The bar of the guided tour, on every page of who takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from guyub.city.public_site.domain.tour import STOPS, stop_at

if TYPE_CHECKING:
    from django.http import HttpRequest

TOUR = "tour"  # the session remembers at which stop
BAR = "public_site/_tour_bar.html"


def tour(request: HttpRequest) -> dict[str, Any]:
    """Give ``tour`` to templates: bar, number, stop, the next one; nothing outside a demonstration or a tour."""
    if not settings.IS_DEMO or not hasattr(request, "session"):
        return {}
    return {"tour": SimpleLazyObject(lambda: _at(request))}


def _at(request: HttpRequest) -> dict[str, Any] | None:
    number = request.session.get(TOUR, 0)
    stop = stop_at(number)
    if stop is None:
        return None
    tasks = [
        {"words": task.words, "path": task.path, "is_here": task.path == request.path} for task in stop.tasks
    ]
    next_ = stop_at(number + 1)
    return {
        "template": BAR,
        "number": number,
        "most": len(STOPS),
        "stop": stop,
        "tasks": tasks,
        "next": next_,
    }
