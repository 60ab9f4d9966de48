"""The simpanan pokok in parts: docs/algorithms/instalments.md, and what holds for every amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.savings.domain.instalments import PokokDue, pokok_due


@pytest.mark.parametrize(
    ("pokok_rp", "parts", "paid_rp", "due"),
    [
        (100_000, 2, 0, PokokDue(100_000, 50_000, 1, 2)),
        (100_000, 2, 50_000, PokokDue(50_000, 50_000, 2, 2)),
        (100_000, 3, 0, PokokDue(100_000, 33_334, 1, 3)),
        (100_000, 3, 33_334, PokokDue(66_666, 33_333, 2, 3)),
        (100_000, 3, 40_000, PokokDue(60_000, 26_667, 2, 3)),
        (100_000, 1, 0, PokokDue(100_000, 100_000, 1, 1)),
        (100_000, 2, 100_000, PokokDue(0, 0, 0, 2)),
        (100_000, 2, 150_000, PokokDue(0, 0, 0, 2)),
        (0, 1, 0, PokokDue(0, 0, 0, 1)),
    ],
)
def test_what_comes_next(pokok_rp, parts, paid_rp, due):
    assert pokok_due(pokok_rp=pokok_rp, instalments=parts, paid_rp=paid_rp) == due
    assert due.is_whole is (due.missing_rp == 0)


@given(
    pokok_rp=st.integers(1, 10_000_000),
    parts=st.integers(1, 12),
    more_rp=st.integers(0, 1_000_000),
)
def test_whoever_pays_at_least_what_comes_next_needs_no_more_parts(pokok_rp, parts, more_rp):
    paid_rp, payments = 0, 0
    while not (due := pokok_due(pokok_rp=pokok_rp, instalments=parts, paid_rp=paid_rp)).is_whole:
        assert 0 < due.next_rp <= due.missing_rp == pokok_rp - paid_rp
        paid_rp += min(due.next_rp + more_rp, due.missing_rp)
        payments += 1

    assert paid_rp == pokok_rp
    assert payments <= parts
