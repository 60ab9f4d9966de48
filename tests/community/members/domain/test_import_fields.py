"""Which column holds what, where the header is, which sheet it is."""

import pytest

from guyub.community.members.domain.import_fields import FIELDS, Header, header_of, likely_sheet, mapped


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("No. KTP", "nik"), ("N I K", None), ("Nomor Induk Kependudukan", "nik"), ("No. Identitas", "nik"),
        ("No KK", "kk"), ("NAMA ANGGOTA", "name"), ("Nama Lengkap", "name"), ("HP/WA", "phone"), ("No. Telp", "phone"),
        ("Tgl. Lahir", "born_on"), ("TTL", "birth"), ("Tempat, Tgl Lahir", "birth"), ("L/P", "sex"), ("JK", "sex"),
        ("RT/RW", "rt_rw"), ("R T", None), ("Simp. Pokok", "pokok"), ("SP", "pokok"), ("SW (Rp)", "wajib"),
        ("Simpnan Wajib", "wajib"), ("Tabungan", "sukarela"), ("Deposito", "berjangka"),
        ("Tanggal Daftar", "joined_on"),
        ("No", None), ("Keterangan", None), ("No. Anggota", "number"), ("Pekerjaan", "work"),
        ("Alamat Rumah", "address"),
    ],
)  # fmt: skip
def test_titles_are_known_in_several_spellings(title, code):
    assert mapped([title]) == ({code: title} if code else {})


def test_no_title_names_two_fields():
    keys = [key for field in FIELDS for key in field.keys]
    assert len(keys) == len(set(keys))


def test_a_misspelled_title_does_not_take_what_another_says_exactly():
    assert mapped(["Simpanan Wajb", "Simpanan Wajib"]) == {"wajib": "Simpanan Wajib"}


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
    header = header_of(rows)
    assert (header.at, header.depth, header.below) == (1, 2, 3)
    assert header.columns == ["NAMA", "NIK", "SIMPANAN Pokok", "SIMPANAN Wajib", "Ket"]
    assert header.mapping == {
        "name": "NAMA",
        "nik": "NIK",
    } | {"pokok": "SIMPANAN Pokok", "wajib": "SIMPANAN Wajib"}


def test_one_line_is_preferred_and_fifteen_are_looked_at():
    rows = lines(*[("x", "y")] * 14, ("Nama", "NIK"), ("Siti", "1"))
    assert (header_of(rows).at, header_of(rows).depth) == (14, 1)
    late = lines(*[("x", "y")] * 15, ("Nama", "NIK"), ("Siti", "1"))
    assert header_of(late).at == 0
    assert header_of(late, line=16) == Header(15, 1, ["Nama", "NIK"], {"name": "Nama", "nik": "NIK"})
    assert header_of(late, line=99) is None
    assert header_of([]) is None
    # The lower of two lines alone may say as much.
    assert header_of(lines(("Laporan", "Bulan"), ("Nama", "NIK"), ("Siti", "1"))).at == 1


def test_the_sheet_with_names_and_most_fields_is_likely():
    some = [
        header_of(lines(row, ("a", "b", "c")))
        for row in (("NIK", "HP", "RT"), ("Nama", "Jabatan"), ("Nama", "NIK"))
    ]
    assert likely_sheet(some, [9, 9, 9]) == 2
    assert likely_sheet([None, some[1], some[1]], [9, 1, 2]) == 2
    assert likely_sheet([None, None], [0, 0]) == 0
