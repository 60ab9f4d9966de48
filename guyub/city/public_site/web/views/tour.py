"""The guided tour of a demonstration; elsewhere these pages do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guyub.city.public_site.domain.tour import STOPS, stop_at
from guyub.city.public_site.services.practising import ask_to_begin_again
from guyub.city.public_site.web.touring import TOUR
from guyub.foundation.identity.selectors.examples import example_seat
from guyub.foundation.identity.web.middleware import SEAT

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Show the seven stops."""
    _only_in_a_demonstration()
    return render(request, "public_site/tour.html", {"stops": STOPS})


@require_POST
def tour_go(request: HttpRequest) -> HttpResponse:
    """Go to a stop, in as its person; a resident is nobody."""
    _only_in_a_demonstration()
    typed = request.POST.get("stop", "")
    number = int(typed) if typed.isascii() and typed.isdigit() else 0
    stop = stop_at(number)
    seat = example_seat(stop.role) if stop and stop.role else None
    if stop is None or (stop.role and seat is None):
        raise Http404
    if seat is None:
        logout(request)
    else:
        perform_login(request, seat.person)
        request.session[SEAT] = str(seat.id)
    request.session[TOUR] = number
    return redirect(stop.tasks[0].path)


@require_POST
def tour_end(request: HttpRequest) -> HttpResponse:
    """Take the bar away and stay."""
    _only_in_a_demonstration()
    request.session.pop(TOUR, None)
    return redirect("public_site:home")


@require_POST
def tour_again(request: HttpRequest) -> HttpResponse:
    """Ask for the demonstration to begin anew; the page waits until it answers again, all logged out."""
    _only_in_a_demonstration()
    ask_to_begin_again(settings.BEGIN_AGAIN)
    return render(request, "public_site/tour_again.html")


def _only_in_a_demonstration() -> None:
    if not settings.IS_DEMO:
        raise Http404
