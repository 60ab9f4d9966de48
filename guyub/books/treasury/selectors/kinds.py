"""The kinds of event that this release ships."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from guyub.books.treasury.domain.events import EventKind, read_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).resolve().parent.parent / "data" / "peristiwa"


@cache
def kinds() -> Mapping[str, EventKind]:
    """Give every kind by its code, in the order of the tables."""
    tables = (path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.csv")))
    return {kind.code: kind for table in tables for kind in read_kinds(table)}
