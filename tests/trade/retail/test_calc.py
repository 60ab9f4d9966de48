import json
from pathlib import Path

import pytest

from guyub.foundation.kernel.calculation import BadInputError
from guyub.trade.retail.calc import RULES
from guyub.trade.retail.domain.qris import QrisRefusedError

CASES = json.loads((Path(__file__).parent / "domain/cases/qris.json").read_text())
STICKER = CASES["decoded"][0]["payload"]
(QRIS,) = RULES


@pytest.mark.parametrize("case", CASES["decoded"], ids=lambda case: case["case"])
def test_a_code_is_read(case):
    answer = QRIS.run({"payload": case["payload"]})

    assert {"valid": True, "reason": None, "crc": case["crc"], **case["answer"]}.items() <= answer.items()
    assert answer["payload"] == case["payload"]


@pytest.mark.parametrize("case", CASES["made"], ids=lambda case: case["case"])
def test_a_code_for_one_payment_is_made(case):
    answer = QRIS.run(
        {"action": "make_dynamic", **{name: case[name] for name in ("payload", "amount", "fee")}}
    )

    assert {"valid": True, "initiation": "dynamic", **case["answer"]}.items() <= answer.items()


@pytest.mark.parametrize("case", CASES["not_codes"], ids=lambda case: case["case"])
def test_what_is_no_code_is_answered(case):
    answer = QRIS.run({"payload": case["payload"]})

    assert (answer["valid"], answer["reason"]) == (False, case["reason"])
    assert answer["crc"] == case.get("crc", answer["crc"])
    assert answer["merchant_name"] is None
    assert set(answer) == set(QRIS.answer["properties"])
    with pytest.raises(QrisRefusedError):
        QRIS.run({"action": "make_dynamic", "payload": case["payload"], "amount": 1})


def test_a_percentage_a_reference_and_an_amount_as_a_number():
    told = {"action": "make_dynamic", "payload": STICKER, "amount": 12000, "reference": "K1-318"}
    answer = QRIS.run(told | {"fee": {"percent": "0.7"}})

    assert (answer["amount"], answer["tip_indicator"], answer["percent_fee"]) == ("12000", "03", "0.7")
    assert answer["additional"] == {"05": "K1-318"}


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({}, "amount"),
        ({"amount": 0}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": 5, "fee": {}}, "fee"),
        ({"amount": 5, "reference": "x" * 26}, "reference"),
    ],
)
def test_what_is_refused(told, wrong):
    with pytest.raises(QrisRefusedError) as caught:
        QRIS.run({"action": "make_dynamic", "payload": STICKER} | told)

    assert caught.value.facts["wrong"] == wrong


def test_an_unknown_key_is_refused():
    with pytest.raises(BadInputError):
        QRIS.run({"payload": STICKER, "colour": "red"})
