"""A plan of deliveries over a city: counted from shares or contracts when somebody asks, and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.map_drawing import middles
from guyub.community.cooperatives.selectors.wards import ward_shapes
from guyub.foundation.kernel.formats import quantity
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import values_of
from guyub.trade.delivery.domain.city_plans import (
    Estimates,
    Load,
    hour_words,
    problem_of,
    span_words,
)
from guyub.trade.delivery.domain.route_words import reason_words
from guyub.trade.delivery.domain.routes import plan_routes
from guyub.trade.subsidised.selectors.outlets import outlets_of
from guyub.trade.subsidised.selectors.rounds import round_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.delivery.domain.city_plans import PlanTyped
    from guyub.trade.delivery.domain.routes import Trip
    from guyub.trade.delivery.domain.ways import Place

UNITS = ("tabung", "kg")
A_TENTH = Decimal("0.1")
KEYS = {
    "factor": "kirim.faktor_jalan",
    "speed_kmh": "kirim.kecepatan_kmj",
    "stop_minutes": "kirim.berhenti_menit",
    "seconds_each": "kirim.tabung_detik",
    "driver_hours": "kirim.sopir_jam",
    "weight_kg": "lpg.berat_minimal_kg",
}


@dataclass(frozen=True, slots=True)
class StopRow(Row):
    """One stop of a trip: when the truck comes, and how far it came from the stop before, in metres."""

    no: int
    load: Load
    comes: str
    way_m: int

    @property
    def way(self) -> str:
        """The same in kilometres, with one decimal."""
        return km_words(self.way_m)


@dataclass(frozen=True, slots=True)
class TripSheet(Row):
    """One truck's trip; ``load`` in cylinders, and in kilograms where those were asked for."""

    no: int
    stops: tuple[StopRow, ...]
    leaves: str
    returns: str
    load: tuple[int, ...]
    way_m: int

    @property
    def way(self) -> str:
        """The same in kilometres, with one decimal."""
        return km_words(self.way_m)


@dataclass(frozen=True, slots=True)
class LeftOut(Row):
    """An outlet that no truck serves, and why."""

    load: Load
    words: str


@dataclass(frozen=True, slots=True)
class RouteSheet(Row):
    """A plan: trips, and what is left out."""

    trips: tuple[TripSheet, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def stops(self) -> int:
        """How many outlets are served."""
        return sum(len(trip.stops) for trip in self.trips)

    @property
    def qty(self) -> int:
        """How many cylinders they get."""
        return sum(trip.load[0] for trip in self.trips)

    @property
    def way(self) -> str:
        """How far all trucks go, in kilometres with one decimal."""
        return km_words(sum(trip.way_m for trip in self.trips))


def km_words(metres: int) -> str:
    """Write a way in kilometres with one decimal: ``4,2 km``."""
    return quantity((Decimal(metres) / 1_000).quantize(A_TENTH), "km")


@cache
def ward_middles() -> dict[str, Place]:
    """Give the middle of each ward: code → (longitude, latitude) in degrees."""
    return middles(ward_shapes())


def estimates_of(*, city: Cooperative, on: date) -> Estimates:
    """Give what is supposed of ways and stops on a day. One query.

    Raises:
        NothingHoldsError: One of them has no value.
    """
    held = values_of(*KEYS.values(), cooperative_id=city.id, on=on)
    return Estimates(**{name: held[key] for name, key in KEYS.items()})


def loads_of(*, city: Cooperative, programme: str, round_id: UUID | None) -> list[Load] | None:
    """Give what outlets are to get: their shares of a proposal, else a week's quantity by their contracts.

    Up to three queries; needs the scope of the city.

    Args:
        city: Whose outlets.
        programme: Key of the good.
        round_id: Of the proposal.

    Returns:
        Whoever gets some, by ward; None where the proposal is not there or is of another good.
    """
    outlets = [one for one in outlets_of(programme=programme) if one.code in ward_middles()]
    out = {one.code for one in outlets if one.out_since is not None}
    given = [
        (one.code, one.name, one.weekly_qty or 0) for one in outlets if one.code.startswith(f"{city.code}.")
    ]
    if round_id is not None:
        page = round_page(city_id=city.id, round_id=round_id)
        if page is None or page.row.programme != programme:
            return None
        given = [(one.code, one.name, one.amount_qty) for one in page.shares if one.code in ward_middles()]
    return [Load(code, name, qty, code in out) for code, name, qty in sorted(given) if qty]


def route_sheet(typed: PlanTyped, *, loads: Sequence[Load], estimates: Estimates) -> RouteSheet:
    """Plan who goes where, with the least work: under a second for a city.

    Raises:
        PlanRefusedError: As of ``problem_of``.
    """
    problem = problem_of(typed, loads=loads, at=ward_middles(), estimates=estimates)
    plan = plan_routes(problem)
    return RouteSheet(
        trips=tuple(_trip(no, trip, loads, problem.matrix) for no, trip in enumerate(plan.trips, start=1)),
        left_out=tuple(
            LeftOut(
                loads[one.stop - 1],
                reason_words(
                    one,
                    quantity=lambda qty, unit: quantity(qty, UNITS[unit]),
                    at=lambda seconds: f"pukul {hour_words(seconds)}",
                    lasting=span_words,
                ),
            )
            for one in plan.unserved
        ),
    )


def _trip(no: int, trip: Trip, loads: Sequence[Load], ways: Sequence[Sequence[int]]) -> TripSheet:
    legs = zip((0, *trip.stops), trip.stops, trip.times.arrivals, strict=False)
    return TripSheet(
        no=no,
        stops=tuple(
            StopRow(place, loads[stop - 1], hour_words(comes), ways[before][stop])
            for place, (before, stop, comes) in enumerate(legs, start=1)
        ),
        leaves=hour_words(trip.times.leaves),
        returns=hour_words(trip.times.returns),
        load=trip.load,
        way_m=trip.cost,
    )
