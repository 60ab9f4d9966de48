"""Festivals that this release knows, and the days around the end of a month."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from guyub.trade.procurement.domain.demand import Festival, Payday

DATA = Path(__file__).resolve().parent.parent / "data" / "musim.csv"
PAYDAY = Payday("Sesudah gajian", 25, 3, Fraction(11, 10))


@cache
def festivals() -> tuple[Festival, ...]:
    """Give the festivals of ``data/musim.csv``: their days are of the calendar, their factors proposals."""
    with DATA.open(encoding="utf-8") as table:
        return tuple(
            Festival(
                row["name"],
                date.fromisoformat(row["first"]),
                date.fromisoformat(row["last"]),
                Fraction(row["factor"]),
            )
            for row in csv.DictReader(table)
        )


def effects() -> tuple[Festival | Payday, ...]:
    """Give all that makes a day other than ordinary."""
    return (*festivals(), PAYDAY)
