from dataclasses import replace
from datetime import date

import pytest

from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.labels import Stale, Tag, board_line, changed_since, tag_of
from guyub.trade.inventory.domain.price_rules import Channel, PriceKind, PriceRule
from guyub.trade.inventory.domain.regulated import RuleUnit
from guyub.trade.inventory.domain.units import BaseUnit


def rule(kind=PriceKind.HET, amount_rp=12_500, hotline=""):
    return PriceRule(
        good="BERAS_SPHP",
        kind=kind,
        region="35",
        channel=Channel.ANY,
        unit=RuleUnit.KG,
        amount_rp=amount_rp,
        valid_from=date(2025, 7, 1),
        valid_to=None,
        legal_basis="Keputusan contoh 1/2025",
        source="contoh",
        confidence=Confidence.A,
        hotline=hotline,
    )


def tag(
    price_rp=62_500,
    unit="sak",
    measure=BaseUnit.GRAM,
    content=5_000,
    rules=(),
    name="Beras SPHP 5 kg",
    **more,
):
    return tag_of(
        name=name,
        price_rp=price_rp,
        unit=unit,
        measure=measure,
        content=content,
        rules={one.kind: one for one in rules},
        **more,
    )


def test_the_tag_of_a_sack_under_a_ceiling():
    assert tag(rules=[rule(hotline="Bapanas contoh")]) == Tag(
        name="Beras SPHP 5 kg",
        price="Rp\u00a062.500 per sak",
        comparison="Rp\u00a012.500 per kg",
        rule="HET Rp\u00a012.500 per kg (Keputusan contoh 1/2025)",
        hotline="Harga lebih tinggi? Lapor Bapanas contoh",
    )


# 15.500 for 900 ml is 17.222,22 a liter; 1.000 for 3 is 333,33; 1.001 for 2 is 500,5 and so 501.
@pytest.mark.parametrize(
    ("_case", "price_rp", "unit", "measure", "content", "comparison"),
    [
        ("a bottle", 15_500, "botol", BaseUnit.MILILITER, 900, "Rp\u00a017.222 per liter"),
        ("a sack", 62_500, "sak", BaseUnit.GRAM, 5_000, "Rp\u00a012.500 per kg"),
        ("by the kilogram", 12_500, "kg", BaseUnit.GRAM, 1_000, ""),
        ("a bag of one kilogram", 12_500, "plastik", BaseUnit.GRAM, 1_000, "Rp\u00a012.500 per kg"),
        ("a kilogram that weighs less", 12_500, "kg", BaseUnit.GRAM, 950, "Rp\u00a013.158 per kg"),
        ("by the liter", 15_700, "liter", BaseUnit.MILILITER, 1_000, ""),
        ("one piece", 18_000, "tabung", BaseUnit.PIECE, 1, ""),
        ("three pieces", 1_000, "pak", BaseUnit.PIECE, 3, "Rp\u00a0333 per bungkus"),
        ("half a rupiah goes up", 1_001, "pak", BaseUnit.PIECE, 2, "Rp\u00a0501 per bungkus"),
    ],
)
def test_a_comparison_where_it_says_something(_case, price_rp, unit, measure, content, comparison):
    assert tag(price_rp, unit, measure, content, piece="bungkus").comparison == comparison


def test_a_piece_is_called_buah_where_nobody_says_otherwise():
    assert tag(20_000, "pak", BaseUnit.PIECE, 10).comparison == "Rp\u00a02.000 per buah"


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([], ""),
        ([rule(PriceKind.HAP_LOW)], ""),
        ([rule(PriceKind.PURCHASE_MAX)], ""),
        ([rule(PriceKind.HAP_HIGH, 30_000)], "Harga acuan Rp\u00a030.000 per kg (Keputusan contoh 1/2025)"),
        (
            [rule(PriceKind.HAP_HIGH, 41_500), rule(PriceKind.HAP_LOW, 36_500)],
            "Harga acuan Rp\u00a036.500 sampai Rp\u00a041.500 per kg (Keputusan contoh 1/2025)",
        ),
        ([rule(PriceKind.HAP_HIGH), rule()], "HET Rp\u00a012.500 per kg (Keputusan contoh 1/2025)"),
    ],
)
def test_the_rule_on_a_tag(rules, words):
    assert (tag(rules=rules).rule, tag(rules=rules).hotline) == (words, "")


def test_a_line_of_the_board():
    assert board_line(tag(rules=[rule()])) == (
        "Beras SPHP 5 kg · Rp\u00a062.500 per sak (Rp\u00a012.500 per kg) · "
        "HET Rp\u00a012.500 per kg (Keputusan contoh 1/2025)"
    )
    assert board_line(tag(3_500, "bungkus", BaseUnit.PIECE, 1, name="Mi instan")) == (
        "Mi instan · Rp\u00a03.500 per bungkus"
    )


def test_tags_that_no_longer_say_what_is_true():
    held = tag(rules=[rule(hotline="lama")])
    now = {
        "same": held,
        "new": held,
        "name": replace(held, name="Beras SPHP"),
        "price": tag(62_000, rules=[rule(hotline="lama")]),
        "size": tag(content=2_500, rules=[rule(hotline="lama")]),
        "rule": tag(rules=[rule(amount_rp=12_000, hotline="lama")]),
        "hotline": tag(rules=[rule(hotline="baru")]),
        "all": tag(60_000, name="Beras"),
    }
    printed = {"gone": held} | {key: held for key in now if key != "new"}

    assert changed_since(printed, now) == {
        "new": (Stale.NEW,),
        "name": (Stale.NAME,),
        "price": (Stale.PRICE,),
        "size": (Stale.PRICE,),
        "rule": (Stale.RULE,),
        "hotline": (Stale.RULE,),
        "all": (Stale.NAME, Stale.PRICE, Stale.RULE),
        "gone": (Stale.GONE,),
    }
    assert changed_since({}, {}) == {}
    assert Stale.PRICE == "harga berubah"
