import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.domain.definitions import (
    Confidence,
    LoosenedError,
    Scope,
    ValueNotUnderstoodError,
    read_value,
)
from guyub.foundation.parameters.models import ParameterValue
from guyub.foundation.parameters.selectors.invariants import INVARIANTS
from guyub.foundation.parameters.selectors.values import NothingHoldsError, history_of, in_force, value_of
from guyub.foundation.parameters.services.values import (
    NATIONAL_VALUES,
    Change,
    ValueRefusedError,
    load_national,
    set_value,
)
from tests.world import NOW

TODAY = NOW.date()


@pytest.fixture
def rules(world):
    load_national(now=NOW)
    return world


@pytest.fixture
def put(rules):
    def put(value, *, key="pinjaman.jasa_maksimal", place=None, begins=0, ends=None, **more):
        change = Change(
            key=key,
            value=value,
            valid_from=TODAY + timedelta(days=begins),
            valid_to=None if ends is None else TODAY + timedelta(days=ends),
            **({"legal_basis": "RAT 2026", "source": "notulen"} | more),
        )
        with transaction.atomic():
            return set_value(
                change, cooperative=place or rules.bumiayu, set_by="Sri dan Bambang", today=TODAY, now=NOW
            )

    return put


def holds(world, *, key="pinjaman.jasa_maksimal", place=None, on=TODAY):
    return value_of(key, cooperative_id=(place or world.bumiayu).id, on=on)


def test_every_national_value_has_a_key_a_source_a_confidence_and_reads_back():
    with NATIONAL_VALUES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        definition = CATALOGUE[row["key"]]
        assert read_value(row["value"], definition.unit) == row["value"], row
        assert row["legal_basis"]
        assert row["source"]
        assert Confidence(row["confidence"])
        assert Scope(row["scope"]) is not Scope.COOPERATIVE
        assert date.fromisoformat(row["valid_from"])
    assert {row["key"] for row in rows} == set(CATALOGUE)


def test_loading_again_changes_nothing(rules):
    before = list(
        ParameterValue.objects.order_by("key", "valid_from").values_list("key", "value", "valid_to")
    )

    load_national(now=NOW)

    assert (
        list(ParameterValue.objects.order_by("key", "valid_from").values_list("key", "value", "valid_to"))
        == before
    )
    assert all(one.row for one in in_force(cooperative_id=rules.bumiayu.id, on=TODAY))


def test_a_cooperative_tightens_for_itself_alone(rules, put):
    put("18%")

    assert holds(rules) == Decimal("0.18")
    assert holds(rules, place=rules.arjosari) == Decimal("0.24")
    assert holds(rules, on=TODAY - timedelta(days=1)) == Decimal("0.24")


def test_a_city_tightens_for_its_cooperatives(rules, put):
    put("20%", place=rules.city)

    assert holds(rules, place=rules.arjosari) == Decimal("0.2")
    with pytest.raises(LoosenedError) as refusal:
        put("22%")
    assert refusal.value.facts == {"wrong": "cap", "wider": "20%"}


@pytest.mark.parametrize(
    ("_case", "change", "refusal", "wrong"),
    [
        ("looser than the law", {"value": "25%"}, LoosenedError, "cap"),
        (
            "below a floor",
            {"value": "2", "key": "pinjaman.komite_minimal"} | {"value": "1"},
            LoosenedError,
            "floor",
        ),
        ("no number", {"value": "murah"}, ValueNotUnderstoodError, None),
        ("an unknown key", {"value": "1", "key": "x"}, ValueRefusedError, "key"),
        ("the nation's alone", {"value": "2", "key": "suara.bobot"}, ValueRefusedError, "scope"),
        ("yesterday", {"value": "18%", "begins": -1}, ValueRefusedError, "past"),
        ("ends before it begins", {"value": "18%", "begins": 5, "ends": 4}, ValueRefusedError, "ends"),
        ("without a basis", {"value": "18%", "legal_basis": " "}, ValueRefusedError, "basis"),
        (
            "a decision that is not there",
            {"value": "18%", "decision_id": "0193a1b2-1234-7abc-8def-0123456789ab"},
            ValueRefusedError,
            "decision",
        ),
    ],
)
def test_what_may_not_hold_is_refused_and_nothing_changes(_case, change, refusal, wrong, rules, put):
    before = ParameterValue.objects.count()

    with pytest.raises(refusal) as refused:
        put(**change)

    assert refused.value.facts.get("wrong") == wrong
    assert ParameterValue.objects.count() == before
    assert holds(rules) == Decimal("0.24")


def test_a_new_value_ends_the_one_before_and_an_overlap_is_refused(rules, put):
    put("20%")
    put("18%", begins=10)
    with pytest.raises(ValueRefusedError) as refusal:
        put("15%", begins=5)

    assert refusal.value.facts == {"wrong": "overlaps"}
    assert [holds(rules, on=TODAY + timedelta(days=n)) for n in (0, 9, 10)] == [
        Decimal("0.2"),
        Decimal("0.2"),
        Decimal("0.18"),
    ]
    assert [row.set_by for row in history_of("pinjaman.jasa_maksimal", cooperative_id=rules.bumiayu.id)][
        :2
    ] == ["Sri dan Bambang"] * 2


def test_a_ceiling_that_is_about_to_fall_already_binds_what_reaches_into_it(rules, put):
    put("20%", place=rules.city, begins=30)

    with pytest.raises(LoosenedError):
        put("22%")
    put("22%", ends=29)


def test_a_release_never_overwrites_what_people_set(rules, put):
    put("5%", key="lpg.pengecer_bagian", place=rules.city)

    load_national(now=NOW)

    assert holds(rules, key="lpg.pengecer_bagian") == Decimal("0.05")
    assert holds(rules, key="lpg.pengecer_bagian", on=TODAY - timedelta(days=1)) == Decimal("0.1")


@pytest.mark.database
def test_the_database_refuses_two_values_for_one_day(rules):
    with pytest.raises(IntegrityError), transaction.atomic():
        ParameterValue.objects.create(
            key="pinjaman.jasa_maksimal", scope="NATIONAL", value="0.3", valid_from=TODAY,
            legal_basis="x", source="x", confidence="M", set_by="x", set_at=NOW,
        )  # fmt: skip


def test_what_nobody_set_is_never_guessed(world):
    with pytest.raises(NothingHoldsError):
        holds(world)


def test_the_tables_hold(rules, put):
    put("18%")

    with scope(rules.bumiayu.id):
        assert not [broken for rule in INVARIANTS for broken in rule(rules.bumiayu.id)]
