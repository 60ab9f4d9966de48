"""Who had to agree, what was missing, and what a till is told by dated rules."""

import csv

import pytest

from guyub.foundation.devices.domain import clocks
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.services.values import NATIONAL_VALUES
from guyub.trade.inventory.domain.barcodes import read_patterns
from guyub.trade.retail.domain.guards import (
    TILL_KEYS,
    Lack,
    guard_of_discount,
    guards_of,
    lack_of,
    most_of,
    till_rules,
)
from guyub.trade.retail.domain.returns import Act, Guard


@pytest.fixture(scope="module")
def written():
    """The nation's values that hold today."""
    with NATIONAL_VALUES.open(encoding="utf-8") as file:
        return {row["key"]: row["value"] for row in csv.DictReader(file) if not row["valid_to"]}


def test_what_comes_with_the_product(written):
    assert set(TILL_KEYS) <= set(CATALOGUE)
    rules = till_rules(written)

    assert (rules["discount_most_rate"], rules["pin"]) == (500, {"tries": 5, "wait_s": 30})
    assert rules["guards"]["RETURN"] == {"pin_above_rp": 0, "second_above_rp": 100_000}
    assert rules["guards"]["CONFIRM_QRIS"] == {"pin_above_rp": 500_000, "second_above_rp": 500_000}
    # What the list of devices warns of is what a till warns of.
    assert rules["clock"] == {
        "warn_min": clocks.WARN_MS // 60_000,
        "stop_min": clocks.STOP_MS // 60_000,
    }
    assert len(read_patterns(rules["weight_patterns"])) == 2


@pytest.mark.parametrize(
    ("_case", "off_rp", "guard"),
    [
        ("nothing", 0, Guard.NONE),
        ("5 % of 20,000", 1_000, Guard.NONE),
        ("a rupiah more", 1_001, Guard.SECOND),
    ],
)
def test_a_discount_above_its_part_needs_another_person(_case, off_rp, guard, written):
    rate = guards_of(written).discount_rate
    assert guard_of_discount(subtotal_rp=20_000, off_rp=off_rp, discount_rate=rate) is guard


@pytest.mark.parametrize(
    ("_case", "guard", "second", "pin", "lack"),
    [
        ("nobody was needed", Guard.NONE, False, False, None),
        ("the own PIN was typed", Guard.PIN, False, True, None),
        ("another one was typed instead", Guard.PIN, True, True, None),
        ("none was typed", Guard.PIN, False, False, Lack.PIN),
        ("another person agreed", Guard.SECOND, True, True, None),
        ("the own PIN is not enough", Guard.SECOND, False, True, Lack.SECOND),
    ],
)
def test_what_is_missing(_case, guard, second, pin, lack):
    assert lack_of(guard, has_second=second, has_pin=pin) is lack


def test_acts_that_need_somebody(written):
    limits = guards_of(written).limits
    assert set(limits) == {Act.RETURN, Act.VOID, Act.PAY_OTHERWISE, Act.CONFIRM_QRIS}


@pytest.mark.parametrize(
    ("good", "content", "most"),
    [
        ("LPG_3KG", 1, 5),
        ("BERAS_SPHP", 1, 25_000),
        ("BERAS_SPHP", 5_000, 5),
        ("GULA", 1, None),
        ("", 1, None),
    ],
)
def test_what_one_buyer_may_take(good, content, most, written):
    assert most_of(good, content=content, written=written) == most
