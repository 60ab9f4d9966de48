"""Shapes on a flat map: from degrees to the units of a drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Point = tuple[float, float]
Ring = list[Point]
MICRO = 1_000_000


@dataclass(frozen=True)
class Drawing:
    """A drawing: its size, and for each key the SVG path data and the middle of its shape."""

    width: int
    height: int
    paths: dict[str, str]
    centres: dict[str, tuple[int, int]]


def draw(shapes: Mapping[str, Sequence[Ring]], *, width: int) -> Drawing:
    """Lay shapes on a plane, north up, with true proportions at their middle latitude.

    An equirectangular projection: over one city the error stays below a thousandth.

    Args:
        shapes: Key → outer rings of (longitude, latitude) in degrees.
        width: Width of the drawing in its own units; the height follows.

    Returns:
        Path data with one decimal; rings are closed. A centre is the area's centroid of the largest ring.
    """
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * squeeze)

    def place(point: Point) -> Point:
        return (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    placed = {key: [[place(point) for point in ring] for ring in rings] for key, rings in shapes.items()}
    return Drawing(
        width=width,
        height=math.ceil(round((north - south) * scale, 1)),
        paths={key: "".join(map(_path, rings)) for key, rings in placed.items()},
        centres={
            key: centre(max(rings, key=lambda ring: abs(_twice_area(ring)))) for key, rings in placed.items()
        },
    )


def middles(shapes: Mapping[str, Sequence[Ring]]) -> dict[str, Point]:
    """Find the middle of each shape in degrees, to a millionth (a tenth of a metre); arguments as of ``draw``."""
    found = {}
    for key, rings in shapes.items():
        largest = max(rings, key=lambda ring: abs(_twice_area(ring)))
        # From a corner of its own: sums of products of far corners would lose digits.
        west, south = largest[0]
        x, y = centre([((x - west) * MICRO, (y - south) * MICRO) for x, y in largest])
        found[key] = (west + x / MICRO, south + y / MICRO)
    return found


def _path(ring: Ring) -> str:
    """Write a ring: absolute start, then relative steps, which are shorter; each step from what was written before."""
    x, y = (round(value, 1) for value in ring[0])
    steps = [f"M{x:g} {y:g}l"]
    for point in ring[1:-1]:
        # Adding zero makes of minus zero plain zero.
        dx, dy = round(point[0] - x, 1) + 0.0, round(point[1] - y, 1) + 0.0
        if dx or dy:
            steps.append(f"{dx:g} {dy:g} ")
            x, y = x + dx, y + dy
    return "".join(steps).rstrip() + "Z"


def _twice_area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))


def centre(ring: Ring) -> tuple[int, int]:
    """Find the centroid of a ring's area, in whole units."""
    twice_area = _twice_area(ring)
    sums = [0.0, 0.0]
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        sums[0] += (x1 + x2) * cross
        sums[1] += (y1 + y2) * cross
    return round(sums[0] / (3 * twice_area)), round(sums[1] / (3 * twice_area))
