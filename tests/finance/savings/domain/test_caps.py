"""How much penyertaan may be taken: one member's part of own capital, all of it beside the assets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.savings.domain.caps import Cap, CapRefusedError, Caps, check_caps


def caps(amount_rp, **more):
    told = {
        "own_rp": 100_000_000,
        "member_rp": 5_000_000,
        "member_share": Decimal("0.2"),
        "assets_rp": 200_000_000,
        "invested_rp": 20_000_000,
        "invested_share": Decimal("0.25"),
    }
    return Caps(amount_rp=amount_rp, **told | more)


def test_one_member_holds_a_fifth_of_own_capital_at_most():
    assert (caps(0).member_most_rp, caps(0).member_left_rp) == (20_000_000, 15_000_000)
    check_caps(caps(15_000_000))
    with pytest.raises(CapRefusedError) as refused:
        check_caps(caps(15_000_001))
    assert refused.value.facts == {"wrong": "member", "left_rp": 15_000_000, "most_rp": 20_000_000}
    assert caps(1, own_rp=-5).member_left_rp == 0


def test_penyertaan_together_is_a_quarter_of_the_assets_it_becomes_part_of():
    # (20 + x) = a quarter of (200 + x) million: x = 40 million.
    rich = {"own_rp": 10**12, "member_rp": 0}
    assert caps(0, **rich).invested_left_rp == 40_000_000
    check_caps(caps(40_000_000, **rich))
    assert caps(40_000_001, **rich).broken is Cap.TOGETHER
    with pytest.raises(CapRefusedError) as refused:
        check_caps(caps(40_000_004, **rich))
    assert refused.value.facts == {"wrong": "together", "left_rp": 40_000_000, "most_rp": 60_000_001}


def test_nothing_is_left_beyond_the_bound_or_where_the_whole_may_be_penyertaan():
    assert caps(0, invested_rp=60_000_000).invested_left_rp == 0
    assert caps(0, invested_share=Decimal(1)).invested_left_rp == 0


@given(
    st.integers(0, 10**12),
    st.integers(0, 10**12),
    st.sampled_from([Decimal("0.1"), Decimal("0.25"), Decimal("0.333")]),
)
def test_what_is_left_may_be_taken_and_a_rupiah_more_may_not(assets_rp, invested_rp, share):
    told = {
        "own_rp": 10**15,
        "member_rp": 0,
        "assets_rp": assets_rp,
        "invested_rp": invested_rp,
        "invested_share": share,
    }
    left_rp = caps(0, **told).invested_left_rp
    if left_rp:
        assert caps(left_rp, **told).broken is None
    assert caps(left_rp + 1, **told).broken is Cap.TOGETHER
