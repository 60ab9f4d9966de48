"""How far and how long it is between places of which only the middle is known: an estimate, and called one.

Source: docs/algorithms/routes.md.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.foundation.kernel.money import Rounding, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

RADIUS_M = 6_371_009  # of the earth, the mean
SECONDS_AN_HOUR, METRES_A_KM = 3_600, 1_000

Place = tuple[float, float]


def metres_between(one: Place, other: Place) -> float:
    """Give the straight way over the earth between two places, each (longitude, latitude) in degrees."""
    longitude, latitude = math.radians(one[0] - other[0]), math.radians(one[1] - other[1])
    flat = math.cos(math.radians(one[1])) * math.cos(math.radians(other[1]))
    half = math.sin(latitude / 2) ** 2 + flat * math.sin(longitude / 2) ** 2
    return 2 * RADIUS_M * math.asin(math.sqrt(half))


def ways_between(places: Sequence[Place], *, factor: Decimal) -> list[list[int]]:
    """Estimate the ways by road in whole metres, from each place to each.

    Args:
        places: Each (longitude, latitude) in degrees.
        factor: How much longer a road is than the straight way.
    """
    return [[round(metres_between(one, other) * float(factor)) for other in places] for one in places]


def seconds_of(metres: int, *, speed_kmh: Decimal) -> int:
    """Say how long a way takes, in whole seconds, the next one where it is broken."""
    exact = Fraction(metres * SECONDS_AN_HOUR) / (Fraction(speed_kmh) * METRES_A_KM)
    return rounded(exact, Rounding.UP)
