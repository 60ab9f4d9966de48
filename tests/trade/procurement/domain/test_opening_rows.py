"""A shop's list of debts is read line by line; what is amiss is named, and nothing doubtful is taken."""

from datetime import date
from uuid import UUID

import pytest

from guyub.foundation.intake.domain.headers import header_of
from guyub.foundation.intake.domain.titles import lacking
from guyub.trade.procurement.domain.opening_fields import FIELDS
from guyub.trade.procurement.domain.opening_rows import DebtTable, KnownPartner, read_debts
from tests.trade.procurement.opening_desk import CUT, FIRST, HEADER, SECOND, SUM, changed

TODAY = date(2026, 11, 25)
KITA = KnownPartner(UUID(int=1), "GROKIT", "Grosir Kita", 14)
LAIN = KnownPartner(UUID(int=2), "TOKLAI", "Toko Lain", 0)


def read(*rows, cut_off=CUT, numbers=()):
    lines = [(1, HEADER), *enumerate(rows, 2)]
    found = header_of(lines, fields=FIELDS)
    return read_debts(
        DebtTable(
            columns=found.columns,
            lines=lines[found.below :],
            mapping=found.mapping,
            today=TODAY,
            partners=[KITA, LAIN],
            numbers=set(numbers),
            cut_off=cut_off,
        )
    )


def notes(*rows, **more):
    reading = read(*rows, **more)
    return [(note.line, note.field, note.wrong, note.suggestion) for note in reading.notes]


def test_bills_are_read_with_the_terms_of_their_partner():
    reading = read(FIRST, SECOND, SUM)
    assert reading.notes == []
    assert reading.passed_over == 1
    assert [row[1:] for row in reading.rows] == [
        (KITA, "F-101", date(2025, 12, 12), date(2025, 12, 26), 1_250_000, "Beras (contoh)"),
        (KITA, "F-102", date(2025, 12, 20), date(2026, 1, 31), 750_000, ""),
    ]


@pytest.mark.parametrize(
    "written", ["GROKIT", "grokit", "Grosir  Kita", "GROSIR-KITA", "Grosir Kita (GROKIT)"]
)
def test_a_partner_is_known_by_code_or_name(written):
    (row,) = read(changed(FIRST, c1=written)).rows
    assert row.partner is KITA


def test_titles_sums_numbered_columns_and_signatures_are_no_debts():
    numbered = tuple(str(at) for at in range(1, len(HEADER) + 1))
    signed = ("", "Bendahara (contoh)", "", "", "", "", "")
    reading = read(FIRST, HEADER, numbered, SUM, ("", "Jumlah utang", "-"), signed, ())
    assert (len(reading.rows), reading.passed_over, reading.notes) == (1, 6, [])


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"c1": "Pemasok Contoh"}, ("name", "example", "")),
        ({"c1": "-"}, ("name", "no_partner", "")),
        ({"c1": "Grosir Kta"}, ("name", "partner_unknown", "Grosir Kita")),
        ({"c1": "Zzz"}, ("name", "partner_unknown", "")),
        ({"c2": "-"}, ("number", "no_number", "")),
        ({"c2": "F" * 41}, ("number", "too_long", "40")),
        ({"c3": "kemarin"}, ("billed", "day_bad", "")),
        ({"c3": "26/11/2026"}, ("billed", "day_future", "")),
        ({"c3": "02/01/2026"}, ("billed", "day_after", "2026-01-01")),
        ({"c4": "nanti"}, ("due", "day_bad", "")),
        ({"c4": "11/12/2025"}, ("due", "due_before", "")),
        ({"c5": "banyak"}, ("amount", "money_bad", "")),
        ({"c5": "0"}, ("amount", "amount_zero", "")),
        ({"c5": "-5.000"}, ("amount", "amount_zero", "")),
        ({"c6": "k" * 201}, ("note", "too_long", "200")),
    ],
)
def test_what_is_amiss_is_told_and_keeps_the_line_out(cells, told):
    reading = read(changed(FIRST, **cells))
    assert [(note.field, note.wrong, note.suggestion) for note in reading.notes] == [told]
    assert reading.rows == []
    assert reading.errors_count == 1


def test_a_day_of_payment_beside_an_unread_day_is_not_compared():
    assert notes(changed(FIRST, c3="?", c4="31/01/26")) == [(2, "billed", "day_bad", "")]


def test_the_day_itself_is_inside_and_unopened_books_leave_the_day_open():
    assert notes(changed(FIRST, c3="01/01/2026", c4="01/01/2026")) == []
    assert notes(changed(FIRST, c3="25/11/2026"), cut_off=None) == []


def test_a_number_stands_once_for_a_partner():
    again = changed(SECOND, c2="f-101")
    assert notes(FIRST, again) == [(3, "number", "number_twice", "2")]
    assert notes(FIRST, changed(again, c1="Toko Lain")) == []
    assert notes(FIRST, SECOND, numbers=[(KITA.partner_id, "f-102")]) == [(3, "number", "number_known", "")]


def test_columns_that_are_needed_are_missed():
    assert lacking(FIELDS, {"name": "Pemasok", "amount": "Sisa"}) == ["number", "billed"]
