"""Search for short trips: take a few neighbouring stops out, put them back where they cost least, keep what is better.

Slack induction by string removals (Christiaens and Vanden Berghe, Transportation Science 54, 2020): as short as savings
with 2-opt and moves of stops, and nearer to the best known. Work is counted in places that are tried, not in seconds,
so the same seed gives the same plan on every machine. Source: docs/algorithms/routes.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from guyub.trade.delivery.domain.stops import Late, span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from guyub.trade.delivery.domain.stops import Problem

OUT_AT_ONCE = 10  # stops on the average
LONGEST_STRING = 10
BLINK = 0.01  # how often a good place is overlooked
ROUND_COSTS = 100  # places' worth of work of a round besides those tried
# Temperatures, as parts of the mean way between neighbours of the first plan.
HOT, COLD = 0.35, 0.003

Trip = list[int]


@dataclass(slots=True)
class State:
    """Trips, what each carries, what all cost, and the stops that are on none."""

    trips: list[Trip] = field(default_factory=list)
    loads: list[tuple[int, ...]] = field(default_factory=list)
    cost: int = 0
    absent: list[int] = field(default_factory=list)

    def copy(self) -> State:
        """Give a state of its own; trips are replaced, never changed, so they are shared."""
        return State(list(self.trips), list(self.loads), self.cost, list(self.absent))


class Search:
    """One search.

    Args:
        problem: What to plan.
        stops: The stops that can be served at all.
        seed: Of the choices by chance.
    """

    def __init__(self, problem: Problem, stops: Sequence[int], *, seed: int) -> None:
        self.problem, self.stops = problem, list(stops)
        self.chance = Random(seed)  # noqa: S311  # a plan, no secret
        matrix = problem.matrix
        self.to = [[row[stop] for row in matrix] for stop in range(len(matrix))]
        self.near = {
            stop: sorted(self.stops, key=lambda other: (matrix[stop][other] + matrix[other][stop], other))
            for stop in self.stops
        }
        for stop, others in self.near.items():
            # Itself is first, also where others stand in the same place.
            others.remove(stop)
            others.insert(0, stop)
        self.tried = 0

    def run(self, *, work: int, go_on: Callable[[], bool]) -> State:
        """Search until the work is done or the caller has no more time; gives the best that was seen.

        Args:
            work: How many places may be tried.
            go_on: Asked after each round.
        """
        best = current = self.put_back(State(absent=list(self.stops)), overlooks=False)
        mean = best.cost / max(1, len(self.stops) + len(best.trips))
        while self.tried < work and self.stops and go_on():
            heat = mean * HOT * (COLD / HOT) ** (self.tried / work)
            self.tried += ROUND_COSTS
            found = self.put_back(self.taken_out(current), overlooks=True)
            # 1 - random() is never 0.
            slack = -heat * math.log(1 - self.chance.random())
            if self.rank(found) < (*self.rank(current)[:2], current.cost + slack):
                current = found
                if self.rank(found) < self.rank(best):
                    best = found
        return self.put_back(best.copy(), overlooks=False)

    def rank(self, state: State) -> tuple[int, int, float]:
        """Order plans: first by stops left out that must be visited, then by all left out, then by cost."""
        return len(self.problem.must.intersection(state.absent)), len(state.absent), state.cost

    def taken_out(self, state: State) -> State:
        """Take strings of neighbours out of several trips near one stop."""
        found, chance = state.copy(), self.chance
        where = {stop: place for place, trip in enumerate(state.trips) for stop in trip}
        mean = len(where) / max(1, len(state.trips))
        longest = min(LONGEST_STRING, mean)
        strings = int(chance.uniform(1, max(1.0, 4 * OUT_AT_ONCE / (1 + longest) - 1) + 1))
        ruined: set[int] = set()
        for stop in self.near[chance.choice(self.stops)]:
            if len(ruined) == strings:
                break
            place = where.get(stop)
            if place is None or place in ruined:
                continue
            ruined.add(place)
            self.cut(found, place, stop, longest)
        emptied = [place for place in ruined if not found.trips[place]]
        for place in sorted(emptied, reverse=True):
            del found.trips[place], found.loads[place]
        return found

    def cut(self, state: State, place: int, stop: int, longest: float) -> None:
        """Take a string that holds a stop out of one trip; half of the time its middle stays."""
        trip, chance = state.trips[place], self.chance
        length = int(chance.uniform(1, min(len(trip), longest) + 1))
        stays = 0
        if length > 1 and chance.random() < 0.5:
            while length + stays < len(trip) and chance.random() > 0.01 and stays < length:
                stays += 1
        at, span = trip.index(stop), length + stays
        first = chance.randint(max(0, at - span + 1), min(at, len(trip) - span))
        kept_from = first + chance.randint(1, length - 1) if stays else first
        kept = trip[kept_from : kept_from + stays]
        out = trip[first:kept_from] + trip[kept_from + stays : first + span]
        left = trip[:first] + kept + trip[first + span :]
        if self.problem.is_timed and left and isinstance(span_of(self.problem, left), Late):
            # Only where the way through a stop is shorter than the way past it.
            out, left = trip, []
        state.cost += (self.problem.cost(left) if left else 0) - self.problem.cost(trip)
        state.trips[place], state.loads[place] = left, self.problem.load(left)
        state.absent += out

    def put_back(self, state: State, *, overlooks: bool) -> State:
        """Put stops back one by one where they cost least; those for which no trip has room or time stay out."""
        waiting, state.absent = self.ordered(state.absent), []
        for stop in waiting:
            found = self.cheapest(state, stop, overlooks=overlooks)
            if found is not None:
                more, place, at = found
                trip = state.trips[place]
                state.trips[place] = [*trip[:at], stop, *trip[at:]]
                taken = zip(state.loads[place], self.problem.demands[stop], strict=True)
                state.loads[place] = tuple(map(sum, taken))
                state.cost += more
            elif len(state.trips) < self.problem.trucks:
                state.trips.append([stop])
                state.loads.append(tuple(self.problem.demands[stop]))
                state.cost += self.problem.cost([stop])
            else:
                state.absent.append(stop)
        return state

    def ordered(self, absent: Sequence[int]) -> list[int]:
        """Order stops by chance, by what they take, by how far they are, by how near; those that must be first."""
        stops, depot = sorted(absent), self.problem.matrix[0]
        self.chance.shuffle(stops)
        (way,) = self.chance.choices(("chance", "demand", "far", "near"), (4, 4, 2, 1))
        if way == "demand":
            stops.sort(key=lambda stop: -max(self.problem.demands[stop]))
        elif way != "chance":
            stops.sort(key=lambda stop: depot[stop], reverse=way == "far")
        return sorted(stops, key=lambda stop: stop not in self.problem.must)

    def cheapest(self, state: State, stop: int, *, overlooks: bool) -> tuple[int, int, int] | None:
        """Find where a stop costs least more: how much, on which trip, before which of its stops; None: nowhere."""
        problem, chance = self.problem, self.chance.random
        matrix, to, away = problem.matrix, self.to[stop], problem.matrix[stop]
        # One unit or two: the second one repeats the first where there is none, which saves a loop on the hot way.
        room = [most - taken for most, taken in zip(problem.capacity, problem.demands[stop], strict=True)]
        first, last = room[0], room[-1]
        blink, is_timed = BLINK if overlooks else -1.0, problem.is_timed
        best: tuple[int, int, int] | None = None
        least: float = math.inf
        for place, load in enumerate(state.loads):
            if load[0] > first or load[-1] > last:
                continue
            trip, before = state.trips[place], 0
            self.tried += len(trip) + 1
            for at, after in enumerate((*trip, 0)):
                more = to[before] + away[after] - matrix[before][after]
                if (
                    more < least
                    and chance() > blink
                    and not (is_timed and isinstance(span_of(problem, [*trip[:at], stop, *trip[at:]]), Late))
                ):
                    best, least = (more, place, at), more
                before = after
        return best
