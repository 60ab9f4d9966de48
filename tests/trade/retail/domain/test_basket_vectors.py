"""The till's program and the server make the same of every basket: both read tests/golden/till_baskets.json."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.price_rules import Channel, PriceKind, PriceRule
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.retail.domain import baskets

GOLDEN = Path(__file__).resolve().parents[3] / "golden/till_baskets.json"
CASES = json.loads(GOLDEN.read_text())["cases"]


def rule_of(told):
    return PriceRule(
        good="CONTOH",
        kind=PriceKind(told["kind"]),
        region="",
        channel=Channel.ANY,
        unit=RuleUnit(told["unit"]),
        amount_rp=told["amount_rp"],
        valid_from=date(2026, 1, 1),
        valid_to=None,
        legal_basis=told["basis"],
        source="contoh",
        confidence=next(iter(Confidence)),
    )


def discount_of(told):
    if told is None:
        return None
    rate = Decimal(told.get("rate", 0)) / 10_000
    return baskets.Discount(amount_rp=told.get("amount_rp", 0), rate=rate, reason=told.get("reason", ""))


def line_of(told):
    rules = [rule_of(told[key]) for key in ("ceiling", "reference") if told.get(key)]
    return baskets.BasketLine(
        **{key: told[key] for key in ("name", "base_qty", "price_rp", "price_qty", "content")},
        discount=discount_of(told.get("discount")),
        rules={rule.kind: rule for rule in rules},
        is_rationed=told.get("is_rationed", False),
        is_fee=told.get("is_fee", False),
    )


def outcome(case):
    told = case["basket"]
    basket = baskets.Basket(
        lines=[line_of(line) for line in told["lines"]],
        discount=discount_of(told.get("discount")),
        fee_rp=told.get("fee_rp", 0),
        is_member=told.get("is_member", False),
    )
    tenders = [
        baskets.Tender(kind=baskets.TenderKind(one["kind"]), amount_rp=one["amount_rp"])
        for one in case["tenders"]
    ]
    try:
        priced = baskets.price_basket(basket)
        settled = baskets.settle(basket, tenders, step_rp=case["step_rp"])
    except baskets.BasketRefusedError as error:
        return {"wrong": error.facts["wrong"]}
    return {
        "gross_rp": [*priced.gross_rp],
        "discount_rp": [*priced.discount_rp],
        "charge_rp": [*priced.charge_rp],
        "total_rp": settled.total_rp,
        "rounding_rp": settled.rounding_rp,
        "kept": [{"kind": one.kind.value, "amount_rp": one.amount_rp} for one in settled.kept],
        "change_rp": settled.change_rp,
        "nets_rp": [line.net_rp for line in settled.lines],
        "warned": [bool(line.warnings) for line in settled.lines],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_server_makes_the_same_of_it(case):
    assert outcome(case) == case["expected"]
