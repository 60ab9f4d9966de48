"""What was agreed is brought down to the ceiling of the day, and to nothing else."""

from datetime import date

import pytest

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.price_rules import Channel, PriceKind, PriceRule
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.retail.domain.selling import SaleRefusedError, lawful_rp


def rule(kind, amount_rp):
    return PriceRule(
        good="BERAS_PREMIUM",
        kind=kind,
        region="35",
        channel=Channel.ANY,
        unit=RuleUnit.KG,
        amount_rp=amount_rp,
        valid_from=date(2026, 1, 1),
        valid_to=None,
        legal_basis="contoh",
        source="contoh",
        confidence=Confidence.A,
    )


HET = {PriceKind.HET: rule(PriceKind.HET, 14_900)}
HAP = {PriceKind.HAP_HIGH: rule(PriceKind.HAP_HIGH, 14_900)}


@pytest.mark.parametrize(
    ("_case", "net_rp", "rules", "lawful"),
    [
        ("below stays", 74_000, HET, 74_000),
        ("at the ceiling stays", 74_500, HET, 74_500),
        ("above comes down to it", 80_000, HET, 74_500),
        ("above a reference price stays", 80_000, HAP, 80_000),
        ("no rule", 80_000, {}, 80_000),
    ],
)
def test_a_line_of_five_kilograms(_case, net_rp, rules, lawful):
    given = {"base_qty": 5_000, "content": 1, "is_rationed": False, "product": "Beras"}
    assert lawful_rp(net_rp, rules=rules, **given) == lawful


def test_a_rationed_good_without_a_ceiling_is_not_sold():
    with pytest.raises(SaleRefusedError) as refused:
        lawful_rp(1, base_qty=1, content=1, rules={}, is_rationed=True, product="Minyakita")
    assert (refused.value.facts["wrong"], refused.value.facts["product"]) == ("no_ceiling", "Minyakita")
