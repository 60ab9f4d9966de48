"""The schedules worked by hand in the docs are what the rule answers: each input there with the table below it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from guyub.finance.loans.calc.schedule import RULES
from guyub.finance.loans.domain.calendars import pasaran
from tests.finance.loans.domain.oracle import schedule

PAGES = Path(__file__).resolve().parents[4] / "docs/algorithms"
WORKED = {
    "loan_schedules": 6,
    "loan_flat": 5,
    "loan_declining": 2,
    "loan_annuity": 4,
    "loan_interest_only_and_bullet": 2,
    "loan_irregular": 8,
}
EXAMPLE = re.compile(r"^`(\{.+\})`\n\n((?:\|.+\n)+)", re.MULTILINE)


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def as_written(name, row):
    if name == "pasaran":
        return pasaran(date.fromisoformat(row["due_on"]))
    return row[name] if name == "due_on" else f"{row[name]:,}"


@pytest.mark.parametrize(("page", "number"), WORKED.items())
def test_a_page_of_schedules_worked_by_hand(page, number):
    examples = EXAMPLE.findall((PAGES / f"{page}.md").read_text())

    assert len(examples) == number
    for written, table in examples:
        asked = json.loads(written)
        header, _, *lines = table.splitlines()
        answer = RULES[0].run(asked)
        shown = [[as_written(name, row) for name in cells(header)] for row in answer["instalments"]]
        assert [cells(line) for line in lines] == shown, written
        assert answer["instalments"] == schedule(asked)["instalments"]


@pytest.mark.parametrize(
    ("day_count", "interest"),
    [
        ("period", 100_000),
        ("30/360", 100_000),
        ("actual/365", 101_918),
        ("actual/360", 103_333),
        ("actual/actual", 101_783),
    ],
)
def test_the_day_counts_worked_by_hand(day_count, interest):
    asked = {"method": "interest_only", "principal": 10_000_000, "rate": "0.12", "instalments": 1}
    answer = RULES[0].run(asked | {"disbursed_on": "2023-12-15", "day_count": day_count})
    page = (PAGES / "loan_schedules.md").read_text()

    assert answer["totals"]["interest"] == interest
    assert re.search(rf"^\|.*`{day_count}`.*\| {interest:,} \|$", page, re.MULTILINE)
