import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import guyub
from guyub.config.calc import MODULES


def run(*arguments, given=""):
    return subprocess.run(
        [sys.executable, "-m", "guyub", "calc", *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("rule", "given", "answer"),
    [
        ("ean13", {"code": "7501031311308"}, {"valid": False, "check_digit": "9"}),
        ("ean13", {"code": "12"}, {"valid": False, "check_digit": None}),
        ("time-value", {"function": "pmt", "nper": 4, "pv": -10}, {"value": "2.50000000000000"}),
        (
            "nik",
            {"nik": "3204110609970001", "today": "2026-11-24"},
            {
                "valid": True,
                "reason": None,
                "province_code": "32",
                "regency_code": "3204",
                "district_code": "320411",
                "birth_date_candidates": ["1997-09-06"],
                "sex": "M",
                "serial": "0001",
            },
        ),
    ],
)
def test_a_rule_answers(rule, given, answer):
    done = run(rule, given=json.dumps(given))

    assert (done.returncode, json.loads(done.stdout)) == (0, answer)


def test_every_number_of_the_cases_is_read_by_the_program():
    cases = json.loads((Path(__file__).parents[1] / "foundation/identity/domain/cases/nik.json").read_text())
    asked = [case["nik"] for case in (*cases["valid"], *cases["invalid"])]
    lines = "".join(json.dumps({"nik": nik, "today": "2026-11-24"}) + "\n" for nik in asked)

    answers = [json.loads(line) for line in run("nik", "--lines", given=lines).stdout.splitlines()]

    assert [one["valid"] for one in answers] == [True] * len(cases["valid"]) + [False] * len(cases["invalid"])
    for case, answer in zip(cases["valid"], answers, strict=False):
        assert (answer["regency_code"], answer["district_code"], answer["sex"], answer["serial"]) == (
            case["regency"],
            case["district"],
            case["sex"],
            case["serial"],
        )
        assert case["birth_date"] in answer["birth_date_candidates"]
    assert all(answer["reason"] for answer in answers[len(cases["valid"]) :])


def test_a_bad_number_is_answered_with_its_reason():
    done = run("nik", given='{"nik": "9971011708450001"}')

    assert done.returncode == 0
    assert json.loads(done.stdout) == {
        "valid": False,
        "reason": "unknown_province",
        "province_code": None,
        "regency_code": None,
        "district_code": None,
        "birth_date_candidates": [],
        "sex": None,
        "serial": None,
    }


@pytest.mark.parametrize(
    ("_case", "arguments", "given", "code", "field"),
    [
        ("unknown key", ["nik"], '{"nik": "1", "kk": "2"}', "calc.input.bad", "kk"),
        ("missing key", ["nik"], "{}", "calc.input.bad", "nik"),
        ("number for text", ["nik"], '{"nik": 3204110609970001}', "calc.input.bad", "nik"),
        ("no date", ["nik"], '{"nik": "1", "today": "24-11-2026"}', "calc.input.bad", "today"),
        ("a list", ["ean13"], "[]", "calc.input.bad", None),
        ("cut off", ["ean13"], '{"code": ', "calc.input.not_json", None),
        ("not a number", ["ean13"], '{"code": NaN}', "calc.input.not_json", None),
        ("no number holds it", ["ean13"], '{"code": 1e99999999999999999999}', "calc.input.not_json", None),
        ("a rule refuses", ["time-value"], '{"function": "pmt"}', "loans.time_value.refused", "nper"),
        ("unknown rule", ["bunga"], "{}", "calc.rule.unknown", None),
    ],
)
def test_a_refusal_has_a_code_a_field_and_a_sentence(_case, arguments, given, code, field):
    done = run(*arguments, given=given)
    error = json.loads(done.stdout)["error"]

    assert (done.returncode, error["code"], error["field"]) == (2, code, field)
    assert error["message"].endswith(".")


def test_lines_are_answered_in_order_and_a_bad_one_harms_no_other():
    done = run("ean13", "--lines", given='{"code": "73513537"}\n{}\n\n{"code": "73513538"}\n')
    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0
    assert [answer.get("valid") for answer in answers] == [True, None, False]
    assert answers[1]["error"]["field"] == "code"


def test_the_list_names_every_rule_that_a_context_declares():
    package = Path(guyub.__file__).parent
    declared = set()
    for path in (*package.rglob("calc.py"), *package.rglob("calc/*.py")):
        module = "guyub." + ".".join(path.relative_to(package).with_suffix("").parts)
        if module != "guyub.config.calc" and path.name != "__init__.py":
            declared |= {(rule.name, module) for rule in getattr(import_module(module), "RULES", ())}

    assert set(MODULES.items()) == declared
    assert run("--list").stdout.split() == sorted(MODULES)


def test_the_schema_says_what_is_required():
    schema = json.loads(run("--schema", "nik").stdout)["nik"]

    assert schema["input"]["required"] == ["nik"]
    assert schema["input"]["additionalProperties"] is False
    assert "birth_date_candidates" in schema["output"]["properties"]


def test_neither_django_nor_numpy_is_loaded():
    script = (
        'import sys, io; sys.stdin = io.StringIO(\'{"nik": "1"}\'); from guyub.config.cli import main;'
        " main(['calc', 'nik']); sys.exit(any(name in sys.modules for name in ('django', 'psycopg', 'numpy')))"
    )

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0


def test_a_quota_is_counted_by_days_of_jakarta_whoever_sold():
    given = {
        "rules": [{"id": "kk", "scope": "KK", "period": "MONTH", "max_qty": 10, "mode": "BLOCK"}],
        "history": [
            {"nik": "a", "kk": "k", "outlet": 1, "qty": 8, "at": "2026-11-30T16:59:59Z"},
            {"nik": "b", "kk": "k", "outlet": 2, "qty": 9, "at": "2026-11-30T17:00:00Z"},
            {"nik": "b", "kk": "k", "outlet": 2, "qty": 9, "at": "2026-11-02", "voided": True},
        ],
        "request": {"nik": "b", "kk": "k", "qty": 3, "at": "2026-11-15T08:00:00", "unit": "TABUNG"},
    }
    again = given | {"request": given["request"] | {"at": "?", "qty": 0}}

    done, refused = (json.loads(run("quota", given=json.dumps(one)).stdout) for one in (given, again))

    assert (done["decision"], done["rule"], done["remaining"]) == ("block", "kk", 2)
    assert done["findings"] == [{"rule": "kk", "counted": 8, "max": 10, "remaining": 2, "passed": True}]
    assert refused["error"]["field"] == "request.at"
