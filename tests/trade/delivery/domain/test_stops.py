"""What is no problem of deliveries is refused; a trip leaves so that it waits least."""

import pytest

from guyub.trade.delivery.domain.searching import Search, State
from guyub.trade.delivery.domain.stops import Late, Problem, RouteRefusedError, Times, check, times_of

LINE = [[abs(one - other) * 10 for other in range(4)] for one in range(4)]


def line(**more):
    return Problem(**{"matrix": LINE, "demands": [(0,), (4,), (4,), (4,)], "capacity": (10,)} | more)


@pytest.mark.parametrize(
    ("_case", "change", "field", "wrong"),
    [
        ("no place at all", {"matrix": []}, "matrix", "square"),
        ("a matrix that is none", {"matrix": [*LINE[:3], [1, 2]]}, "matrix", "square"),
        ("too many stops", {"matrix": [[0] * 402] * 402}, "matrix", "many"),
        ("demands of fewer places", {"demands": [(0,), (5,)]}, "demands", "length"),
        ("windows of fewer places", {"windows": [(0, 9)]}, "time_windows", "length"),
        ("service of fewer places", {"service": [0]}, "service_times", "length"),
        ("travel of fewer places", {"travel": [[0]]}, "travel_times", "length"),
        ("travel that is no matrix", {"travel": [[0]] * 4}, "travel_times", "length"),
        ("no capacity", {"capacity": ()}, "demands", "units"),
        ("three units", {"capacity": (1, 2, 3)}, "demands", "units"),
        ("units that differ", {"capacity": (10, 10)}, "demands", "units"),
        ("less than nothing", {"demands": [(0,), (-1,), (4,), (4,)]}, "demands", "negative"),
        ("a way of less than nothing", {"matrix": [[0, -1], [1, 0]], "demands": [(0,), (1,)]}, "matrix", "negative"),
        ("fewer trucks than none", {"vehicles": -1}, "vehicles", "negative"),
        ("a day of less than nothing", {"longest": -1}, "longest", "negative"),
        ("a depot that asks", {"demands": [(5,), (4,), (4,), (4,)]}, "demands[0]", "depot"),
        ("a depot that must be visited", {"must": frozenset({0})}, "must_visit", "depot"),
        ("a place that is not there", {"must": frozenset({4})}, "must_visit", "depot"),
        ("closed before it opens", {"windows": [None, (9, 8), None, None]}, "time_windows[1]", "window"),
    ],
)  # fmt: skip
def test_what_is_no_problem_is_refused(_case, change, field, wrong):
    with pytest.raises(RouteRefusedError) as refused:
        check(line(**change))

    assert (refused.value.facts["field"], refused.value.facts["wrong"]) == (field, wrong)
    assert refused.value.facts["message"].endswith(".")


@pytest.mark.parametrize(
    ("_case", "change", "trip", "times"),
    [
        ("no hours at all", {}, [1, 2], Times(0, (10, 20), 40)),
        ("comes as a stop opens", {"windows": [None, (50, 60), None, None]}, [1], Times(40, (50,), 60)),
        (
            "waits where an earlier stop closes",
            {"windows": [None, (0, 20), (100, 200), None]},
            [1, 2],
            Times(10, (20, 30), 120),
        ),
        (
            "service before it goes on",
            {"service": [9, 5, 5, 5], "windows": [(7, 99), None, None, None]},
            [1, 2],
            Times(7, (17, 32), 57),
        ),
        ("comes too late", {"windows": [None, (0, 9), None, None]}, [1], Late(1, 10, 9)),
        ("is back too late", {"windows": [(0, 39), None, None, None]}, [1, 2], Late(0, 40, 39)),
        ("lasts too long", {"longest": 39}, [1, 2], Late(None, 40, 39)),
        ("other ways take other times", {"travel": [[0, 1, 2, 3]] * 4}, [1, 2], Times(0, (1, 3), 3)),
    ],
)
def test_when_a_trip_is_where(_case, change, trip, times):
    assert times_of(line(**change), trip) == times


def test_where_the_way_past_a_stop_is_longer_than_through_it_the_whole_trip_is_taken_apart():
    ways = [[0, 10, 20, 30], [10, 0, 10, 90], [20, 10, 0, 10], [30, 90, 10, 0]]
    problem = line(matrix=ways, capacity=(12,), windows=[(0, 60), None, None, None])
    state = State([[1, 2, 3]], [(12,)], problem.cost([1, 2, 3]))

    Search(problem, [1, 2, 3], seed=0).cut(state, 0, 2, 1.0)

    assert (state.trips, state.loads, state.cost, state.absent) == ([[]], [(0,)], 0, [1, 2, 3])


def test_half_of_the_strings_leave_their_middle_where_it_is():
    stops = list(range(1, 9))
    ways = [[abs(one - other) for other in range(9)] for one in range(9)]
    problem = Problem(matrix=ways, demands=[(1,)] * 9, capacity=(9,))
    cut = set()
    for seed in range(20):
        state = State([stops], [(8,)], problem.cost(stops))
        Search(problem, stops, seed=seed).cut(state, 0, 4, 8.0)
        assert sorted(state.trips[0] + state.absent) == stops
        assert state.trips[0] == sorted(state.trips[0])
        assert state.loads[0] == (len(state.trips[0]),)
        cut.add(state.absent == list(range(state.absent[0], state.absent[-1] + 1)))
    assert cut == {True, False}
