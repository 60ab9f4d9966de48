from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guyub.finance.savings.domain.dues import (
    STATE_WORDS,
    DuesRefusedError,
    DuesState,
    MonthDue,
    due_day,
    month_words,
    months_between,
    reached,
    spread,
)
from guyub.foundation.kernel.dates import add_months

SEP, OCT, NOV = (date(2026, month, 1) for month in (9, 10, 11))


def due(month, amount_rp=10_000, paid_rp=0, waived_rp=0, is_billed=True):
    return MonthDue(month, amount_rp, paid_rp, waived_rp, due_day(month, 10), is_billed)


@pytest.mark.parametrize(
    ("month", "state", "missing_rp"),
    [
        (due(SEP), "BELUM", 10_000),
        (due(SEP, paid_rp=4_000), "SEBAGIAN", 6_000),
        (due(SEP, paid_rp=10_000), "LUNAS", 0),
        (due(SEP, waived_rp=10_000), "DIBEBASKAN", 0),
        (due(SEP, waived_rp=4_000), "BELUM", 6_000),
        (due(SEP, is_billed=False), "BELUM_DITAGIH", 10_000),
    ],
)
def test_how_a_month_stands(month, state, missing_rp):
    assert (month.state.value, month.missing_rp) == (state, missing_rp)


def test_every_state_has_a_word():
    assert set(STATE_WORDS) == set(DuesState)


@pytest.mark.parametrize(
    ("month", "day_of_month", "on"),
    [
        (date(2026, 11, 1), 10, date(2026, 11, 10)),
        (date(2026, 11, 1), 31, date(2026, 11, 30)),
        (date(2026, 2, 1), 31, date(2026, 2, 28)),
        (date(2028, 2, 1), 31, date(2028, 2, 29)),
    ],
)
def test_a_day_that_a_month_has_not_is_its_last(month, day_of_month, on):
    assert due_day(month, day_of_month) == on


def test_months_between_are_named_over_the_turn_of_the_year():
    assert [month_words(one) for one in months_between(date(2026, 11, 1), date(2027, 1, 1))] == [
        "Nov 2026",
        "Des 2026",
        "Jan 2027",
    ]


@pytest.mark.parametrize(
    ("amount_rp", "parts"),
    [
        (3_000, [(SEP, 3_000)]),
        (6_000, [(SEP, 6_000)]),
        (20_000, [(SEP, 6_000), (OCT, 10_000), (NOV, 4_000)]),
        (26_000, [(SEP, 6_000), (OCT, 10_000), (NOV, 10_000)]),
    ],
)
def test_a_payment_goes_to_months_in_their_turn(amount_rp, parts):
    months = [due(SEP, paid_rp=4_000), due(OCT), due(NOV)]
    assert [(one.month, rp) for one, rp in spread(amount_rp, months)] == parts


@pytest.mark.parametrize(
    ("amount_rp", "months", "facts"),
    [
        (10_000, [], {"wrong": "none"}),
        (0, [due(SEP)], {"wrong": "amount"}),
        (-1, [due(SEP)], {"wrong": "amount"}),
        (10_001, [due(SEP)], {"wrong": "above", "missing_rp": 10_000}),
        (10_000, [due(SEP), due(OCT, paid_rp=10_000)], {"wrong": "paid", "month": "Okt 2026"}),
        (0, [due(OCT, waived_rp=10_000)], {"wrong": "paid", "month": "Okt 2026"}),
    ],
)
def test_a_payment_is_refused(amount_rp, months, facts):
    with pytest.raises(DuesRefusedError) as caught:
        spread(amount_rp, months)
    assert dict(caught.value.facts) == facts


@pytest.mark.parametrize(
    ("amount_rp", "found"),
    [(0, []), (1, [SEP]), (6_000, [SEP]), (6_001, [SEP, NOV]), (99_000, [SEP, NOV])],
)
def test_an_amount_reaches_the_oldest_months_that_miss_something(amount_rp, found):
    months = [due(SEP, paid_rp=4_000), due(OCT, paid_rp=10_000), due(NOV)]
    assert [one.month for one in reached(amount_rp, months)] == found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    paid=st.lists(st.integers(0, 10_000), min_size=1, max_size=8),
    share=st.integers(1, 10_000),
)
def test_what_an_amount_reaches_takes_it_whole_and_leaves_no_month_above_what_it_asked(paid, share):
    months = [due(add_months(SEP, at), paid_rp=rp) for at, rp in enumerate(paid)]
    missing_rp = sum(one.missing_rp for one in months)
    amount_rp = missing_rp * share // 10_000
    if amount_rp:
        parts = spread(amount_rp, reached(amount_rp, months))
        assert sum(rp for _, rp in parts) == amount_rp
        assert all(0 < rp <= one.missing_rp for one, rp in parts)
        assert all(rp == one.missing_rp for one, rp in parts[:-1])
