"""Where goods lie."""

from __future__ import annotations

from enum import StrEnum


class LocationKind(StrEnum):
    """What a location is."""

    GERAI = "GERAI"  # the shelves of an outlet
    GUDANG = "GUDANG"
    JALAN = "JALAN"  # sent from one location, not yet at the other
    KARANTINA = "KARANTINA"  # kept apart: damaged, recalled, waiting to go back


# Goods are sold from here; from the others they are moved first.
SELLING = frozenset({LocationKind.GERAI})
