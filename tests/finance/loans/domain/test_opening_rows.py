"""A treasurer's list of loans is read line by line; what is amiss is named, and nothing doubtful is taken."""

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest

from guyub.finance.loans.domain.contracts import KIND_ORDER, Contract
from guyub.finance.loans.domain.opening_fields import FIELDS, ONE_OF
from guyub.finance.loans.domain.opening_rows import Known, Lent, LoanTable, read_loans
from guyub.finance.loans.domain.servicing import Servicing
from guyub.finance.loans.domain.terms import Every, Method, Terms, Unit
from guyub.foundation.intake.domain.headers import header_of
from guyub.foundation.intake.domain.titles import lacking
from tests.finance.loans.opening_tables import CUT, HEADER, NAMES, ROWS, changed

PRODUCT = Lent(UUID(int=1), None, "usaha", "Pinjaman usaha", None)
WEEKLY = Lent(
    UUID(int=2),
    None,
    "mekar",
    "Pinjaman mekar",
    Contract(
        Terms(method=Method.FLAT, annual_rate=Fraction(24, 100), every=Every(Unit.WEEK)),
        Servicing(allocation=KIND_ORDER),
    ),
)
MEMBERS = (
    *(Known(UUID(int=100 + at), at + 1, name, True) for at, name in enumerate(NAMES)),
    Known(UUID(int=120), 20, "Slamet (contoh)", False),
    Known(UUID(int=121), 21, "Kembar (contoh)", True),
    Known(UUID(int=122), 22, "Kembar (contoh)", True),
)
EXTRA = ("Produk", "Penyisihan", "Susun Ulang")
AT = {code: place for place, code in enumerate((
    "number", "name", "day", "principal", "count", "month", "year", "method", "every", "first", "left", "jasa",
    "purpose",
))}  # fmt: skip


def read(*rows, products=(PRODUCT,), header=HEADER, cut_off=CUT):
    lines = [(1, header), *enumerate(rows, 2)]
    found = header_of(lines, fields=FIELDS)
    return read_loans(
        LoanTable(
            columns=found.columns,
            lines=lines[1:],
            mapping=found.mapping,
            members=MEMBERS,
            products=products,
            cut_off=cut_off,
        )
    )


def noted(reading):
    return [(note.field, note.wrong) for note in reading.notes]


def one(**cells):
    """Give the first loan with other cells."""
    return changed(0, **{f"c{AT[code]}": cell for code, cell in cells.items()})


def test_twelve_loans_are_read():
    reading = read(*ROWS)

    assert len(reading.rows) == 12
    assert (reading.errors_count, noted(reading)) == (0, [("left", "anew")])
    first = reading.rows[0]
    assert (first.line, first.member.name, first.product) == (2, "Siti Aminah", PRODUCT)
    assert first.told.disbursed_on == date(2025, 5, 12)
    assert (first.told.principal_rp, first.told.left_rp, first.told.annual_rate) == (
        12_000_000,
        5_000_000,
        Fraction(18, 100),
    )
    assert reading.rows[6].told.every == Every(Unit.WEEK)
    assert reading.rows[11].told.first_due_on == date(2025, 8, 5)


@pytest.mark.parametrize(
    ("_case", "row", "note"),
    [
        ("nobody", one(number="", name=""), ("number", "nobody", "")),
        ("no number", one(number="dua"), ("number", "number_bad", "")),
        ("no such number", one(number="99"), ("number", "number_unknown", "")),
        ("left", one(number="20"), ("number", "left_already", "Slamet (contoh)")),
        ("no such name", one(number="", name="Siti Amina"), ("name", "name_unknown", "Siti Aminah")),
        ("a stranger", one(number="", name="Xyz"), ("name", "name_unknown", "")),
        ("namesakes", one(number="", name="Kembar (contoh)"), ("name", "name_many", "2")),
        ("the example", one(name="Nama Contoh"), ("name", "example", "")),
        ("no day", one(day=""), ("disbursed_on", "empty", "")),
        ("a day that is none", one(day="31/02/2025"), ("disbursed_on", "day_bad", "")),
        ("paid out after the opening", one(day="2 Januari 2026"), ("disbursed_on", "after_cut_off", "2026-01-01")),
        ("nothing lent", one(principal=""), ("principal", "empty", "")),
        ("words", one(principal="sejuta"), ("principal", "money_bad", "")),
        ("below zero", one(principal="-5.000.000"), ("principal", "money_below", "")),
        ("settled", one(left="0"), ("left", "settled", "")),
        ("more left than lent", one(left="12.000.001"), ("left", "left_more", "")),
        ("no number of instalments", one(count="lama"), ("instalments", "count_bad", "")),
        ("no rate", one(month=""), ("rate_month", "empty", "")),
        ("a rate in words", one(month="dua"), ("rate_month", "rate_bad", "")),
        ("two rates", one(month="1,5", year="20"), ("rate_year", "rate_two", "")),
        ("a method of its own", one(method="campur"), ("method", "method_unknown", "")),
        ("no method, and no product says it", one(method=""), ("method", "method_unknown", "")),
        ("a period of its own", one(every="kadang"), ("every", "every_unknown", "")),
        ("due before it was paid out", one(first="12 Mei 2025"), ("first_due_on", "first_due_early", "")),
        ("jasa below zero", one(jasa="-1"), ("jasa", "money_below", "")),
        ("jasa in words", one(jasa="ada"), ("jasa", "money_bad", "")),
        ("a long purpose", one(purpose="x" * 121), ("purpose", "too_long", "120")),
    ],
)  # fmt: skip
def test_what_is_amiss_is_named_and_keeps_the_line_out(_case, row, note):
    reading = read(row)

    assert not reading.rows
    assert [(one.field, one.wrong, one.suggestion) for one in reading.notes] == [note]
    assert (reading.errors_count, reading.notes[0].line) == (1, 2)


def test_terms_of_which_no_schedule_can_be_made_say_why():
    (note,) = read(one(month="120")).notes

    assert (note.field, note.wrong, note.is_error) == ("", "terms", True)
    assert note.suggestion.startswith("Suku jasa lebih dari 100% sebulan.")


def test_warnings_let_the_loan_in():
    reading = read(one(name="Bu Siti", jasa="99.000"))

    assert len(reading.rows) == 1
    assert [(note.wrong, note.suggestion, note.is_error) for note in reading.notes] == [
        ("other_name", "Siti Aminah", False),
        ("jasa_other", "", False),
    ]
    assert reading.warnings_count == 2


def test_the_same_line_twice_is_one_too_many_and_another_loan_is_not():
    reading = read(ROWS[0], one(purpose="Ternak"), ROWS[0])

    assert len(reading.rows) == 2
    (note,) = reading.notes
    assert (note.line, note.wrong, note.suggestion) == (4, "twice", "2")


def test_products_by_code_and_name():
    header = (*HEADER, *EXTRA)
    told = {"products": (PRODUCT, WEEKLY), "header": header}
    for product, wanted in (("usaha", PRODUCT), ("Pinjaman Mekar", WEEKLY)):
        assert read((*ROWS[0], product, "", ""), **told).rows[0].product == wanted
    assert noted(read((*ROWS[0], "", "", ""), **told)) == [("product", "no_product")]
    (note,) = read((*ROWS[0], "mekarr", "", ""), **told).notes
    assert (note.wrong, note.suggestion) == ("product_unknown", "Pinjaman mekar")
    (note,) = read((*ROWS[0], "xyz", "", ""), **told).notes
    assert note.suggestion == ""
    # What the table leaves open is as the product is lent.
    loan = read((*one(method=""), "mekar", "", ""), **told).rows[0].told
    assert (loan.method, loan.every) == (Method.FLAT, Every(Unit.WEEK))


def test_what_is_set_aside_and_a_schedule_asked_anew():
    header = (*HEADER, *EXTRA)
    loan = read((*ROWS[0], "", "250.000", "ya"), header=header).rows[0]
    assert (loan.provision_rp, loan.told.is_anew, loan.opening.is_anew) == (250_000, True, True)
    assert noted(read((*ROWS[0], "", "250.000", "ya"), header=header)) == []
    assert noted(read((*ROWS[0], "", "5.000.001", ""), header=header)) == [("provision", "provision_more")]
    assert noted(read((*ROWS[0], "", "", "mungkin"), header=header)) == [("anew", "yes_no")]
    assert noted(read((*ROWS[0], "", "x", ""), header=header)) == [("provision", "money_bad")]


def test_lines_that_are_no_loans_are_passed_over():
    reading = read(
        HEADER,
        tuple(str(at) for at in range(1, 14)),
        ("", "Jumlah", *[""] * 8, "47.603.526", "", ""),
        ("Total RT 02", *[""] * 12),
        ("Bendahara",),
        ROWS[0],
    )

    assert (len(reading.rows), reading.passed_over, reading.errors_count) == (1, 5, 0)


def test_a_rate_of_nothing_is_a_rate():
    assert read(one(month="0")).rows[0].told.annual_rate == 0
    header = [title for title in HEADER if title != "Jasa per Bulan"]
    row = [cell for place, cell in enumerate(ROWS[0]) if place != AT["month"]]
    assert noted(read(row, header=header)) == [("rate_year", "empty")]


def test_every_mistake_is_counted_and_the_first_five_hundred_are_kept():
    reading = read(*[one(number="99")] * 501)
    assert (reading.errors_count, len(reading.notes)) == (501, 500)


def test_what_a_table_must_have():
    assert lacking(FIELDS, {}, one_of=ONE_OF) == [
        "disbursed_on",
        "principal",
        "instalments",
        "left",
        "number",
        "rate_month",
    ]
    assert lacking(FIELDS, header_of([(1, HEADER), (2, ROWS[0])], fields=FIELDS).mapping, one_of=ONE_OF) == []


def test_no_two_fields_go_by_one_title():
    keys = [key for field in FIELDS for key in field.keys]
    assert len(keys) == len(set(keys))
