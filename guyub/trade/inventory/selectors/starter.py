"""The starter catalogue as it lies in the release, and what of it a shop has already."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from guyub.trade.inventory.domain.starter import read_starter
from guyub.trade.inventory.models import Product

if TYPE_CHECKING:
    from guyub.trade.inventory.domain.starter import StarterProduct

_FILE = Path(__file__).resolve().parent.parent / "data" / "katalog_awal.csv"


@cache
def starter_catalogue() -> tuple[StarterProduct, ...]:
    """Give the products to tick, in the order of the file; read once."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return read_starter(csv.DictReader(file))


def names_taken(*, cooperative_id: int) -> set[str]:
    """Give the names of all products, in small letters. One query."""
    rows = Product.objects.filter(cooperative_id=cooperative_id)
    return {name.casefold() for name in rows.values_list("name", flat=True)}
