"""Turnover beside its limit, a month's final tax, what was paid of it; docs/algorithms/tax.md."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.planning.domain.tax import (
    Level,
    TaxState,
    covered,
    final_tax_rp,
    is_turnover,
    meter,
    state_of,
)

LIMIT_RP, WARNED = 4_800_000_000, Decimal("0.8")
ORDER = [*Level]
amounts = st.integers(min_value=-(10**12), max_value=10**13)


@pytest.mark.parametrize(
    ("turnover_rp", "level", "left_rp"),
    [
        (0, Level.AMAN, LIMIT_RP),
        (3_839_999_999, Level.AMAN, 960_000_001),
        (3_840_000_000, Level.DEKAT, 960_000_000),
        (4_799_999_999, Level.DEKAT, 1),
        (4_800_000_000, Level.LEWAT, 0),
        (5_000_000_000, Level.LEWAT, 0),
    ],
)
def test_the_meter_at_eighty_and_at_a_hundred_percent(turnover_rp, level, left_rp):
    found = meter(turnover_rp, limit_rp=LIMIT_RP, warned_at=WARNED)

    assert (found.level, found.left_rp) == (level, left_rp)


@given(amounts, st.integers(min_value=0, max_value=10**12))
def test_more_turnover_never_brings_the_limit_further_away(turnover_rp, more_rp):
    before, after = (
        meter(rp, limit_rp=LIMIT_RP, warned_at=WARNED) for rp in (turnover_rp, turnover_rp + more_rp)
    )

    assert ORDER.index(before.level) <= ORDER.index(after.level)
    assert before.left_rp >= after.left_rp


@pytest.mark.parametrize(
    ("turnover_rp", "tax_rp"), [(12_345_678, 61_728), (12_345_700, 61_729), (100, 1), (99, 0), (-5_000, 0)]
)
def test_half_a_percent_of_a_month_in_whole_rupiah(turnover_rp, tax_rp):
    assert final_tax_rp(turnover_rp, Decimal("0.005")) == tax_rp


@given(st.lists(st.integers(min_value=-100, max_value=10**9), max_size=24), amounts)
def test_what_was_paid_covers_the_oldest_first_and_no_more_than_was_due(dues, paid_rp):
    shares = covered(dues, paid_rp)

    assert len(shares) == len(dues)
    assert all(0 <= share <= max(due, 0) for share, due in zip(shares, dues, strict=True))
    assert sum(shares) == min(max(paid_rp, 0), sum(max(due, 0) for due in dues))
    short = [share < max(due, 0) for share, due in zip(shares, dues, strict=True)]
    if True in short:
        assert not any(shares[short.index(True) + 1 :])


def test_three_months_of_which_one_and_a_half_are_paid():
    assert covered([61_728, 50_000, 70_000], 86_728) == [61_728, 25_000, 0]


@pytest.mark.parametrize(
    ("_case", "given_state", "state"),
    [
        ("a proof is kept", {"due_rp": 5, "noted_rp": 0, "paid_rp": 0, "is_done": True}, TaxState.DIBAYAR),
        ("nothing is owed", {"due_rp": 0, "noted_rp": 0, "paid_rp": 0}, TaxState.NIHIL),
        ("all of it is paid", {"due_rp": 5, "noted_rp": 5, "paid_rp": 5}, TaxState.DIBAYAR),
        ("a part is paid", {"due_rp": 5, "noted_rp": 5, "paid_rp": 4}, TaxState.DICATAT),
        ("a part is in the books", {"due_rp": 5, "noted_rp": 4, "paid_rp": 0}, TaxState.BELUM),
    ],
)
def test_how_far_a_month_is(_case, given_state, state):
    assert state_of(given_state.pop("due_rp"), **given_state) is state


def test_what_is_turnover_and_what_is_left_out():
    assert all(map(is_turnover, ["4.1.06", "4.1.09", "4.2.01", "4.3.02", "4.3.09"]))
    assert not any(map(is_turnover, ["4.3.01", "4.3.03", "4.3.04", "4.3.05", "6.1.02"]))
