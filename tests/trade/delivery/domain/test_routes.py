"""Plans keep capacities and hours, serve nobody twice, and say why somebody is not served."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.trade.delivery.domain.route_words import reason_words
from guyub.trade.delivery.domain.routes import Reason, plan_routes
from guyub.trade.delivery.domain.stops import Late, Problem, times_of

# A line: the depot, then stops at 10, 20, 30 beyond it.
LINE = [[abs(one - other) * 10 for other in range(4)] for one in range(4)]
R = Reason


def line(**more):
    fields = {"matrix": LINE, "demands": [(0,), (4,), (4,), (4,)], "capacity": (10,), "vehicles": 2}
    return Problem(**fields | more)


def left_out(problem, **more):
    return [
        (one.stop, one.reason, one.wants, one.limit, one.unit)
        for one in plan_routes(problem, **more).unserved
    ]


def test_all_are_served_and_the_ways_are_summed():
    plan = plan_routes(line())

    assert [trip.stops for trip in plan.trips] in ([(1,), (2, 3)], [(1,), (3, 2)])
    assert (plan.cost, [trip.load for trip in plan.trips], plan.unserved) == (80, [(4,), (8,)], ())


@pytest.mark.parametrize(
    ("_case", "change", "unserved"),
    [
        ("more than a truck", {"demands": [(0,), (4,), (11,), (4,)]}, [(2, R.TOO_BIG, 11, 10, 0)]),
        (
            "too heavy, in the second unit",
            {"demands": [(0, 0), (4, 32), (4, 90), (4, 32)], "capacity": (10, 80)},
            [(2, R.TOO_BIG, 90, 80, 1)],
        ),
        (
            "it closes before anybody comes",
            {"windows": [(5, 100), None, (0, 24), None]},
            [(2, R.WINDOW, 25, 24, 0)],
        ),
        ("not back in time", {"windows": [(5, 64), None, None, None]}, [(3, R.BACK_LATE, 65, 64, 0)]),
        ("a driver's day", {"longest": 59}, [(3, R.HOURS, 60, 59, 0)]),
        ("service is part of the day", {"longest": 60, "service": [0, 0, 0, 1]}, [(3, R.HOURS, 61, 60, 0)]),
        ("all trucks are too few", {"vehicles": 1}, [(3, R.SHORT, 12, 10, 0)]),
        ("no truck", {"vehicles": 0, "demands": [(0,), (0,), (0,), (4,)]}, [
            (1, R.SHORT, 4, 0, 0), (2, R.SHORT, 4, 0, 0), (3, R.SHORT, 4, 0, 0),
        ]),
        ("no truck and nothing to bring", {"vehicles": 0, "demands": [(0,)] * 4}, [
            (1, R.NO_TIME, 0, 0, 0), (2, R.NO_TIME, 0, 0, 0), (3, R.NO_TIME, 0, 0, 0),
        ]),
        (
            "room is there, but in pieces",
            {"demands": [(0,), (6,), (6,), (6,)]},
            [(3, R.NO_ROOM, 6, 4, 0)],
        ),
        (
            "room in each unit, but in no truck in both",
            {"demands": [(0, 0), (8, 1), (2, 8), (2, 2)], "capacity": (9, 9), "must": frozenset({1, 2})},
            [(3, R.NO_ROOM, 2, 1, 0)],
        ),
        ("room, but no time", {"capacity": (20,), "vehicles": 1, "longest": 60, "service": [0, 9, 9, 0]}, [
            (3, R.NO_TIME, 1, 1, 0),
        ]),
    ],
)  # fmt: skip
def test_whoever_is_not_served_is_named_with_a_reason(_case, change, unserved):
    assert left_out(line(**change)) == unserved


def test_what_must_be_visited_goes_first():
    assert [one.stop for one in plan_routes(line(vehicles=1, must=frozenset({3}))).unserved] != [3]
    only = line(vehicles=1, capacity=(4,), must=frozenset({3}))
    assert [trip.stops for trip in plan_routes(only).trips] == [(3,)]


def test_without_a_number_there_are_as_many_trucks_as_it_takes():
    plan = plan_routes(line(vehicles=None, capacity=(4,)))

    assert ([trip.stops for trip in plan.trips], plan.cost, plan.unserved) == ([(1,), (2,), (3,)], 120, ())


def test_a_caller_without_time_gets_the_first_plan():
    assert plan_routes(line(), go_on=lambda: False).unserved == ()


def test_nothing_to_serve():
    plan = plan_routes(Problem(matrix=[[0]], demands=[(0,)], capacity=(1,)))

    assert (plan.trips, plan.unserved, plan.cost) == ((), (), 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"demands": [(0,), (4,), (11,), (4,)]}, "Minta 11 t, satu truk memuat 10 t."),
        ({"windows": [(5, 100), None, (0, 24), None]}, "Paling cepat didatangi pukul 25, tutup pukul 24."),
        ({"windows": [(5, 64), None, None, None]}, "Truk baru kembali pukul 65, gudang tutup pukul 64."),
        ({"longest": 59}, "Pulang pergi sendiri makan 60 s, sopir paling lama 59 s."),
        ({"vehicles": 1}, "Semua tempat minta 12 t, semua truk memuat 10 t: kurang 2 t."),
        ({"demands": [(0,), (6,), (6,), (6,)]}, "Minta 6 t, truk yang paling lega tinggal memuat 4 t."),
        (
            {"capacity": (20,), "vehicles": 1, "longest": 60, "service": [0, 9, 9, 0]},
            "Semua truk sudah jalan (1 dari 1), yang masih ada ruang tidak sempat ke sini.",
        ),
    ],
)
def test_a_reason_in_words(change, words):
    one = plan_routes(line(**change)).unserved[0]

    said = reason_words(one, quantity=lambda qty, _: f"{qty} t", at="pukul {}".format, lasting="{} s".format)
    assert said == words


@st.composite
def problems(draw, *, most=9):
    size = draw(st.integers(2, most))
    ways = st.lists(st.integers(0, 60), min_size=size, max_size=size)
    units = draw(st.integers(1, 2))
    window = st.tuples(st.integers(0, 150), st.integers(0, 150)).map(lambda pair: (min(pair), max(pair)))
    per_place = {"min_size": size, "max_size": size}
    demand = st.tuples(*[st.integers(0, 8)] * units)
    return Problem(
        # Ways of any kind: shorter past a stop than through it, other there than back.
        matrix=draw(st.lists(ways, **per_place)),
        demands=[(0,) * units, *draw(st.lists(demand, min_size=size - 1, max_size=size - 1))],
        capacity=draw(st.tuples(*[st.integers(0, 20)] * units)),
        vehicles=draw(st.none() | st.integers(0, 4)),
        windows=draw(st.none() | st.lists(st.none() | window, **per_place)),
        service=draw(st.none() | st.lists(st.integers(0, 10), **per_place)),
        travel=draw(st.none() | st.lists(ways, **per_place)),
        longest=draw(st.none() | st.integers(0, 200)),
        must=frozenset(draw(st.sets(st.integers(1, size - 1), max_size=2))),
    )


def keeps_its_hours(problem, trip):
    """Drive it from each departure, minute by minute: the plain way to say what ``span_of`` says at once."""
    ways, service = problem.travel or problem.matrix, problem.service or [0] * len(problem.matrix)
    windows = problem.windows or [None] * len(problem.matrix)
    first, last = windows[0] or (0, 1_000)
    for leaves in range(first, min(last, 400) + 1):
        clock = leaves
        for one, place in zip((0, *trip), (*trip, 0), strict=True):
            clock += ways[one][place]
            opens, closes = windows[place] or (0, 10_000)
            if clock > closes:
                break
            clock = max(clock, opens) + (service[place] if place else 0)
        else:
            if problem.longest is None or clock - leaves <= problem.longest:
                return True
    return False


@settings(max_examples=40)
@given(problem=problems(), seed=st.integers(0, 3))
def test_a_plan_keeps_every_capacity_and_every_hour_and_tells_of_everybody(problem, seed):
    rounds = iter(range(30))
    plan = plan_routes(problem, seed=seed, go_on=lambda: next(rounds, None) is not None)

    served = [stop for trip in plan.trips for stop in trip.stops]
    assert sorted(served + [one.stop for one in plan.unserved]) == list(range(1, len(problem.matrix)))
    assert len(plan.trips) <= problem.trucks
    for trip in plan.trips:
        assert all(taken <= most for taken, most in zip(trip.load, problem.capacity, strict=True))
        assert trip.load == problem.load(trip.stops)
        assert keeps_its_hours(problem, trip.stops)
    for one in plan.unserved:
        # A truck that is free would go there; what is told of a stop alone is true of it alone.
        alone = one.reason in (R.TOO_BIG, R.WINDOW, R.BACK_LATE, R.HOURS)
        fits = problem.fits(problem.demands[one.stop]) and keeps_its_hours(problem, [one.stop])
        assert alone != fits
        assert alone or len(plan.trips) == problem.trucks
        assert one.reason is R.NO_TIME or one.wants > one.limit


@settings(max_examples=40)
@given(problem=problems(most=5))
def test_a_trip_leaves_so_that_it_lasts_least(problem):
    for trip in permutations(range(1, len(problem.matrix))):
        found = times_of(problem, trip)
        assert isinstance(found, Late) != keeps_its_hours(problem, trip)
        if not isinstance(found, Late) and problem.longest is None:
            tighter = Problem(
                matrix=problem.matrix, demands=problem.demands, capacity=problem.capacity,
                windows=problem.windows, service=problem.service, travel=problem.travel,
                longest=found.returns - found.leaves - 1,
            )  # fmt: skip
            assert tighter.longest < 0 or not keeps_its_hours(tighter, trip)
