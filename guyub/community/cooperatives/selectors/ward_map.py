"""The map of the wards, ready to be drawn by a template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from statistics import fmean

from guyub.community.cooperatives.domain.map_drawing import draw
from guyub.community.cooperatives.selectors.wards import Ward, ward_shapes, wards
from guyub.foundation.kernel.rows import Row

WIDTH = 600


@dataclass(frozen=True)
class WardShape(Row):
    """One ward on the map."""

    ward: Ward
    path: str


@dataclass(frozen=True)
class Label(Row):
    """The name of a kecamatan, where its wards are."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class WardMap(Row):
    """The drawing."""

    width: int
    height: int
    shapes: tuple[WardShape, ...]
    labels: tuple[Label, ...]
    centres: dict[str, tuple[int, int]]


@cache
def ward_map() -> WardMap:
    """Draw the 57 wards once per process."""
    drawing = draw(ward_shapes(), width=WIDTH)
    places: dict[str, list[tuple[int, int]]] = {}
    for ward in wards():
        places.setdefault(ward.kecamatan, []).append(drawing.centres[ward.code])
    labels = (
        Label(name, round(fmean(x for x, _ in found)), round(fmean(y for _, y in found)))
        for name, found in places.items()
    )
    shapes = tuple(WardShape(ward, drawing.paths[ward.code]) for ward in wards())
    return WardMap(drawing.width, drawing.height, shapes, tuple(labels), drawing.centres)
