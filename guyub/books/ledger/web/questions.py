"""Which span, which unit, as known when: what the address of a statement asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from guyub.books.ledger.selectors.statements import Question
from guyub.foundation.identity.web.doors import today_of
from guyub.foundation.kernel.dates import Zone, add_months, month_end
from guyub.foundation.kernel.formats import MONTHS, day
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.books.ledger.domain.statements import StatementName
    from guyub.foundation.kernel.models import Cooperative

MONTHS_SHOWN = 12
YEARS_SHOWN = 5
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
FIRST_YEAR = 2000
BY_DATES = "tanggal"


@dataclass(frozen=True, kw_only=True)
class Span(Row):
    """A span that somebody asked for, with its words; ``chosen`` is the choice that names it, or ``tanggal``."""

    chosen: str
    since: date
    until: date
    words: str

    @property
    def in_full(self) -> str:
        """Name the span by its first day too, where its words name the last alone."""
        return self.words if self.chosen else f"{self.since.day} {MONTHS[self.since.month - 1]} {self.words}"

    @property
    def is_whole_year(self) -> bool:
        """True for a calendar year to its last day."""
        return (self.since.month, self.since.day, self.until.month, self.until.day) == (1, 1, 12, 31)


def span_of(request: HttpRequest) -> Span:
    """Read a span from the address: ``?masa=2026-10``, ``?masa=2025``, or ``?masa=tanggal&dari=…&sampai=…``.

    Anything else, and days that do not come yet, is this year up to today.
    """
    today, chosen = today_of(request), request.GET.get("masa", "")
    this_year = Span(
        chosen="", since=today.replace(month=1, day=1), until=today, words=f"sampai {_long(today)}"
    )
    if _YEAR.fullmatch(chosen) and FIRST_YEAR <= int(chosen) < today.year:
        first = date(int(chosen), 1, 1)
        return Span(
            chosen=chosen, since=first, until=first.replace(month=12, day=31), words=f"tahun {chosen}"
        )
    month = _MONTH.fullmatch(chosen)
    if month and 1 <= int(month[2]) <= 12 and int(month[1]) >= FIRST_YEAR:
        first = date(int(month[1]), int(month[2]), 1)
        words = f"{MONTHS[first.month - 1]} {first.year}"
        if first <= today:
            return Span(chosen=chosen, since=first, until=min(month_end(first), today), words=words)
    if chosen == BY_DATES:
        until = min(day_in(request, "sampai") or today, today)
        since = min(day_in(request, "dari") or until.replace(month=1, day=1), until)
        words = f"{day(since)} sampai {day(until)}"
        return Span(chosen=chosen, since=since, until=until, words=words)
    return this_year


def question_of(request: HttpRequest, name: StatementName, span: Span, place: Cooperative) -> Question:
    """Read everything else that a statement's address asks; what is not understood asks for nothing."""
    asked, known_on = request.GET, known_day(request)
    question = Question(
        name=name,
        since=span.since,
        until=span.until,
        unit_id=unit_of(request),
        by_unit=asked.get("per_unit") == "1",
        is_indirect=asked.get("cara") == "tidak-langsung",
        known_at=_end_of(known_on, place) if known_on else None,
    )
    if asked.get("banding") == "1":
        before = _year_before(span)
        question = replace(question, compare_since=before[0], compare_until=before[1])
    return question


def known_day(request: HttpRequest) -> date | None:
    """Read as of which past day's knowledge is asked: ``?tahu=2026-10-01``; None: now."""
    asked = day_in(request, "tahu")
    return asked if asked and asked < today_of(request) else None


def span_choices(request: HttpRequest, span: Span) -> list[dict[str, object]]:
    """List the spans that can be chosen."""
    today = today_of(request)
    first = today.replace(day=1)
    months = [add_months(first, -back) for back in range(MONTHS_SHOWN)]
    listed = {"": f"sampai {_long(today)}"}
    listed |= {f"{one:%Y-%m}": f"{MONTHS[one.month - 1]} {one.year}" for one in months}
    listed |= {str(today.year - back): f"tahun {today.year - back}" for back in range(1, YEARS_SHOWN)}
    listed |= {BY_DATES: "tanggal lain"}
    listed |= {span.chosen: span.words} if span.chosen not in listed else {}
    return [
        {"value": value, "label": label, "selected": value == span.chosen} for value, label in listed.items()
    ]


def query_without(request: HttpRequest, *names: str) -> str:
    """Give the address's question again without some of its fields, to add others: ``masa=2026-10&``."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    written = kept.urlencode()
    return f"{written}&" if written else ""


def _year_before(span: Span) -> tuple[date, date]:
    until = add_months(span.until, -12)
    if span.until == month_end(span.until):
        until = month_end(until)
    return add_months(span.since, -12), until


def _end_of(known_on: date, place: Cooperative) -> datetime:
    """Give the last moment of a day where the cooperative is."""
    midnight = datetime.combine(known_on + timedelta(days=1), time(), tzinfo=Zone(place.zone).info)
    return midnight - timedelta(microseconds=1)


def unit_of(request: HttpRequest) -> UUID | None:
    """Read which unit of business is asked for; None: the whole cooperative."""
    written = request.GET.get("unit", "")
    try:
        return UUID(written) if written else None
    except ValueError:
        return None


def day_in(request: HttpRequest, field: str) -> date | None:
    """Read a day from the address; None where there is none, or none that books could know."""
    try:
        found = date.fromisoformat(request.GET.get(field, ""))
    except ValueError:
        return None
    return found if found.year >= FIRST_YEAR else None


def _long(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
