import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from guyub.foundation.kernel.documents import spreadsheets
from guyub.foundation.kernel.documents.spreadsheets import (
    Column,
    Kind,
    Sheet,
    Sum,
    TableRefusedError,
    harmless,
    read_lines,
    read_sheets,
    read_table,
    render_csv,
    render_xlsx,
)

COLUMNS = (
    Column("Nama"),
    Column("Jumlah (Rp)", Kind.RUPIAH),
    Column("Berat", Kind.QUANTITY),
    Column("Bagian", Kind.PERCENT),
    Column("Tanggal", Kind.DATE),
)
ROW = ("=HYPERLINK(1)", 1_234_567, Decimal("1.5"), Decimal("0.45"), date(2026, 11, 24))


def workbook(*rows, columns=COLUMNS):
    return render_xlsx([Sheet(name="Contoh", title="Judul", source="tes", columns=columns, rows=rows)])


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_a_workbook_read_again_says_the_same():
    title, source, heads, row, blank = read_table(
        workbook(ROW, ("Budi", None, None, None, None), columns=COLUMNS)
    )

    assert title[0] == "Judul"
    assert source[0] == "Sumber: tes"
    assert heads == ["Nama", "Jumlah (Rp)", "Berat", "Bagian", "Tanggal"]
    assert row == ["=HYPERLINK(1)", "1234567", "1.5", "0.45", "2026-11-24"]
    assert blank == ["Budi", "", "", "", ""]


def test_a_workbook_has_no_formula_and_no_link():
    sheet = part(workbook(ROW, ("https://jahat.example", 1, 1, 1, None)), "xl/worksheets/sheet1.xml")

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_the_same_tables_give_the_same_bytes():
    assert workbook(ROW) == workbook(ROW)


def test_a_number_beyond_what_a_spreadsheet_keeps_goes_as_text():
    """Sixteen digits would be rounded; the largest exact number stays a number."""
    rows = ((10**15 - 1,), (10**15,), (-(10**15),))

    read = read_table(workbook(*rows, columns=(Column("Rp", Kind.RUPIAH),)))

    assert read[3:] == [["999999999999999"], ["1000000000000000"], ["-1000000000000000"]]


def test_a_sheet_without_rows_still_opens():
    assert read_table(workbook())[2][0] == "Nama"


@given(st.text(max_size=20))
def test_no_text_of_a_csv_is_a_formula(text):
    written = render_csv(titles=["A"], rows=[[text], [f"={text}"], [f"\t{text}"]]).decode("utf-8-sig")

    cells = [row[0] for row in csv.reader(io.StringIO(written, newline=""), delimiter=";") if row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%"))]


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-5", "@SUM(A1)", "\t=1", "＝1", "|calc", "%0A"])
def test_a_text_like_a_formula_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


def test_a_csv_is_written_for_indonesian_spreadsheets():
    rows = [['Sri; "Warung"', -50_000, Decimal("1.50"), date(2026, 11, 24), None]]

    content = render_csv(titles=["Nama", "Rp", "Kg", "Tanggal", "Catatan"], rows=rows)

    assert content.decode("utf-8") == (
        '\ufeffNama;Rp;Kg;Tanggal;Catatan\r\n"Sri; ""Warung""";-50000;1,50;2026-11-24;\r\n'
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_read(delimiter):
    content = f"Nama{delimiter}Desa\n\nSri{delimiter} Bumiayu \n".encode()

    assert read_table(content) == [["Nama", "Desa"], ["Sri", "Bumiayu"]]


def test_lines_are_counted_as_the_spreadsheet_shows_them():
    assert read_lines(b"Nama;Desa\n\n\nSri;Bumiayu\n") == [(1, ["Nama", "Desa"]), (4, ["Sri", "Bumiayu"])]
    assert [line for line, _ in read_lines(workbook(ROW))] == [1, 2, 4, 5]


def test_a_title_above_the_table_does_not_choose_the_delimiter():
    content = b"Daftar, Kota Malang\nNama;Alamat\nSri;Jl. A, RT 1, RW 2, Malang, Jatim\n"

    assert read_table(content)[2] == ["Sri", "Jl. A, RT 1, RW 2, Malang, Jatim"]


def test_a_number_that_a_workbook_has_rounded_says_so():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [3573034105900001, 999_999_999_999_999, 3573031003])

    assert read_table(buffer.getvalue()) == [["3.57303410590000E+15", "999999999999999", "3573031003"]]


def test_an_old_coding_is_read():
    assert read_table("Nama;Kota\nRené;Malang\n".encode("cp1252"))[1] == ["René", "Malang"]
    assert read_table("Nama\tKota\nRené\tMalang\n".encode("utf-16"))[1] == ["René", "Malang"]


@pytest.mark.parametrize(
    ("_case", "content", "wrong"),
    [
        ("bytes of something else", b"a;b\n\0\0", "not_text"),
        ("half a sign of UTF-16", b"\xff\xfea\0b", "not_text"),
        ("an archive that is none", b"PK\x03\x04....", "not_a_table"),
        ("an old workbook that is none", b"\xd0\xcf\x11\xe0....", "not_a_table"),
        ("an open quote", b'a;"b\n', "not_a_table"),
        ("too many columns", b";".join([b"a"] * 201), "too_many_columns"),
        ("a cell too long", b"a" * 2001, "cell_too_long"),
        ("too many rows", b"a\n" * 50_001, "too_many_rows"),
    ],
)
def test_what_is_no_table_is_refused(_case, content, wrong):
    with pytest.raises(TableRefusedError) as refusal:
        read_table(content)

    assert refusal.value.facts["wrong"] == wrong


def test_macros_and_bombs_are_refused(monkeypatch):
    def archive(name, text):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(name, text)
        return buffer.getvalue()

    for content, wrong in (
        (archive("xl/vbaProject.bin", "x"), "has_macros"),
        (archive("xl/sheet.xml", "0" * 200_000_001), "too_large"),
    ):
        with pytest.raises(TableRefusedError) as refusal:
            read_table(content)
        assert refusal.value.facts["wrong"] == wrong

    monkeypatch.setattr(spreadsheets, "MOST_BYTES", 10)
    with pytest.raises(TableRefusedError) as refusal:
        read_table(b"a" * 11)
    assert refusal.value.facts == {"wrong": "too_large", "most": 10}


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_older_and_open_workbooks_read_as_the_others_do(ending):
    content = (Path(__file__).parent / f"tables/laporan-contoh.{ending}").read_bytes()

    assert read_table(content) == [
        ["Kode", "Kelurahan", "NIB", "Penjualan", "Per tanggal"],
        ["35.73.03.1003", "Bumiayu", "ya", "5220000", "2026-08-05"],
        ["35.73.02.1009", "Bareng", "belum", "0", "2026-08-05"],
    ]


def test_a_workbook_has_sheets_and_says_which_cells_are_merged():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_chartsheet("Bagan")
        for name in ("Satu", "Dua"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, [name, "A"])
        sheet.merge_range(2, 0, 4, 1, "bersama")
    read = read_sheets(content.getvalue())

    assert [(one.name, one.lines, one.merged) for one in read] == [
        ("Satu", [(1, ["Satu", "A"])], ()),
        ("Dua", [(1, ["Dua", "A"]), (3, ["bersama", ""])], ((3, 0, 5, 1),)),
    ]
    assert read_lines(content.getvalue()) == [(1, ["Satu", "A"])]
    with pytest.raises(TableRefusedError) as refused:
        read_sheets(content.getvalue(), most_rows=1)
    assert refused.value.facts == {"wrong": "too_many_rows", "most": 1}


def test_a_csv_is_one_sheet_and_a_workbook_of_charts_is_no_table():
    assert [(one.name, one.lines) for one in read_sheets(b"a;b\n\n1;2")] == [
        ("", [(1, ["a", "b"]), (3, ["1", "2"])])
    ]
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_chartsheet("Bagan")
    with pytest.raises(TableRefusedError) as refused:
        read_sheets(content.getvalue())
    assert refused.value.facts == {"wrong": "not_a_table"}


def test_a_sum_is_a_live_formula_with_its_value_and_a_text_never_is():
    rows = [
        ("Kas", 7),
        ("Bank", 5),
        ("=SUM(A1:A9)", None),
        ("Penyisihan", 4),
        ("Jumlah", Sum(8, ((0, 1), (1, 1), (3, -1)))),
        ("Tanpa isi", Sum(0, ())),
        ("Terlalu besar", Sum(10**15, ((0, 1),))),
    ]
    sheet = Sheet(
        name="Neraca",
        title="Neraca",
        source="contoh",
        columns=(Column("Akun"), Column("Rupiah", Kind.RUPIAH)),
        rows=rows,
    )
    content = render_xlsx([sheet])

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f>(.*?)</f><v>(.*?)</v>", page) == [("SUM(B5:B6)-B8", "8")]
    read = [row for row in read_table(content) if len(row) > 1][-7:]
    assert [row[1] for row in read] == ["7", "5", "", "4", "8", "0", str(10**15)]
    assert b"Jumlah;8\r\n" in render_csv(titles=("Akun", "Rupiah"), rows=rows)
