import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.finance.savings.calc import RULES
from guyub.finance.savings.domain.interest import (
    Contract,
    InterestRefusedError,
    Method,
    interest_of,
)
from guyub.finance.savings.domain.terms import DayCount
from guyub.foundation.kernel.money import Rounding, rounded

RULE = RULES[0]
CASES = json.loads((Path(__file__).parent / "cases/interest.json").read_text())["cases"]
YEAR = {"from": "2026-01-01", "to": "2026-12-31", "opening": 1_000_000, "annual_rate": "0.06"}


def cents(text):
    return str(rounded(Fraction(text) * 100, Rounding.NEAREST))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_published_result(case):
    answer = RULE.run(case["given"])

    assert {name: answer[name] for name in case["answer"]} == case["answer"]
    if "parts" in case:
        assert [cents(step["interest"]) for step in answer["steps"]] == [
            cents(part) for part in case["parts"]
        ]
    if "base" in case:
        assert cents(answer["base"]) == cents(case["base"])


@pytest.mark.parametrize(
    ("how", "more", "exact"),
    [
        ("actual/365", {}, "60000"),
        ("actual/360", {}, "60833.33333333333333333333"),
        ("actual/actual", {"from": "2024-01-01", "to": "2024-12-31"}, "60000"),
        ("actual/365", {"from": "2024-01-01", "to": "2024-12-31"}, "60164.38356164383561643835"),
        ("30/360", {}, "60000"),
        ("30/360", {"from": "2026-02-01", "to": "2026-02-28"}, "5000"),
        ("30/360", {"from": "2026-02-10", "to": "2026-02-28"}, "3500"),
        ("30/360", {"from": "2026-01-31", "to": "2026-01-31"}, "0"),
        ("month/12", {"from": "2026-01-15", "to": "2026-02-14"}, "5000"),
        ("month/12", {"from": "2026-02-01", "to": "2026-02-28"}, "5000"),
    ],
)
def test_day_counts(how, more, exact):
    assert RULE.run(YEAR | {"day_count": how} | more)["interest_exact"] == exact


@pytest.mark.parametrize(
    ("opening", "interest"), [(499_999, 15_000), (500_000, 20_000), (2_000_000, 100_000)]
)
def test_the_whole_base_earns_the_rate_of_the_highest_tier(opening, interest):
    tiers = [
        {"from": 0, "annual_rate": "0.03"},
        {"from": 500_000, "annual_rate": "0.04"},
        {"from": 1_000_000, "annual_rate": "0.05"},
    ]
    asked = {"from": "2026-01-01", "to": "2026-12-31", "opening": opening, "tiers": tiers}

    assert RULE.run(asked)["interest"] == interest


@pytest.mark.parametrize(
    ("how", "interest"),
    [
        ("none", 60_000),
        ("yearly", 60_000),
        ("half_yearly", 60_900),
        ("quarterly", 61_364),
        ("monthly", 61_678),
    ],
)
def test_compounding(how, interest):
    assert RULE.run(YEAR | {"day_count": "month/12", "compounding": how})["interest"] == interest


def test_compounding_each_day():
    exact = (1 + Fraction(6, 100) / 365) ** 365 - 1

    answer = RULE.run(YEAR | {"compounding": "daily"})
    assert answer["interest"] == rounded(exact * 1_000_000, Rounding.NEAREST) == 61_831
    assert RULE.run(YEAR | {"compounding": "daily", "day_count": "month/12"})["interest"] == 61_831


def test_interest_is_credited_on_anniversaries_of_the_first_day_that_never_drift():
    steps = RULE.run(YEAR | {"from": "2026-01-31", "to": "2026-05-30", "compounding": "monthly"})["steps"]

    assert [step["from"] for step in steps] == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


TIERS = [{"from": 0, "annual_rate": "0.03"}, {"from": 0, "annual_rate": "0.04"}]
RATES = [{"on": "2026-01-01", "annual_rate": "0.03"}, {"on": "2026-06-01", "annual_rate": "0.04"}]


@pytest.mark.parametrize(
    ("more", "field", "wrong"),
    [
        ({"annual_rate": None}, "annual_rate", "rates"),
        ({"rates": RATES}, "annual_rate", "rates"),
        ({"annual_rate": None, "rates": []}, "annual_rate", "rates"),
        ({"annual_rate": None, "rates": RATES, "method": "average"}, "rates", "daily"),
        ({"annual_rate": None, "rates": RATES[::-1]}, "rates", "order"),
        ({"annual_rate": None, "rates": RATES[1:]}, "rates", "start"),
        ({"annual_rate": None, "tiers": TIERS}, "tiers", "order"),
        ({"annual_rate": None, "tiers": [{"from": 1, "annual_rate": "0.03"}]}, "tiers", "start"),
        ({"annual_rate": "6%"}, "rates", "rate"),
        ({"to": "2025-12-31"}, "to", "span"),
        ({"to": "2026-12-30", "day_count": "month/12"}, "day_count", "months"),
        ({"to": "2026-01-05", "day_count": "month/12"}, "day_count", "months"),
        ({"movements": [{"on": "2027-01-01", "amount": 1}]}, "movements", "outside"),
        ({"movements": [{"on": "2026-01-01", "amount": -1_000_001}]}, "opening", "negative"),
        ({"opening": -1}, "opening", "negative"),
        ({"minor_unit_digits": 7}, "minor_unit_digits", "digits"),
        ({"tax": {"threshold": -1, "rate": "0.1"}}, "tax.threshold", "negative"),
        ({"tax": {"rate": "x"}}, "tax.rate", "rate"),
    ],
)
def test_what_cannot_be_counted_is_refused(more, field, wrong):
    with pytest.raises(InterestRefusedError) as caught:
        RULE.run(YEAR | more)

    assert (caught.value.facts["field"], caught.value.facts["wrong"]) == (field, wrong)
    assert caught.value.facts["message"].endswith(".")


FIRST = date(2026, 1, 1)
moves = st.lists(st.tuples(st.integers(0, 364), st.integers(0, 5_000_000)), max_size=8)


@given(moves=moves, method=st.sampled_from(Method), cut=st.integers(1, 363))
def test_the_order_of_movements_is_nothing_and_days_add_up(moves, method, cut):
    told = [(FIRST + timedelta(days=at), amount) for at, amount in moves]
    whole = {"day_count": DayCount.ACTUAL_365, "rates": [(FIRST, Fraction(6, 100))], "method": method}
    last = date(2026, 12, 31)
    one = interest_of(Contract(first=FIRST, last=last, opening=10_000, moves=told, **whole))

    again = interest_of(Contract(first=FIRST, last=last, opening=10_000, moves=told[::-1], **whole))
    assert again == one
    if method is Method.DAILY:
        until = FIRST + timedelta(days=cut)
        early = [move for move in told if move[0] <= until]
        late = [move for move in told if move[0] > until]
        first = interest_of(Contract(first=FIRST, last=until, opening=10_000, moves=early, **whole))
        second = interest_of(
            Contract(first=until + timedelta(days=1), last=last, opening=first.closing, moves=late, **whole)
        )
        assert first.exact + second.exact == one.exact
