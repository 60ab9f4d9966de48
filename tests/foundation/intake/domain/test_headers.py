"""Where the header of a brought table is, which sheet is meant."""

from guyub.foundation.intake.domain.headers import Header, header_of, likely_sheet
from guyub.foundation.intake.domain.titles import Field

FIELDS = (
    Field("name", "Nama", is_required=True),
    Field("nik", "NIK"),
    Field("pokok", "Simpanan pokok"),
    Field("wajib", "Simpanan wajib"),
)


def lines(*rows):
    """Number lines from 1 and leave out the blank ones."""
    return [(number, list(row)) for number, row in enumerate(rows, 1) if any(row)]


def test_the_header_is_found_below_titles_and_over_two_lines():
    rows = lines(
        ("DAFTAR ANGGOTA", ""),
        (),
        ("NAMA", "NIK", "SIMPANAN", "", "Ket"),
        ("", "", "Pokok", "Wajib"),
        ("Siti", "1"),
    )
    header = header_of(rows, fields=FIELDS)
    assert (header.at, header.depth, header.below) == (1, 2, 3)
    assert header.columns == ["NAMA", "NIK", "SIMPANAN Pokok", "SIMPANAN Wajib", "Ket"]
    assert header.mapping == {
        "name": "NAMA",
        "nik": "NIK",
    } | {"pokok": "SIMPANAN Pokok", "wajib": "SIMPANAN Wajib"}


def test_one_line_is_preferred_and_fifteen_are_looked_at():
    rows = lines(*[("x", "y")] * 14, ("Nama", "NIK"), ("Siti", "1"))
    assert (header_of(rows, fields=FIELDS).at, header_of(rows, fields=FIELDS).depth) == (14, 1)
    late = lines(*[("x", "y")] * 15, ("Nama", "NIK"), ("Siti", "1"))
    assert header_of(late, fields=FIELDS).at == 0
    assert header_of(late, fields=FIELDS, line=16) == Header(
        15, 1, ["Nama", "NIK"], {"name": "Nama", "nik": "NIK"}
    )
    assert header_of(late, fields=FIELDS, line=99) is None
    assert header_of([], fields=FIELDS) is None
    # The lower of two lines alone may say as much.
    assert header_of(lines(("Laporan", "Bulan"), ("Nama", "NIK"), ("Siti", "1")), fields=FIELDS).at == 1


def test_the_sheet_with_names_and_most_fields_is_likely():
    some = [
        header_of(lines(row, ("a", "b", "c")), fields=FIELDS)
        for row in (("NIK", "HP", "RT"), ("Nama", "Jabatan"), ("Nama", "NIK"))
    ]
    assert likely_sheet(some, [9, 9, 9], needs=("name",)) == 2
    assert likely_sheet([None, some[1], some[1]], [9, 1, 2], needs=("name",)) == 2
    assert likely_sheet([None, None], [0, 0], needs=("name",)) == 0
