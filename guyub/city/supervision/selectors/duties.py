"""Deadlines of the year with who has not met them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from guyub.books.planning.domain.calendar import (
    DUTY_WORDS,
    Done,
    Duty,
    duties_around,
    is_met,
    period_words,
    unmet,
)
from guyub.books.planning.selectors.rules import rules_on
from guyub.city.supervision.models import PlaceSummary
from guyub.community.cooperatives.domain.legal_life import REMINDED_DAYS
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.foundation.kernel.models import Cooperative


@dataclass(frozen=True)
class DutyRow(Row):
    """One deadline: what, about which period, when, and who has not met it."""

    title: str
    period: str
    due_on: date
    days_left: int
    unmet: tuple[tuple[str, str], ...]  # code and name
    total: int

    @property
    def is_over(self) -> bool:
        """The day itself is still in time."""
        return self.days_left < 0

    @property
    def met(self) -> int:
        """How many have met it."""
        return self.total - len(self.unmet)


@dataclass(frozen=True)
class PlaceDuty(Row):
    """One deadline of one cooperative."""

    code: str
    name: str
    title: str
    period: str
    due_on: date
    is_met: bool
    is_over: bool


def duty_rows(*, city: Cooperative, today: date) -> list[DutyRow]:
    """List the deadlines of this year and the near ones of the next, with who has not met each; two queries."""
    named = _done_in(city)
    done, names = [one for _, one in named], {one.code: name for name, one in named}
    rules = rules_on(today, cooperative_id=city.id)
    return [_row(duty, done, names, today) for duty in duties_around(today, rules)]


@dataclass(frozen=True)
class Ending(Row):
    """A paper or a term of office that ends soon, or has ended: of whom, what, when."""

    code: str
    name: str
    what: str
    ends_on: date
    days_left: int


def endings(*, city: Cooperative, today: date) -> list[Ending]:
    """List which papers and terms of a city's cooperatives end within 60 days, the first first; one query."""
    soon = today + timedelta(days=REMINDED_DAYS)
    places = PlaceSummary.objects.filter(code__startswith=f"{city.code}.")
    rows = places.filter(Q(expires_on__lte=soon) | Q(term_ends_on__lte=soon)).order_by("name", "id")
    found = [
        Ending(row.code, row.name, what, ends_on, (ends_on - today).days)
        for row in rows
        for what, ends_on in (("dokumen", row.expires_on), ("masa jabatan", row.term_ends_on))
        if ends_on is not None and ends_on <= soon
    ]
    return sorted(found, key=lambda ending: ending.ends_on)


def place_duties(*, city: Cooperative, today: date) -> list[PlaceDuty]:
    """List the same deadlines for each cooperative of a city: by day, then by name; two queries."""
    named, rules = _done_in(city), rules_on(today, cooperative_id=city.id)
    return [
        PlaceDuty(
            one.code,
            name,
            DUTY_WORDS[duty.kind],
            period_words(duty.kind, duty.period),
            duty.due_on,
            is_met(duty, one),
            duty.due_on < today,
        )
        for duty in duties_around(today, rules)
        for name, one in named
    ]


def own_duties(summary: PlaceSummary, *, today: date) -> list[DutyRow]:
    """List the deadlines of this year that one cooperative has not met, of each kind the newest; one query."""
    done = [Done(summary.code, summary.rat_on, summary.last_quarter, summary.last_annual_year)]
    rules = rules_on(today, cooperative_id=summary.cooperative_id)
    rows = [_row(duty, done, {summary.code: summary.name}, today) for duty in duties_around(today, rules)]
    unmet_rows = [row for row in rows if row.unmet]
    past = {row.title: row for row in unmet_rows if row.is_over}
    return [*past.values(), *(row for row in unmet_rows if not row.is_over)]


def _done_in(city: Cooperative) -> list[tuple[str, Done]]:
    places = PlaceSummary.objects.filter(code__startswith=f"{city.code}.").order_by("name", "id")
    return [
        (place.name, Done(place.code, place.rat_on, place.last_quarter, place.last_annual_year))
        for place in places
    ]


def _row(duty: Duty, done: Sequence[Done], names: dict[str, str], today: date) -> DutyRow:
    late = tuple((code, names[code]) for code in unmet(duty, done))
    return DutyRow(
        DUTY_WORDS[duty.kind],
        period_words(duty.kind, duty.period),
        duty.due_on,
        (duty.due_on - today).days,
        late,
        len(done),
    )
