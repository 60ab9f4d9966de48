"""The home: where everybody arrives, each at the own desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.desks.cooperative.selectors.home import HomePage, home_page
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import place_by_id
from guyub.foundation.identity.web.doors import actor_of, today_of
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.formats import day, long_day, number
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class Task(Row):
    """One thing that waits: what, where it is done, and how pressing it is."""

    title: str
    note: str
    address: str
    button: str
    chip: str = ""
    tone: str = ""


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits today; the city, mentors and members are led to their own pages."""
    allows = request.allows  # type: ignore[attr-defined]  # identity.web.middleware
    if allows(Action.VIEW_CITY):
        return redirect("supervision:city")
    if allows(Action.VIEW_MENTORED):
        return redirect("development:mentor_desk")
    if not allows(Action.VIEW_COOPERATIVE):
        return redirect("identity:own")
    now, today, actor = utc_now(), today_of(request), actor_of(request)
    place = place_by_id(actor.cooperative_id)
    page = home_page(actor=actor, place=place, now=now, today=today)
    tasks = _tasks(page, place)
    context = {
        "place": place,
        "greeting": f"Selamat {_time_of_day(now, place)}, {actor.name.split()[0]}",
        "today_words": long_day(today),
        "lead": _lead(len(tasks)),
        "tasks": tasks,
        "page": page,
        "marks": [_mark(step.code, page) for step in page.steps],
        "path_words": f"{len(page.done)} dari {len(page.steps)} langkah selesai"
        + (f". Berikutnya: {page.next_step.title}." if page.next_step else "."),
        "duties": [*page.late, *page.near],
    }
    return render(request, "cooperative_desk/home.html", context)


def _mark(code: str, page: HomePage) -> str:
    if page.next_step and code == page.next_step.code:
        return "now"
    return "done" if code in page.done else "todo"


def _time_of_day(now: datetime, place: Cooperative) -> str:
    hour = now.astimezone(Zone(place.zone).info).hour
    return "pagi" if hour < 11 else "siang" if hour < 15 else "sore" if hour < 18 else "malam"


def _lead(count: int) -> str:
    return f"{number(count)} hal menunggu hari ini." if count else "Tidak ada yang menunggu hari ini."


def _tasks(page: HomePage, place: Cooperative) -> list[Task]:
    """List what waits for this person, what holds the cooperative up first."""
    tasks = []
    if page.approvals:
        tasks.append(
            Task(f"Putuskan {page.approvals} usulan", "menunggu orang kedua", reverse("approvals:inbox"), "Periksa",
                 "Anda", "warn")
        )  # fmt: skip
    first = page.next_step
    if first:
        note = f"Sejak {day(page.since_on)}" if page.since_on else first.why
        address = reverse("development:path", args=[place.code])
        tasks.append(Task(first.goal, note, address, "Buka jalur", "Langkah berikutnya", "act"))
    letters = reverse("members:letters")
    if page.join_requests:
        title = f"Hubungi {page.join_requests} warga yang ingin bergabung"
        tasks.append(Task(title, "dari halaman publik", letters, "Buka"))
    if page.suggestions:
        tasks.append(
            Task(f"Jawab {page.suggestions} usul atau keluhan", "ada batas jawabnya", letters, "Jawab")
        )
    if page.term_ends_on:
        address = reverse("cooperatives:officers", args=[place.code])
        note = f"masa jabatan berakhir {day(page.term_ends_on)}"
        tasks.append(Task("Siapkan pergantian pengurus", note, address, "Periksa", "Segera", "warn"))
    if page.expires_on:
        address = reverse("cooperatives:papers", args=[place.code])
        note = f"berlaku sampai {day(page.expires_on)}"
        tasks.append(Task("Perpanjang dokumen", note, address, "Buka", "Segera", "warn"))
    return tasks
