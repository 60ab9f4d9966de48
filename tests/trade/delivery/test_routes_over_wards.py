"""7.13, 14: routes over 57 stops are feasible, and input that is not is explained."""

from decimal import Decimal

import pytest

from guyub.community.cooperatives.domain.map_drawing import middles
from guyub.community.cooperatives.selectors.wards import ward_shapes, wards
from guyub.trade.delivery.domain.routes import Reason, plan_routes
from guyub.trade.delivery.domain.stops import Problem
from guyub.trade.delivery.domain.ways import seconds_of, ways_between

HOUR = 3_600
DEPOT = "35.73.03.1003"  # Bumiayu
AT = middles(ward_shapes())
STOPS = [one.code for one in wards()]
WAYS = ways_between([AT[code] for code in (DEPOT, *STOPS)], factor=Decimal("1.35"))
TRAVEL = [[seconds_of(way, speed_kmh=Decimal(20)) for way in row] for row in WAYS]
# 40 to 120 cylinders of 8 kg, 4,551 together; nine trucks of 560 carry 5,040.
CYLINDERS = [0, *(40 + 37 * place % 81 for place in range(57))]


def city(**more):
    """Trucks from 6 to 18 o'clock; outlets receive from 7 to 16, every third one till noon."""
    fields = {
        "matrix": WAYS,
        "travel": TRAVEL,
        "demands": [(one, 8 * one) for one in CYLINDERS],
        "capacity": (560, 4_500),
        "vehicles": 9,
        "windows": [(6 * HOUR, 18 * HOUR)]
        + [(7 * HOUR, (12 if place % 3 == 0 else 16) * HOUR) for place in range(57)],
        "service": [0, *(600 + 6 * one for one in CYLINDERS[1:])],
        "longest": 8 * HOUR,
    }
    return Problem(**fields | more)


def test_7_13_14_57_stops_are_each_served_once_within_capacity_and_hours():
    problem = city()
    plan = plan_routes(problem, seed=14)

    assert (len(STOPS), plan.unserved) == (57, ())
    assert sorted(stop for trip in plan.trips for stop in trip.stops) == list(range(1, 58))
    assert sum(trip.load[0] for trip in plan.trips) == sum(CYLINDERS)
    assert len(plan.trips) <= 9
    for trip in plan.trips:
        assert trip.load[0] <= 560
        assert trip.load[1] == 8 * trip.load[0] <= 4_500
        clock, before = trip.times.leaves, 0
        assert clock >= 6 * HOUR
        for stop, arrival in zip(trip.stops, trip.times.arrivals, strict=True):
            clock += TRAVEL[before][stop]
            assert clock == arrival <= problem.windows[stop][1]
            clock, before = max(clock, problem.windows[stop][0]) + problem.service[stop], stop
        assert clock + TRAVEL[before][0] == trip.times.returns <= 18 * HOUR
        assert trip.times.returns - trip.times.leaves <= 8 * HOUR


def test_the_plan_is_shorter_than_going_to_the_nearest():
    problem = city()

    assert plan_routes(problem, seed=14).cost < nearest_first(problem) * 95 // 100


def nearest_first(problem):
    """Sum the ways of trucks that always go to the nearest stop that still fits, hours aside."""
    left, cost = set(range(1, 58)), 0
    while left:
        at, room, load = 0, True, 0
        while room:
            fitting = [stop for stop in left if load + CYLINDERS[stop] <= 560]
            room = bool(fitting)
            after = min(fitting, key=lambda stop: WAYS[at][stop]) if room else 0
            cost, load, at = cost + WAYS[at][after], load + CYLINDERS[after], after
            left.discard(after)
    return cost


@pytest.mark.parametrize(
    ("_case", "change", "reason", "wants", "limit"),
    [
        ("more than a truck", {"demands": [(0,), (600,), *[(40,)] * 56]}, Reason.TOO_BIG, 600, 560),
        (
            "closed before anybody comes",
            {
                "windows": [(7 * HOUR, 18 * HOUR), (0, 7 * HOUR), *[None] * 56],
                "demands": [(0,), *[(40,)] * 57],
            },
            Reason.WINDOW,
            7 * HOUR + TRAVEL[0][1],
            7 * HOUR,
        ),
    ],
)
def test_7_13_14_what_cannot_be_is_explained(_case, change, reason, wants, limit):
    (one,) = plan_routes(city(**change, capacity=(560,)), seed=14).unserved

    assert (one.stop, one.reason, one.wants, one.limit) == (1, reason, wants, limit)


def test_too_few_trucks_are_told_with_what_is_short():
    plan = plan_routes(city(vehicles=5), seed=14)

    served = sum(trip.load[0] for trip in plan.trips)
    assert served + sum(CYLINDERS[one.stop] for one in plan.unserved) == sum(CYLINDERS) == 4_551
    assert len(plan.trips) == 5
    assert {(one.reason, one.wants, one.limit) for one in plan.unserved} == {(Reason.SHORT, 4_551, 2_800)}
