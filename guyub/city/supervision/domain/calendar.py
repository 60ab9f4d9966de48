"""Deadlines of the year, and who is late.

The days come as dated parameters (rat.target, rat.batas, rat.laporan, lapor.kkmp_hari); docs/regulations.md#deadlines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class DutyKind(StrEnum):
    """What is due."""

    QUARTER = "QUARTER"
    RAT_TARGET = "RAT_TARGET"
    ANNUAL = "ANNUAL"
    RAT_LIMIT = "RAT_LIMIT"


@dataclass(frozen=True)
class Duty:
    """One deadline: its day, itself inside, and the period that it is about (2025 or 20263 for a third quarter)."""

    kind: DutyKind
    due_on: date
    period: int


@dataclass(frozen=True)
class Done:
    """What one cooperative has done: its last RAT, the last quarter and the last book year reported."""

    code: str
    rat_on: date | None
    last_quarter: int | None
    last_annual_year: int | None


@dataclass(frozen=True)
class Rules:
    """The days that hold: month and day of target, limit and annual report; days after a quarter for its report."""

    rat_target: tuple[int, int]
    rat_limit: tuple[int, int]
    annual: tuple[int, int]
    quarter_days: int


def duties(year: int, rules: Rules) -> list[Duty]:
    """List the deadlines of a calendar year in their order."""
    book_year = year - 1
    found = [
        Duty(DutyKind.RAT_TARGET, date(year, *rules.rat_target), book_year),
        Duty(DutyKind.RAT_LIMIT, date(year, *rules.rat_limit), book_year),
        Duty(DutyKind.ANNUAL, date(year, *rules.annual), book_year),
    ]
    for end in (date(year - 1, 12, 31), date(year, 3, 31), date(year, 6, 30), date(year, 9, 30)):
        due_on = end + timedelta(days=rules.quarter_days)
        found.append(Duty(DutyKind.QUARTER, due_on, end.year * 10 + end.month // 3))
    return sorted(found, key=lambda duty: (duty.due_on, duty.kind))


AHEAD_DAYS = 150


def duties_around(today: date, rules: Rules) -> list[Duty]:
    """List the deadlines of this calendar year, and those of the next that are at most 150 days away."""
    ahead = (duty for duty in duties(today.year + 1, rules) if (duty.due_on - today).days <= AHEAD_DAYS)
    return [*duties(today.year, rules), *ahead]


def is_met(duty: Duty, done: Done) -> bool:
    """Tell whether a cooperative has done what is due, whenever it did."""
    if duty.kind is DutyKind.QUARTER:
        return done.last_quarter is not None and done.last_quarter >= duty.period
    if duty.kind is DutyKind.ANNUAL:
        return done.last_annual_year is not None and done.last_annual_year >= duty.period
    # A meeting on a book year is held in the year after it, or later.
    return done.rat_on is not None and done.rat_on.year > duty.period


def unmet(duty: Duty, all_done: Iterable[Done]) -> list[str]:
    """Name, by code, who has not done what is due; late they are only once the day is over."""
    return [done.code for done in all_done if not is_met(duty, done)]


_QUARTER = re.compile(r"(?P<year>20\d\d)\s*[-/ ]?\s*(?:Q|TW|triwulan)\s*(?P<quarter>[1-4])", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")


def quarter_of(text: str) -> int | None:
    """Read a quarter as people write it: ``2026-Q3``, ``2026 TW 3``; 20263, or None."""
    found = _QUARTER.search(text)
    return int(found["year"]) * 10 + int(found["quarter"]) if found else None


def year_of(text: str) -> int | None:
    """Read a book year out of a text; None when there is none."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None
