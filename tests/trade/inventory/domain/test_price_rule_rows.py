import csv
from datetime import date
from pathlib import Path

import pytest

import guyub.trade.inventory
from guyub.foundation.parameters.domain.definitions import Confidence
from guyub.trade.inventory.domain.price_rule_rows import COLUMNS, read_rules
from guyub.trade.inventory.domain.price_rules import Channel, PriceKind, PriceRuleRefusedError, ruling
from guyub.trade.inventory.domain.regulated import CONTENTS, REGULATED, STAPLES, UNIT_WORDS, RuleUnit

ROOT = Path(guyub.trade.inventory.__file__).parent
MALANG = "35.73.01.1001"
ON = date(2026, 2, 1)
LPG = {
    "good": "LPG_3KG",
    "kind": "HET",
    "region": "35",
    "channel": "PANGKALAN",
    "unit": "TABUNG",
    "amount_rp": "18000",
    "valid_from": "2025-01-15",
    "valid_to": "",
    "legal_basis": " SK contoh ",
    "source": "contoh",
    "confidence": "A",
    "hotline": " 135 ",
}


def shipped_rows():
    with (ROOT / "data/aturan_harga.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shipped(good, channel=Channel.PENGECER, on=ON):
    held = ruling(read_rules(shipped_rows()), good=good, region=MALANG, channel=channel, on=on)
    return {kind.value: rule.amount_rp for kind, rule in held.items()}


def test_a_row_is_read():
    (rule,) = read_rules([{**LPG, "valid_to": "2026-12-31"}])

    assert (rule.good, rule.kind, rule.region, rule.channel) == (
        "LPG_3KG",
        PriceKind.HET,
        "35",
        Channel.PANGKALAN,
    )
    assert (rule.unit, rule.amount_rp, rule.confidence) == (RuleUnit.TABUNG, 18_000, Confidence.A)
    assert (rule.valid_from, rule.valid_to) == (date(2025, 1, 15), date(2026, 12, 31))
    assert (rule.legal_basis, rule.source, rule.hotline) == ("SK contoh", "contoh", "135")
    assert read_rules([LPG])[0].valid_to is None
    assert read_rules([{**LPG, "valid_to": "2025-01-15"}])[0].valid_to == date(2025, 1, 15)
    assert read_rules([{**LPG, "region": ""}])[0].region == ""


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("good", "EMAS"),
        ("kind", "HARGA"),
        ("region", "3"),
        ("region", "35.7"),
        ("region", "3573"),
        ("region", "35."),
        ("channel", "WARUNG"),
        ("unit", "KG"),
        ("unit", "ONS"),
        ("amount_rp", "0"),
        ("amount_rp", "-1"),
        ("amount_rp", "18.000"),
        ("amount_rp", "1000000001"),
        ("amount_rp", "18000.5"),
        ("amount_rp", ""),
        ("valid_from", "15-01-2025"),
        ("valid_from", ""),
        ("valid_to", "2025-01-14"),
        ("valid_to", "nanti"),
        ("legal_basis", " "),
        ("source", ""),
        ("confidence", "D"),
        ("hotline", None),
        ("good", None),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_its_place(column, text):
    with pytest.raises(PriceRuleRefusedError) as caught:
        read_rules([LPG, {**LPG, column: text}])

    assert caught.value.facts == {"wrong": "row", "line": 3, "column": column}


def test_the_highest_amount_is_read():
    assert read_rules([{**LPG, "amount_rp": "1000000000"}])[0].amount_rp == 10**9


def test_rows_that_overlap_are_refused():
    with pytest.raises(PriceRuleRefusedError) as caught:
        read_rules([LPG, LPG])

    assert caught.value.facts["wrong"] == "overlap"


def test_the_shipped_rules_are_whole_and_cover_the_ten_staples():
    rows = shipped_rows()
    rules = read_rules(rows)

    assert tuple(rows[0]) == COLUMNS
    assert {rule.good for rule in rules} == set(REGULATED)
    assert len(STAPLES) == 10
    for goods in STAPLES.values():
        for good in goods:
            assert shipped(good).keys() & {"HET", "HAP_HIGH"}
    for good in REGULATED.values():
        assert not good.is_rationed or "HET" in shipped(good.key)


@pytest.mark.parametrize(
    ("good", "channel", "amounts"),
    [
        ("LPG_3KG", Channel.PANGKALAN, {"HET": 18_000}),
        ("LPG_3KG", Channel.SUB_PANGKALAN, {"HET": 18_000}),
        ("LPG_3KG", Channel.AGEN, {"HET": 18_000, "PURCHASE_MAX": 16_000}),
        ("BERAS_SPHP", Channel.BULOG, {"HET": 12_500, "PURCHASE_MAX": 11_000}),
        ("BERAS_MEDIUM", Channel.PENGECER, {"HET": 13_500}),
        ("BERAS_PREMIUM", Channel.PENGECER, {"HET": 14_900}),
        ("MINYAKITA", Channel.D2, {"HET": 15_700, "PURCHASE_MAX": 14_500}),
        ("MINYAKITA", Channel.D1, {"HET": 15_700, "PURCHASE_MAX": 14_000}),
        ("MINYAKITA", Channel.PRODUSEN, {"HET": 15_700, "PURCHASE_MAX": 13_500}),
        ("GULA", Channel.PENGECER, {"HAP_HIGH": 17_500}),
        ("TELUR_AYAM", Channel.PENGECER, {"HAP_HIGH": 30_000}),
        ("DAGING_AYAM", Channel.PENGECER, {"HAP_HIGH": 40_000}),
        ("DAGING_SAPI", Channel.PENGECER, {"HAP_HIGH": 140_000}),
        ("BAWANG_MERAH", Channel.PENGECER, {"HAP_LOW": 36_500, "HAP_HIGH": 41_500}),
        ("BAWANG_PUTIH", Channel.PENGECER, {"HAP_LOW": 38_000, "HAP_HIGH": 40_000}),
        ("CABAI_RAWIT", Channel.PENGECER, {"HAP_LOW": 40_000, "HAP_HIGH": 57_000}),
        ("CABAI_KERITING", Channel.PENGECER, {"HAP_LOW": 37_000, "HAP_HIGH": 55_000}),
        ("KEDELAI_LOKAL", Channel.PENGECER, {"HAP_HIGH": 11_400}),
        ("KEDELAI_IMPOR", Channel.PENGECER, {"HAP_HIGH": 12_000}),
        ("PUPUK_UREA", Channel.PPTS, {"HET": 1_800}),
        ("PUPUK_NPK", Channel.PPTS, {"HET": 1_840}),
        ("PUPUK_NPK_KAKAO", Channel.PPTS, {"HET": 2_640}),
        ("PUPUK_ZA", Channel.PPTS, {"HET": 1_360}),
        ("PUPUK_ORGANIK", Channel.PPTS, {"HET": 640}),
    ],
)
def test_the_shipped_amounts(good, channel, amounts):
    assert shipped(good, channel) == amounts


def test_consumer_reference_prices_say_nothing_of_what_producers_get():
    assert "HAP_LOW" not in shipped("CABAI_RAWIT", Channel.PRODUSEN)


def test_what_is_not_verified_is_marked_so():
    doubtful = {rule.good for rule in read_rules(shipped_rows()) if not rule.confidence.is_verified}

    assert doubtful == {"GULA"}
    assert all(
        "belum" in f"{rule.legal_basis} {rule.source}"
        for rule in read_rules(shipped_rows())
        if rule.confidence != "A"
    )


def test_every_unit_has_content_and_word():
    assert CONTENTS == {RuleUnit.KG: 1000, RuleUnit.LITER: 1000, RuleUnit.TABUNG: 1, RuleUnit.BUAH: 1}
    assert set(UNIT_WORDS) == set(RuleUnit)
