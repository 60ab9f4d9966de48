"""Deadlines of the year, and who is late."""

from datetime import date

import pytest

from guyub.city.supervision.domain.calendar import (
    Done,
    DutyKind,
    Rules,
    duties,
    duties_around,
    is_met,
    quarter_of,
    unmet,
    year_of,
)

RULES = Rules(rat_target=(3, 31), rat_limit=(6, 30), annual=(4, 30), quarter_days=20)


def test_the_year_in_its_order():
    assert [(duty.kind.value, duty.due_on, duty.period) for duty in duties(2026, RULES)] == [
        ("QUARTER", date(2026, 1, 20), 20254),
        ("RAT_TARGET", date(2026, 3, 31), 2025),
        ("QUARTER", date(2026, 4, 20), 20261),
        ("ANNUAL", date(2026, 4, 30), 2025),
        ("RAT_LIMIT", date(2026, 6, 30), 2025),
        ("QUARTER", date(2026, 7, 20), 20262),
        ("QUARTER", date(2026, 10, 20), 20263),
    ]


def test_what_is_near_in_the_next_year_is_listed_too():
    ahead = duties_around(date(2026, 11, 26), RULES)[len(duties(2026, RULES)) :]

    assert [(duty.kind.value, duty.due_on) for duty in ahead] == [
        ("QUARTER", date(2027, 1, 20)),
        ("RAT_TARGET", date(2027, 3, 31)),
        ("QUARTER", date(2027, 4, 20)),
    ]
    assert duties_around(date(2026, 2, 1), RULES) == duties(2026, RULES)


@pytest.mark.parametrize(
    ("_case", "kind", "done", "met"),
    [
        ("a meeting in the year after", "RAT_LIMIT", Done("a", date(2026, 7, 4), None, None), True),
        ("a meeting within the book year", "RAT_LIMIT", Done("a", date(2025, 12, 31), None, None), False),
        ("never met", "RAT_TARGET", Done("a", None, None, None), False),
        ("the year reported", "ANNUAL", Done("a", None, None, 2025), True),
        ("the year before reported", "ANNUAL", Done("a", None, None, 2024), False),
    ],
)  # fmt: skip
def test_what_meets_a_duty(_case, kind, done, met):
    duty = next(duty for duty in duties(2026, RULES) if duty.kind is DutyKind(kind))

    assert is_met(duty, done) is met


def test_a_later_quarter_stands_for_the_earlier_ones():
    third = duties(2026, RULES)[-1]

    assert unmet(
        third, [Done("a", None, 20263, None), Done("b", None, 20262, None), Done("c", None, None, None)]
    ) == [
        "b",
        "c",
    ]


@pytest.mark.parametrize(
    ("text", "quarter", "year"),
    [
        ("2026-Q3", 20263, 2026),
        ("2026 TW 1", 20261, 2026),
        ("Triwulan 3 2026", None, 2026),
        ("tahun buku 2025", None, 2025),
        ("sudah", None, None),
    ],
)
def test_reading_periods(text, quarter, year):
    assert (quarter_of(text), year_of(text)) == (quarter, year)
