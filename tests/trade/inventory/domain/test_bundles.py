from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.bundles import BundlePart, share_bundle
from guyub.trade.inventory.domain.price_rules import (
    Channel,
    Deal,
    PriceKind,
    PriceRule,
    PriceRuleRefusedError,
    highest_rp,
    judge_line,
    round_down_for_ceiling,
)
from guyub.trade.inventory.domain.regulated import RuleUnit


def part(list_rp, highest_rp=None):
    return BundlePart(list_rp=list_rp, highest_rp=highest_rp)


OIL, RICE, TEA = part(15_700, 15_700), part(62_500, 62_500), part(10_000)


@pytest.mark.parametrize(
    ("_case", "bundle_rp", "parts", "shares"),
    [
        # 88.200 by list; 85.000 gives 15.130,4 and 60.232,4 and 9.637,2: the rupiah left goes to the largest remainder.
        ("cheaper together", 85_000, (OIL, RICE, TEA), (15_130, 60_233, 9_637)),
        ("at the list", 88_200, (OIL, RICE, TEA), (15_700, 62_500, 10_000)),
        # 90.000: oil and rice would pass their ceilings and keep them; tea takes the rest.
        ("a fee that only tea may bear", 90_000, (OIL, RICE, TEA), (15_700, 62_500, 11_800)),
        ("a cascade", 100, (part(50, 20), part(50, 60)), None),
        ("first one, then the other", 90, (part(50, 20), part(40, 50), part(10)), (20, 50, 20)),
        ("for nothing", 0, (OIL, TEA), (0, 0)),
        ("a gift takes nothing", 10_000, (part(0), TEA), (0, 10_000)),
        ("a ceiling of nothing", 10_000, (part(500, 0), TEA), (0, 10_000)),
        ("on a tie the earlier", 3, (part(1), part(1)), (2, 1)),
    ],
)
def test_bundles_worked_by_hand(_case, bundle_rp, parts, shares):
    if shares is None:
        with pytest.raises(PriceRuleRefusedError) as caught:
            share_bundle(bundle_rp, parts=parts)
        assert caught.value.facts == {"wrong": "bundle", "over_rp": 20}
    else:
        assert share_bundle(bundle_rp, parts=parts) == shares


@pytest.mark.parametrize(
    ("bundle_rp", "parts", "over_rp"),
    [
        (18_001, (part(18_000, 18_000),), 1),
        (1, (part(0), part(0)), 1),
        (5, (), 5),
        (10, (part(0), part(4, 4)), 6),
    ],
)
def test_what_no_part_may_take_is_refused(bundle_rp, parts, over_rp):
    with pytest.raises(PriceRuleRefusedError) as caught:
        share_bundle(bundle_rp, parts=parts)

    assert caught.value.facts == {"wrong": "bundle", "over_rp": over_rp}


lists = st.lists(
    st.builds(part, st.integers(0, 100_000), st.none() | st.integers(0, 100_000)), min_size=1, max_size=6
)


@given(bundle_rp=st.integers(0, 500_000), parts=lists)
def test_shares_sum_and_no_part_passes_its_ceiling(bundle_rp, parts):
    room_rp = sum(
        bundle_rp if one.highest_rp is None else min(one.highest_rp, bundle_rp)
        for one in parts
        if one.list_rp
    )
    try:
        shares = share_bundle(bundle_rp, parts=parts)
    except PriceRuleRefusedError:
        assert room_rp < bundle_rp
        return
    assert sum(shares) == bundle_rp <= room_rp or bundle_rp == 0
    for share_rp, one in zip(shares, parts, strict=True):
        assert 0 <= share_rp <= (bundle_rp if one.highest_rp is None else one.highest_rp)


def ceiling(unit, amount_rp):
    return PriceRule(
        good="contoh",
        kind=PriceKind.HET,
        region="",
        channel=Channel.ANY,
        unit=unit,
        amount_rp=amount_rp,
        valid_from=date(2026, 1, 1),
        valid_to=None,
        legal_basis="contoh",
        source="contoh",
        confidence=Confidence.A,
    )


ruled = st.tuples(
    st.builds(ceiling, st.sampled_from(RuleUnit), st.integers(1, 50_000)), st.integers(1, 5_000)
)
lines = st.lists(st.tuples(st.integers(0, 100_000), st.none() | ruled), min_size=1, max_size=5)


@given(
    basket=lines,
    fee_rp=st.integers(0, 5_000),
    discount_rp=st.integers(0, 5_000),
    step_rp=st.sampled_from([1, 100, 500]),
)
def test_no_line_of_a_basket_ends_above_its_ceiling(basket, fee_rp, discount_rp, step_rp):
    """Fee and discount on the whole, rounded in cash, shared: each line is judged by what it bears in the end."""
    parts = [
        BundlePart(
            list_rp=list_rp, highest_rp=highest_rp(held[0], base_qty=held[1], content=1) if held else None
        )
        for list_rp, held in basket
    ]
    total_rp = max(0, sum(one.list_rp for one in parts) + fee_rp - discount_rp)
    has_ceiling = any(held for _, held in basket)
    paid_rp = round_down_for_ceiling(total_rp, step_rp=step_rp, has_ceiling=has_ceiling)
    try:
        shares = share_bundle(paid_rp, parts=parts)
    except PriceRuleRefusedError:
        return
    assert not has_ceiling or paid_rp <= total_rp
    for share_rp, (_, held) in zip(shares, basket, strict=True):
        rules = {PriceKind.HET: held[0]} if held else {}
        qty = held[1] if held else 1
        assert judge_line(deal=Deal.SALE, net_rp=share_rp, base_qty=qty, content=1, rules=rules).is_accepted
