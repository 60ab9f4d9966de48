"""Deadlines of the year, and who is late."""

from datetime import date

import pytest

from guyub.books.planning.domain.calendar import (
    DUTY_WORDS,
    Done,
    DutyKind,
    Rules,
    TaxRules,
    duties,
    duties_around,
    is_met,
    period_words,
    quarter_of,
    tax_duties,
    tax_duties_around,
    unmet,
    usp_duties,
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


TAX_RULES = TaxRules(paid_by=15, reported_by=20, annual=(4, 30), quarter_days=20, half_days=20)


def test_taxes_of_a_year_are_about_the_month_before():
    found = [(duty.kind.value, duty.due_on, duty.period) for duty in tax_duties(2026, TAX_RULES)]

    assert found[:3] == [
        ("PPH_21", date(2026, 1, 15), 202512),
        ("PPH_FINAL", date(2026, 1, 15), 202512),
        ("PPH_21_REPORT", date(2026, 1, 20), 202512),
    ]
    assert ("SPT", date(2026, 4, 30), 2025) in found
    assert found[-1] == ("PPH_21_REPORT", date(2026, 12, 20), 202611)
    assert len(found) == 37


def test_a_savings_and_loan_unit_reports_three_quarters_and_the_half_year():
    assert [(duty.kind.value, duty.due_on, duty.period) for duty in usp_duties(2026, TAX_RULES)] == [
        ("USP_QUARTER", date(2026, 4, 20), 20261),
        ("HALF_YEAR", date(2026, 7, 20), 20261),
        ("USP_QUARTER", date(2026, 7, 20), 20262),
        ("USP_QUARTER", date(2026, 10, 20), 20263),
    ]


@pytest.mark.parametrize(("has_usp", "more"), [(False, 0), (True, 4)])
def test_taxes_around_a_day_reach_into_the_next_year(has_usp, more):
    found = tax_duties_around(date(2026, 11, 26), TAX_RULES, has_usp=has_usp)

    assert len([duty for duty in found if duty.due_on.year == 2026]) == 37 + more
    assert max(duty.due_on for duty in found) == date(2027, 4, 20)


@pytest.mark.parametrize(
    ("kind", "period", "words"),
    [
        (DutyKind.QUARTER, 20263, "triwulan 3 tahun 2026"),
        (DutyKind.HALF_YEAR, 20261, "semester 1 tahun 2026"),
        (DutyKind.PPH_FINAL, 202611, "November 2026"),
        ("SPT", 2025, "tahun buku 2025"),
    ],
)
def test_a_period_in_words(kind, period, words):
    assert period_words(kind, period) == words


def test_every_duty_has_its_words():
    assert set(DUTY_WORDS) == set(DutyKind)
