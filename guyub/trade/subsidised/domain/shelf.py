"""How much is left at an outlet, as anybody may know it: much, little or nothing; never a number of buyers.

Source: docs/algorithms/supply.md.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FEW_DAYS = 2  # of an ordinary week's sales
WEEKS, WEEK = 4, 7


class Shelf(StrEnum):
    """What lies there."""

    BANYAK = "BANYAK"
    SEDIKIT = "SEDIKIT"
    HABIS = "HABIS"
    BELUM = "BELUM"  # nobody told


SHELF_WORDS: Mapping[Shelf, str] = {
    Shelf.BANYAK: "Banyak",
    Shelf.SEDIKIT: "Sedikit",
    Shelf.HABIS: "Habis",
    Shelf.BELUM: "Belum dilaporkan",
}


def shelf_of(stock_qty: int | None, *, sold_qty: int, weekly_qty: int | None) -> Shelf:
    """Tell how much is left: little is less than two days of an ordinary week, or of what the agent brings a week.

    Args:
        stock_qty: What lies there, in the smallest unit; None: the good is not on its list.
        sold_qty: What was sold in 28 days.
        weekly_qty: What the contract promises a week, where nothing was sold yet.
    """
    if stock_qty is None:
        return Shelf.BELUM
    if stock_qty <= 0:
        return Shelf.HABIS
    weeks_sold = sold_qty or WEEKS * (weekly_qty or 0)
    return Shelf.SEDIKIT if stock_qty * WEEKS * WEEK < FEW_DAYS * weeks_sold else Shelf.BANYAK
