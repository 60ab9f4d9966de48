"""Goods with price rules come from a file: another good is another row."""

import pytest

from guyub.trade.inventory.domain.price_rules import Channel, channel_of
from guyub.trade.inventory.domain.regulated import REGULATED, STAPLES, RuleUnit, SellsAs, read_goods

ROW = {
    "key": "GAS_5KG",
    "title": "Gas 5 kg",
    "unit": "TABUNG",
    "is_rationed": "ya",
    "sells_as": "PANGKALAN",
    "staple": "",
}


def test_another_good_is_another_row():
    (good,) = read_goods([ROW]).values()

    assert (good.title, good.unit, good.is_rationed, good.sells_as) == (
        "Gas 5 kg",
        RuleUnit.TABUNG,
        True,
        SellsAs.PANGKALAN,
    )
    assert len(REGULATED) == 20
    assert STAPLES["Beras"] == ("BERAS_SPHP", "BERAS_MEDIUM", "BERAS_PREMIUM")
    assert len(STAPLES) == 10
    assert {channel_of("LPG_3KG"), channel_of("PUPUK_ZA"), channel_of("GULA"), channel_of("LAIN")} == {
        Channel.PANGKALAN,
        Channel.PPTS,
        Channel.PENGECER,
    }


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ({"unit": "TON"}, ValueError),
        ({"sells_as": "AGEN"}, ValueError),
        ({"is_rationed": "mungkin"}, KeyError),
        ({}, ValueError),
    ],
)
def test_a_row_that_cannot_be_read(cell, fault):
    with pytest.raises(fault):
        read_goods([ROW | cell] if cell else [ROW, ROW])
