"""What is read from a table of members: people, what is to be mended, what the table's own totals say."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.notes import MOST_NOTES, Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class Double(StrEnum):
    """What becomes of who is in the register already."""

    SKIP = "SKIP"
    MERGE = "MERGE"  # what the file does not say yet is filled in


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One person of the table; empty is unknown. Savings are rupiah by the code of their column."""

    line: int
    name: str
    nik: str = ""
    kk: str = ""
    phone: str = ""
    number: int | None = None
    sex: str = ""
    birthplace: str = ""
    born_on: date | None = None
    address: str = ""
    rt: str = ""
    rw: str = ""
    work: str = ""
    joined_on: date | None = None
    savings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TotalRead:
    """One figure of a totals row beside what the lines above it come to; rupiah."""

    line: int
    field: str
    said_rp: int
    counted_rp: int

    @property
    def is_met(self) -> bool:
        """Whether the two are one."""
        return self.said_rp == self.counted_rp


@dataclass(frozen=True, kw_only=True)
class Table:
    """A brought table: column titles, numbered lines below the header, field → title, merged cells, its rules.

    Args:
        columns: Titles.
        lines: What stands below the header.
        mapping: Field → title.
        merged: First line, first column, last line, last column of cells that are one on the screen.
        today: The business date.
        least_age: Of a member, in years.
        is_later: A NIK, KK or day that cannot be read stays empty and is told later; otherwise it keeps the line out.
    """

    columns: Sequence[str]
    lines: Sequence[tuple[int, Sequence[str]]]
    mapping: Mapping[str, str]
    merged: Sequence[tuple[int, int, int, int]] = ()
    today: date
    least_age: int
    is_later: bool = False


@dataclass
class Reading:
    """What came of reading a table: people that can be taken, notes (the first 500; all counted), totals.

    Args:
        rows: People without an error.
        notes: Errors and warnings, in the order of lines.
        errors_count: How many errors there are.
        warnings_count: How many warnings.
        faulty_lines: How many lines bear an error.
        totals: What totals rows said.
        passed_over: Lines that are no person: headings, totals, signatures.
        keeps_numbers: Every person brings a number of the own, and no two the same.
    """

    rows: list[Brought] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    errors_count: int = 0
    warnings_count: int = 0
    faulty_lines: int = 0
    totals: list[TotalRead] = field(default_factory=list)
    passed_over: int = 0
    keeps_numbers: bool = False

    def add(self, note: Note) -> None:
        """Write a note down, or count it where there are too many."""
        if note.is_error:
            self.errors_count += 1
        else:
            self.warnings_count += 1
        if len(self.notes) < MOST_NOTES:
            self.notes.append(note)
