from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.loans.domain.ageing import (
    BUCKETS,
    RISK_DAYS,
    AgedLoan,
    AgeingRefusedError,
    Bucket,
    age_loans,
    portfolio_at_risk,
)
from guyub.finance.loans.domain.amounts import MOST


def loan(loan_id="1", outstanding_rp=0, days_overdue=0, arrears_rp=0):
    return AgedLoan(
        loan_id=loan_id, outstanding_rp=outstanding_rp, days_overdue=days_overdue, arrears_rp=arrears_rp
    )


def test_the_portfolio_worked_by_hand():
    loans = [
        loan("a", 6_000_000),
        loan("b", 2_000_000, 1, 200_000),
        loan("c", 1_000_000, 30, 150_000),
        loan("d", 500_000, 31, 100_000),
        loan("e", 300_000, 90, 90_000),
        loan("f", 200_000, 181, 200_000),
    ]

    found = age_loans(loans)

    assert [(row.bucket.name, row.count, row.outstanding_rp, row.arrears_rp) for row in found.rows] == [
        ("Lancar", 1, 6_000_000, 0),
        ("1–30 hari", 2, 3_000_000, 350_000),
        ("31–60 hari", 1, 500_000, 100_000),
        ("61–90 hari", 1, 300_000, 90_000),
        ("91–120 hari", 0, 0, 0),
        ("121–180 hari", 0, 0, 0),
        ("Lebih dari 180 hari", 1, 200_000, 200_000),
    ]
    assert found.at_risk == {1: Fraction(20, 100), 30: Fraction(10, 100), 90: Fraction(2, 100)}
    assert portfolio_at_risk(loans, days=0) == Fraction(40, 100)


@pytest.mark.parametrize(
    ("days", "at"),
    [
        (0, 0),
        (1, 1),
        (30, 1),
        (31, 2),
        (60, 2),
        (61, 3),
        (90, 3),
        (91, 4),
        (120, 4),
        (121, 5),
        (180, 5),
        (181, 6),
        (9_999, 6),
    ],
)
def test_each_limit_is_inside(days, at):
    counts = [row.count for row in age_loans([loan(days_overdue=days)]).rows]

    assert counts == [int(place == at) for place in range(len(BUCKETS))]


def test_nothing_outstanding_is_no_risk():
    assert age_loans([]).at_risk == {1: 0, 30: 0, 90: 0}
    assert portfolio_at_risk([loan(days_overdue=100)], days=30) == 0


def test_a_cooperative_may_cut_otherwise():
    weekly = (Bucket("seminggu", 0, 7), Bucket("lebih", 8, None))

    assert [row.count for row in age_loans([loan(days_overdue=8)], buckets=weekly).rows] == [0, 1]


@pytest.mark.parametrize(
    ("_case", "buckets", "field"),
    [
        ("none", (), "buckets"),
        ("one name twice", (Bucket("a", 0, 7), Bucket("a", 8, None)), "buckets"),
        ("not from 0", (Bucket("a", 1, None),), "buckets[0]"),
        ("a gap", (Bucket("a", 0, 7), Bucket("b", 9, None)), "buckets[1]"),
        ("overlapping", (Bucket("a", 0, 7), Bucket("b", 7, None)), "buckets[1]"),
        ("turned round", (Bucket("a", 0, 7), Bucket("b", 8, 7), Bucket("c", 8, None)), "buckets[1]"),
        ("after an open end", (Bucket("a", 0, None), Bucket("b", 1, None)), "buckets[1]"),
        ("no open end", (Bucket("a", 0, 7), Bucket("b", 8, 30)), "buckets"),
    ],
)
def test_buckets_that_lose_a_loan_are_refused(_case, buckets, field):
    with pytest.raises(AgeingRefusedError) as caught:
        age_loans([], buckets=buckets)

    assert (caught.value.facts["field"], caught.value.facts["wrong"]) == (field, "buckets")
    assert caught.value.facts["message"].endswith(".")


@pytest.mark.parametrize(
    ("loans", "field", "wrong"),
    [
        ([loan(), loan()], "loans[1].id", "again"),
        ([loan(outstanding_rp=-1)], "loans[0].outstanding", "negative"),
        ([loan(arrears_rp=-1)], "loans[0].arrears", "negative"),
        ([loan(outstanding_rp=MOST + 1)], "loans[0].outstanding", "large"),
        ([loan(arrears_rp=MOST + 1)], "loans[0].arrears", "large"),
        ([loan(days_overdue=-1)], "loans[0].days_overdue", "negative"),
    ],
)
def test_bad_loans_are_refused(loans, field, wrong):
    for ask in (age_loans, lambda asked: portfolio_at_risk(asked, days=30)):
        with pytest.raises(AgeingRefusedError) as caught:
            ask(loans)
        assert (caught.value.facts["field"], caught.value.facts["wrong"]) == (field, wrong)
        assert caught.value.facts["message"].endswith(".")


def test_a_limit_below_zero_is_refused():
    with pytest.raises(AgeingRefusedError) as caught:
        portfolio_at_risk([], days=-1)

    assert (caught.value.facts["field"], caught.value.facts["wrong"]) == ("days", "negative")


facts = st.tuples(st.integers(0, 10**12), st.integers(0, 400), st.integers(0, 10**12))


@given(told=st.lists(facts, max_size=8), days=st.lists(st.integers(0, 400), min_size=2, max_size=4))
def test_rows_add_up_and_risk_falls_as_days_rise(told, days):
    loans = [loan(str(at), *one) for at, one in enumerate(told)]
    found = age_loans(loans)

    assert sum(row.count for row in found.rows) == len(loans)
    assert sum(row.outstanding_rp for row in found.rows) == sum(one.outstanding_rp for one in loans)
    assert sum(row.arrears_rp for row in found.rows) == sum(one.arrears_rp for one in loans)
    risks = [portfolio_at_risk(loans, days=limit) for limit in sorted(days)]
    assert risks == sorted(risks, reverse=True)
    assert all(0 <= risk <= 1 for risk in risks)
    assert tuple(found.at_risk) == RISK_DAYS
    assert age_loans(loans[::-1]) == found
