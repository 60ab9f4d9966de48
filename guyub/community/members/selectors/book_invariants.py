"""What must hold of the statutory books and of mailings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Q

from guyub.community.members.domain.books import EMPLOYEE_SERIES, BookKind, book_series
from guyub.community.members.models import BookLine, Employee, Mailing
from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TOLD = 5


def books_are_gapless(cooperative_id: int) -> Iterator[Broken]:
    """In each book and year lines run from 1 to the counter, none missing; so do employees, over all years."""
    series = {book_series(kind): kind.value for kind in BookKind}
    counters = NumberCounter.objects.filter(
        cooperative_id=cooperative_id, series__in=[*series, EMPLOYEE_SERIES]
    )
    counted = {(series.get(row.series, ""), row.year): row.last for row in counters}
    rows = BookLine.objects.filter(cooperative_id=cooperative_id).values("kind", "year")
    found = {
        (row["kind"], row["year"]): (row["n"], row["last"])
        for row in rows.annotate(n=Count("id"), last=Max("number"))
    }
    workers = Employee.objects.filter(cooperative_id=cooperative_id)
    hired = workers.aggregate(n=Count("id"), last=Max("number"))
    if hired["n"]:
        found["", 0] = (hired["n"], hired["last"])
    for key in sorted(counted.keys() | found.keys()):
        (n, last), given = found.get(key, (0, 0)), counted.get(key, 0)
        if not n == last == given:
            what = f"{key[0] or 'employees'} {key[1] or ''}: {n} lines, last {last}, counter {given}"
            yield Broken("members.book.gapless", what)


def corrections_stay_in_their_book(cooperative_id: int) -> Iterator[Broken]:
    """A line corrects an older line of its own book; letters to members stand in the agenda of outgoing letters."""
    rows = BookLine.objects.filter(cooperative_id=cooperative_id, corrects__isnull=False)
    wrong = rows.filter(~Q(corrects__kind=F("kind")) | Q(corrects__written_at__gt=F("written_at")))
    for line in wrong.order_by("id")[:MOST_TOLD]:
        yield Broken("members.book.corrections", f"{line} corrects no older line of its book")
    letters = Mailing.objects.filter(cooperative_id=cooperative_id, letter__isnull=False)
    for mailing in letters.exclude(letter__kind=BookKind.SURAT_KELUAR.value).order_by("id")[:MOST_TOLD]:
        yield Broken("members.book.corrections", f"{mailing} is not in the agenda of outgoing letters")
