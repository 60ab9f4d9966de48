"""What looks odd: each pattern at its threshold and one below, and a benchmark of planted misuse (docs/algorithms)."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import guyub.foundation.parameters
from guyub.trade.subsidised.domain.anomalies import find
from guyub.trade.subsidised.domain.oddities import (
    KEYS,
    OddityRefusedError,
    OddKind,
    Pattern,
    checked_note,
    checked_verdict,
    said_of,
    thresholds_of,
)
from tests.trade.subsidised.misuse import LIMITS, LPG, Network, Person, scored

DAY = 4


def found(network, **more):
    patterns = find(
        network.result.bought,
        limits=LIMITS,
        month=network.month,
        until=date(2026, 10, 30),
        buyers=more.get("buyers"),
    )
    return {one.kind: (one.count, one.more, one.outlets) for one in patterns}


def people(network, many):
    return [Person(network.number(), network.number(), "RT", 1, 10) for _ in range(many)]


def empty():
    return Network(1, outlets=6, households=0)


@pytest.mark.parametrize(
    ("_case", "many", "waits", "qty", "odd"),
    [
        ("five within seconds", 5, [9, 9, 5, 9], 1, {OddKind.RUSH: (5, 0, (1,))}),
        ("four are none", 4, [9, 5, 9], 1, {}),
        ("ten seconds are none", 6, [10, 31, 10, 40, 10], 1, {}),
        ("eight, alike", 8, [30, 32, 31, 29, 30, 30, 28], 1, {OddKind.EVEN: (8, 30, (1,))}),
        ("seven, alike", 7, [30, 32, 31, 29, 30, 30], 1, {}),
        ("a wait that is not", 8, [30, 32, 31, 34, 30, 30, 28], 1, {}),
        ("eight of three", 8, [60, 90, 40, 70, 100, 50, 65], 3, {OddKind.UNIFORM: (8, 3, (1,))}),
        ("seven of three", 7, [60, 90, 40, 70, 100, 50], 3, {}),
        ("twenty in a rush of hands", 20, [12, 25, 15] * 6 + [16], 1, {OddKind.PACKED: (20, 17, (1,))}),
        ("nineteen", 19, [12, 25, 15] * 6, 1, {}),
    ],
)
def test_a_day_of_one_device(_case, many, waits, qty, odd):
    network = empty()
    at = network.moment(DAY, 9)
    for person, wait in zip(people(network, many), [*waits, 0], strict=True):
        network.sell(person, 1, at, qty=qty)
        at += timedelta(seconds=wait)
    assert found(network) == odd


def test_two_devices_are_two_queues_and_nights_are_one_outlet():
    network = empty()
    for nth, person in enumerate(people(network, 8)):
        network.sell(person, 1, network.moment(DAY, 9, 0, nth * 7), device=nth % 2)
    assert found(network) == {}
    for nth, person in enumerate(people(network, 3)):
        network.sell(person, 2, network.moment(DAY, (22, 23, 4)[nth], 10), device=nth)
    assert found(network) == {OddKind.NIGHT: (3, 0, (2,))}


def test_people_and_households_over_outlets():
    network = empty()
    (person,) = people(network, 1)
    for nth, outlet in enumerate((1, 2, 3)):
        network.sell(person, outlet, network.moment(DAY, 8 + nth))
    assert found(network) == {OddKind.OFTEN: (3, 0, (1, 2, 3)), OddKind.OUTLETS_DAY: (3, 0, (1, 2, 3))}
    network.sell(person, 4, network.moment(DAY + 9, 8))
    assert found(network)[OddKind.OUTLETS_MONTH] == (4, 0, (1, 2, 3, 4))
    other = replace(person, nik=network.number())
    for day in range(8):
        network.sell(other, 5, network.moment(10 + day, 9))
    assert found(network)[OddKind.HOUSEHOLD] == (12, 2, (1, 2, 3, 4, 5))
    shared = found(network, buyers={(LPG, b"a"): 6, (LPG, b"b"): 5})
    assert shared[OddKind.SHARED] == (6, 0, ())


def test_resellers_take_a_part_of_a_month():
    network = empty()
    for day, person in enumerate(people(network, 27)):
        network.sell(person, 1, network.moment(day, 9))
    seller = Person(network.number(), None, "PENGECER", 1, 1)
    network.sell(seller, 1, network.moment(3, 9), qty=3)
    assert found(network) == {}  # three of thirty are a tenth, no more
    network.sell(seller, 1, network.moment(13, 9), qty=1)
    assert found(network) == {OddKind.RESELLERS: (4, 12, (1,))}


def test_order_of_telling_does_not_matter():
    network = Network(3, outlets=12, households=10, days=8)
    network.honest()
    network.misuse(1)
    given = {"limits": LIMITS, "month": network.month, "until": date(2026, 10, 8)}
    told = {tuple(vars_of(one)) for one in find(network.result.bought, **given)}
    network.random.shuffle(network.result.bought)
    assert {tuple(vars_of(one)) for one in find(network.result.bought, **given)} == told != set()


def vars_of(one):
    return [getattr(one, name) for name in one.__dataclass_fields__]


def test_every_kind_has_a_sentence_with_its_count():
    for kind in OddKind:
        one = Pattern(
            kind=kind, programme=LPG, of="OUTLET", subject=1, from_on=date(2026, 10, 1), until_on=date(2026, 10, 1),
            count=23, outlets=(1,), more=45,
        )  # fmt: skip
        said = said_of(one, LIMITS)
        assert "23" in said or "45" in said
        assert said.endswith(".")


def test_thresholds_are_the_nations_parameters():
    table = Path(guyub.foundation.parameters.__file__).with_name("data") / "national.csv"
    with table.open(encoding="utf-8", newline="") as file:
        values = {row["key"]: row["value"] for row in csv.DictReader(file)}
    assert thresholds_of({key: Decimal(values[key]) for key in KEYS.values()}) == LIMITS


@pytest.mark.parametrize(
    ("read", "written", "wrong"),
    [(checked_note, "ya", "note"), (checked_note, "x" * 201, "note"), (checked_verdict, "MAYBE", "verdict")],
)
def test_what_is_decided_is_whole(read, written, wrong):
    with pytest.raises(OddityRefusedError) as refused:
        read(written)
    assert refused.value.facts["wrong"] == wrong
    assert (checked_note(" dicek,  wajar "), checked_verdict("RIGHT")) == ("dicek, wajar", "RIGHT")


def test_planted_misuse_is_found_and_the_honest_are_left_alone():
    score = scored(2026, outlets=15, times=6, households=60)
    assert score.recall >= 0.95, score
    assert score.false_alarms <= 0.01, score


@pytest.mark.long
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_planted_misuse_over_all_outlets(seed):
    score = scored(seed, times=30)
    assert score.recall >= 0.95, score
    assert score.false_alarms <= 0.01, score
