from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from guyub.foundation.kernel import formats

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("_case", "amount_rp", "in_text", "in_statements"),
    [
        ("thousands have dots", 1_234_567, "Rp\u00a01.234.567", "1.234.567"),
        ("a minus is U+2212, in statements brackets", -50_000, "\u2212Rp\u00a050.000", "(50.000)"),
        ("nothing is nothing", 0, "Rp\u00a00", "0"),
        ("unknown is a dash", None, "–", "–"),
        ("below a thousand", 999, "Rp\u00a0999", "999"),
    ],
)
def test_amounts(_case, amount_rp, in_text, in_statements):
    assert formats.rupiah(amount_rp) == in_text
    assert formats.statement_rupiah(amount_rp) == in_statements


@pytest.mark.parametrize(
    ("amount_rp", "shown"),
    [
        (2_670_000, "Rp\u00a02,67\u00a0juta"),
        (1_200_000_000, "Rp\u00a01,2\u00a0miliar"),
        (950_000, "Rp\u00a0950\u00a0ribu"),
        (-3_000_000, "\u2212Rp\u00a03\u00a0juta"),
        (999, "Rp\u00a0999"),
    ],
)
def test_charts_round(amount_rp, shown):
    assert formats.short_rupiah(amount_rp) == shown


@pytest.mark.parametrize(
    ("fraction", "digits", "shown"),
    [("0.45", 0, "45%"), ("0.455", 1, "45,5%"), ("-0.12", 0, "\u221212%"), ("0", 0, "0%")],
)
def test_percent(fraction, digits, shown):
    assert formats.percent(Decimal(fraction), digits=digits) == shown


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [
        (3, "bungkus", "3\u00a0bungkus"),
        (-1200, "kg", "\u22121.200\u00a0kg"),
        (Decimal("1.50"), "kg", "1,5\u00a0kg"),
        (Decimal("2.000"), "kg", "2\u00a0kg"),
        (Decimal("-0.25"), "kg", "\u22120,25\u00a0kg"),
    ],
)
def test_quantities(amount, unit, shown):
    assert formats.quantity(amount, unit) == shown


def test_dates_in_three_lengths():
    assert formats.day(TODAY) == "24\u00a0Nov\u00a02026"
    assert formats.weekday(date(2025, 11, 28)) == "Jum, 28\u00a0Nov"
    assert formats.long_day(TODAY) == "Selasa, 24 November 2026"
    assert formats.clock(datetime(2026, 11, 24, 10, 24, tzinfo=UTC)) == "10.24"


@pytest.mark.parametrize(
    ("_case", "value", "said", "grade"),
    [
        ("today", TODAY, "hari ini", 4),
        ("yesterday", date(2026, 11, 23), "kemarin", 3),
        ("a week", date(2026, 11, 17), "7 hari lalu", 3),
        ("a month", date(2026, 10, 25), "30 hari lalu", 2),
        ("older than a month", date(2026, 10, 24), "31 hari lalu", 1),
        ("beyond 99 days the date itself", date(2026, 8, 16), "16\u00a0Agu\u00a02026", 1),
        ("a date ahead is itself", date(2026, 11, 25), "25\u00a0Nov\u00a02026", 4),
    ],
)
def test_age_of_a_figure(_case, value, said, grade):
    assert formats.days_ago(value, today=TODAY) == said
    assert formats.freshness(value, today=TODAY) == grade


def test_a_figure_that_never_came_is_the_oldest():
    assert formats.freshness(None, today=TODAY) == 1


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "pagi"), (10, "pagi"), (11, "siang"), (14, "siang"), (15, "sore"), (17, "sore"), (18, "malam")],
)
def test_parts_of_the_day(hour, part):
    assert formats.part_of_day(hour) == part
