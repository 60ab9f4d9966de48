"""Who stands in a table, what is not right on which line, whether its totals are met."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.community.members.domain.import_rows import MANY_OF_ONE_KK, age_on, read_members
from guyub.community.members.domain.import_shapes import Reading, Table, TotalRead
from guyub.foundation.intake.domain.notes import MOST_NOTES, Note
from tests.member_tables import TODAY, nik

TITLES = {
    "name": "Nama", "nik": "NIK", "kk": "KK", "number": "No Anggota", "sex": "L/P", "birth": "TTL",
    "birthplace": "Tempat", "born_on": "Lahir", "address": "Alamat", "rt": "RT", "rw": "RW", "rt_rw": "RT/RW",
    "phone": "HP", "work": "Kerja", "joined_on": "Masuk", "pokok": "Pokok", "wajib": "Wajib",
}  # fmt: skip


def read(*people, later=False, only=(), merged=(), extra=()):
    """Read people given as fields; each stands on a line of its own from 2."""
    codes = [code for code in TITLES if not only or code in only]
    columns = ["No", *(TITLES[code] for code in codes), *extra]
    lines = [
        (
            line,
            person
            if isinstance(person, list)
            else [str(line - 1), *(person.get(code, "") for code in codes)],
        )
        for line, person in enumerate(people, 2)
    ]
    return read_members(
        Table(
            columns=columns,
            lines=lines,
            mapping={code: TITLES[code] for code in codes},
            merged=merged,
            today=TODAY,
            least_age=17,
            is_later=later,
        )
    )


def wrongs(reading):
    """Give line, field, word and weight of every note."""
    return [(note.line, note.field, note.wrong, note.is_error) for note in reading.notes]


SITI = {"name": "Siti Contoh", "nik": nik(0), "born_on": "1 Januari 1950", "sex": "P", "pokok": "100.000"}


def test_a_person_is_read_whole():
    (row,) = read(
        SITI
        | {
            "kk": "3573030101100001", "number": "A-0042", "birthplace": "Malang", "address": " Jl.  Contoh 1 ",
            "rt": "4", "rw": "RW 02", "phone": "81200000001", "work": "Pedagang", "joined_on": "12 Mei 2018",
            "wajib": "-",
        }
    ).rows  # fmt: skip
    assert (row.name, row.nik, row.kk, row.number) == ("Siti Contoh", nik(0), "3573030101100001", 42)
    assert (row.sex, row.birthplace, row.born_on) == ("P", "Malang", date(1950, 1, 1))
    assert (row.address, row.rt, row.rw, row.phone) == ("Jl. Contoh 1", "004", "002", "+6281200000001")
    assert (row.work, row.joined_on, row.savings) == ("Pedagang", date(2018, 5, 12), {"pokok": 100_000})


@pytest.mark.parametrize(
    ("fields", "code", "wrong"),
    [
        ({"name": ""}, "name", "no_name"),
        ({"name": "123"}, "name", "bad_name"),
        ({"pokok": "lunas"}, "pokok", "money_bad"),
        ({"pokok": "-100"}, "pokok", "money_below"),
        ({"born_on": "2 Mei 2015"}, "born_on", "young"),
    ],
)
def test_some_things_keep_a_line_out(fields, code, wrong):
    for later in (False, True):
        reading = read(SITI | {"nik": ""} | fields, later=later)
        assert (2, code, wrong, True) in wrongs(reading)
        assert (reading.rows, reading.faulty_lines, reading.errors_count) == ([], 1, 1)


@pytest.mark.parametrize(
    ("fields", "code", "wrong"),
    [
        ({"nik": "3.57303E+15"}, "nik", "nik_lost"),
        ({"nik": "12345"}, "nik", "nik_bad"),
        ({"kk": "3.57303E+15"}, "kk", "kk_lost"),
        ({"kk": "123"}, "kk", "kk_bad"),
        ({"born_on": "kapan"}, "born_on", "born_bad"),
        ({"born_on": "", "birth": "Malang, 31 Februari 1980"}, "birth", "born_bad"),
        ({"born_on": "", "birth": "Malang, 2 Mei 2030"}, "birth", "future"),
        ({"born_on": "2 Mei 2030"}, "born_on", "future"),
        ({"joined_on": "dulu"}, "joined_on", "joined_bad"),
        ({"joined_on": "2 Mei 1940"}, "joined_on", "joined_before_birth"),
        ({"address": "x" * 201}, "address", "too_long"),
    ],
)
def test_other_things_may_be_told_later(fields, code, wrong):
    assert (2, code, wrong, True) in wrongs(read(SITI | fields))
    reading = read(SITI | fields, later=True)
    assert (2, code, wrong, False) in wrongs(reading)
    assert len(reading.rows) == 1
    assert not getattr(reading.rows[0], "born_on" if code == "birth" else code)


@pytest.mark.parametrize(
    ("fields", "code", "wrong", "suggestion"),
    [
        ({"nik": "-"}, "nik", "nik_missing", ""),
        ({"phone": "0341-551234"}, "phone", "phone_bad", ""),
        ({"sex": "x"}, "sex", "sex_bad", ""),
        ({"sex": "L"}, "sex", "sex_other", "P"),
        ({"born_on": "2 Januari 1950"}, "born_on", "born_other", "1950-01-01"),
        ({"rt": "IV"}, "rt", "rt_bad", ""),
        ({"rt_rw": "2026-02-03"}, "rt_rw", "rt_bad", ""),
    ],
)
def test_what_is_doubtful_is_told_and_comes_in(fields, code, wrong, suggestion):
    reading = read(SITI | fields)
    assert [(note.field, note.wrong, note.suggestion, note.is_error) for note in reading.notes] == [
        (code, wrong, suggestion, False)
    ]
    assert len(reading.rows) == 1


def test_one_nik_in_two_spellings_is_one_person():
    reading = read(SITI, SITI | {"nik": f"'{nik(0)[:6]} {nik(0)[6:]}"})
    assert [(note.line, note.wrong, note.suggestion) for note in reading.notes] == [(3, "nik_twice", "2")]
    assert len(reading.rows) == 1


def test_a_child_is_known_by_the_nik_too():
    child = f"{nik(0)[:6]}0205150009"
    assert wrongs(read({"name": "Anak Contoh", "nik": child})) == [(2, "born_on", "young", True)]
    assert age_on(date(2009, 11, 26), TODAY) == 16
    assert age_on(date(2009, 11, 25), TODAY) == 17


def test_the_same_name_without_nik_is_told():
    reading = read({"name": "Siti Contoh"}, {"name": "SITI  CONTOH"}, only=("name",))
    assert [(note.line, note.wrong, note.suggestion) for note in reading.notes] == [(3, "name_twice", "2")]


def test_birth_in_one_cell_fills_what_the_others_leave_open():
    (row,) = read(
        {"name": "Siti", "birth": "Malang, 12 Mei 1984", "rt_rw": "3/2", "rw": "9"}, later=True
    ).rows
    assert (row.birthplace, row.born_on, row.rt, row.rw) == ("Malang", date(1984, 5, 12), "003", "009")
    (row,) = read({"name": "Siti", "birth": "Blitar", "birthplace": "Malang"}).rows
    assert (row.birthplace, row.born_on) == ("Malang", None)
    (row,) = read({"name": "Siti", "address": "Jl. Contoh RT 3 RW 2"}, only=("name", "address")).rows
    assert (row.rt, row.rw) == ("003", "002")


def test_forty_people_of_one_kk_are_told_once():
    people = [{"name": f"Contoh {at}", "nik": nik(at), "kk": "3573030101100001"} for at in range(40)]
    found = [note for note in read(*people).notes if note.wrong == "kk_many"]
    assert [(note.line, note.suggestion) for note in found] == [(2, "40")]
    assert not [note for note in read(*people[: MANY_OF_ONE_KK - 1]).notes if note.wrong == "kk_many"]


def test_merged_cells_say_the_same_of_all_they_cover():
    people = [{"name": "A Contoh", "kk": "3573030101100001", "pokok": "100000"}, {"name": "B Contoh"}]
    only = ("name", "kk", "pokok")
    merged = ((2, 2, 3, 2), (2, 3, 3, 3), (9, 2, 10, 2), (2, 1, 2, 3), (2, 2, 3, 3))
    rows = read(*people, only=only, merged=merged).rows
    assert [(row.kk, row.savings) for row in rows] == [
        ("3573030101100001", {"pokok": 100_000}),
        ("3573030101100001", {}),  # money is not said again
    ]
    assert [
        row.kk for row in read({"name": "A Contoh"}, {"name": "B Contoh"}, only=only, merged=merged).rows
    ] == ["", ""]


def test_totals_are_held_against_the_lines_above():
    only = ("name", "pokok", "wajib")
    reading = read(
        ["", "RT 01"],
        ["1", "A Contoh", "100.000", "5.000"],
        ["", "Jumlah", "100.000", ""],
        ["2", "B Contoh", "100.000", "-"],
        ["", "Sub total", "90.000", ""],
        ["TOTAL KESELURUHAN", "", "Rp 200.000,-", "5.000", ""],
        ["", "Ketua", "Bendahara", ""],
        ["", "Bambang Contoh", "", ""],
        only=only,
        extra=("Ket",),
    )
    assert reading.totals == [
        TotalRead(4, "pokok", 100_000, 100_000),
        TotalRead(6, "pokok", 90_000, 100_000),
        TotalRead(7, "pokok", 200_000, 200_000),
        TotalRead(7, "wajib", 5_000, 5_000),
    ]
    assert [one.is_met for one in reading.totals] == [True, False, True, True]
    assert [
        (note.line, note.wrong, note.suggestion) for note in reading.notes if note.wrong == "total_differs"
    ] == [(6, "total_differs", "-10000")]
    assert ([row.name for row in reading.rows], reading.passed_over) == (["A Contoh", "B Contoh"], 6)


def test_somebody_called_total_is_a_person_and_lines_between_are_none():
    only = ("name", "nik", "phone")
    reading = read(
        ["1", "2", "3", "4"],
        ["1", "Total Contoh", nik(0), ""],
        ["", "Jumlah Contoh", "", "081200000001"],
        ["No", "Nama", "NIK", "HP"],
        ["5", "Total Sari", "", ""],
        ["", "Jumlah RT 01", "", ""],
        ["", "Jumlah", "", ""],
        ["", "Ketua", "", ""],
        ["3", "Cici Contoh", "", ""],
        ["", "", "", "", "catatan kaki"],
        only=only,
        extra=("Ket",),
    )
    assert [row.name for row in reading.rows] == [
        "Total Contoh",
        "Jumlah Contoh",
        "Total Sari",
        "Cici Contoh",
    ]
    assert reading.passed_over == 6


def test_numbers_are_kept_where_everybody_has_one_of_the_own():
    only = ("name", "number")
    assert read(
        {"name": "A Contoh", "number": "1"}, {"name": "B Contoh", "number": "2"}, only=only
    ).keeps_numbers
    for numbers in (("1", "1"), ("1", ""), ("1", "x/2/3")):
        reading = read(
            *({"name": f"{at} Contoh", "number": one} for at, one in enumerate(numbers)), only=only
        )
        assert not reading.keeps_numbers
        assert wrongs(reading) == [(0, "number", "numbers_dropped", False)]
    assert not read({"name": "A Contoh"}, only=only).keeps_numbers


def test_lines_shorter_than_the_header_and_columns_that_are_gone_are_empty():
    reading = read_members(
        Table(
            columns=["Nama", "NIK"],
            lines=[(2, ["Siti", nik(0)]), (3, ["Budi"])],
            mapping={"name": "Nama", "nik": "NIK", "kk": "x"},
            today=TODAY,
            least_age=17,
        )
    )
    assert [row.nik for row in reading.rows] == [nik(0)]
    assert reading.passed_over == 1  # a text alone is a heading


def test_notes_are_counted_beyond_those_that_are_shown():
    reading = Reading()
    for line in range(MOST_NOTES + 1):
        reading.add(Note(line, "", "nik", "nik_missing", is_error=False))
    assert (len(reading.notes), reading.warnings_count) == (MOST_NOTES, MOST_NOTES + 1)


@given(st.lists(st.lists(st.text(max_size=20), max_size=8), max_size=12))
def test_whatever_stands_in_a_table_is_read_or_told(rows):
    reading = read(*rows, only=("name", "nik", "kk", "born_on", "phone", "pokok"))
    assert len(reading.rows) + reading.faulty_lines + reading.passed_over == len(rows)
    assert reading.errors_count >= reading.faulty_lines
