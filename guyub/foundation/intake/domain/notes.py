"""What there is to say of the lines of a brought table."""

from __future__ import annotations

from dataclasses import dataclass

MOST_NOTES = 500  # shown; all are counted


@dataclass(frozen=True, slots=True)
class Note:
    """What there is to say of one line: its number, whose, which field, what (a word), and what may have been meant.

    An error keeps the line out, a warning does not. No note repeats a cell.
    """

    line: int
    name: str
    field: str
    wrong: str
    is_error: bool
    suggestion: str = ""
