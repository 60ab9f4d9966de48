from decimal import Decimal

import pytest

from guyub.foundation.kernel.calculation import (
    BadInputError,
    Rule,
    checked,
    choice,
    nullable,
    record,
    strings,
)

GIVEN = record(
    members={
        "type": "array",
        "items": record(id=strings(), born=nullable({"type": "string", "format": "date"})),
    },
    mode={"type": "string", "enum": ["A", "B"], "default": "A"},
    count={"type": "integer", "default": 0},
    is_new={"type": "boolean", "default": False},
    rate={"type": ["string", "number"], "default": 0},
)


@pytest.mark.parametrize("given", [3, Decimal("3.5"), "3.5"])
def test_a_plain_value_may_be_of_several_types(given):
    assert checked(given, {"type": ["number", "string"]}, field="months") == given


@pytest.mark.parametrize("given", [True, None, [3]])
def test_none_of_several_types(given):
    with pytest.raises(BadInputError) as caught:
        checked(given, {"type": ["number", "string"]}, field="months")

    assert caught.value.facts == {"field": "months", "wrong": "type", "wanted": "number, string"}


def test_what_may_be_left_out_is_filled_in():
    rule = Rule(name="same", title="Same", given=GIVEN, answer=record(), calculate=lambda given: given)

    assert rule.run({"members": [{"id": "1", "born": None}, {"id": "2", "born": "2000-02-29"}]}) == {
        "members": [{"id": "1", "born": None}, {"id": "2", "born": "2000-02-29"}],
        "mode": "A",
        "count": 0,
        "is_new": False,
        "rate": 0,
    }


@pytest.mark.parametrize("rate", ["0.08/12", 1, Decimal("0.01")])
def test_a_value_may_be_of_several_types(rate):
    assert checked({"members": [], "rate": rate}, GIVEN, field="")["rate"] == rate


@pytest.mark.parametrize(
    ("_case", "given", "field", "wrong"),
    [
        ("not an object", [], "", "type"),
        ("a field is missing", {}, "members", "missing"),
        ("a field nobody knows", {"members": [], "size": 1}, "size", "unknown"),
        (
            "deep inside",
            {"members": [{"id": "1", "born": None}, {"id": 2, "born": None}]},
            "members[1].id",
            "type",
        ),
        ("no such day", {"members": [{"id": "1", "born": "2001-02-29"}]}, "members[0].born", "date"),
        ("a day written short", {"members": [{"id": "1", "born": "20010228"}]}, "members[0].born", "date"),
        ("not one of the choices", {"members": [], "mode": "C"}, "mode", "choice"),
        ("true is no number", {"members": [], "count": True}, "count", "type"),
        ("a number is no truth", {"members": [], "is_new": 1}, "is_new", "type"),
        ("none of several types", {"members": [], "rate": []}, "rate", "type"),
        ("true is none of them", {"members": [], "rate": True}, "rate", "type"),
    ],
)
def test_bad_input_is_named(_case, given, field, wrong):
    with pytest.raises(BadInputError) as refusal:
        checked(given, GIVEN, field="")

    assert (refusal.value.facts["field"], refusal.value.facts["wrong"]) == (field, wrong)


def test_the_first_word_of_a_choice_is_the_one_that_holds():
    asked = record(way=choice(["down", "up"]))

    assert checked({}, asked, field="") == {"way": "down"}
    assert checked({"way": "up"}, asked, field="") == {"way": "up"}
    with pytest.raises(BadInputError):
        checked({"way": "sideways"}, asked, field="")
