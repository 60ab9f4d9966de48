"""Deadlines of the year, and who is late: reports and meetings that the office asks for, and taxes.

The days come as dated parameters (rat.target, rat.batas, rat.laporan, lapor.kkmp_hari, pajak.setor_hari and so on);
docs/regulations.md#deadlines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.formats import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class DutyKind(StrEnum):
    """What is due."""

    QUARTER = "QUARTER"
    RAT_TARGET = "RAT_TARGET"
    ANNUAL = "ANNUAL"
    RAT_LIMIT = "RAT_LIMIT"
    PPH_FINAL = "PPH_FINAL"
    PPH_21 = "PPH_21"
    PPH_21_REPORT = "PPH_21_REPORT"
    SPT = "SPT"
    USP_QUARTER = "USP_QUARTER"
    HALF_YEAR = "HALF_YEAR"


DUTY_WORDS: Mapping[DutyKind, str] = {
    DutyKind.QUARTER: "Laporan triwulan ke dinas",
    DutyKind.RAT_TARGET: "RAT, target kementerian",
    DutyKind.ANNUAL: "Laporan keuangan tahunan",
    DutyKind.RAT_LIMIT: "RAT, batas undang-undang",
    DutyKind.PPH_FINAL: "Setor PPh final usaha",
    DutyKind.PPH_21: "Setor PPh 21",
    DutyKind.PPH_21_REPORT: "Lapor PPh 21",
    DutyKind.SPT: "SPT tahunan badan",
    DutyKind.USP_QUARTER: "Laporan triwulan unit simpan pinjam",
    DutyKind.HALF_YEAR: "Laporan semester unit simpan pinjam",
}
TAXES = frozenset({DutyKind.PPH_FINAL, DutyKind.PPH_21, DutyKind.PPH_21_REPORT, DutyKind.SPT})
MONTHLY = frozenset({DutyKind.PPH_FINAL, DutyKind.PPH_21, DutyKind.PPH_21_REPORT})


@dataclass(frozen=True)
class Duty:
    """One deadline: its day, itself inside, and the period that it is about.

    A period is a year (2025), a quarter (20263), a half (20261) or a month (202611), as the kind says.
    """

    kind: DutyKind
    due_on: date
    period: int


def period_words(kind: str, period: int) -> str:
    """Say which period a duty is about: ``triwulan 3 tahun 2026``, ``November 2026``, ``tahun buku 2025``."""
    if kind in {DutyKind.QUARTER, DutyKind.USP_QUARTER}:
        return f"triwulan {period % 10} tahun {period // 10}"
    if kind == DutyKind.HALF_YEAR:
        return f"semester {period % 10} tahun {period // 10}"
    if kind in MONTHLY:
        return f"{MONTHS[period % 100 - 1]} {period // 100}"
    return f"tahun buku {period}"


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


@dataclass(frozen=True)
class TaxRules:
    """The days that hold for taxes and for reports of a savings and loan unit.

    Args:
        paid_by: The day of the next month by which a month's tax is paid.
        reported_by: The day of the next month by which it is reported.
        annual: Month and day of the yearly return, in the year after.
        quarter_days: Days after a quarter for the report of a savings and loan unit; the fourth is the annual report's.
        half_days: Days after the half year for its report.
    """

    paid_by: int
    reported_by: int
    annual: tuple[int, int]
    quarter_days: int
    half_days: int


def tax_duties(year: int, rules: TaxRules) -> list[Duty]:
    """List the deadlines of taxes that fall in a calendar year, in their order; December's is in the next one."""
    found = [Duty(DutyKind.SPT, date(year, *rules.annual), year - 1)]
    for month in range(1, 13):
        about = (year - 1) * 100 + 12 if month == 1 else year * 100 + month - 1
        found += [
            Duty(DutyKind.PPH_FINAL, date(year, month, rules.paid_by), about),
            Duty(DutyKind.PPH_21, date(year, month, rules.paid_by), about),
            Duty(DutyKind.PPH_21_REPORT, date(year, month, rules.reported_by), about),
        ]
    return sorted(found, key=lambda duty: (duty.due_on, duty.kind))


def usp_duties(year: int, rules: TaxRules) -> list[Duty]:
    """List the reports that a cooperative with a savings and loan unit owes in a calendar year besides the others."""
    half = date(year, 6, 30)
    found = [Duty(DutyKind.HALF_YEAR, half + timedelta(days=rules.half_days), year * 10 + 1)]
    for end in (date(year, 3, 31), half, date(year, 9, 30)):
        due_on = end + timedelta(days=rules.quarter_days)
        found.append(Duty(DutyKind.USP_QUARTER, due_on, year * 10 + end.month // 3))
    return sorted(found, key=lambda duty: (duty.due_on, duty.kind))


AHEAD_DAYS = 150


def duties_around(today: date, rules: Rules) -> list[Duty]:
    """List the deadlines of this calendar year, and those of the next that are at most 150 days away."""
    ahead = (duty for duty in duties(today.year + 1, rules) if (duty.due_on - today).days <= AHEAD_DAYS)
    return [*duties(today.year, rules), *ahead]


def tax_duties_around(today: date, rules: TaxRules, *, has_usp: bool) -> list[Duty]:
    """List taxes of this calendar year and the near next; with a savings and loan unit its reports too."""
    found = []
    for year in (today.year, today.year + 1):
        found += tax_duties(year, rules) + (usp_duties(year, rules) if has_usp else [])
    return [duty for duty in found if (duty.due_on - today).days <= AHEAD_DAYS]


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
