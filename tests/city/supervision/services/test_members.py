"""Members counted for the city: by news and each night, figures alone."""

from datetime import date, timedelta

import pytest

from guyub.city.supervision.models import PlaceMembers
from guyub.city.supervision.services.members import count_members
from guyub.city.supervision.services.summaries import catch_up, sum_all
from guyub.community.members.domain.register import Happened
from guyub.community.members.services.register import change_standing
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TODAY = NOW.date()


@pytest.fixture
def world():
    """Three members of two households, one of them passive, one who left, a candidate."""
    made = World()
    load_national(now=NOW)
    people = {
        "Siti Aminah": {"sex": "P", "born_on": date(2001, 11, 25)},  # 25 today
        "Budi Hartono": {"sex": "L", "born_on": date(2001, 11, 26)},  # 24 until tomorrow
        "Dewi Lestari": {"sex": "", "born_on": None},
        "Eko Prasetyo": {"sex": "L", "born_on": date(1950, 1, 1)},
    }
    for name, file in people.items():
        made.member(name, **file)
    made.candidate("Calon Contoh")
    for name, kk in (
        ("Siti Aminah", "3573031708840007"),
        ("Budi Hartono", "3573031708840007"),
        ("Eko Prasetyo", "3573031708840009"),
        ("Calon Contoh", "3573031708840011"),
    ):
        with scope(made.bumiayu.id):
            keep_secret(person=made.candidate(name).person, kind=SecretKind.KK, value=kk, now=NOW)
    for name, happened in (("Dewi Lestari", Happened.DIPASIFKAN), ("Eko Prasetyo", Happened.MUNDUR)):
        move(made, name, happened)
    return made


def move(world, name, happened):
    with scope(world.bumiayu.id):
        change_standing(
            member=world.candidate(name),
            happened=happened,
            on=TODAY,
            reason="contoh",
            person_id=None,
            today=TODAY,
            now=NOW,
        )


def counted(world):
    return PlaceMembers.objects.get(cooperative=world.bumiayu)


def test_what_is_counted(world):
    assert count_members(now=NOW) == 1

    row = counted(world)
    assert (row.members_count, row.passive_count, row.candidates_count) == (3, 1, 1)
    assert (row.women_count, row.men_count) == (1, 1)
    assert row.ages == [1, 1, 0, 0, 0, 1]
    assert (row.households_count, row.without_kk_count) == (1, 1)
    assert (len(row.growth), row.growth[0], row.growth[-1]) == (
        13,
        ["2025-11-01", 0, 0, 0],
        ["2026-11-01", 4, 1, 3],
    )
    assert not PlaceMembers.objects.filter(cooperative=world.arjosari).exists()


def test_who_joined_long_ago_stands_in_every_month(world):
    with scope(world.bumiayu.id):
        member = world.member("Siti Aminah")
        member.joined_on = date(2020, 3, 1)
        member.save(update_fields=["joined_on"])

    count_members(now=NOW)

    assert counted(world).growth[0] == ["2025-11-01", 0, 0, 1]
    assert counted(world).growth[-1] == ["2026-11-01", 3, 1, 3]


def test_ages_follow_the_day(world):
    count_members(now=NOW + timedelta(days=1))

    assert counted(world).ages == [0, 2, 0, 0, 0, 1]


def test_the_register_makes_news_and_the_job_follows_it(world):
    sum_all(now=NOW)
    assert counted(world).members_count == 3

    move(world, "Budi Hartono", Happened.MENINGGAL)
    assert counted(world).members_count == 3
    assert catch_up(now=NOW) == 1
    assert counted(world).members_count == 2
    assert catch_up(now=NOW) == 0


def test_where_no_register_is_left_no_row_is_left(world):
    PlaceMembers.objects.create(
        cooperative=world.arjosari,
        code=world.arjosari.code,
        members_count=9,
        passive_count=0,
        candidates_count=0,
        women_count=0,
        men_count=0,
        households_count=0,
        without_kk_count=0,
        summed_at=NOW,
    )

    count_members(now=NOW, place_ids=[world.arjosari.id])

    assert not PlaceMembers.objects.exists()
