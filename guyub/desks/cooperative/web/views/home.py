"""The home: where everybody arrives, each at the own desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.desks.cooperative.selectors.home import HomePage, home_page
from guyub.desks.cooperative.web.figures import chart_of, deadlines_of, tiles_of
from guyub.desks.cooperative.web.tasks import tasks_of, way
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.formats import day, long_day, number, part_of_day

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits today; the city, mentors and members are led to their own pages."""
    allows = request.allows  # type: ignore[attr-defined]  # identity.web.middleware
    if allows(Action.VIEW_CITY):
        return redirect("supervision:city")
    if allows(Action.VIEW_MENTORED):
        return redirect("development:mentor_desk")
    if allows(Action.OWN_MEMBERSHIP):
        return redirect("member_desk:home")
    if not allows(Action.VIEW_COOPERATIVE):
        return redirect("identity:own")
    now, today, actor = utc_now(), today_of(request), actor_of(request)
    place = request.visit.seat.place  # type: ignore[attr-defined]  # as above
    page = home_page(actor=actor, place=place, now=now, today=today)
    tasks = tasks_of(page, place, today=today)
    context = {
        "place": place,
        "greeting": f"Selamat {_time_of_day(now, place)}, {actor.name.split()[0]}",
        "today_words": long_day(today),
        "lead": _lead(len(tasks), page),
        "record": way("events:record", place) if allows(Action.RECORD_EVENT) else "",
        "tiles": tiles_of(page, place),
        "chart": chart_of(page.money),
        "tasks": tasks,
        "page": page,
        "marks": [_mark(step.code, page) for step in page.steps],
        "path_words": f"{len(page.done)} dari {len(page.steps)} langkah selesai"
        + (f". Berikutnya: {page.next_step.title}." if page.next_step else "."),
        "deadlines": deadlines_of(page, place),
        "funds_at": way("funds:funds", place),
    }
    return render(request, "cooperative_desk/home.html", context)


def _mark(code: str, page: HomePage) -> str:
    if page.next_step and code == page.next_step.code:
        return "now"
    return "done" if code in page.done else "todo"


def _time_of_day(now: datetime, place: Cooperative) -> str:
    return part_of_day(now.astimezone(Zone(place.zone).info).hour)


def _lead(count: int, page: HomePage) -> str:
    waits = f"{number(count)} hal menunggu hari ini." if count else "Tidak ada yang menunggu hari ini."
    kept = page.books.glance.kept if page.books and page.books.glance else None
    closed = f" Buku ditutup sampai {day(kept.closed_through)}." if kept and kept.closed_through else ""
    return waits + closed
