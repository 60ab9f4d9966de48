"""A PIN at the till is six digits that nobody guesses at once."""

import pytest

from guyub.trade.retail.domain.pins import TillPinRefusedError, checked_pin, pin_kept


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("12345", "digits"),
        ("1234567", "digits"),
        ("12345a", "digits"),
        ("١٢٣٤٥٦", "digits"),
        ("111111", "simple"),
        ("123456", "simple"),
        ("654321", "simple"),
    ],
)
def test_what_is_no_pin(written, wrong):
    with pytest.raises(TillPinRefusedError) as refusal:
        checked_pin(written)
    assert refusal.value.facts["wrong"] == wrong


def test_what_is_kept_is_what_a_till_works_out():
    assert checked_pin(" 270817 ") == "270817"
    assert checked_pin("135791") == "135791"
    kept = pin_kept("123456", salt=bytes.fromhex("00112233445566778899aabbccddeeff"), rounds=1000)
    assert (kept.salt, kept.rounds, len(kept.hash)) == ("00112233445566778899aabbccddeeff", 1000, 64)
