import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.finance.loans.domain.bulk import Way, schedules_of
from guyub.finance.loans.domain.schedules import schedule_of
from guyub.finance.loans.domain.terms import (
    MILLION,
    Every,
    Method,
    Terms,
    TermsRefusedError,
    Unit,
)
from guyub.foundation.kernel.money import Rounding

METHODS = (Method.FLAT, Method.DECLINING, Method.ANNUITY)


def together(way, loans):
    principals, rates, numbers = (np.array(column, np.int64) for column in zip(*loans, strict=True))
    return schedules_of(way, principals_rp=principals, rates_ppm=rates, numbers=numbers)


def alone(way, principal, rate, number):
    return schedule_of(
        Terms(
            method=way.method,
            principal=principal,
            annual_rate=Fraction(rate, MILLION),
            instalments=number,
            every=way.every,
            instalment_to=way.instalment_to,
            mode=way.mode,
            interest=way.interest,
        )
    ).instalments


WAYS = st.builds(
    Way,
    method=st.sampled_from(METHODS),
    every=st.builds(Every, st.sampled_from(Unit), st.sampled_from((1, 2))),
    instalment_to=st.sampled_from((1, 1, 50, 1000)),
    mode=st.sampled_from(Rounding),
    interest=st.sampled_from((Rounding.NEAREST, Rounding.HALF_EVEN, Rounding.DOWN)),
)
AMOUNTS = st.one_of(st.integers(1000, 100_000), st.integers(10**5, 10**9), st.integers(10**9, 2**63 // 4000))
RATES = st.one_of(st.just(0), st.integers(0, 400_000), st.integers(0, 12 * MILLION))
LOANS = st.lists(st.tuples(AMOUNTS, RATES, st.sampled_from((1, 2, 12, 24, 36, 50))), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(WAYS, LOANS)
def test_together_they_are_what_each_is_alone(way, loans):
    try:
        expected = [alone(way, *loan) for loan in loans]
    except TermsRefusedError:
        with pytest.raises(TermsRefusedError):
            together(way, loans)
        return
    found = together(way, loans)

    for place, rows in enumerate(expected):
        assert found.principal[place].tolist()[: len(rows)] == [row.principal for row in rows]
        assert found.interest[place].tolist()[: len(rows)] == [row.interest for row in rows]
        assert not found.principal[place, len(rows) :].any()
        assert not found.interest[place, len(rows) :].any()


def test_by_hand():
    # docs/algorithms/loan_schedules.md: 1,200,000 at 12 % a year over 3 months.
    loan = [(1_200_000, 120_000, 3)]
    flat, declining, annuity = (together(Way(method=method), loan) for method in METHODS)

    assert flat.principal.tolist() == declining.principal.tolist() == [[400_000, 400_000, 400_000]]
    assert flat.interest.tolist() == [[12_000, 12_000, 12_000]]
    assert declining.interest.tolist() == [[12_000, 8_000, 4_000]]
    # 1,200,000 x 0.01 / (1 - 1.01^-3) = 408,026.53
    assert annuity.principal.tolist() == [[396_027, 399_987, 403_986]]
    assert annuity.interest.tolist() == [[12_000, 8_040, 4_040]]


@pytest.mark.parametrize("mode", list(Rounding))
def test_an_instalment_on_the_border_of_a_rounding_is_counted_exactly(mode):
    # Two instalments at 100 % a month are 4/3 of what is lent: 750,000 makes exactly 1,000,000.
    way = Way(method=Method.ANNUITY, mode=mode, instalment_to=1)
    loans = [(750_000, 12 * MILLION, 2), (750_001, 12 * MILLION, 2), (999_999_999, 1, 50)]

    for place, loan in enumerate(loans):
        rows = alone(way, *loan)
        assert together(way, loans).principal[place, : loan[2]].tolist() == [row.principal for row in rows]


@pytest.mark.parametrize("mode", list(Rounding))
@pytest.mark.parametrize("principal", range(750_000, 750_006))
def test_half_a_step_is_rounded_as_the_contract_says(mode, principal):
    # 4/3 of 750,003 are 125,000.5 steps of eight rupiah.
    way, loan = Way(method=Method.ANNUITY, mode=mode, instalment_to=8), (principal, 12 * MILLION, 2)

    assert together(way, [loan]).principal[0].tolist() == [row.principal for row in alone(way, *loan)]


@pytest.mark.parametrize("how", [Rounding.NEAREST, Rounding.HALF_EVEN, Rounding.DOWN])
@pytest.mark.parametrize("method", METHODS)
def test_half_a_rupiah_of_interest_is_rounded_as_the_contract_says(method, how):
    # 1 % a month of 50, 150, 250, 350 … rupiah is a half, and so on.
    way = Way(method=method, interest=how)
    loans = [(principal, 120_000, 5) for principal in range(50, 1050, 100)]
    found = together(way, loans)

    for place, loan in enumerate(loans):
        assert found.interest[place].tolist() == [row.interest for row in alone(way, *loan)]


@pytest.mark.parametrize("mode", list(Rounding))
@pytest.mark.parametrize("method", METHODS)
def test_where_the_products_would_not_fit_the_rule_for_one_counts(method, mode):
    way = Way(method=method, mode=mode, every=Every(Unit.MONTH, 12), instalment_to=1000)
    loans = [(2**bits + 7, rate, 50) for bits in range(30, 53) for rate in (0, 240_000, 12 * MILLION)]
    found = together(way, loans)

    for place, loan in enumerate(loans):
        rows = alone(way, *loan)
        assert found.principal[place].tolist() == [row.principal for row in rows]
        assert found.interest[place].tolist() == [row.interest for row in rows]


@pytest.mark.parametrize(
    ("_case", "way", "loan", "wrong"),
    [
        ("method", Way(method=Method.BULLET), (1_000, 0, 1), "method"),
        ("principal", Way(method=Method.FLAT), (0, 0, 1), "principal"),
        ("rate", Way(method=Method.FLAT), (1_000, -1, 1), "rate"),
        ("rate too high", Way(method=Method.FLAT), (1_000, 12 * MILLION + 1, 1), "rate"),
        ("number", Way(method=Method.FLAT), (1_000, 0, 0), "instalments"),
        ("too long", Way(method=Method.FLAT, every=Every(Unit.YEAR)), (1_000, 0, 101), "instalments"),
        ("step", Way(method=Method.FLAT, instalment_to=1_001), (1_000, 0, 1), "step"),
        ("a step of nothing", Way(method=Method.FLAT, instalment_to=0), (1_000, 0, 1), "step"),
        ("an instalment of nothing", Way(method=Method.ANNUITY, instalment_to=999, mode=Rounding.DOWN),
         (1_000, 0, 2), "step"),
        ("period", Way(method=Method.FLAT, every=Every(Unit.DAY, 0)), (1_000, 0, 1), "every"),
    ],
)  # fmt: skip
def test_a_loan_that_is_refused_alone_is_refused_among_others(_case, way, loan, wrong):
    with pytest.raises(TermsRefusedError) as raised:
        together(way, [(5_000_000, 120_000, 12), loan])

    assert raised.value.facts["wrong"] == wrong


def test_none_are_none():
    nothing = np.zeros(0, np.int64)
    empty = schedules_of(Way(method=Method.FLAT), principals_rp=nothing, rates_ppm=nothing, numbers=nothing)
    assert empty.principal.shape == (0, 0)


def test_numpy_is_not_loaded_with_the_web_pages():
    script = (
        "import os, sys; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'tests.settings'); import django; "
        "django.setup(); from django.urls import get_resolver; get_resolver().url_patterns; "
        "sys.exit('numpy' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
