"""A plan of deliveries over a city as an officer asks for it, and its problem of routes.

Hours are minutes since midnight as typed, and seconds since midnight in the problem. Source: docs/algorithms/routes.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row
from guyub.trade.delivery.domain.stops import Problem
from guyub.trade.delivery.domain.ways import seconds_of, ways_between

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from decimal import Decimal

    from guyub.trade.delivery.domain.ways import Place

MOST_TRUCKS, MOST_QTY, MOST_KG = 60, 5_000, 40_000
MINUTE, HOUR = 60, 3_600


class PlanRefusedError(DomainError):
    """No plan is made; ``wrong`` says why.

    ``trucks``, ``capacity``, ``weight``, ``hours`` (of the depot, or of the outlets: they end before they begin),
    ``depot`` (no ward), ``nothing`` (nobody is to get any).
    """

    code: ClassVar[str] = "delivery.plan.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTyped(Row):
    """A plan as typed.

    Args:
        depot: Code of the ward that trucks leave from.
        trucks: How many there are, each for one trip.
        capacity_qty: How many cylinders one carries.
        capacity_kg: How much it carries at the most; None: nobody said.
        leaves: When the first truck may leave.
        returns: When the last one must be back.
        opens: From when outlets receive.
        closes: Until when a truck may come.
    """

    depot: str
    trucks: int | None
    capacity_qty: int | None
    capacity_kg: int | None
    leaves: int | None
    returns: int | None
    opens: int | None
    closes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates(Row):
    """What is supposed of ways and stops: dated parameters of the city.

    Args:
        factor: How much longer a road is than the straight way.
        speed_kmh: Of a truck in the city.
        stop_minutes: For each stop.
        seconds_each: For each cylinder besides.
        driver_hours: How long a driver may be away.
        weight_kg: Of a full cylinder.
    """

    factor: Decimal
    speed_kmh: Decimal
    stop_minutes: Decimal
    seconds_each: Decimal
    driver_hours: Decimal
    weight_kg: Decimal


@dataclass(frozen=True, slots=True)
class Load(Row):
    """What one outlet is to get; ``is_out``: nothing is left there, so it goes before others."""

    code: str
    name: str
    qty: int
    is_out: bool


def problem_of(
    typed: PlanTyped, *, loads: Sequence[Load], at: Mapping[str, Place], estimates: Estimates
) -> Problem:
    """Make the problem of routes: place 0 is the depot, then the outlets in their order; ways in metres.

    Args:
        typed: What was asked.
        loads: What outlets are to get, each in a ward of ``at``.
        at: Code of a ward → its middle.
        estimates: Of ways and stops.

    Raises:
        PlanRefusedError: The first thing that does not fit.
    """
    trucks, capacity, windows = _checked(typed, wards=at.keys())
    if not loads:
        raise PlanRefusedError(wrong="nothing")
    ways = ways_between([at[typed.depot], *(at[one.code] for one in loads)], factor=estimates.factor)
    fixed = estimates.stop_minutes * MINUTE
    by_weight = typed.capacity_kg is not None
    return Problem(
        matrix=ways,
        travel=[[seconds_of(way, speed_kmh=estimates.speed_kmh) for way in row] for row in ways],
        demands=[
            (qty, int(qty * estimates.weight_kg)) if by_weight else (qty,)
            for qty in (0, *(one.qty for one in loads))
        ],
        capacity=capacity,
        vehicles=trucks,
        windows=[windows[0], *[windows[1]] * len(loads)],
        service=[0, *(int(fixed + estimates.seconds_each * one.qty) for one in loads)],
        longest=int(estimates.driver_hours * HOUR),
        must=frozenset(place for place, one in enumerate(loads, start=1) if one.is_out),
    )


def _checked(
    typed: PlanTyped, *, wards: Collection[str]
) -> tuple[int, tuple[int, ...], tuple[tuple[int, int], tuple[int, int]]]:
    """Give the trucks, what one carries, and the hours of the depot and of the outlets, in seconds."""
    if typed.depot not in wards:
        raise PlanRefusedError(wrong="depot")
    if typed.trucks is None or not 1 <= typed.trucks <= MOST_TRUCKS:
        raise PlanRefusedError(wrong="trucks", most=MOST_TRUCKS)
    if typed.capacity_qty is None or not 1 <= typed.capacity_qty <= MOST_QTY:
        raise PlanRefusedError(wrong="capacity", most=MOST_QTY)
    capacity: tuple[int, ...] = (typed.capacity_qty,)
    if typed.capacity_kg is not None:
        if not 1 <= typed.capacity_kg <= MOST_KG:
            raise PlanRefusedError(wrong="weight", most=MOST_KG)
        capacity = (typed.capacity_qty, typed.capacity_kg)
    hours = [_span(typed.leaves, typed.returns), _span(typed.opens, typed.closes)]
    return typed.trucks, capacity, (hours[0], hours[1])


def _span(begins: int | None, ends: int | None) -> tuple[int, int]:
    if begins is None or ends is None or begins > ends:
        raise PlanRefusedError(wrong="hours")
    return begins * MINUTE, ends * MINUTE


def read_hour(written: str) -> int | None:
    """Read an hour as browsers send it or as people write it (07:30, 7.30), in minutes; None where it is none."""
    hour, _, minute = written.strip().replace(".", ":").partition(":")
    is_written = hour.isascii() and hour.isdigit() and len(hour) < 3 and minute.isascii() and minute.isdigit()
    if not is_written or len(minute) != 2 or int(hour) > 23 or int(minute) > 59:
        return None
    return int(hour) * MINUTE + int(minute)


def hour_words(seconds: int) -> str:
    """Write a moment of the day, in seconds since midnight, to the minute: ``07.30``."""
    minutes = seconds // MINUTE
    return f"{minutes // 60:02}.{minutes % 60:02}"


def span_words(seconds: int) -> str:
    """Write how long something lasts, to the minute: ``3 jam 20 menit``."""
    hours, minutes = divmod(seconds // MINUTE, 60)
    parts = [f"{hours} jam"] * bool(hours) + [f"{minutes} menit"] * bool(minutes or not hours)
    return " ".join(parts)
