import json
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest

from guyub.finance.loans.calc import schedule, state

RULES = {rule.name: rule for rule in (*schedule.RULES, *state.RULES)}
PUBLISHED = json.loads((Path(__file__).parent / "cases/loan_schedules.json").read_text())
CASES = PUBLISHED["cases"]
WORDS = {"no", "due_on", "on"}


def as_shown(case, name, told):
    """An amount as the source prints it: to the nearest of its units."""
    parts = case.get("shown_in", 1)
    return told if name in WORDS or told is None else floor(Fraction(told, parts) + Fraction(1, 2))


def is_same(case, name, got, wanted):
    if name in WORDS or not case.get("within"):
        return as_shown(case, name, got) == wanted
    return abs(Fraction(got, case["shown_in"]) - wanted) <= case["within"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_published_schedule(case):
    answer = RULES[case["rule"]].run(case["given"])
    lines = {line["no"]: line for line in answer["instalments"]}

    for row in case["rows"]:
        wanted = dict(zip(case["columns"], row, strict=True))
        got = {name: lines[wanted["no"]][name] for name in wanted}
        assert all(is_same(case, name, got[name], wanted[name]) for name in wanted), (got, wanted)
    for name, wanted in case.get("sums", {}).items():
        assert as_shown(case, name, sum(line[name] for line in answer["instalments"])) == wanted, name
    for at, row in enumerate(case.get("transactions", [])):
        wanted = dict(zip(PUBLISHED["transactions"], row, strict=True))
        assert {name: answer["transactions"][at][name] for name in wanted} == wanted
    if "transactions" in case:
        assert len(answer["transactions"]) == len(case["transactions"])


def test_only_what_depends_on_rounding_is_compared_with_a_tolerance():
    assert {case["id"] for case in CASES if case.get("within")} == {"idr-annuity-60-16pct"}
    assert all(case["source"] and case["licence"] and case["verified"] and case["rows"] for case in CASES)
