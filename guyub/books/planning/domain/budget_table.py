"""A budget that people bring as a table: one row for each account, with the year's amount or its twelve months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.planning.domain.budget import MONTHS, BudgetRefusedError
from guyub.foundation.kernel.formats import MONTHS as MONTH_WORDS
from guyub.foundation.kernel.formats import SHORT_MONTHS
from guyub.foundation.kernel.money import AmountNotUnderstoodError, parse_rp

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

MOST_ROWS = 1_000
MOST_RP = 10**13  # ten trillion in one month: more is a slip of the keyboard
_YEAR_TITLES = ("setahun", "jumlah", "jumlah setahun", "anggaran")


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One row: the account, the unit (None: the cooperative as a whole), twelve months, or the year to be spread."""

    code: str
    unit_id: UUID | None
    months: tuple[int, ...]
    total_rp: int | None = None


def read_budget(
    lines: Sequence[tuple[int, Sequence[str]]], *, codes: Collection[str], units: Mapping[str, UUID]
) -> list[BudgetRow]:
    """Read a table: titles first (*Kode*, *Unit*, and *Setahun* or *Jan* to *Des*), then a row for each account.

    Args:
        lines: Line number and cells, without blank lines.
        codes: The accounts that may bear a budget.
        units: The units of business by their name in small letters.

    Raises:
        BudgetRefusedError: ``columns rows row_account row_unit row_amount row_twice``, the last four with ``line``.
    """
    at, places = _titles(lines)
    rows: dict[tuple[str, UUID | None], BudgetRow] = {}
    for line, cells in lines[at + 1 :]:
        held = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        if not held["kode"]:
            continue  # a heading or a sum of the table
        row = _row(line, held, codes, units)
        if (row.code, row.unit_id) in rows:
            raise BudgetRefusedError(wrong="row_twice", line=line)
        rows[row.code, row.unit_id] = row
    if not 0 < len(rows) <= MOST_ROWS:
        raise BudgetRefusedError(wrong="rows")
    return list(rows.values())


def _titles(lines: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, dict[str, int]]:
    """Find the line of titles among the first ten, and the column of each."""
    for at, (_, cells) in enumerate(lines[:10]):
        titles = {cell.strip().lower(): place for place, cell in reversed(list(enumerate(cells)))}
        if "kode" not in titles:
            continue
        places = {name: titles[name] for name in ("kode", "unit") if name in titles}
        months = [
            titles.get(short.lower(), titles.get(full.lower()))
            for short, full in zip(SHORT_MONTHS, MONTH_WORDS, strict=True)
        ]
        year = next((titles[title] for title in _YEAR_TITLES if title in titles), None)
        if None not in months:
            return at, places | {str(month): place for month, place in enumerate(months) if place is not None}
        if year is not None:
            return at, places | {"setahun": year}
        break
    raise BudgetRefusedError(wrong="columns")


def _row(line: int, held: Mapping[str, str], codes: Collection[str], units: Mapping[str, UUID]) -> BudgetRow:
    if held["kode"] not in codes:
        raise BudgetRefusedError(wrong="row_account", line=line)
    name = " ".join(held.get("unit", "").lower().split())
    if name and name not in units:
        raise BudgetRefusedError(wrong="row_unit", line=line)
    unit_id = units[name] if name else None
    if "setahun" in held:
        return BudgetRow(held["kode"], unit_id, (), _amount(line, held["setahun"]))
    return BudgetRow(held["kode"], unit_id, tuple(_amount(line, held[str(month)]) for month in range(MONTHS)))


def _amount(line: int, written: str) -> int:
    try:
        amount_rp = parse_rp(written) if written else 0
    except AmountNotUnderstoodError as error:
        raise BudgetRefusedError(wrong="row_amount", line=line) from error
    if amount_rp > MOST_RP:
        raise BudgetRefusedError(wrong="row_amount", line=line)
    return amount_rp
