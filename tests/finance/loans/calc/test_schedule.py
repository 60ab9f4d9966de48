import io
import json

import pytest

from guyub.config.calc import main


@pytest.mark.parametrize(
    ("_case", "asked", "field"),
    [
        ("nothing is lent", {"principal": 0}, "principal"),
        ("more than a bigint", {"principal": 2**63}, "principal"),
        ("percent for a fraction", {"rate": "24"}, "rate"),
        ("no decimal", {"rate": "12%"}, "rate"),
        ("a comma", {"rate": "0,12"}, "rate"),
        ("endless", {"rate": "0.1234567890123"}, "rate"),
        ("no decimal of a fee", {"fees": [{"rate": "x"}]}, "fees.rate"),
        ("seven digits", {"minor_unit_digits": 7}, "minor_unit_digits"),
        ("digits below zero", {"minor_unit_digits": -1}, "minor_unit_digits"),
        ("a grace too long", {"grace_principal": 12}, "grace_principal"),
        ("due before", {"disbursed_on": "2026-01-31", "first_due_on": "2026-01-30"}, "first_due_on"),
        ("too many", {"instalments": 1_201}, "instalments"),
        ("another method", {"method": "murabahah"}, "method"),
        ("no day", {"disbursed_on": "2026-02-30"}, "disbursed_on"),
        ("rounded up", {"rounding": {"interest": "up"}}, "rounding.interest"),
        ("an unknown key", {"term": 12}, "term"),
    ],
)
def test_a_refusal_on_the_command_line(_case, asked, field, monkeypatch, capsys):
    given = {"method": "flat", "principal": 1_000_000, "rate": "0.12", "instalments": 12} | asked
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(given)))

    assert main(["loan-schedule"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["field"] == field
    assert error["message"].endswith(".")
