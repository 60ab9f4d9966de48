"""Published instances of vehicle routing, with their sources and licences: cases/routing.json."""

import json
import math
from pathlib import Path

import pytest

from guyub.foundation.kernel.calculation import BadInputError, checked
from guyub.trade.delivery.calc import RULES
from guyub.trade.delivery.domain.stops import RouteRefusedError

(RULE,) = RULES
CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "cases/routing.json").read_text())["cases"]
}
SMALL = CASES["vrp-oksmall-4"]["inputs"]


def given_of(name, **more):
    inputs = CASES[name]["inputs"]
    coords = inputs.get("coords")
    matrix = inputs.get("matrix") or [
        [int(math.dist(one, other) + 0.5) for other in coords] for one in coords
    ]
    kept = ("capacity", "vehicles", "time_windows", "service_times")
    return {
        # Fractions of a published matrix are cut, as its source does.
        "matrix": [[int(way) for way in row] for row in matrix],
        "demands": inputs.get("demands") or inputs["delivery"],
        **{key: inputs[key] for key in kept if key in inputs},
        **more,
    }


@pytest.mark.parametrize(
    ("name", "cost", "trips"),
    [
        ("vrp-oksmall-4", 9_155, 2),
        ("vrp-ortools-capacity-16", 6_208, 4),
        ("vrp-pickup-delivery-4", 81, 1),
    ],
)
def test_the_optimum_where_it_is_known(name, cost, trips):
    answer = RULE.run(given_of(name, seed=1))

    assert checked(answer, RULE.answer, field="") == answer
    assert (answer["cost"], len(answer["routes"]), answer["unserved"]) == (cost, trips, [])


def test_trips_of_the_small_one_with_their_hours():
    """Each leaves so late that it need not wait: 9,002 + 1,931 at 3, + 420 + 647 = 12,000 at 2, just as it opens."""
    answer = RULE.run(given_of("vrp-oksmall-4"))

    assert answer["routes"] == [[1, 4], [3, 2]]
    assert answer["trips"] == [
        {"load": [10], "cost": 4_612, "leaves": 14_056, "arrivals": [15_600, 17_553], "returns": 19_388},
        {"load": [8], "cost": 4_543, "leaves": 9_002, "arrivals": [10_933, 12_000], "returns": 14_325},
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_stops_within_five_of_a_hundred_of_the_best_known(seed):
    best = CASES["cvrp-X-n101-k25"]["published"]["best_known"]

    answer = RULE.run(given_of("cvrp-X-n101-k25", seed=seed))

    assert answer["unserved"] == []
    assert best <= answer["cost"] <= best * 105 // 100


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 6))
def test_a_hundred_stops_within_two_of_a_hundred_in_five_seconds(seed):
    best = CASES["cvrp-X-n101-k25"]["published"]["best_known"]

    assert RULE.run(given_of("cvrp-X-n101-k25", seed=seed, seconds=5))["cost"] <= best * 102 // 100


def test_the_same_seed_gives_the_same_plan():
    given = given_of("cvrp-X-n101-k25", seed=3)

    assert RULE.run(given) == RULE.run(given)


@pytest.mark.parametrize(
    ("_case", "change", "field", "wrong"),
    [
        ("depot that is not the first", {"demands": [5, 0, 5, 3, 5]}, "demands[0]", "depot"),
        ("weights missing", {"matrix": []}, "matrix", "square"),
        ("weights not a full matrix", {"matrix": [*SMALL["matrix"][:4], [1, 2]]}, "matrix", "square"),
        ("a window of one number", {"time_windows": [[0], *[None] * 4]}, "time_windows[0]", "window"),
        ("opens after it closes", {"time_windows": [None, [9, 8], *[None] * 3]}, "time_windows[1]", "window"),
        ("less than no time", {"seconds": -1}, "seconds", "many"),
        ("too much time", {"seconds": 601}, "seconds", "many"),
    ],
)  # fmt: skip
def test_a_reader_refuses_what_is_malformed(_case, change, field, wrong):
    with pytest.raises(RouteRefusedError) as refused:
        RULE.run(given_of("vrp-oksmall-4") | change)

    assert (refused.value.facts["field"], refused.value.facts["wrong"]) == (field, wrong)
    assert refused.value.facts["message"].endswith(".")


@pytest.mark.parametrize(
    ("_case", "change", "field"),
    [
        ("vehicle data missing", {"capacity": None}, "capacity"),
        ("an unknown form of weights", {"edge_weight_format": "UPPER"}, "edge_weight_format"),
        ("weights that are no numbers", {"matrix": "EUC_2D"}, "matrix"),
        ("broken weights", {"matrix": [[0.5]]}, "matrix[0][0]"),
    ],
)
def test_a_reader_refuses_what_is_no_instance(_case, change, field):
    given = {name: value for name, value in (given_of("vrp-oksmall-4") | change).items() if value is not None}

    with pytest.raises(BadInputError) as refused:
        RULE.run(given)

    assert refused.value.facts["field"] == field


def test_reasons_are_told_with_their_numbers():
    """The second takes 12 where a truck carries 10; of the others, 13 together, one truck of 10 leaves one out."""
    answer = RULE.run(given_of("vrp-oksmall-4", demands=[0, 5, 12, 3, 5], vehicles=1))

    assert (answer["routes"], answer["unserved"]) == ([[3, 4]], [1, 2])
    assert {
        "stop": 2,
        "reason": "too_big",
        "wants": 12,
        "limit": 10,
        "sentence": "Minta 12, satu truk memuat 10.",
    } in answer["reasons"]
    assert [one["sentence"] for one in answer["reasons"] if one["reason"] == "short"] == [
        "Semua tempat minta 13, semua truk memuat 10: kurang 3."
    ]
