from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.roots import nearest_root

START = Decimal("0.1")


@pytest.fixture(autouse=True)
def _many_digits():
    with localcontext() as context:
        context.prec = 90
        yield


@pytest.mark.parametrize(
    ("_case", "function", "root"),
    [
        ("straight", lambda rate: rate - 7, "7"),
        ("the start", lambda rate: rate - START, "0.1"),
        ("nothing", lambda rate: rate, "0"),
        ("the middle of a step", lambda rate: rate - Decimal("0.15"), "0.15"),
        ("below", lambda rate: rate + Decimal("0.999"), "-0.999"),
        ("nearly all", lambda rate: rate + 1 - Decimal("1e-25"), "-0.9999999999999999999999999"),
        ("steep", lambda rate: (1 + rate) ** 300 - 3**300, "2"),
        ("two of which one is near", lambda rate: (rate - 1) * (rate + Decimal("0.7")), "1"),
        ("two in a step above", lambda rate: (rate - Decimal("0.6")) * (rate - Decimal("0.5")), "0.5"),
        ("two in a step below", lambda rate: (rate - Decimal("0.02")) * (rate - Decimal("0.01")), "0.02"),
        ("touched", lambda rate: (rate - Decimal("0.33")) ** 2, "0.33"),
        ("touched from above", lambda rate: -((rate - Decimal("0.33")) ** 2), "0.33"),
    ],
)
def test_a_root_is_found(_case, function, root):
    assert abs(nearest_root(function, start=START) - Decimal(root)) < Decimal("1e-30")


@pytest.mark.parametrize(
    ("_case", "function"),
    [
        ("always above", lambda rate: 1 + (rate - 2) ** 2),
        ("always below", lambda rate: -1 - (rate - 2) ** 2),
        ("falls for ever", lambda rate: 1 / (2 + rate)),
        ("rises for ever", lambda rate: 2 + rate),
        ("too far", lambda rate: rate - Decimal("1e40")),
    ],
)
def test_none_is_found(_case, function):
    assert nearest_root(function, start=START) is None


@given(st.decimals("-0.999999", 10**6, places=9), st.integers(1, 40))
def test_powers_are_found_again(root, power):
    found = nearest_root(lambda rate: (1 + rate) ** power - (1 + root) ** power, start=START)

    assert abs(found - root) <= Decimal("1e-30") * abs(root)
