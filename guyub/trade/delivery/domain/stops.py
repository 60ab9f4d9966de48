"""What a plan of deliveries starts from: places, what each takes, trucks, hours; and whether one trip keeps them.

Place 0 is the depot. Source: docs/algorithms/routes.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_STOPS = 400
MOST_CAPACITIES = 2


class RouteRefusedError(DomainError):
    """What was given is no problem of deliveries. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``square`` (the matrix), ``length`` (a list that does not fit the matrix), ``negative``, ``depot`` (it asks for
    something, or must be visited), ``window`` (it opens after it closes), ``units`` (demands and capacities count in
    different units), ``many`` (more stops than can be planned).
    """

    code: ClassVar[str] = "delivery.route.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Places to be served.

    Args:
        matrix: What it costs to go from each place to each, which is also how long it takes unless ``travel`` says so.
        demands: What each place takes, in one or two units such as cylinders and kilograms.
        capacity: What one truck carries, in the same units.
        vehicles: How many trucks there are, each for one trip; None: as many as it takes.
        windows: When each place receives, both ends inside; that of the depot holds departure and return.
        service: How long the truck stays at each place.
        travel: How long the way takes.
        longest: The longest that a driver may be away; None: as long as the depot is open.
        must: Places that are served before others where not all can be.
    """

    matrix: Sequence[Sequence[int]]
    demands: Sequence[Sequence[int]]
    capacity: Sequence[int]
    vehicles: int | None = None
    windows: Sequence[tuple[int, int] | None] | None = None
    service: Sequence[int] | None = None
    travel: Sequence[Sequence[int]] | None = None
    longest: int | None = None
    must: frozenset[int] = frozenset()

    @property
    def trucks(self) -> int:
        """How many trips there may be."""
        return len(self.matrix) - 1 if self.vehicles is None else self.vehicles

    @property
    def is_timed(self) -> bool:
        """Tell whether hours say anything."""
        return self.windows is not None or self.longest is not None

    def cost(self, trip: Sequence[int]) -> int:
        """Sum the ways of one trip, from the depot back to it."""
        return sum(self.matrix[one][other] for one, other in _legs(trip))

    def load(self, trip: Sequence[int]) -> tuple[int, ...]:
        """Sum what the stops of one trip take, in each unit."""
        return tuple(sum(self.demands[stop][unit] for stop in trip) for unit in range(len(self.capacity)))

    def fits(self, load: Sequence[int]) -> bool:
        """Tell whether one truck carries it."""
        return all(taken <= most for taken, most in zip(load, self.capacity, strict=True))


@dataclass(frozen=True, slots=True)
class Times(Row):
    """When one trip is where.

    Args:
        leaves: The earliest departure that waits least on the way.
        arrivals: At each stop; the truck waits there until it receives.
        returns: At the depot.
    """

    leaves: int
    arrivals: tuple[int, ...]
    returns: int


@dataclass(frozen=True, slots=True)
class Late(Row):
    """Why a trip keeps no hours: ``at`` which place it comes ``comes``, which closes ``closes``.

    ``at`` None: it takes ``comes``, and a driver may be away ``closes``.
    """

    at: int | None
    comes: int
    closes: int


def times_of(problem: Problem, trip: Sequence[int]) -> Times | Late:
    """Drive a trip as early as it can be driven without needless waiting; the first hour that it breaks."""
    found = span_of(problem, trip)
    if isinstance(found, Late):
        return found
    clock, arrivals = found, []
    ways, service = problem.travel or problem.matrix, problem.service
    for one, place in _legs(trip):
        clock += ways[one][place]
        if place:
            arrivals.append(clock)
            clock = max(clock, _window(problem, place)[0] or 0) + (service[place] if service else 0)
    return Times(found, tuple(arrivals), clock)


def span_of(problem: Problem, trip: Sequence[int]) -> int | Late:
    """Give the earliest departure with which a trip is shortest, or the first hour that it breaks.

    The departure slides: leaving later cuts waiting on the way until a window would be missed. ``early`` and ``late``
    are the departures between which the trip lasts ``lasts``.
    """
    ways, service = problem.travel or problem.matrix, problem.service
    opens, closes = _window(problem, 0)
    early, late, lasts = opens, closes, 0
    for one, place in _legs(trip):
        lasts += ways[one][place]
        opens, closes = _window(problem, place)
        if closes is not None and early + lasts > closes:
            return Late(place, early + lasts, closes)
        if late is not None and late + lasts < opens:
            early = late
            lasts = opens - late
        else:
            early = max(early, opens - lasts)
            if closes is not None:
                late = closes - lasts if late is None else min(late, closes - lasts)
        if service and place:
            lasts += service[place]
    if problem.longest is not None and lasts > problem.longest:
        return Late(None, lasts, problem.longest)
    return early


def check(problem: Problem) -> None:
    """Refuse what is no problem of deliveries.

    Raises:
        RouteRefusedError: The first thing that does not fit.
    """
    size = len(problem.matrix)
    if size < 1 or any(len(row) != size for row in problem.matrix):
        raise _refusal(
            "matrix", "square", "Matriks harus persegi: satu baris dan satu lajur untuk tiap tempat."
        )
    if size - 1 > MOST_STOPS:
        raise _refusal("matrix", "many", f"Paling banyak {MOST_STOPS} tempat berhenti dalam satu rencana.")
    _check_lengths(problem, size)
    units = len(problem.capacity)
    if not 1 <= units <= MOST_CAPACITIES or any(len(one) != units for one in problem.demands):
        raise _refusal(
            "demands", "units", "Permintaan dan muatan harus dalam satuan yang sama, satu atau dua."
        )
    _check_signs(problem)
    if any(problem.demands[0]):
        raise _refusal("demands[0]", "depot", "Tempat pertama adalah gudang: permintaannya harus 0.")
    for stop in problem.must:
        if not 0 < stop < size:
            raise _refusal("must_visit", "depot", "Yang wajib didatangi adalah tempat berhenti dari matriks.")
    for place, window in enumerate(problem.windows or ()):
        if window is not None and window[0] > window[1]:
            raise _refusal(f"time_windows[{place}]", "window", "Jam buka harus sebelum jam tutup.")


def _check_lengths(problem: Problem, size: int) -> None:
    listed = {"demands": problem.demands, "time_windows": problem.windows, "service_times": problem.service}
    for field, rows in listed.items():
        if rows is not None and len(rows) != size:
            raise _refusal(field, "length", f"Isinya harus {size}, satu untuk tiap tempat dalam matriks.")
    if problem.travel is not None and (
        len(problem.travel) != size or any(len(row) != size for row in problem.travel)
    ):
        raise _refusal("travel_times", "length", "Lama jalan harus seukuran dengan matriks.")


def _check_signs(problem: Problem) -> None:
    numbers = {
        "matrix": (one for row in problem.matrix for one in row),
        "demands": (one for row in problem.demands for one in row),
        "capacity": iter(problem.capacity),
        "vehicles": iter((problem.trucks,)),
        "time_windows": (one for window in problem.windows or () for one in window or ()),
        "service_times": iter(problem.service or ()),
        "travel_times": (one for row in problem.travel or () for one in row),
        "longest": iter((problem.longest or 0,)),
    }
    for field, values in numbers.items():
        if any(value < 0 for value in values):
            raise _refusal(field, "negative", "Isian ini tidak boleh kurang dari 0.")


def _refusal(field: str, wrong: str, message: str) -> RouteRefusedError:
    return RouteRefusedError(field=field, wrong=wrong, message=message)


def _window(problem: Problem, place: int) -> tuple[int, int | None]:
    window = problem.windows[place] if problem.windows else None
    return (0, None) if window is None else window


def _legs(trip: Sequence[int]) -> zip[tuple[int, int]]:
    return zip((0, *trip), (*trip, 0), strict=True)
