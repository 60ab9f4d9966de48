"""A brought table while it is read."""

import pytest

from guyub.foundation.intake.domain.notes import MOST_NOTES, Note
from guyub.foundation.intake.domain.readings import BroughtTable, Line, TableReading

TITLES = ["Nama", "Jumlah"]


def line_of(*cells, mapping=None):
    mapping = {"name": "Nama", "amount": "Jumlah", "gone": "Lain"} if mapping is None else mapping
    reading = TableReading()
    line = Line(BroughtTable(columns=TITLES, lines=[], mapping=mapping), reading)
    line.begin(7, cells)
    return line, reading


def test_cells_are_found_by_field_and_are_empty_where_there_is_none():
    line, _ = line_of(" Siti  Contoh ", " 5 ")
    assert (line.number, line.name, line.cell("amount"), line.cell("gone")) == (7, "Siti Contoh", "5", "")
    short, _ = line_of("Siti")
    assert short.cell("amount") == ""


@pytest.mark.parametrize(
    ("_case", "cells", "is_heading", "is_sum"),
    [
        ("the titles again", ("NAMA", "jumlah"), True, False),
        ("columns counted from 1", ("1", "2", "3"), True, False),
        ("two cells are no count", ("1", "2"), False, False),
        ("a sum", ("JUMLAH I", "500"), False, True),
        ("a sum whose word stands elsewhere", ("", "Total"), False, True),
        ("a person", ("Totalia", "500"), False, False),
        ("nothing", ("", ""), False, False),
    ],
)
def test_lines_that_bring_nothing(_case, cells, is_heading, is_sum):
    line, _ = line_of(*cells)
    assert (line.is_heading, line.is_sum) == (is_heading, is_sum)


def test_an_error_keeps_the_line_out_and_a_warning_does_not():
    line, reading = line_of("Siti", "x")
    line.warn("amount", "odd", "5")
    assert not line.is_faulty
    line.error("amount", "bad")
    assert line.is_faulty
    assert reading.notes == [
        Note(7, "Siti", "amount", "odd", is_error=False, suggestion="5"),
        Note(7, "Siti", "amount", "bad", is_error=True),
    ]
    line.begin(8, ("Budi", "1"))
    assert not line.is_faulty


def test_of_many_notes_errors_are_kept_and_all_are_counted():
    line, reading = line_of("Siti", "x")
    for _ in range(MOST_NOTES):
        line.warn("amount", "odd")
    line.warn("amount", "odd")
    line.error("amount", "bad")
    assert (len(reading.notes), reading.errors_count, reading.warnings_count) == (
        MOST_NOTES,
        1,
        MOST_NOTES + 1,
    )
    assert reading.notes[-1].is_error
    for _ in range(MOST_NOTES):
        line.error("amount", "bad")
    assert all(note.is_error for note in reading.notes)
    assert dict(reading.kinds) == {("odd", False): MOST_NOTES + 1, ("bad", True): MOST_NOTES + 1}
