from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.trade.retail.domain.escpos import DRAWER
from guyub.trade.retail.domain.receipts import (
    MemberPart,
    amount_words,
    receipt_bytes,
    receipt_message,
    receipt_text,
    till_number,
)
from tests.trade.retail.domain.till_receipts import CHIPS, LPG, OFFLINE, RECEIPTS, RICE, paid, receipt

GOLDEN = Path(__file__).parents[3] / "golden/receipts"


def readable(printed):
    """Write the bytes for a printer so that a person can read them: orders as \\x1b and the like, lines as lines."""
    return printed.decode("latin-1").encode("unicode_escape").decode().replace("\\n", "\\n\n") + "\n"


@pytest.mark.parametrize("name", RECEIPTS)
def test_the_golden_receipts(name):
    kept = {
        "32.txt": receipt_text(RECEIPTS[name], columns=32),
        "48.txt": receipt_text(RECEIPTS[name], columns=48),
        "message.txt": receipt_message(RECEIPTS[name]),
        "32.escpos": readable(receipt_bytes(RECEIPTS[name], columns=32)),
        "48.escpos": readable(receipt_bytes(RECEIPTS[name], columns=48, cuts=False)),
    }

    for form, made in kept.items():
        assert made == (GOLDEN / f"{name}.{form}").read_text(encoding="utf-8"), form


def test_a_number_that_is_not_there_yet_is_said_to_follow():
    text = receipt_text(OFFLINE, columns=32)

    assert "Nomor nota koperasi menyusul." in text
    assert "menyusul" not in receipt_text(replace(OFFLINE, number="JL/1"), columns=32)


def test_what_is_left_for_a_container_stands_beside_what_was_paid():
    kept = replace(RECEIPTS["lpg"], deposit_rp=150_000)

    assert "Jaminan wadah            150.000" in receipt_text(kept, columns=32)
    assert "Jaminan kembali" in receipt_text(replace(kept, returns="K1-0318"), columns=32)


def test_the_tills_own_number():
    assert till_number(device="K1", number=318) == OFFLINE.till_number
    assert till_number(device="K12", number=1_234_567) == "K12-1234567"


def test_a_nik_is_shown_by_its_end_alone():
    told = replace(RECEIPTS["lpg"], copy=2)

    for form in (
        receipt_text(told, columns=48),
        receipt_message(told),
        receipt_bytes(told, columns=32).decode("latin-1"),
    ):
        assert "357303410590" not in form
        assert " 0001" in form


def test_a_year_that_is_not_known_is_not_said():
    part = MemberPart(name="Siti Aminah (contoh)", number="A-0042", counted_rp=1)

    assert "tahun ini" not in receipt_text(replace(OFFLINE, member=part), columns=32)
    assert "Bon Anda" not in receipt_text(replace(OFFLINE, member=part), columns=32)


@pytest.mark.parametrize(
    ("_case", "told", "opens"),
    [
        ("cash", OFFLINE, True),
        ("a copy", replace(OFFLINE, copy=2), False),
        ("no cash", RECEIPTS["lpg"], False),
        ("cash that goes back", RECEIPTS["return"], True),
    ],
)
def test_the_drawer_opens_where_cash_moves(_case, told, opens):
    assert told.opens_drawer is opens
    assert (DRAWER in receipt_bytes(told, columns=32)) is opens


def test_a_discount_or_a_charge_alone_shows_the_sum_before_it():
    told = receipt(RICE, tenders=paid(cash=120_000))

    assert "Jumlah" not in receipt_text(told, columns=32)
    assert "Jumlah" in receipt_text(replace(told, discount_rp=1, discount_why="promo"), columns=32)
    assert "Jumlah" in receipt_text(replace(told, charges=[("Biaya", 1)]), columns=32)


def test_a_hotline_is_named_once():
    text = receipt_text(receipt(LPG, RICE, LPG, tenders=paid(cash=156_000)), columns=48)

    assert "Lapor ke 135, 0800-000-0000." in text


def test_a_star_in_a_name_does_not_make_a_message_bold():
    named = replace(CHIPS, name="*Promo* keripik")

    assert "\nPromo keripik\n" in receipt_message(receipt(named, tenders=paid(cash=36_450)))


@pytest.mark.parametrize(
    ("base_qty", "factor", "words"),
    [
        (3, 1, "3"),
        (1_250, 1_000, "1,25"),
        (500, 1_000, "0,5"),
        (12_000_000, 1_000, "12.000"),
        (5, 12, "0,42"),  # as many places as the unit has digits
        (1, 5_000_000_000, "0"),  # less than the sixth place
    ],
)
def test_a_quantity_is_written_in_its_unit_as_the_till_prints_it(base_qty, factor, words):
    assert amount_words(base_qty, factor=factor) == words


names = st.text(max_size=60)


@given(names, names, st.integers(0, 10**12), st.sampled_from([32, 48]))
def test_whatever_stands_in_a_name_no_line_is_too_long_and_no_order_gets_through(
    name, why, amount_rp, columns
):
    told = receipt(replace(CHIPS, name=name, why=why, gross_rp=amount_rp), cashier=name, void_why=why)

    for line in receipt_text(told, columns=columns).split("\n"):
        assert len(line) <= columns
        assert line.isascii()
        assert line.isprintable()
    harmless = receipt(replace(CHIPS, name="x", why="x", gross_rp=0), cashier="x", void_why=why and "x")
    assert receipt_bytes(told, columns=columns).count(b"\x1b") == receipt_bytes(
        harmless, columns=columns
    ).count(b"\x1b")
