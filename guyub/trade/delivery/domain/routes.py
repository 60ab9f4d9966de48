"""Plan deliveries: which truck goes where in which order, and why a stop is not served, in facts.

Source: docs/algorithms/routes.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.trade.delivery.domain.searching import Search
from guyub.trade.delivery.domain.stops import Late, Times, check, times_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from guyub.trade.delivery.domain.searching import State
    from guyub.trade.delivery.domain.stops import Problem

LEAST_WORK = 400_000  # places tried, about 0.4 s
WORK_A_SECOND = 800_000  # what a core of today does in less than a second
MOST_WORK = 4_000  # times the square of the stops: few stops are soon as good as can be


class Reason(StrEnum):
    """Why a stop is not served."""

    TOO_BIG = "too_big"  # it takes more than one truck carries
    WINDOW = "window"  # the first truck of the day comes after it closes
    BACK_LATE = "back_late"  # from it no truck is back in time
    HOURS = "hours"  # alone it takes longer than a driver may be away
    SHORT = "short"  # all trucks together carry less than all stops take
    NO_ROOM = "no_room"  # no truck has so much room left
    NO_TIME = "no_time"  # there is room, but no truck with room has the time


@dataclass(frozen=True, slots=True)
class Unserved(Row):
    """A stop that no trip serves, and why.

    Args:
        stop: Its place in the matrix.
        reason: Why.
        wants: What it takes, when a truck is there or back, or how long that lasts: what ``reason`` is about.
        limit: What it is held against: what one truck carries, when the place closes, how long a driver may be away,
            what is still free in the emptiest truck; by ``short``: what all trucks carry, beside all that is wanted; by
            ``no_time``: how many trucks there are, beside those that go.
        unit: The place in the list of units that ``wants`` and ``limit`` count in; 0 where they are hours.
    """

    stop: int
    reason: Reason
    wants: int
    limit: int
    unit: int = 0


@dataclass(frozen=True, slots=True)
class Trip(Row):
    """One trip: stops in order, what they take, what the way costs, when it is where."""

    stops: tuple[int, ...]
    load: tuple[int, ...]
    cost: int
    times: Times


@dataclass(frozen=True, slots=True)
class Plan(Row):
    """Trips, and what is not served."""

    trips: tuple[Trip, ...]
    unserved: tuple[Unserved, ...]

    @property
    def cost(self) -> int:
        """What all ways cost."""
        return sum(trip.cost for trip in self.trips)


def _always() -> bool:
    return True


def plan_routes(
    problem: Problem, *, seconds: int = 0, seed: int = 0, go_on: Callable[[], bool] = _always
) -> Plan:
    """Plan trips that keep every capacity and every hour; as many stops as can be, then as cheap as can be.

    Args:
        problem: What to plan.
        seconds: How much work to spend beyond the least, counted so that a second's work takes a second at most on
            a usual machine; the same plan on each.
        seed: Of the choices by chance.
        go_on: Asked often; False ends the search with the best so far.

    Raises:
        RouteRefusedError: As of ``stops.check``.
    """
    check(problem)
    alone = {stop: _why_never(problem, stop) for stop in range(1, len(problem.matrix))}
    able = [stop for stop, why in alone.items() if why is None]
    work = min(LEAST_WORK + seconds * WORK_A_SECOND, MOST_WORK * len(able) ** 2)
    state = Search(problem, able, seed=seed).run(work=work, go_on=go_on)
    never = [why for why in alone.values() if why is not None]
    left_out = [_why_not(problem, state, stop, able) for stop in state.absent]
    plan = Plan(
        trips=tuple(_trip(problem, trip) for trip in sorted(state.trips)),
        unserved=tuple(sorted(never + left_out, key=lambda one: one.stop)),
    )
    _assert_whole(problem, plan)
    return plan


def _why_never(problem: Problem, stop: int) -> Unserved | None:
    """Say why a stop could not be served even by a truck of its own; None: it could."""
    for unit, (wants, most) in enumerate(zip(problem.demands[stop], problem.capacity, strict=True)):
        if wants > most:
            return Unserved(stop, Reason.TOO_BIG, wants, most, unit)
    found = times_of(problem, [stop])
    if not isinstance(found, Late):
        return None
    reason = {None: Reason.HOURS, 0: Reason.BACK_LATE}.get(found.at, Reason.WINDOW)
    return Unserved(stop, reason, found.comes, found.closes)


def _why_not(problem: Problem, state: State, stop: int, able: Sequence[int]) -> Unserved:
    """Say why a stop that a truck of its own could serve found no place: all trucks go, none with room and time."""
    wanted = problem.load(able)
    for unit, (wants, most) in enumerate(zip(wanted, problem.capacity, strict=True)):
        if wants > most * problem.trucks:
            return Unserved(stop, Reason.SHORT, wants, most * problem.trucks, unit)
    lacks = [_lack(problem, load, stop) for load in state.loads]
    if not lacks or None in lacks:
        return Unserved(stop, Reason.NO_TIME, len(state.trips), problem.trucks)
    return min((one for one in lacks if one is not None), key=lambda one: one.wants - one.limit)


def _lack(problem: Problem, load: Sequence[int], stop: int) -> Unserved | None:
    """Say for which unit a truck has no room for one stop more; None: it has."""
    rows = enumerate(zip(problem.demands[stop], problem.capacity, load, strict=True))
    short = [(wants - most + taken, wants, most - taken, unit) for unit, (wants, most, taken) in rows]
    _, wants, free, unit = max(short)
    return Unserved(stop, Reason.NO_ROOM, wants, free, unit) if wants > free else None


def _trip(problem: Problem, stops: Sequence[int]) -> Trip:
    times = times_of(problem, stops)
    assert isinstance(times, Times), "a trip breaks its hours"  # noqa: S101  our own mistake
    return Trip(tuple(stops), problem.load(stops), problem.cost(stops), times)


def _assert_whole(problem: Problem, plan: Plan) -> None:
    served = [stop for trip in plan.trips for stop in trip.stops]
    named = sorted(served + [one.stop for one in plan.unserved])
    assert named == list(range(1, len(problem.matrix))), "a stop is lost or twice in a plan"  # noqa: S101  our own mistake
    assert len(plan.trips) <= problem.trucks, "more trips than trucks"  # noqa: S101  our own mistake
    assert all(problem.fits(trip.load) for trip in plan.trips), "a truck carries too much"  # noqa: S101  our own mistake
