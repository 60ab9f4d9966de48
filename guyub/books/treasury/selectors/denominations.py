"""The notes and coins that this release knows."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from guyub.books.treasury.domain.counting import Denomination, read_denominations, valid_on

if TYPE_CHECKING:
    from datetime import date

DATA = Path(__file__).resolve().parent.parent / "data" / "pecahan.csv"


@cache
def _all() -> tuple[Denomination, ...]:
    return tuple(read_denominations(DATA.read_text(encoding="utf-8")))


def denominations(*, on: date) -> list[Denomination]:
    """Give the notes and coins that are legal tender on a day, the largest first."""
    return valid_on(_all(), on)
