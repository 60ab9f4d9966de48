"""Counting notes and coins: which there are, and what a count comes to."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guyub.books.treasury.domain.shifts import ShiftRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_PIECES = 100_000  # of one denomination: more lie in no drawer


@dataclass(frozen=True, slots=True)
class Denomination:
    """A note (``K50000``) or coin (``L500``) that is legal tender from one day up to another (None: still)."""

    code: str
    value_rp: int
    is_note: bool
    since: date
    until: date | None


def read_denominations(table: str) -> Iterable[Denomination]:
    """Read denominations from CSV: ``code value_rp is_note since until``, the largest first."""
    for row in csv.DictReader(table.splitlines()):
        yield Denomination(
            row["code"],
            int(row["value_rp"]),
            bool(row["is_note"]),
            date.fromisoformat(row["since"]),
            date.fromisoformat(row["until"]) if row["until"] else None,
        )


def valid_on(all_of_them: Iterable[Denomination], day: date) -> list[Denomination]:
    """Give those that are legal tender on a day."""
    return [one for one in all_of_them if one.since <= day and (one.until is None or day <= one.until)]


def counted_rp(pieces: Mapping[str, int], denominations: Iterable[Denomination]) -> int:
    """Add a count up, in rupiah.

    Args:
        pieces: How many of each, by code; what is missing is none.
        denominations: Those that may be counted.

    Raises:
        ShiftRefusedError: ``pieces``: of a denomination that there is not, or no whole number of pieces from 0 up.
    """
    values_rp = {one.code: one.value_rp for one in denominations}
    for code, count in pieces.items():
        if code not in values_rp or type(count) is not int or not 0 <= count <= MOST_PIECES:
            raise ShiftRefusedError(wrong="pieces")
    return sum(values_rp[code] * count for code, count in pieces.items())


def pieces_of(told: Mapping[int, int], denominations: Iterable[Denomination]) -> dict[str, int]:
    """Name the notes and coins of a till's count, which knows them by their value alone.

    Args:
        told: How many of each value in rupiah.
        denominations: Those of the day, the largest first; of one value a note comes before a coin.

    Returns:
        How many of each, by code; nothing where a value is none of the day: then the amount alone is kept.
    """
    codes: dict[int, str] = {}
    for one in denominations:
        codes.setdefault(one.value_rp, one.code)
    if not set(told) <= set(codes):
        return {}
    return {codes[value_rp]: count for value_rp, count in told.items() if count}
