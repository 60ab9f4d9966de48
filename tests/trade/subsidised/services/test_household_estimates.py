"""A city tells of households: once, anew with a reason, two at once; a round asks by them and keeps which telling."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.household_estimates import HouseholdsRefusedError
from guyub.trade.subsidised.models import AllocationShare, HouseholdEstimate
from guyub.trade.subsidised.selectors.household_estimates import told_before
from guyub.trade.subsidised.selectors.rounds import round_page
from guyub.trade.subsidised.selectors.supply_invariants import (
    estimates_replace_their_own,
    shares_follow_their_estimates,
)
from tests.journal_writing import wrong
from tests.racing import together
from tests.trade.subsidised.city import LPG, City
from tests.world import NOW

pytestmark = pytest.mark.django_db
BUMIAYU, ARJOSARI = "35.73.03.1003", "35.73.01.1011"
WHY = "kelurahan mengirim angka baru"


@pytest.fixture
def city(world):
    return City(world)


def rows(city):
    with scope(city.place.id):
        kept = HouseholdEstimate.objects.filter(cooperative=city.place).order_by("told_at", "id")
        return [(row.code, row.households, row.each_qty, row.reason) for row in kept]


def trail(city):
    with scope(city.place.id):
        kept = AuditEntry.objects.filter(cooperative=city.place, act__startswith="subsidised.households")
        return [row.act for row in kept.order_by("position")]


def test_many_wards_at_once_and_one_anew(city):
    assert city.tells((BUMIAYU, 2_310, 3), (ARJOSARI, 900, 4)) == 2
    assert city.tells((BUMIAYU, 2_250, 3), reason=WHY, source="pendataan kelurahan") == 1

    assert rows(city) == [(BUMIAYU, 2_310, 3, ""), (ARJOSARI, 900, 4, ""), (BUMIAYU, 2_250, 3, WHY)]
    assert {code: one.monthly_qty for code, one in city.told().items()} == {BUMIAYU: 6_750, ARJOSARI: 3_600}
    assert trail(city) == ["subsidised.households.told", "subsidised.households.changed"]
    with scope(city.place.id):
        before = told_before(city_id=city.place.id, programme=LPG)
        assert list(estimates_replace_their_own(city.place.id)) == []
    assert {(one.source, one.wards, one.reason) for one in before} == {
        ("contoh, bukan angka BPS", 2, ""),
        ("pendataan kelurahan", 1, WHY),
    }


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("programme", {"programme": "ANGIN"}),
        ("source", {"source": ""}),
        ("day", {"of_on": NOW.date() + timedelta(days=1)}),
        ("nothing", {"lines": ()}),
        ("why", {"reason": "x"}),
        ("moved", {"seen": frozenset(), "reason": WHY}),
    ],
)
def test_what_is_refused_changes_nothing(city, code, changed):
    city.tells((BUMIAYU, 2_310, 3))
    before = rows(city), trail(city)

    with pytest.raises(HouseholdsRefusedError) as refused:
        city.tells((ARJOSARI, 900, 4), (BUMIAYU, 2_250, 3), **changed)

    assert refused.value.facts["wrong"] == code
    assert (rows(city), trail(city)) == before


def test_a_ward_of_another_city_and_who_may_not(city):
    assert wrong(lambda: city.tells(("35.79.01.1001", 10, 3)), HouseholdsRefusedError) == "ward"
    for role in (Role.KEPALA_DINAS, Role.PENGELOLA_GERAI):
        with pytest.raises(NotAllowedError):
            city.tells((BUMIAYU, 10, 3), actor=city.world.actor(role))
    assert rows(city) == []


def test_a_round_by_households_names_who_was_not_told(city):
    """2,310 × 3 × 7 / 30 = 1,617; Arjosari, of which nothing was told, asks for its 11 as before."""
    city.tells((BUMIAYU, 2_310, 3))
    round_id = city.proposes(basis="RUMAH_TANGGA", supply_qty=1_000)
    city.tells((BUMIAYU, 1, 1), reason=WHY)

    assert city.amounts(round_id) == {BUMIAYU: (1_617, 0, 989), ARJOSARI: (11, 0, 11)}
    with scope(city.place.id):
        page = round_page(city_id=city.place.id, round_id=round_id)
        assert list(shares_follow_their_estimates(city.place.id)) == []
    by_code = {one.code: (one.households, one.household_qty, one.source) for one in page.shares}
    assert by_code == {BUMIAYU: (2_310, 1_617, "contoh, bukan angka BPS"), ARJOSARI: (None, None, None)}
    assert page.untold == [city.world.arjosari.name]
    assert page.sources == [("contoh, bukan angka BPS", date(2026, 11, 1), 1)]
    assert page.is_whole

    with scope(city.place.id):
        AllocationShare.objects.filter(cooperative=city.place, code=BUMIAYU).update(household_qty=1_616)
        (broken,) = shares_follow_their_estimates(city.place.id)
    assert broken.rule == "subsidised.households.share"


@pytest.mark.database
@pytest.mark.parametrize(
    "bad",
    [
        {"households": -1},
        {"households": 1_000_001},
        {"each_qty": 0},
        {"source": "  "},
        {"of_on": NOW.date() + timedelta(days=1)},
        {"reason": "tanpa yang diganti"},
        {"code": BUMIAYU},  # begins a second time
        {"replaces": True},  # without a reason
        {"replaces": True, "reason": WHY, "twice": True},
    ],
)
def test_the_database_refuses(city, bad):
    city.tells((BUMIAYU, 2_310, 3))
    (old,) = city.told().values()
    fields = {
        "cooperative": city.place, "programme_id": LPG, "code": ARJOSARI, "households": 900, "each_qty": 4,
        "source": "contoh", "of_on": NOW.date(), "person_id": city.officer.person_id, "told_on": NOW.date(),
        "told_at": NOW,
    }  # fmt: skip
    bad = dict(bad)
    if bad.pop("replaces", None):
        bad["replaces_id"] = old.estimate_id
    is_twice = bad.pop("twice", False)
    with scope(city.place.id):
        if is_twice:
            HouseholdEstimate.objects.create(**fields | bad)
            fields["code"] = BUMIAYU
        with pytest.raises(IntegrityError), transaction.atomic():
            HouseholdEstimate.objects.create(**fields | bad)


@pytest.mark.database
def test_what_was_told_is_never_changed(city):
    city.tells((BUMIAYU, 2_310, 3))
    for act in (
        "UPDATE subsidised_householdestimate SET households = 1 WHERE cooperative_id = %s",
        "DELETE FROM subsidised_householdestimate WHERE cooperative_id = %s",
    ):
        with (
            scope(city.place.id),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(act, [city.place.id])


def test_what_replaces_another_ward_is_told(city):
    city.tells((BUMIAYU, 2_310, 3))
    (old,) = city.told().values()
    with scope(city.place.id):
        HouseholdEstimate.objects.create(
            cooperative=city.place, programme_id=LPG, code=ARJOSARI, households=900, each_qty=4,
            source="contoh", of_on=NOW.date(), person_id=city.officer.person_id, told_on=NOW.date(), told_at=NOW,
            replaces_id=old.estimate_id, reason=WHY,
        )  # fmt: skip
        (broken,) = estimates_replace_their_own(city.place.id)
    assert broken.rule == "subsidised.households.replaced"


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_the_second_is_told(world):
    """Neither saw the other's: of a ward that nobody told before, and of one that was told, one of two gets in."""
    city = City(world)
    other = world.actor(Role.PETUGAS_DINAS, name="Petugas kedua")

    def both(**more):
        seen = city.seen()
        return together(
            lambda: city.tells((BUMIAYU, 2_310, 3), seen=seen, **more),
            lambda: city.tells((BUMIAYU, 2_000, 3), seen=seen, actor=other, **more),
        )

    assert both() == ["done", "moved"]
    assert both(reason=WHY) == ["done", "moved"]
    assert len(rows(city)) == 2
    assert len(city.told()) == 1
