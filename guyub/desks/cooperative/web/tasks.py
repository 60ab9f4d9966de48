"""What waits for this person, as sentences with the way to where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.desks.cooperative.selectors.home import HomePage
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
    icon: str = ""


def way(url_name: str, place: Cooperative, *more: str) -> str:
    """Give the address of a page of a cooperative; "" where this installation has no such page."""
    try:
        return reverse(url_name, args=[place.code, *more])
    except NoReverseMatch:
        return ""


def tasks_of(page: HomePage, place: Cooperative) -> list[Task]:
    """List what waits for this person, what holds the cooperative up first."""
    return [*_decisions(page), *_next_step(page, place), *_letters(page), *_terms(page, place)]


def _decisions(page: HomePage) -> Iterator[Task]:
    if page.approvals:
        address = reverse("approvals:inbox")
        title = f"Putuskan {page.approvals} usulan"
        yield Task(title, "menunggu orang kedua", address, "Periksa", "Anda", "warn", "clock")


def _next_step(page: HomePage, place: Cooperative) -> Iterator[Task]:
    first = page.next_step
    if first:
        note = f"Sejak {day(page.since_on)}" if page.since_on else first.why
        address = reverse("development:path", args=[place.code])
        yield Task(first.goal, note, address, "Buka jalur", "Langkah berikutnya", "act")


def _letters(page: HomePage) -> Iterator[Task]:
    letters = reverse("members:letters")
    if page.join_requests:
        title = f"Hubungi {page.join_requests} warga yang ingin bergabung"
        yield Task(title, "dari halaman publik", letters, "Buka")
    if page.suggestions:
        yield Task(f"Jawab {page.suggestions} usul atau keluhan", "ada batas jawabnya", letters, "Jawab")


def _terms(page: HomePage, place: Cooperative) -> Iterator[Task]:
    if page.term_ends_on:
        note = f"masa jabatan berakhir {day(page.term_ends_on)}"
        address = reverse("cooperatives:officers", args=[place.code])
        yield Task("Siapkan pergantian pengurus", note, address, "Periksa", "Segera", "warn")
    if page.expires_on:
        note = f"berlaku sampai {day(page.expires_on)}"
        address = reverse("cooperatives:papers", args=[place.code])
        yield Task("Perpanjang dokumen", note, address, "Buka", "Segera", "warn")
