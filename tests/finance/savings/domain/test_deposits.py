from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.savings.domain.deposits import (
    DepositRefusedError,
    Due,
    Early,
    Roll,
    certificate_name,
    checked_reason,
    early,
    fine_of,
    jasa_to,
    maturity,
    schedule,
)
from guyub.finance.savings.domain.jasa import FINE
from guyub.finance.savings.domain.terms import DayCount


@pytest.mark.parametrize(
    ("first", "months", "ends"),
    [
        (date(2026, 1, 31), 1, [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]),
        (date(2028, 1, 31), 1, [date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]),
        (date(2024, 2, 29), 12, [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]),
    ],
)
def test_month_ends_do_not_drift(first, months, ends):
    assert [maturity(first, months=months, no=no) for no in range(1, len(ends) + 1)] == ends


def test_the_worked_example():
    # sav-deposit-12-months-simple: 10,000,000 at 5.25 % for twelve months: 525,000.
    (due,) = schedule(
        amount_rp=10_000_000,
        ppm=52_500,
        day_count=DayCount.MONTH_12,
        first=date(2026, 3, 15),
        until=date(2027, 3, 15),
        is_monthly=False,
    )
    assert due.jasa_rp in {524_999, 525_000}
    (due,) = schedule(
        amount_rp=10_000_000,
        ppm=52_500,
        day_count=DayCount.ACTUAL_365,
        first=date(2026, 1, 1),
        until=date(2027, 1, 1),
        is_monthly=False,
    )
    assert due == Due(date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1), 525_000)


@given(
    st.integers(1, 10**11),
    st.integers(0, 200_000),
    st.sampled_from(list(DayCount)),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(1, 24),
)
def test_months_together_are_the_whole(amount_rp, ppm, day_count, first, months):
    told = {
        "amount_rp": amount_rp,
        "ppm": ppm,
        "day_count": day_count,
        "first": first,
        "until": maturity(first, months=months, no=1),
    }
    by_month = schedule(**told, is_monthly=True)
    (at_once,) = schedule(**told, is_monthly=False)
    assert sum(one.jasa_rp for one in by_month) == at_once.jasa_rp == fine_of(**told) // FINE
    assert all(one.comes_on > one.last >= one.first for one in by_month)


def test_what_early_taking_costs():
    told = {
        "amount_rp": 1_200_000,
        "agreed_ppm": 60_000,
        "day_count": DayCount.MONTH_12,
        "first": date(2026, 1, 1),
    }
    found = early(**told, early_ppm=20_000, today=date(2026, 4, 11))
    assert (found, found.loss_rp) == (Early(20_000, 6_666), 13_334)
    assert early(**told, early_ppm=90_000, today=date(2026, 4, 11)) == Early(20_000, 20_000)
    assert early(**told, early_ppm=20_000, today=date(2025, 12, 31)) == Early(0, 0)


@pytest.mark.parametrize(
    ("roll", "is_monthly", "goes"),
    [
        (Roll.TIDAK, False, False),
        (Roll.TIDAK, True, True),
        (Roll.POKOK, False, True),
        (Roll.POKOK, True, True),
        (Roll.POKOK_DAN_JASA, False, False),
    ],
)
def test_where_jasa_goes(roll, is_monthly, goes):
    assert jasa_to(roll=roll, is_monthly=is_monthly) is goes


def test_monthly_jasa_cannot_go_on():
    with pytest.raises(DepositRefusedError) as caught:
        jasa_to(roll=Roll.POKOK_DAN_JASA, is_monthly=True)
    assert caught.value.facts == {"wrong": "roll"}


def test_names_and_reasons():
    assert certificate_name(2026, 7) == "SB-2026-0007"
    assert checked_reason("  biaya   sekolah ") == "biaya sekolah"
    for written in ("", "ab", "x" * 61):
        with pytest.raises(DepositRefusedError):
            checked_reason(written)
