"""The numbers worked by hand in docs/algorithms/buyer_orders.md, what is refused, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.kernel.ids import uuid7
from guyub.trade.procurement.domain.ordering import Wish, order_cases
from guyub.trade.retail.domain.claims import (
    BuyerOrderRefusedError,
    Claim,
    WishTyped,
    checked_wishes,
    due_rp,
    grant_units,
    paid_rp,
)

RICE = uuid7()


def claim(qty, tolerance=0, *, granted=0, handed=0, released=0, price_rp=310_000, key="a"):
    return Claim(
        key=key,
        qty=qty,
        tolerance_qty=tolerance,
        price_rp=price_rp,
        granted_qty=granted,
        handed_qty=handed,
        released_qty=released,
    )


def three(**more):
    """Give the buyers of the worked example: 3 and perhaps 1 more, 4, 2 and perhaps 1 more."""
    return [claim(3, 1, key="Siti", **more), claim(4, key="Edi", **more), claim(2, 1, key="Tutik", **more)]


def test_a_tolerance_is_paid_too():
    assert paid_rp(qty=3, tolerance_qty=1, price_rp=310_000) == 1_240_000


def test_whole_cases_of_what_is_wished_for():
    filled = order_cases([one.wish() for one in three()], case_size=5)
    assert (filled.wished_qty, filled.cases, filled.ordered_qty, filled.missing_qty) == (9, 2, 10, 0)


@pytest.mark.parametrize(
    ("_case", "arrived", "granted"),
    [
        ("all came, one from a tolerance", 10, (4, 4, 2)),
        ("one less", 9, (3, 4, 2)),
        ("eight by wish: 2.67, 3.56, 1.78", 8, (3, 3, 2)),
        ("more than all wish for stays", 20, (4, 4, 3)),
        ("nothing", 0, (0, 0, 0)),
    ],
)
def test_what_came_is_shared(_case, arrived, granted):
    assert grant_units(arrived, claims=three()) == granted


def test_what_comes_late_is_shared_among_what_is_missing():
    first = [
        claim(3, 1, granted=2, handed=2, key="Siti"),
        claim(4, granted=2, key="Edi"),
        claim(2, 1, granted=1, key="Tutik"),
    ]
    assert grant_units(8, claims=first) == (3, 3, 2)
    gone = [first[0], claim(4, granted=2, released=2, key="Edi"), first[2]]
    assert grant_units(10, claims=gone) == (4, 2, 3)


def test_a_receipt_that_went_back_leaves_what_was_handed_over():
    first = [claim(3, granted=3, handed=2, key="Siti"), claim(3, granted=3, key="Edi")]
    assert grant_units(3, claims=first) == (2, 1)
    assert grant_units(2, claims=first) == (2, 0)
    assert grant_units(1, claims=first) is None


def test_what_was_given_up_is_not_wished_for():
    assert claim(3, 2, released=1).wish() == Wish("a", 3, 1)
    assert claim(3, 2, released=4).wish() == Wish("a", 1, 0)
    assert claim(3, 2, granted=2, released=3).open_qty == 0
    assert claim(3, 2, granted=3, handed=1).ready_rp == 620_000


@pytest.mark.parametrize(
    ("_case", "held", "claims", "kind", "due"),
    [
        ("before sharing nothing is due", 930_000, [claim(3)], {"is_sharing": False}, 0),
        ("withdrawn: what is held is due", 5_000, [claim(3, released=3)], {"is_sharing": False}, 5_000),
        ("one of four did not come", 1_240_000, [claim(3, 1, granted=3)], {"is_sharing": True}, 310_000),
        ("a ceiling was lowered", 10_000, [claim(3, granted=3, handed=3)], {"is_sharing": True}, 10_000),
        ("cancelled", 930_000, [claim(3)], {"is_sharing": False, "is_cancelled": True}, 930_000),
    ],
)
def test_what_is_due_back(_case, held, claims, kind, due):
    assert due_rp(held_rp=held, claims=claims, **kind) == due


def wishes(*told):
    return [
        WishTyped(good_id=RICE if at == 0 else uuid7(), qty=q, tolerance_qty=t)
        for at, (q, t) in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        (wishes((1, 0), (1, 0)), "good"),
        (wishes((-1, 0)), "qty"),
        (wishes((10_001, 0)), "qty"),
        (wishes((1, -1)), "tolerance"),
        (wishes((1, 10_001)), "tolerance"),
        (wishes((0, 1)), "tolerance"),
        (wishes((0, 0)), "nothing"),
        (wishes((1, 0)) * 2, "nothing"),
    ],
)
def test_wishes_that_say_nothing_are_refused(told, wrong):
    with pytest.raises(BuyerOrderRefusedError) as refused:
        checked_wishes(told, names={RICE: "Beras"})
    assert refused.value.facts["wrong"] == wrong


def test_wishes_without_a_quantity_are_left_out():
    soap = uuid7()
    told = [WishTyped(good_id=RICE, qty=0), WishTyped(good_id=soap, qty=10_000, tolerance_qty=10_000)]
    assert checked_wishes(told, names={RICE: "Beras", soap: "Sabun"}) == told[1:]


@st.composite
def some_claims(draw):
    claims = []
    for at in range(draw(st.integers(1, 6))):
        qty, tolerance = draw(st.integers(1, 9)), draw(st.integers(0, 5))
        granted = draw(st.integers(0, qty + tolerance))
        handed = draw(st.integers(0, granted))
        released = draw(st.integers(0, qty + tolerance - granted))
        claims.append(claim(qty, tolerance, granted=granted, handed=handed, released=released, key=str(at)))
    return claims


@given(claims=some_claims(), arrived=st.integers(0, 80))
def test_nobody_gets_more_than_came_or_less_than_fetched(claims, arrived):
    granted = grant_units(arrived, claims=claims)
    if granted is None:
        assert arrived < sum(one.handed_qty for one in claims)
        return
    assert sum(granted) <= arrived
    for one, qty in zip(claims, granted, strict=True):
        assert one.handed_qty <= qty <= one.most_qty
    if arrived >= sum(one.granted_qty for one in claims):
        assert all(qty >= one.granted_qty for one, qty in zip(claims, granted, strict=True))
        most = sum(one.most_qty for one in claims)
        assert sum(granted) == min(arrived, most)
