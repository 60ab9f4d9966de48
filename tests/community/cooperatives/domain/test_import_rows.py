from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.cooperatives.domain.import_rows import MOST_FAULTS, read_rows
from guyub.community.cooperatives.domain.import_shapes import Known, Table
from guyub.community.cooperatives.domain.imports import FIELDS, ImportKind, header_at, lacking, mapped
from guyub.community.cooperatives.domain.officers import Post
from guyub.foundation.intake.domain.titles import columns_of

TODAY = date(2026, 11, 25)
WARDS = {"35.73.03.1003": "Bumiayu", "35.73.02.1001": "Klojen"}
KNOWN = Known(
    wards=WARDS,
    today=TODAY,
    deeds={"35.73.02.1001": date(2025, 6, 2)},
    holders={("35.73.03.1003", Post.KETUA): "Bambang Sutrisno"},
    posts={("35.73.03.1003", "bambang sutrisno"): Post.KETUA},
    term_years=5,
)
GOOD = {
    ImportKind.COOPERATIVES: {"code": "35.73.03.1003"},
    ImportKind.OFFICERS: {
        "code": "3573031003",
        "name": "Sri",
        "post": "Bendahara",
        "term_from": "2025-06-02",
        "term_to": "2030-06-01",
    },
    ImportKind.REPORTS: {
        "code": "35.73.03.1003",
        "indicator": "Anggota",
        "value": "130",
        "as_of": "2026-08-05",
        "source": "Laporan",
    },
}


def read(kind, *rows, known=KNOWN):
    """Read rows given as field → cell; the columns are the fields."""
    columns = [field.code for field in FIELDS[kind]]
    lines = [(number, [row.get(column, "") for column in columns]) for number, row in enumerate(rows, 2)]
    used = {code for row in rows for code in row}
    mapping = {code: code for code in columns if code in used}
    return read_rows(kind, Table(columns=columns, lines=lines, mapping=mapping), known)


def faults(kind, **change):
    return [(f.field, f.wrong, f.suggestion) for f in read(kind, {**GOOD[kind], **change}).faults]


@pytest.mark.parametrize("kind", ImportKind)
def test_a_good_row_is_read(kind):
    reading = read(kind, GOOD[kind])

    assert (len(reading.rows), reading.faults) == (1, [])
    assert reading.rows[0].code == "35.73.03.1003"


C, P, R = ImportKind.COOPERATIVES, ImportKind.OFFICERS, ImportKind.REPORTS


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        (C, {"code": ""}, ("code", "missing", "")),
        (C, {"code": "", "ward": "bumi ayu"}, ("code", "missing", "35.73.03.1003 Bumiayu")),
        (C, {"code": "=A1"}, ("code", "formula", "")),
        (C, {"code": "3,57E+09"}, ("code", "rounded", "")),
        (C, {"code": "35.73.03.9999", "ward": "Bumiaju"}, ("code", "unknown_code", "35.73.03.1003 Bumiayu")),
        (C, {"ward": "Klojen"}, ("ward", "name_other", "Bumiayu")),
        (
            C,
            {"official_name": "Koperasi Kelurahan Merah Putih Klojen"},
            ("official_name", "name_other", "Bumiayu"),
        ),
        (C, {"official_name": "Bumiayu " + "x" * 160}, ("official_name", "too_long", "160")),
        (C, {"postal_code": "6513"}, ("postal_code", "bad_postal", "")),
        (C, {"nib": "123", "nib_on": "2025-08-04"}, ("nib", "bad_number", "")),
        (C, {"nib": "-1", "nib_on": "2025-08-04"}, ("nib", "formula", "")),
        (C, {"npwp": "1234567890123000", "npwp_on": "2025-08-04"}, ("npwp", "rounded", "")),
        (C, {"nib": "1234567890123"}, ("nib_on", "missing", "")),
        (C, {"nib": "1234567890123", "nib_on": "2026-11-26"}, ("nib_on", "future", "")),
        (C, {"nib": "1234567890123", "nib_on": "25-11-26"}, ("nib_on", "bad_date", "")),
        (
            C,
            {"code": "35.73.02.1001", "nib": "1234567890123", "nib_on": "2025-06-01"},
            ("nib_on", "before_deed", "2025-06-02"),
        ),
        (P, {"name": ""}, ("name", "missing", "")),
        (P, {"post": "Sekertaris"}, ("post", "bad_post", "SEKRETARIS")),
        (P, {"post": "Ketua"}, ("post", "post_taken", "Bambang Sutrisno")),
        (P, {"sex": "x"}, ("sex", "bad_sex", "")),
        (P, {"is_ex_officio": "mungkin"}, ("is_ex_officio", "bad_yes_no", "")),
        (P, {"is_ex_officio": "ya"}, ("is_ex_officio", "ex_officio", "")),
        (P, {"term_to": "2025-06-01"}, ("term_to", "ends_before_start", "")),
        (P, {"term_to": "2030-06-02"}, ("term_to", "term_long", "2030-06-01")),
        (P, {"name": "Bambang  SUTRISNO"}, ("post", "two_posts", "KETUA")),
        (P, {"term_from": ""}, ("term_from", "missing", "")),
        (R, {"indicator": "Angota"}, ("indicator", "unknown_indicator", "Anggota")),
        (R, {"value": "banyak"}, ("value", "bad_value", "COUNT")),
        (R, {"value": "1,3E+02"}, ("value", "rounded", "")),
        (R, {"value": "–"}, ("value", "missing", "")),
        (R, {"source": ""}, ("source", "missing", "")),
        (R, {"source": "x" * 161}, ("source", "too_long", "160")),
        (R, {"as_of": "2026-11-26"}, ("as_of", "future", "")),
    ],
)
def test_each_fault_is_named_alone(kind, change, fault):
    assert faults(kind, **change) == [fault]


def test_who_sits_by_office_is_not_bound_to_the_years_of_a_term():
    change = {"post": "Ketua Pengawas", "is_ex_officio": "ya", "term_to": "2035-06-01"}

    assert faults(P, **change) == []


def test_the_day_of_a_deed_in_the_row_counts_before_the_one_on_record():
    change = {"akta_number": "1", "akta_on": "2025-01-02", "nib": "1234567890123", "nib_on": "2025-03-01"}

    assert faults(C, code="35.73.02.1001", **change) == []


def test_words_like_a_formula_stay_as_they_are():
    (row,) = read(C, {**GOOD[C], "address": "=HYPERLINK(1)"}).rows

    assert row.address == "=HYPERLINK(1)"


@pytest.mark.parametrize("kind", ImportKind)
def test_the_same_twice_names_the_line_above(kind):
    reading = read(kind, GOOD[kind], GOOD[kind])

    assert [(f.line, f.wrong, f.suggestion) for f in reading.faults] == [(3, "duplicate", "2")]


def test_an_npwp_of_fifteen_digits_gets_its_zero():
    (row,) = read(C, {**GOOD[C], "npwp": "12.345.678.9-012.345", "npwp_on": "2025-07-01"}).rows

    assert row.papers[0].number == "0123456789012345"


def test_a_wide_row_says_several_things_and_its_faults_once():
    table = Table(
        columns=["a", "b", "c"],
        lines=[(2, ["35.73.03.1003", "130", "sudah"]), (3, ["x", "130", "belum"])],
        mapping={"code": "a", "members": "b", "nib": "c"},
        as_of=TODAY,
        source="Laporan",
    )

    reading = read_rows(R, table, KNOWN)

    assert [(row.indicator, row.value.number, row.value.is_yes) for row in reading.rows] == [
        ("nib", None, True),
        ("members", 130, None),
    ]
    assert [(f.line, f.wrong) for f in reading.faults] == [(3, "unknown_code")]


def test_many_faults_are_counted_and_five_hundred_shown():
    reading = read(C, *({"code": "x", "ward": f"Bumi{n}"} for n in range(700)))

    assert (reading.faults_count, len(reading.faults)) == (700, MOST_FAULTS)


@given(
    st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=5), st.sampled_from(ImportKind)
)
def test_whatever_stands_in_the_cells_is_answered(rows, kind):
    fields = [field.code for field in FIELDS[kind]]
    for start in range(0, len(fields) - 2, 3):
        picked = fields[start : start + 3]
        table = Table(
            columns=picked,
            lines=list(enumerate(rows, 2)),
            mapping=dict(zip(picked, picked, strict=True)),
        )
        reading = read_rows(kind, table, KNOWN)
        assert all(not fault.wrong.startswith(" ") for fault in reading.faults)
        assert len(reading.faults) == min(reading.faults_count, MOST_FAULTS)


def test_the_header_is_found_below_decoration():
    rows = [
        ["Daftar pengurus"],
        ["per", "November"],
        ["No", "KODE WILAYAH", "Nama", "Jabatan"],
        ["1", "x", "y", "z"],
    ]

    assert header_at(P, rows) == 2
    assert header_at(P, [["a", "b"], ["c", "d"]]) == 0
    assert header_at(P, [[""] * 2] * 9 + [["kode", "nama"]]) == 9
    assert header_at(P, [["x"]]) == 0


def test_columns_get_titles_of_their_own_and_are_mapped_once():
    columns = columns_of(["Kode", "", "Kode", "Nama  Pengurus", "jabatan", "PERIOD_START", "Période-akhir"])

    assert columns == [
        "Kode",
        "Kolom 2",
        "Kode (3)",
        "Nama Pengurus",
        "jabatan",
        "PERIOD_START",
        "Période-akhir",
    ]
    assert mapped(P, columns) == {
        "code": "Kode",
        "name": "Nama Pengurus",
        "post": "jabatan",
        "term_from": "PERIOD_START",
        "term_to": "Période-akhir",
    }


@pytest.mark.parametrize("kind", ImportKind)
def test_no_title_means_two_fields(kind):
    keys = [key for field in FIELDS[kind] for key in field.keys]

    assert len(keys) == len(set(keys))


def test_what_lacks_is_said_in_order():
    assert lacking(P, {}) == ["code", "name", "post", "term_from", "term_to"]
    assert lacking(R, {"code": "a", "members": "b"}) == ["as_of", "source"]
    assert lacking(R, {"code": "a"}, has_day=True, has_source=True) == ["indicator", "value"]
    assert lacking(R, {"code": "a", "nib": "b"}, has_day=True, has_source=True) == []
