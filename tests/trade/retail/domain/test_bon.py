"""Which receipts a payment settles, and how long they are due."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.bon import BonRefusedError, OpenBon, settled_by

ON = date(2026, 11, 2)


def bon(at, left_rp, on=ON):
    return OpenBon(UUID(int=at), None, on, left_rp)


def test_the_oldest_is_settled_first():
    first, second, third = bon(1, 30_000), bon(2, 20_000), bon(3, 50_000)

    assert settled_by(40_000, [first, second, third]) == [(first, 30_000), (second, 10_000)]
    assert settled_by(30_000, [first, second]) == [(first, 30_000)]


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=8), st.data())
def test_a_payment_is_shared_whole_and_leaves_at_most_one_in_part(amounts, draw):
    open_bon = [bon(at, rp) for at, rp in enumerate(amounts)]
    paid_rp = draw.draw(st.integers(1, sum(amounts)))
    settled = settled_by(paid_rp, open_bon)

    assert sum(rp for _, rp in settled) == paid_rp
    assert [one for one, _ in settled] == open_bon[: len(settled)]
    assert all(rp == one.left_rp for one, rp in settled[:-1])
    assert 0 < settled[-1][1] <= settled[-1][0].left_rp


@pytest.mark.parametrize(
    ("_case", "amount_rp", "facts"),
    [
        ("nothing", 0, {"wrong": "amount"}),
        ("below nothing", -1, {"wrong": "amount"}),
        ("more than all", 50_001, {"wrong": "over", "left_rp": 50_000}),
    ],
)
def test_what_is_no_payment(_case, amount_rp, facts):
    with pytest.raises(BonRefusedError) as refusal:
        settled_by(amount_rp, [bon(1, 30_000), bon(2, 20_000)])
    assert refusal.value.facts == facts
