"""A brought table while it is read: its lines, what comes of them, what is to be mended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from guyub.foundation.intake.domain.notes import MOST_NOTES, Note
from guyub.foundation.intake.domain.titles import title_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# How the line of a sum begins.
TOTALS = ("jumlah", "total", "jml", "grand total", "subtotal", "sub total", "sub jumlah", "saldo")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class BroughtTable:
    """A brought table.

    Args:
        columns: Titles.
        lines: What stands below the header: line number, cells.
        mapping: Field → title.
    """

    columns: Sequence[str]
    lines: Sequence[tuple[int, Sequence[str]]]
    mapping: Mapping[str, str]


@dataclass
class TableReading(Generic[R]):
    """What came of reading a table.

    Args:
        rows: What it brings, without an error.
        notes: What is to be mended or looked at, the first 500; all are counted.
        errors_count: How many errors.
        warnings_count: How many warnings.
        kinds: How many of each, errors and warnings alike.
        passed_over: Lines that bring nothing: headings, sums, signatures.
    """

    rows: list[R] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    errors_count: int = 0
    warnings_count: int = 0
    kinds: Counter[tuple[str, bool]] = field(default_factory=Counter)
    passed_over: int = 0

    def add(self, note: Note) -> None:
        """Write a note down, or count it where there are too many; an error takes the place of a warning."""
        self.kinds[note.wrong, note.is_error] += 1
        if note.is_error:
            self.errors_count += 1
        else:
            self.warnings_count += 1
        if len(self.notes) < MOST_NOTES:
            self.notes.append(note)
        elif note.is_error and self.errors_count <= MOST_NOTES:
            at = next(at for at in reversed(range(MOST_NOTES)) if not self.notes[at].is_error)
            self.notes[at] = note


def is_counted(cells: Sequence[str]) -> bool:
    """Tell whether a line counts the columns from 1, as some tables do below their titles."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]


class Line:
    """One line while it is read: its cells by field, and what is said of it."""

    longest_name = 80

    def __init__(self, table: BroughtTable, reading: TableReading[Any]) -> None:
        """Find the place of each field among the columns."""
        places = {title: place for place, title in enumerate(table.columns)}
        self.places = {code: places[title] for code, title in table.mapping.items() if title in places}
        self.titles = [title_key(title) for title in table.columns]
        self.reading = reading
        self.number, self.name, self.is_faulty = 0, "", False
        self.cells: Sequence[str] = ()

    def begin(self, number: int, cells: Sequence[str]) -> None:
        """Go to the next line."""
        self.number, self.cells, self.is_faulty = number, cells, False
        self.name = " ".join(self.cell("name").split())[: self.longest_name]

    def cell(self, code: str) -> str:
        """Give what stands under a field; empty where it has no column."""
        place = self.places.get(code)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""

    @property
    def filled(self) -> list[str]:
        """The cells in which something stands."""
        return [cell for cell in self.cells if cell]

    @property
    def is_heading(self) -> bool:
        """Whether it is the titles again, or columns counted from 1."""
        pairs = zip(self.cells, self.titles, strict=False)
        return all(title_key(cell) == title for cell, title in pairs) or is_counted(self.cells)

    @property
    def is_sum(self) -> bool:
        """Whether its first words say that it sums up."""
        words = (title_key(cell) for cell in (self.name, *self.filled))
        label = next(filter(None, words), "")
        return any(label == word or label.startswith(f"{word} ") for word in TOTALS)

    def error(self, code: str, wrong: str, suggestion: str = "") -> None:
        """Say what keeps the line out."""
        self.is_faulty = True
        self.reading.add(Note(self.number, self.name, code, wrong, is_error=True, suggestion=suggestion))

    def warn(self, code: str, wrong: str, suggestion: str = "") -> None:
        """Say what should be looked at."""
        self.reading.add(Note(self.number, self.name, code, wrong, is_error=False, suggestion=suggestion))
