"""Tables of banks: columns found, sums left out, the running balance checked, what is mixed refused."""

from datetime import date

import pytest

from guyub.books.treasury.domain.bank_statements import closing_of, opening_of, statement_lines
from guyub.books.treasury.domain.bank_tables import (
    MOST_LINES,
    StatementRefusedError,
    check_mapping,
    guessed,
    mapped,
    table_in,
)

TODAY = date(2026, 11, 26)
BRI = ["TGL_TRAN", "DESK_TRAN", "MUTASI_DEBET", "MUTASI_KREDIT", "SALDO_AWAL_MUTASI", "SALDO_AKHIR_MUTASI"]
PLAIN = ["Tanggal", "Keterangan", "Debet", "Kredit", "Saldo"]
ROWS = (
    ["13/10/2026", "Setor tunai", "0", "500.000,00", "1.500.000,00"],
    ["14/10/2026", "Biaya admin", "10.000,00", "0", "1.490.000,00"],
)


def numbered(*rows):
    return list(enumerate(map(list, rows), 1))


def read(*rows, mapping=None, **more):
    table = table_in(numbered(*rows))
    return statement_lines(table, mapping or mapped(table, {}), latest=TODAY, **more)


def told(lines):
    return [(line.happened_on.day, line.amount_rp, line.balance_rp) for line in lines]


def wrong(call):
    with pytest.raises(StatementRefusedError) as refused:
        call()
    return refused.value.facts


@pytest.mark.parametrize(
    ("bank", "header", "row"),
    [
        ("BRI", BRI, ["13-10-2026 08:00:00", "Setor", "0.00", "500000.00", "0.00", "500000.00"]),
        ("Mandiri", ["Account No", "Date", "Val. Date", "Transaction Code", "Description", "Reference No.", "Debit",
                     "Credit", "Balance"],
         ["1440012345678", "13/10/26", "13/10/26", "6503", "Setor", "77", ".00", "500,000.00", "500,000.00"]),
        ("BNI", ["Tanggal Transaksi", "Uraian Transaksi", "Tipe", "Nominal", "Saldo"],
         ["13 Okt 2026", "Setor", "K", "500.000", "500.000"]),
        ("BSI", ["Tanggal", "No. Referensi", "Keterangan", "DB/CR", "Jumlah", "Saldo"],
         ["2026-10-13", "FT1", "Setor", "CR", "500.000,00", "500.000,00"]),
        ("BCA", ["Tanggal", "Keterangan", "Cabang", "Jumlah", "", "Saldo"],
         ["13/10/2026", "Setor", "0000", "500,000.00", "CR", "500,000.00"]),
        ("Bank Jatim", ["Tgl. Transaksi", "Uraian", "Mutasi", "Saldo Akhir"],
         ["13-10-2026", "Setor", "500.000,00 K", "500.000,00"]),
        ("signed", ["Date", "Description", "Amount"], ["13/10/2026", "Setor", "+500,000.00"]),
    ],
)  # fmt: skip
def test_the_files_of_banks_are_read_by_their_titles(bank, header, row):
    (line,) = read(header, row)

    assert (line.happened_on, line.amount_rp, line.description) == (date(2026, 10, 13), 500_000, "Setor"), (
        bank
    )


def test_lines_are_told_the_oldest_first_whichever_way_the_bank_lists_them():
    up, down = read(PLAIN, *ROWS), read(PLAIN, *ROWS[::-1])
    same_day = [["13/10/2026", *row[1:]] for row in ROWS]

    assert told(up) == told(down) == [(13, 500_000, 1_500_000), (14, -10_000, 1_490_000)]
    assert told(read(PLAIN, *same_day[::-1])) == [(13, 500_000, 1_500_000), (13, -10_000, 1_490_000)]
    assert (opening_of(up), closing_of(up), up[1].out_rp) == (1_000_000, 1_490_000, 10_000)
    assert opening_of(read(["Date", "Amount"], ["13/10/2026", "-5"])) is None
    assert closing_of(read(["Date", "Amount"], ["13/10/2026", "-5"])) is None


def test_what_stands_around_the_table_is_left_out():
    lines = read(
        ["Rekening koran"],
        ["No rekening", "0051-01-000123-30-4"],
        PLAIN,
        ["", "SALDO AWAL", "", "", "1.000.000,00"],
        ["", "dengan hormat", "", "", ""],
        ROWS[0],
        ["", "dari anggota", "", "", ""],
        PLAIN,
        ["15/10/2026", "Tanpa uang", "0", "0", "1.500.000,00"],
        ["16/10/2026", "Biaya admin", "10.000,00", "", ""],
        ["Saldo akhir", "", "", "", "1.490.000,00"],
        own_number="51 01 000123 30 4",
    )

    assert told(lines) == [(13, 500_000, 1_500_000), (16, -10_000, None)]
    assert [line.description for line in lines] == ["Setor tunai dari anggota", "Biaya admin"]
    assert [line.line for line in lines] == [6, 10]


def test_lines_that_are_the_same_in_everything_are_counted():
    same = ["13/10/2026", "Setor\u200b  tunai 081234567890", "500.000,00", ""]
    first, second = read(["Tanggal", "Keterangan", "Kredit", "Referensi"], same, same)

    assert first.digest == second.digest
    assert (first.occurrence, second.occurrence) == (1, 2)
    assert first.description == "Setor tunai 08•••••••890"


@pytest.mark.parametrize(
    ("case", "rows", "facts"),
    [
        ("nothing", [], {"wrong": "empty"}),
        ("a header alone", [PLAIN], {"wrong": "empty"}),
        ("a header at the end", [["x"], PLAIN], {"wrong": "empty"}),
        ("another delimiter", [["Tanggal^Keterangan^Jumlah"], ["1^2^3"]], {"wrong": "columns"}),
        ("titles nobody knows", [["A", "B", "C"], ["1", "2", "3"]], {"wrong": "columns"}),
        ("sums alone", [PLAIN, ["Total", "", "1", "1", ""]], {"wrong": "empty"}),
        ("lines of nothing", [PLAIN, *([day, "x", "0", "0", "5"] for day in ("13/10/2026", "14/10/2026"))],
         {"wrong": "empty"}),
        ("no day", [PLAIN, ["kemarin", "x", "5", "", ""]], {"wrong": "day", "line": 2}),
        ("money without a day", [PLAIN, ROWS[0], ["", "x", "5", "", ""]], {"wrong": "day", "line": 3}),
        ("not yet", [PLAIN, ["27/11/2026", "x", "5", "", ""]], {"wrong": "day", "line": 2}),
        ("which is the day", [PLAIN, ["01/11/2026", "x", "5", "", ""]], {"wrong": "order"}),
        ("cents", [PLAIN, ["13/10/2026", "x", "5,50", "", ""]], {"wrong": "amount", "line": 2}),
        ("a formula", [PLAIN, ["13/10/2026", "x", "=A1", "", ""]], {"wrong": "amount", "line": 2}),
        ("both ways", [PLAIN, ["13/10/2026", "x", "5", "5", ""]], {"wrong": "amount", "line": 2}),
        ("no balance", [PLAIN, ["13/10/2026", "x", "5", "", "banyak"]], {"wrong": "amount", "line": 2}),
        ("no flag", [["Tanggal", "Jumlah", "DK"], ["13/10/2026", "5", "?"]], {"wrong": "amount", "line": 2}),
        ("no amount", [["Tanggal", "Jumlah", "DK"], ["13/10/2026", "?", "K"]], {"wrong": "amount", "line": 2}),
        ("in or out", [["Tanggal", "Jumlah"], ["13/10/2026", "5"]], {"wrong": "sign"}),
        ("one balance tells no way", [["Tanggal", "Jumlah", "Saldo"], ["13/10/2026", "5", "9"]], {"wrong": "sign"}),
        ("a gap", [PLAIN, ROWS[0], ["15/10/2026", "x", "5", "", "1.490.000"]],
         {"wrong": "balance", "line": 3, "expected_rp": 1_499_995}),
        ("a gap within one day", [PLAIN, ROWS[0], ["13/10/2026", "x", "5", "", "7"]],
         {"wrong": "balance", "line": 3, "expected_rp": 1_499_995}),
        ("two accounts in a column", [["Tanggal", "Rekening", "Kredit"], ["13/10/2026", "12345678", "5"],
                                      ["14/10/2026", "12345679", "5"]], {"wrong": "mixed", "line": 3}),
        ("two accounts one after the other", [["Rekening: 12345678", ""], PLAIN, ROWS[0],
                                              ["Rekening: 12345679", ""], ROWS[1]], {"wrong": "mixed", "line": 4}),
        ("another account", [["No rekening", "99999999"], PLAIN, *ROWS], {"wrong": "account", "line": 1}),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_its_line(case, rows, facts):
    assert wrong(lambda: read(*rows, own_number="12345678")) == facts, case


def test_a_masked_account_of_the_bank_says_nothing():
    assert read(["Tanggal", "Rekening", "Kredit"], ["13/10/2026", "1234****", "5"], own_number="12345678")


def test_a_file_has_a_limit():
    rows = [["13/10/2026", "x", "5", "", ""]] * (MOST_LINES + 1)

    assert wrong(lambda: read(PLAIN, *rows)) == {"wrong": "many", "most": MOST_LINES}
    assert wrong(lambda: read(PLAIN, *rows * 2)) == {"wrong": "many", "most": MOST_LINES}


def test_unsigned_amounts_are_right_where_the_balance_follows():
    lines = read(["Tanggal", "Jumlah", "Saldo"], ["13/10/2026", "5", "5"], ["14/10/2026", "6", "11"])

    assert told(lines) == [(13, 5, 5), (14, 6, 11)]


def test_what_went_out_may_have_a_minus_in_its_own_column():
    lines = read(["Tanggal", "Debet", "Kredit"], ["13/10/2026", "-5", ""], ["14/10/2026", "", "6"])

    assert told(lines) == [(13, -5, None), (14, 6, None)]


def test_titles_that_nobody_knows_are_mapped_by_people_and_remembered():
    table = table_in(numbered(["Kapan", "Apa", "Berapa"], ["01/11/2026", "Setor", "5 K"]))
    said = {"date": "Kapan", "amount": "Berapa", "description": "Apa", "order": "hari"}

    assert mapped(table, {}) == {}
    assert mapped(table, said) == said
    assert mapped(table, said | {"date": "Dulu"}) == {}
    assert told(statement_lines(table, said, latest=TODAY)) == [(1, 5, None)]


@pytest.mark.parametrize(
    ("mapping", "word"),
    [
        ({"date": "Tanggal", "warna": "Saldo"}, "field"),
        ({"date": "Tanggal", "amount": "Nilai"}, "field"),
        ({"date": "Tanggal", "amount": "Tanggal"}, "field"),
        ({"date": "Tanggal", "debit": "Debet", "order": "tahun"}, "field"),
        ({"debit": "Debet"}, "columns"),
        ({"date": "Tanggal"}, "columns"),
    ],
)
def test_columns_that_cannot_be_are_refused(mapping, word):
    table = table_in(numbered(PLAIN, *ROWS))

    assert wrong(lambda: check_mapping(table, mapping)) == {"wrong": word}


def test_the_own_day_of_a_transaction_goes_before_its_value_date():
    assert guessed(["Value Date", "Tanggal Transaksi", "Jumlah"]) == {
        "date": "Tanggal Transaksi",
        "amount": "Jumlah",
    }
