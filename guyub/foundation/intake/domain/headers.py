"""Where the header of a brought table is, which column is read as what, which sheet is meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.titles import MOST_COLUMNS, closest, columns_of, title_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guyub.foundation.intake.domain.titles import Field

    Lines = Sequence[tuple[int, Sequence[str]]]

HEADER_WITHIN_LINES = 15
_LONG_ENOUGH_TO_MISSPELL = 7


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table begins: its place among the lines, how many lines it takes, its columns, what they may hold."""

    at: int
    depth: int
    columns: list[str]
    mapping: dict[str, str]

    @property
    def below(self) -> int:
        """The place of the first line under it."""
        return self.at + self.depth


@lru_cache(maxsize=8)
def _keys(fields: tuple[Field, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((field.code, frozenset(map(str, field.keys))) for field in fields)


def mapped(columns: Sequence[str], *, fields: tuple[Field, ...]) -> dict[str, str]:
    """Read from the titles which column holds what: field → column. Each column is used once.

    Exact titles first; then long ones with a slip of the pen, such as ``Simpnan Wajib``.
    """
    left = {column: _key(column) for column in columns}
    found: dict[str, str] = {}
    for code, keys in _keys(fields):
        if column := next((column for column, key in left.items() if key in keys), None):
            found[code] = column
            del left[column]
    for code, keys in _keys(fields):
        if code in found:
            continue
        long = [key for key in keys if len(key) >= _LONG_ENOUGH_TO_MISSPELL]
        for column, key in left.items():
            if len(key) >= _LONG_ENOUGH_TO_MISSPELL and closest(key, long, at_least=0.9):
                found[code] = column
                del left[column]
                break
    return found


def header_of(lines: Lines, *, fields: tuple[Field, ...], line: int = 0) -> Header | None:
    """Find the header among the first fifteen lines: the one, or the two together, that name most fields.

    Of a header in two lines the upper title goes with each lower one: ``Simpanan`` over ``Pokok`` and ``Wajib``.

    Args:
        lines: The numbered lines of the sheet.
        fields: What columns may hold.
        line: The number of the line where somebody said it is; 0: find it.

    Returns:
        None where there is no line at all.
    """
    best: Header | None = None
    for at, (number, cells) in enumerate(lines[: HEADER_WITHIN_LINES if not line else None]):
        if line and number != line:
            continue
        one = _header(at, 1, cells, fields)
        if best is None or len(one.mapping) > len(best.mapping):
            best = one
        if at + 1 < len(lines):
            two = _header(at, 2, _joined(cells, lines[at + 1][1]), fields)
            below = mapped(columns_of(lines[at + 1][1]), fields=fields)
            if len(two.mapping) > max(len(best.mapping), len(below)):
                best = two
    return best


def likely_sheet(headers: Sequence[Header | None], sizes: Sequence[int], *, needs: tuple[str, ...]) -> int:
    """Guess the sheet that is meant: what it needs, most other fields, most lines; the first of equals."""

    def weight(at: int) -> tuple[bool, int, int]:
        header = headers[at]
        return (
            header is not None and set(needs) <= header.mapping.keys(),
            len(header.mapping) if header else 0,
            sizes[at],
        )

    return max(range(len(headers)), key=lambda at: (weight(at), -at))


def _header(at: int, depth: int, cells: Sequence[str], fields: tuple[Field, ...]) -> Header:
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    columns = columns_of(kept[:MOST_COLUMNS])
    # A title above the table stands alone in its line.
    return Header(at, depth, columns, mapped(columns, fields=fields) if sum(map(bool, kept)) > 1 else {})


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    titles, last = [], ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        last = above or (last if below else "")
        titles.append(f"{last} {below}".strip())
    return titles


def _key(title: str) -> str:
    return title_key(title).removesuffix(" rupiah").removesuffix(" rp")
