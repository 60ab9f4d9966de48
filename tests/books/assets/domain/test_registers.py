"""What an asset must be told to be listed."""

from dataclasses import replace
from datetime import date

import pytest

from guyub.books.assets.domain.registers import (
    ACCOUNTS,
    CLASS_WORDS,
    ENDING_WORDS,
    SOURCE_WORDS,
    AssetClass,
    AssetRefusedError,
    AssetTyped,
    Ending,
    Source,
    checked,
)
from guyub.books.ledger.domain.chart import Mark, Register
from guyub.books.ledger.selectors.chart import chart
from guyub.books.treasury.selectors.kinds import kinds

TODAY = date(2026, 11, 26)
LAPTOP = AssetTyped(
    name="  Laptop   kasir ",
    asset_class="PERABOT",
    acquired_on=date(2026, 3, 9),
    cost_rp=6_000_000,
    months=48,
    first=date(2026, 4, 17),
)


def test_spare_spaces_go_and_a_first_day_becomes_its_month():
    assert checked(LAPTOP, today=TODAY) == replace(LAPTOP, name="Laptop kasir", first=date(2026, 4, 1))


def test_land_has_no_months():
    land = replace(LAPTOP, asset_class="TANAH", first=None)

    assert checked(land, today=TODAY).months == 0


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"asset_class": "PESAWAT"}, "class"),
        ({"location": "x" * 81}, "place"),
        ({"serial": "x" * 61}, "serial"),
        ({"acquired_on": date(2026, 11, 27)}, "day"),
        ({"cost_rp": 0}, "cost"),
        ({"cost_rp": 10**15}, "cost"),
        ({"residual_rp": -1}, "cost"),
        ({"residual_rp": 3_000_000, "taken_rp": 3_000_001}, "cost"),
        ({"asset_class": "TANAH", "taken_rp": 1}, "cost"),
        ({"months": 0}, "months"),
        ({"months": 601}, "months"),
        ({"first": date(2026, 2, 1)}, "month"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(change, wrong):
    for at, facts in ((0, {"wrong": wrong}), (7, {"wrong": wrong, "at": 7})):
        with pytest.raises(AssetRefusedError) as refused:
            checked(replace(LAPTOP, **change), today=TODAY, at=at)
        assert refused.value.facts == facts


def test_every_class_stands_on_accounts_that_the_list_keeps():
    assert set(ACCOUNTS) == set(AssetClass) == set(CLASS_WORDS)
    assert (set(SOURCE_WORDS), set(ENDING_WORDS)) == (set(Source), set(Ending))
    for one in ACCOUNTS.values():
        assert chart().accounts[one.cost].register is Register.ASET
        if one.lost:
            assert chart().accounts[one.lost].mark is Mark.CONTRA
    listed = {code for code, account in chart().accounts.items() if account.register is Register.ASET}
    assert listed == {code for one in ACCOUNTS.values() for code in (one.cost, one.lost) if code}


def test_events_that_bring_assets_choose_among_the_classes():
    for code in ("aset.beli", "aset.beli_utang", "aset.hibah"):
        assert kinds()[code].choices == {CLASS_WORDS[one]: ACCOUNTS[one].cost for one in AssetClass}
