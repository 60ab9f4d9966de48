import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.procurement.domain.ordering import (
    CaseOrder,
    OrderRefusedError,
    Wish,
    full_cases,
    order_cases,
    refuse_below_minimum,
    share_cases,
    share_units,
)


def wishes(*told):
    return [Wish(f"pembeli {at}", *one) for at, one in enumerate(told)]


def refusal(call):
    with pytest.raises(OrderRefusedError) as caught:
        call()
    return caught.value.facts


# Cartons of 12: the rest and the tolerance must reach twelve.
@pytest.mark.parametrize(
    ("quantity", "tolerance", "cases"),
    [
        (0, 0, 0),
        (0, 100, 0),
        (1, 10, 0),
        (1, 11, 1),
        (11, 0, 0),
        (11, 1, 1),
        (12, 0, 1),
        (12, 100, 1),
        (13, 10, 1),
        (13, 11, 2),
        (23, 1, 2),
        (24, 0, 2),
        (30, 5, 2),
        (30, 6, 3),
        (30, 60, 3),
    ],
)
def test_the_table_of_cartons(quantity, tolerance, cases):
    assert full_cases(quantity=quantity, tolerance=tolerance, case_size=12) == cases


@pytest.mark.parametrize(
    ("_case", "told", "order"),
    [
        (
            "five, eight and four of twelve: seventeen, and two more would do",
            wishes((5,), (8, 2), (4,)),
            {
                "wished_qty": 17,
                "tolerance_qty": 2,
                "cases": 1,
                "ordered_qty": 12,
                "missing_qty": 5,
                "unserved_qty": 5,
            },
        ),
        (
            "seven more would do",
            wishes((5, 3), (8, 2), (4, 2)),
            {
                "wished_qty": 17,
                "tolerance_qty": 7,
                "cases": 2,
                "ordered_qty": 24,
                "missing_qty": 0,
                "unserved_qty": 0,
            },
        ),
        (
            "exactly two",
            wishes((24, 6)),
            {
                "wished_qty": 24,
                "tolerance_qty": 6,
                "cases": 2,
                "ordered_qty": 24,
                "missing_qty": 0,
                "unserved_qty": 0,
            },
        ),
        (
            "one unit short",
            wishes((11,)),
            {
                "wished_qty": 11,
                "tolerance_qty": 0,
                "cases": 0,
                "ordered_qty": 0,
                "missing_qty": 1,
                "unserved_qty": 11,
            },
        ),
        (
            "nobody",
            [],
            {
                "wished_qty": 0,
                "tolerance_qty": 0,
                "cases": 0,
                "ordered_qty": 0,
                "missing_qty": 0,
                "unserved_qty": 0,
            },
        ),
    ],
)
def test_wishes_put_together(_case, told, order):
    assert order_cases(told, case_size=12) == CaseOrder(**order)


def test_a_case_of_one_takes_everything():
    assert order_cases(wishes((5, 9), (2,)), case_size=1).ordered_qty == 7


@pytest.mark.parametrize(
    ("_case", "units_qty", "told", "shares"),
    [
        ("all that was wished for", 17, wishes((5,), (8,), (4,)), (5, 8, 4)),
        # 12 of 17: 3,53 and 5,65 and 2,82: the two left go to the third and the second
        ("less came", 12, wishes((5,), (8,), (4,)), (3, 6, 3)),
        # seven more over tolerances of 3, 2 and 2: all of them
        ("the tolerances are filled", 24, wishes((5, 3), (8, 2), (4, 2)), (8, 10, 6)),
        # three more: 1,29 and 0,86 and 0,86
        ("a part of them", 20, wishes((5, 3), (8, 2), (4, 2)), (6, 9, 5)),
        ("on a tie the earlier", 1, wishes((1,), (1,)), (1, 0)),
        ("more than anybody wants is left over", 50, wishes((5, 3), (8,)), (8, 8)),
        ("nothing came", 0, wishes((5,), (8,)), (0, 0)),
        ("only a tolerance", 2, wishes((0, 5), (1,)), (1, 1)),
        ("nobody", 3, [], ()),
    ],
)
def test_what_came_is_shared(_case, units_qty, told, shares):
    assert share_units(units_qty, wishes=told) == shares


@pytest.mark.parametrize(
    ("cases", "told", "shares"),
    [
        (5, wishes((60,), (40,), (25,)), (2, 2, 1)),  # 2,4 and 1,6 and 1,0
        (1, wishes((5,), (8,)), (0, 1)),
        (3, wishes((0, 9), (0,)), (0, 0)),
        (0, wishes((5,)), (0,)),
    ],
)
def test_cases_that_stay_closed(cases, told, shares):
    assert share_cases(cases, wishes=told) == shares


def test_a_suppliers_minimum():
    refuse_below_minimum(order_rp=500_000, minimum_rp=500_000)
    assert refusal(lambda: refuse_below_minimum(order_rp=499_999, minimum_rp=500_000)) == {
        "wrong": "minimum",
        "minimum_rp": 500_000,
        "missing_rp": 1,
    }


@pytest.mark.parametrize(
    ("told", "facts"),
    [
        ([Wish("a", -1)], {"wrong": "quantity", "buyer": "a"}),
        ([Wish("a", 1, -1)], {"wrong": "tolerance", "buyer": "a"}),
        ([Wish("a", 1), Wish("b", 1), Wish("a", 1)], {"wrong": "twice", "buyer": "a"}),
    ],
)
def test_wishes_that_are_none_are_refused(told, facts):
    for call in (
        lambda: order_cases(told, case_size=12),
        lambda: share_units(1, wishes=told),
        lambda: share_cases(1, wishes=told),
    ):
        assert refusal(call) == facts


@pytest.mark.parametrize("case_size", [0, -12])
def test_a_case_holds_something(case_size):
    assert refusal(lambda: full_cases(quantity=1, tolerance=0, case_size=case_size)) == {"wrong": "case"}
    assert refusal(lambda: order_cases([Wish("a", -1)], case_size=case_size)) == {"wrong": "case"}


drawn = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=8).map(
    lambda told: wishes(*told)
)


@given(told=drawn, case_size=st.integers(1, 40))
def test_a_case_is_ordered_exactly_where_wishes_and_tolerances_fill_it(told, case_size):
    order = order_cases(told, case_size=case_size)
    quantities = sum(wish.quantity for wish in told)
    most = quantities + sum(wish.tolerance for wish in told)

    assert order.ordered_qty == order.cases * case_size <= most
    assert order.unserved_qty == max(0, quantities - order.ordered_qty) < case_size
    if order.unserved_qty:
        assert 0 < order.missing_qty < case_size
        more = [*told, Wish("satu lagi", order.missing_qty)]
        assert order_cases(more, case_size=case_size).unserved_qty == 0
    shares = share_units(order.ordered_qty, wishes=told)
    assert sum(shares) == order.ordered_qty
    for share, wish in zip(shares, told, strict=True):
        assert share <= wish.quantity + wish.tolerance
        assert order.unserved_qty or share >= wish.quantity


@given(told=drawn, units_qty=st.integers(0, 900))
def test_no_more_is_shared_than_came_or_was_wished_for(told, units_qty):
    shares = share_units(units_qty, wishes=told)

    assert sum(shares) == min(units_qty, sum(wish.quantity + wish.tolerance for wish in told))
    if any(wish.quantity for wish in told):
        assert sum(share_cases(units_qty, wishes=told)) == units_qty
