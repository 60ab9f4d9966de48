"""A scarce good is shared to the last lot; numbers of docs/algorithms/allocation.md."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.subsidised.domain.allocating import AllocationRefusedError, Claim, Method, allocate, jain

NEEDS = (100, 60, 40, 25, 10)
E, P, M, F, D = Method


def claims_of(*demands, **more):
    columns = [{name: values[at] for name, values in more.items()} for at in range(len(demands))]
    return [Claim(id=str(at), demand=demand, **columns[at]) for at, demand in enumerate(demands)]


@pytest.mark.parametrize(
    ("_case", "supply", "method", "claims", "lot", "shares", "left"),
    [
        ("equal", 120, E, claims_of(*NEEDS), 1, (24, 24, 24, 24, 10), 14),
        ("proportional", 120, P, claims_of(*NEEDS), 1, (51, 31, 20, 13, 5), 0),
        ("max-min", 120, M, claims_of(*NEEDS), 1, (29, 28, 28, 25, 10), 0),
        ("floors", 120, F, claims_of(*NEEDS, floor=(10,) * 5), 1, (44, 29, 21, 16, 10), 0),
        ("credit", 120, D, claims_of(*NEEDS, credit=(0, 20, 0, 0, 0)), 1, (46, 39, 18, 12, 5), 0),
        ("short of floors", 30, F, claims_of(*NEEDS, floor=(10,) * 5), 1, (6, 6, 6, 6, 6), 0),
        ("racks", 120, M, claims_of(*NEEDS), 10, (30, 30, 30, 20, 10), 0),
        ("less than a rack stays", 125, M, claims_of(*NEEDS), 10, (30, 30, 30, 20, 10), 5),
        ("equal, not whole", 100, E, claims_of(90, 90, 90), 1, (34, 33, 33), 0),
        ("equal, cut, not whole", 10, E, claims_of(1, 10, 10), 1, (1, 3, 3), 3),
        ("weights", 90, M, claims_of(90, 90, weight=(Decimal(2), Decimal(1))), 1, (60, 30), 0),
        ("weighted demand", 90, P, claims_of(60, 90, weight=(Decimal("1.5"), Decimal(1))), 1, (45, 45), 0),
        ("caps leave more to others", 90, P, claims_of(100, 100, cap=(20, None)), 1, (20, 70), 0),
        (
            "no weight gets the rest",
            90,
            P,
            claims_of(60, 60, weight=(Decimal(0), Decimal(1))),
            1,
            (30, 60),
            0,
        ),
        ("all are full", 500, P, claims_of(*NEEDS), 1, NEEDS, 265),
        ("nothing there", 0, D, claims_of(5, 5), 1, (0, 0), 0),
        ("nobody asks", 7, E, [], 1, (), 7),
    ],
)
def test_counted_by_hand(_case, supply, method, claims, lot, shares, left):
    found = allocate(supply, method=method, claims=claims, lot=lot)

    assert (found.amounts, found.left) == (shares, left)


def test_how_even_it_is_and_the_way_to_it():
    found = allocate(120, method=E, claims=claims_of(*NEEDS))
    risen = allocate(120, method=M, claims=claims_of(*NEEDS))

    assert found.jain_index == Fraction("10.24") / Fraction("12.496")
    assert found.least == Fraction(24, 100)
    assert [(one.kind, one.claims, one.amount, one.level, one.full) for one in risen.steps] == [
        ("level", 5, 10, 24, 1),
        ("level", 4, 25, Fraction(55, 2), 1),
        ("level", 3, 85, Fraction(85, 3), 0),
        ("lots", 1, 1, None, 0),
    ]
    assert allocate(0, method=E, claims=claims_of(5)).jain_index is None
    assert allocate(9, method=E, claims=claims_of(0)).least is None
    many = [Claim(id=str(at), demand=at + 1) for at in range(300)]
    assert jain([one.demand for one in many], many) == 1


def test_luck_goes_round():
    shares = [allocate(4, method=M, claims=claims_of(9, 9, 9), turn=turn).amounts for turn in range(3)]

    assert shares == [(2, 1, 1), (1, 2, 1), (1, 1, 2)]


@pytest.mark.parametrize(
    ("field", "wrong", "given_"),
    [
        ("supply", "negative", {"supply": -1}),
        ("lot", "lot", {"lot": 0}),
        ("claims[0].cap", "negative", {"claims": claims_of(1, cap=(-1,))}),
        ("claims[0].weight", "negative", {"claims": claims_of(1, weight=(Decimal(-1),))}),
        ("claims[1].id", "twice", {"claims": [Claim(id="A", demand=1)] * 2}),
    ],
)
def test_what_cannot_be_shared_is_refused(field, wrong, given_):
    supply = {"supply": 1, "claims": [], "lot": 1} | given_
    with pytest.raises(AllocationRefusedError) as refused:
        allocate(supply.pop("supply"), method=M, **supply)

    assert (refused.value.facts["field"], refused.value.facts["wrong"]) == (field, wrong)


COUNTS = st.integers(0, 60)
CLAIMS = st.lists(
    st.builds(
        Claim,
        id=st.uuids().map(str),
        demand=COUNTS,
        weight=st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1), Decimal(3)]),
        floor=COUNTS,
        cap=st.none() | COUNTS,
        credit=COUNTS,
    ),
    min_size=1,
    max_size=7,
)
METHODS, LOTS = st.sampled_from(Method), st.sampled_from([1, 1, 5])


@given(supply=st.integers(0, 250), claims=CLAIMS, method=METHODS, lot=LOTS, turn=st.integers(0, 9))
def test_7_13_11_allocation_sums_caps_floors_and_permutations(supply, claims, method, lot, turn):
    found = allocate(supply, method=method, claims=claims, lot=lot, turn=turn)

    rooms = [one.need // lot * lot for one in claims]
    assert sum(found.amounts) + found.left == supply
    assert all(
        amount % lot == 0 and amount <= room for amount, room in zip(found.amounts, rooms, strict=True)
    )
    if method is not E and found.left >= lot:
        assert found.amounts == tuple(rooms)
    # In another order everybody gets the same, but for the one lot that a tie decides.
    turned = allocate(supply, method=method, claims=claims[::-1], lot=lot, turn=turn)
    pairs = zip(found.amounts, turned.amounts[::-1], strict=True)
    assert all(abs(one - other) <= lot for one, other in pairs)
    assert sorted(found.amounts) == sorted(turned.amounts) or len(set(claims)) > 1


@given(supply=st.integers(0, 250), claims=CLAIMS, more=st.integers(1, 30), method=st.sampled_from([F, D]))
def test_7_13_11_a_higher_floor_never_takes_away(supply, claims, more, method):
    name = "floor" if method is F else "credit"
    raised = [replace(claims[0], **{name: getattr(claims[0], name) + more}), *claims[1:]]

    before, after = (allocate(supply, method=method, claims=one).amounts for one in (claims, raised))

    assert after[0] >= before[0]
    if sum(min(one.floor, one.need) for one in claims) <= supply and method is F:
        assert all(amount >= min(one.floor, one.need) for amount, one in zip(before, claims, strict=True))


@given(supply=st.integers(0, 250), claims=CLAIMS, lot=LOTS)
def test_7_13_11_nobody_is_raised_at_the_cost_of_who_has_less(supply, claims, lot):
    alike = [replace(one, weight=Decimal(1)) for one in claims]
    amounts = allocate(supply, method=M, claims=alike, lot=lot).amounts

    for amount, one in zip(amounts, alike, strict=True):
        if amount < one.need // lot * lot:
            assert max(amounts) <= amount + lot
