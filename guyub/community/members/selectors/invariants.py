"""What must hold of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from guyub.community.members.models import JoinRequest, Suggestion
from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SERIES = (("members.join_request", JoinRequest), ("members.suggestion", Suggestion))


def letters_are_gapless(cooperative_id: int) -> Iterator[Broken]:
    """In each year numbers run from 1 to the counter, none missing."""
    for series, model in _SERIES:
        counters = NumberCounter.objects.filter(cooperative_id=cooperative_id, series=series)
        counted = {counter.year: counter.last for counter in counters}
        rows = model.objects.filter(cooperative_id=cooperative_id).values("year")
        found = {row["year"]: row for row in rows.annotate(n=Count("id"), last=Max("number"))}
        for year in sorted(counted.keys() | found.keys()):
            n, last = (found[year]["n"], found[year]["last"]) if year in found else (0, 0)
            if not n == last == counted.get(year, 0):
                what = f"{series} {year}: {n} letters, last {last}, counter {counted.get(year, 0)}"
                yield Broken("members.letter.gapless", what)


def answers_are_whole(cooperative_id: int) -> Iterator[Broken]:
    """An answer has its words, its moment and who gave it; or none of the three."""
    nothing = Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
    whole = Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")
    for letter in Suggestion.objects.filter(cooperative_id=cooperative_id).exclude(nothing | whole)[:5]:
        yield Broken("members.suggestion.whole", f"{letter} is answered in part")


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (letters_are_gapless, answers_are_whole)
