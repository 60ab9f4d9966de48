"""A plan over a city as it is asked for; numbers of docs/algorithms/routes.md."""

from decimal import Decimal

import pytest

from guyub.trade.delivery.domain.city_plans import (
    Estimates,
    Load,
    PlanRefusedError,
    PlanTyped,
    hour_words,
    problem_of,
    read_hour,
    span_words,
)

AT = {"A": (112.6, -8.0), "B": (112.6, -7.99)}
ESTIMATES = Estimates(
    factor=Decimal("1.35"),
    speed_kmh=Decimal(20),
    stop_minutes=Decimal(10),
    seconds_each=Decimal(6),
    driver_hours=Decimal(8),
    weight_kg=Decimal(8),
)
LOADS = [Load("B", "KKMP B", 80, is_out=True)]


def made(*, loads=LOADS, **more):
    fields = {
        "depot": "A", "trucks": 2, "capacity_qty": 560, "capacity_kg": None,
        "leaves": 420, "returns": 1_020, "opens": 480, "closes": 960,
    }  # fmt: skip
    return problem_of(PlanTyped(**fields | more), loads=loads, at=AT, estimates=ESTIMATES)


def test_80_cylinders_over_a_hundredth_of_a_degree():
    problem = made()

    assert (problem.matrix, problem.travel) == ([[0, 1_501], [1_501, 0]], [[0, 271], [271, 0]])
    assert (problem.demands, problem.capacity, problem.vehicles) == ([(0,), (80,)], (560,), 2)
    assert problem.service == [0, 1_080]
    assert problem.windows == [(25_200, 61_200), (28_800, 57_600)]
    assert (problem.longest, problem.must) == (28_800, {1})


def test_a_weight_is_a_second_unit():
    problem = made(capacity_kg=4_500)

    assert (problem.demands, problem.capacity) == ([(0, 0), (80, 640)], (560, 4_500))


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"depot": "C"}, "depot"),
        ({"trucks": None}, "trucks"),
        ({"trucks": 0}, "trucks"),
        ({"trucks": 61}, "trucks"),
        ({"capacity_qty": None}, "capacity"),
        ({"capacity_qty": 5_001}, "capacity"),
        ({"capacity_kg": 0}, "weight"),
        ({"leaves": None}, "hours"),
        ({"closes": None}, "hours"),
        ({"opens": 961}, "hours"),
        ({"loads": []}, "nothing"),
    ],
)
def test_what_is_no_plan_is_refused(change, wrong):
    with pytest.raises(PlanRefusedError) as refused:
        made(**change)

    assert refused.value.facts["wrong"] == wrong


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("07:30", 450), ("7.05", 425), (" 23:59 ", 1_439), ("24:00", None), ("7:60", None), ("7", None),
        ("7:5", None), ("", None), ("a:00", None), ("07:xx", None), ("007:00", None),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(written, minutes):
    assert read_hour(written) == minutes


def test_hours_and_spans_in_words():
    assert [hour_words(seconds) for seconds in (0, 25_259, 61_200)] == ["00.00", "07.00", "17.00"]
    assert [span_words(seconds) for seconds in (59, 1_200, 7_200, 12_000)] == [
        "0 menit",
        "20 menit",
        "2 jam",
        "3 jam 20 menit",
    ]
