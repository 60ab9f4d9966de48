from decimal import Decimal

import pytest

from guyub.finance.loans.calc.kolektibilitas import RULES
from guyub.finance.loans.domain.kolektibilitas_schemes import KolektibilitasRefusedError
from guyub.foundation.kernel.calculation import BadInputError, checked

(RULE,) = RULES
LARGEST = 2**63 - 1


def one(**facts):
    return {"id": "1", "outstanding": 1_000_000} | facts


def class_of(**facts):
    scheme = facts.pop("scheme", "koperasi")
    answer = RULE.run({"scheme": scheme, "loans": [one(**facts)]})
    return answer["loans"][0]["class"]


def test_the_portfolio_worked_by_hand():
    answer = RULE.run(
        {
            "loans": [
                {"id": "a", "outstanding": 50_000_000, "days_overdue": 0},
                {
                    "id": "b",
                    "outstanding": 25_100_000,
                    "months_overdue": 4,
                    "collateral": 10_000_000,
                    "collateral_share": "0.5",
                },
                {
                    "id": "c",
                    "outstanding": 8_000_000,
                    "months_overdue": "8",
                    "collateral": 7_500_000,
                    "collateral_share": "0.8",
                },
                {"id": "d", "outstanding": 4_000_000, "days_overdue": 240},
            ],
            "reserve": 3_710_000,
        }
    )

    assert [(line["id"], line["class"], line["provision"]) for line in answer["loans"]] == [
        ("a", "L", 500_000),
        ("b", "KL", 2_010_000),
        ("c", "D", 1_000_000),
        ("d", "M", 4_000_000),
    ]
    assert all(line["reason"].endswith(".") for line in answer["loans"])
    del answer["loans"]
    assert answer == {
        "totals": {
            "L": {"outstanding": 50_000_000, "provision": 500_000, "count": 1},
            "KL": {"outstanding": 25_100_000, "provision": 2_010_000, "count": 1},
            "D": {"outstanding": 8_000_000, "provision": 1_000_000, "count": 1},
            "M": {"outstanding": 4_000_000, "provision": 4_000_000, "count": 1},
        },
        "provision": 7_510_000,
        "rpm": 22_550_000,
        "rpm_ratio": "0.2588978186",
        "non_performing_ratio": "0.4259471871",
        "coverage": "0.1",
    }


def test_no_loans_divide_nothing():
    answer = RULE.run({"scheme": "bank", "loans": [], "reserve": 5})

    assert list(answer["totals"]) == ["L", "DPK", "KL", "D", "M"]
    assert (answer["rpm_ratio"], answer["non_performing_ratio"], answer["coverage"]) == ("0", "0", "0")


@pytest.mark.parametrize(
    ("months", "kolektibilitas"),
    [
        (3, "L"),
        ("3", "L"),
        ("3.0", "L"),
        (Decimal("3.0"), "L"),
        ("3.01", "KL"),
        (Decimal("3.5"), "KL"),
        (6, "KL"),
        (7, "M"),
    ],
)
def test_months_are_numbers_or_texts(months, kolektibilitas):
    assert class_of(months_overdue=months) == kolektibilitas


@pytest.mark.parametrize(
    ("facts", "kolektibilitas"),
    [
        ({"days_overdue": 200, "collateral": 750_000}, "D"),
        ({"days_overdue": 200, "collateral": 750_000, "collateral_share": None}, "D"),
        ({"days_overdue": 200, "collateral": 750_000, "collateral_share": "0.9"}, "M"),
        ({"days_overdue": 200, "collateral": None}, "M"),
        ({"days_overdue": 200, "collateral": 750_000, "interest": 1}, "M"),
        ({"days_overdue": 200, "collateral": 750_000, "salvageable": False}, "M"),
        ({"days_overdue": 200, "collateral": 750_000, "doubtful_months": 22}, "M"),
        ({"days_overdue": 0, "handed_over": True}, "M"),
        ({"days_overdue": 0, "past_maturity": True}, "KL"),
        ({"days_overdue": 31, "rhythm": "short"}, "KL"),
        ({"days_overdue": 0, "interest_months_overdue": 4}, "KL"),
        ({"months_overdue": 3, "scheme": "bank"}, "DPK"),
    ],
)
def test_what_may_be_told_besides(facts, kolektibilitas):
    assert class_of(**facts) == kolektibilitas


def test_rates_over_the_defaults():
    given = {"loans": [one(days_overdue=0)], "matrix": {"L": "0.005", "M": None}}

    assert RULE.run(given)["provision"] == 5_000


@pytest.mark.parametrize(
    ("reserve", "outstanding", "coverage"),
    [
        (1, 3, "0.3333333333"),
        (2, 3, "0.6666666667"),
        (3, 2, "1.5"),
        (10, 1, "10"),
        (1, 2**11, "0.00048828125"),
        (1, 3 * 10**11, "0"),
    ],
)
def test_a_ratio_is_written_to_its_end_or_to_ten_places(reserve, outstanding, coverage):
    given = {"loans": [{"id": "1", "outstanding": outstanding, "days_overdue": 100}], "reserve": reserve}

    assert RULE.run(given)["coverage"] == coverage


def test_the_answer_is_as_its_schema_says():
    for scheme in ("koperasi", "bank"):
        answer = RULE.run({"scheme": scheme, "loans": [one(days_overdue=100)]})
        filled = answer | {"totals": {"DPK": None} | answer["totals"]}

        assert checked(answer, RULE.answer, field="") == filled


def test_a_loan_of_which_nothing_is_said_is_not_overdue_and_is_known_by_its_own_number():
    answer = RULE.run({"loans": [one() | {"id": 7}]})["loans"][0]

    assert (answer["id"], answer["class"]) == (7, "L")


@pytest.mark.parametrize(
    ("loan", "more", "field", "wrong"),
    [
        (one(days_overdue=1, months_overdue=1), {}, "loans[0].days_overdue", "overdue"),
        (one(days_overdue=-1), {}, "loans[0].days_overdue", "negative"),
        (one(days_overdue=LARGEST + 1), {}, "loans[0].days_overdue", "large"),
        (one(months_overdue=-1), {}, "loans[0].months_overdue", "negative"),
        (one(months_overdue="-0.5"), {}, "loans[0].months_overdue", "negative"),
        (one(months_overdue="tiga"), {}, "loans[0].months_overdue", "number"),
        (one(months_overdue=""), {}, "loans[0].months_overdue", "number"),
        (one(months_overdue=Decimal("1e999999")), {}, "loans[0].months_overdue", "number"),
        (one(days_overdue=1, doubtful_months="x"), {}, "loans[0].doubtful_months", "number"),
        (one(days_overdue=1, interest_months_overdue=-1), {}, "loans[0].interest_months_overdue", "negative"),
        (one(days_overdue=1, collateral_share="1.1"), {}, "loans[0].collateral_share", "share"),
        (one(days_overdue=1, collateral_share="-0.1"), {}, "loans[0].collateral_share", "share"),
        (one(days_overdue=1, collateral_share="80%"), {}, "loans[0].collateral_share", "rate"),
        (one(days_overdue=1, collateral=-1), {}, "loans[0].collateral", "negative"),
        (one(days_overdue=1, outstanding=-1), {}, "loans[0].outstanding", "negative"),
        (one(days_overdue=1, outstanding=LARGEST + 1), {}, "loans[0].outstanding", "large"),
        (one(days_overdue=1), {"reserve": -1}, "reserve", "negative"),
        (one(days_overdue=1), {"matrix": {"DPK": "0.03"}}, "matrix.DPK", "class"),
        (one(days_overdue=1), {"matrix": {"M": "1.01"}}, "matrix.M", "rate"),
        (one(days_overdue=1), {"matrix": {"M": "100%"}}, "matrix.M", "rate"),
    ],
)
def test_what_cannot_be_classed_is_refused(loan, more, field, wrong):
    with pytest.raises(KolektibilitasRefusedError) as caught:
        RULE.run({"loans": [loan]} | more)

    assert (caught.value.facts["field"], caught.value.facts["wrong"]) == (field, wrong)
    assert caught.value.facts["message"].endswith(".")


def test_two_loans_of_one_id_are_refused():
    with pytest.raises(KolektibilitasRefusedError) as caught:
        RULE.run({"loans": [one(days_overdue=1), one(days_overdue=1)]})

    assert (caught.value.facts["field"], caught.value.facts["wrong"]) == ("loans[1].id", "again")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"loans": [one(days_overdue=1.5)]}, "loans[0].days_overdue"),
        ({"loans": [one(months_overdue=True)]}, "loans[0].months_overdue"),
        ({"loans": [], "matrix": {"X": "1"}}, "matrix.X"),
        ({"loans": [], "scheme": "lain"}, "scheme"),
        ({"loans": [], "lain": 1}, "lain"),
    ],
)
def test_what_does_not_fit_the_schema_is_refused(given, field):
    with pytest.raises(BadInputError) as caught:
        RULE.run(given)

    assert caught.value.facts["field"] == field
