from datetime import date, timedelta

import pytest

from guyub.community.partners.domain.accounts import (
    AccountRefusedError,
    AccountTyped,
    checked_account,
    checked_why,
    is_fresh,
    said_account,
)

BRI = AccountTyped(bank="BRI", number="0051 01-000123.530", holder="Toko Grosir Pasar Gadang")


def wrong(act):
    with pytest.raises(AccountRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def test_an_account_keeps_digits_and_single_blanks():
    kept = checked_account(
        AccountTyped(bank=" Bank  Jatim ", number="0051 01-000123.530", holder=" Bu   Sri ")
    )

    assert kept == AccountTyped(bank="Bank Jatim", number="005101000123530", holder="Bu Sri")


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("bank", ""),
        ("bank", "B"),
        ("bank", "B" * 41),
        ("number", ""),
        ("number", "12345"),
        ("number", "1" * 21),
        ("number", "12345678A"),
        ("number", "١٢٣٤٥٦٧٨"),
        ("holder", ""),
        ("holder", "123"),
        ("holder", "S" * 81),
    ],
)
def test_what_is_no_account(field, written):
    told = {"bank": BRI.bank, "number": BRI.number, "holder": BRI.holder} | {field: written}

    assert wrong(lambda: checked_account(AccountTyped(**told))) == field


@pytest.mark.parametrize("length", [6, 20])
def test_the_shortest_and_the_longest_number(length):
    kept = checked_account(AccountTyped(bank="B" * 40, number="1" * length, holder="S" * 80))

    assert (kept.bank, kept.number) == ("B" * 40, "1" * length)
    assert checked_account(AccountTyped(bank="BC", number="1" * length, holder="S")).bank == "BC"


def test_a_reason_is_one_line_of_its_length():
    assert checked_why("  dari   buku tabungan ") == "dari buku tabungan"
    assert checked_why("a" * 10) == "a" * 10
    assert checked_why("a" * 200) == "a" * 200
    assert wrong(lambda: checked_why("a" * 9)) == "why"
    assert wrong(lambda: checked_why("a" * 201)) == "why"


def test_an_account_is_said_by_its_end():
    assert said_account("BRI", "005101000123530") == "BRI •••• 3530"
    assert said_account("", "") == "tanpa rekening"


def test_what_changed_within_thirty_days_is_fresh():
    today = date(2026, 11, 25)

    assert not is_fresh(None, today=today)
    assert is_fresh(today, today=today)
    assert is_fresh(today - timedelta(days=30), today=today)
    assert not is_fresh(today - timedelta(days=31), today=today)
