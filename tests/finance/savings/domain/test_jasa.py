from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.savings.domain.interest import Contract, Method, interest_of
from guyub.finance.savings.domain.jasa import (
    FINE,
    YEAR,
    day_parts,
    month_jasa,
    rate_of,
    tax_of,
    terms_of_day,
)
from guyub.finance.savings.domain.terms import ONE, DayCount, JasaMethod, Terms
from guyub.foundation.kernel.dates import month_end

OCTOBER = date(2026, 10, 1)
SIX = ((0, 60_000),)


def terms(tiers=SIX, method=JasaMethod.HARIAN, day_count=DayCount.ACTUAL_365, from_on=date(2026, 1, 1)):
    return Terms(from_on=from_on, method=method, day_count=day_count, tiers=tuple(tiers))


def counted(*told, month=OCTOBER, opening_rp=500_000, moves=(), carried=0):
    return month_jasa(month=month, opening_rp=opening_rp, moves=moves, terms=told, carried=carried)


def exact(found):
    return Fraction(found.fine, FINE)


MID = [(date(2026, 10, 15), 200_000)]


@pytest.mark.parametrize(
    ("method", "expected", "base"),
    [
        # docs/algorithms/jasa.md: 500,000 for 14 days, 700,000 for 17
        (JasaMethod.HARIAN, Fraction(18_900_000 * 6, 36_500), 0),
        (JasaMethod.RATA_RATA, Fraction(18_900_000 * 6, 36_500), 18_900_000),
        (JasaMethod.TERENDAH, Fraction(500_000 * 31 * 6, 36_500), 500_000),
    ],
)
def test_the_page_of_numbers_worked_by_hand(method, expected, base):
    found = counted(terms(method=method), moves=MID, carried=31 * FINE // 100)

    assert exact(found) == expected
    assert (found.base, found.ppm) == (base, 60_000 if base else 0)
    assert found.jasa_rp == int(expected + Fraction(31, 100))
    assert found.carried == found.fine + found.carried_in - found.jasa_rp * FINE
    assert [(one.days, one.balance_rp) for one in found.spans] == [(14, 500_000), (17, 700_000)]


@pytest.mark.parametrize(
    ("how", "month", "expected"),
    [
        (DayCount.ACTUAL_365, date(2026, 2, 1), Fraction(28, 365)),
        (DayCount.ACTUAL_365, date(2028, 2, 1), Fraction(29, 365)),
        (DayCount.ACTUAL_360, date(2026, 2, 1), Fraction(28, 360)),
        (DayCount.ACTUAL_ACTUAL, date(2026, 2, 1), Fraction(28, 365)),
        (DayCount.ACTUAL_ACTUAL, date(2028, 2, 1), Fraction(29, 366)),
        (DayCount.THIRTY_360, date(2026, 2, 1), Fraction(1, 12)),
        (DayCount.THIRTY_360, date(2028, 2, 1), Fraction(1, 12)),
        (DayCount.THIRTY_360, date(2026, 1, 1), Fraction(1, 12)),
        (DayCount.MONTH_12, date(2026, 2, 1), Fraction(1, 12)),
        (DayCount.MONTH_12, date(2028, 2, 1), Fraction(1, 12)),
    ],
)
def test_what_part_of_a_year_a_month_is(how, month, expected):
    days = [month + timedelta(days=at) for at in range(monthrange(month.year, month.month)[1])]

    assert Fraction(sum(day_parts(day, how) for day in days), YEAR) == expected
    found = counted(terms(day_count=how), month=month, opening_rp=1_000_000)
    assert exact(found) == 60_000 * expected


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2026, 1, 30), 1),
        (date(2026, 1, 31), 0),
        (date(2026, 2, 28), 3),
        (date(2028, 2, 28), 1),
        (date(2028, 2, 29), 2),
        (date(2026, 4, 30), 1),
    ],
)
def test_days_of_a_month_of_thirty(day, days):
    assert day_parts(day, DayCount.THIRTY_360) == YEAR // 360 * days


def test_every_day_of_a_century_is_whole():
    for year in (2026, 2027, 2028, 2100):
        for at in range(365):
            for how in DayCount:
                assert day_parts(date(year, 1, 1) + timedelta(days=at), how) >= 0
    assert (YEAR, FINE) == (20_176_364_880, 20_176_364_880 * ONE)


TIERS = ((0, 30_000), (500_000, 40_000), (1_000_000, 50_000))


@pytest.mark.parametrize(
    ("base", "shares", "ppm"),
    [
        (0, 1, 30_000),
        (499_999, 1, 30_000),
        (500_000, 1, 40_000),
        (5_000_000, 1, 50_000),
        (31 * 500_000 - 1, 31, 30_000),
        (31 * 500_000, 31, 40_000),
    ],
)
def test_the_highest_tier_not_above_the_base(base, shares, ppm):
    assert rate_of(TIERS, base, shares=shares) == ppm
    assert rate_of((), base) == 0


def test_each_day_is_its_own_base_under_tiers():
    found = counted(terms(TIERS), opening_rp=400_000, moves=[(date(2026, 10, 15), 100_000)])

    assert [(one.ppm, one.days) for one in found.spans] == [(30_000, 14), (40_000, 17)]
    assert exact(found) == Fraction(400_000 * 3 * 14 + 500_000 * 4 * 17, 36_500)


def test_a_new_rate_holds_from_its_own_day_on_daily_balances_alone():
    new = terms(((0, 73_000),), from_on=date(2026, 10, 11))
    old = terms()

    daily = counted(old, new, opening_rp=365_000)
    assert exact(daily) == 10 * 60 + 21 * 73
    whole = [counted(terms(method=how), new, opening_rp=365_000) for how in list(JasaMethod)[2:]]
    assert [exact(one) for one in whole] == [31 * 60, 31 * 60]


def test_of_two_for_one_day_the_later_holds():
    first, second = terms(), terms(((0, 73_000),))

    assert terms_of_day([first, second], OCTOBER) is second
    assert terms_of_day([first], date(2025, 12, 31)) is None
    assert exact(counted(first, second, opening_rp=365_000)) == 31 * 73


@pytest.mark.parametrize(
    ("told", "fine"),
    [
        ((), 0),
        ((terms(from_on=date(2026, 11, 1)),), 0),
        ((terms(((0, 0),), JasaMethod.TANPA),), 0),
        ((terms(from_on=date(2026, 10, 31)),), 60),
        ((terms(), terms(((0, 0),), JasaMethod.TANPA, from_on=date(2026, 10, 11))), 10 * 60),
    ],
)
def test_terms_that_begin_or_end_inside(told, fine):
    found = counted(*told, opening_rp=365_000, carried=5)

    assert exact(found) == fine
    assert (found.jasa_rp, found.carried) == (fine, 5)


def test_average_terms_that_begin_inside_take_the_whole_month():
    late = terms(method=JasaMethod.RATA_RATA, from_on=date(2026, 10, 20))
    assert exact(counted(late, opening_rp=365_000)) == 31 * 60


def test_zero_before_an_account_is_opened():
    moves = [(date(2026, 10, 31), 365_000)]
    lowest, mean, daily = (
        counted(terms(method=how), opening_rp=0, moves=moves)
        for how in (JasaMethod.TERENDAH, JasaMethod.RATA_RATA, JasaMethod.HARIAN)
    )

    assert [exact(one) for one in (lowest, mean, daily)] == [0, 60, 60]


@pytest.mark.parametrize(
    ("gross_rp", "tax_rp"), [(0, 0), (239_999, 0), (240_000, 0), (240_001, 24_000), (400_000, 40_000)]
)
def test_tax_is_nothing_up_to_the_threshold_and_above_it_on_the_whole(gross_rp, tax_rp):
    assert tax_of(gross_rp=gross_rp, free_rp=240_000, ppm=100_000) == tax_rp


months = st.dates(date(2024, 1, 1), date(2029, 12, 31)).map(lambda day: day.replace(day=1))
tiers = st.lists(
    st.tuples(st.integers(1, 4_000_000), st.integers(0, 90_000)), max_size=3, unique_by=lambda tier: tier[0]
).map(lambda rows: [(0, 30_000), *sorted(rows)])
moved = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3_000_000)), max_size=6)
NAMES = {
    JasaMethod.HARIAN: Method.DAILY,
    JasaMethod.RATA_RATA: Method.AVERAGE,
    JasaMethod.TERENDAH: Method.MINIMUM,
}


@given(
    month=months,
    told=tiers,
    moves=moved,
    method=st.sampled_from(list(NAMES)),
    how=st.sampled_from(DayCount),
    carried=st.integers(0, FINE - 1),
)
def test_a_month_is_what_guyub_calc_says_of_it(month, told, moves, method, how, carried):
    last = month_end(month)
    rows = [(min(month + timedelta(days=at), last), amount) for at, amount in moves]
    one = terms(told, method, how, date(2024, 1, 1))
    found = month_jasa(month=month, opening_rp=10_000, moves=rows, terms=[one], carried=carried)

    asked = Contract(
        method=NAMES[method],
        day_count=how,
        first=month,
        last=last,
        opening=10_000,
        moves=rows,
        tiers=[(floor, Fraction(ppm, ONE)) for floor, ppm in told],
    )
    if method is JasaMethod.HARIAN or how is not DayCount.MONTH_12:
        assert exact(found) == interest_of(asked).exact
    assert found.jasa_rp * FINE + found.carried == carried + found.fine
    assert 0 <= found.carried < FINE
    assert month_jasa(month=month, opening_rp=10_000, moves=rows[::-1], terms=[one], carried=carried) == found


@given(
    told=st.integers(0, 90_000),
    moves=moved,
    more=st.integers(0, 1_000_000),
    method=st.sampled_from(list(NAMES)),
)
def test_who_saves_more_never_earns_less(told, moves, more, method):
    rows = [(OCTOBER + timedelta(days=at), amount) for at, amount in moves]
    less = counted(terms(((0, told),), method), moves=rows)

    assert counted(terms(((0, told),), method), moves=rows, opening_rp=500_000 + more).fine >= less.fine


@given(parts=st.lists(st.integers(0, 2_000_000), min_size=2, max_size=12))
def test_what_is_carried_loses_nothing_over_months(parts):
    carried, booked, fine = 0, 0, 0
    for at, held_rp in enumerate(parts):
        found = counted(terms(), month=date(2026, at + 1, 1), opening_rp=held_rp, carried=carried)
        booked, fine, carried = booked + found.jasa_rp, fine + found.fine, found.carried

    assert booked == fine // FINE
