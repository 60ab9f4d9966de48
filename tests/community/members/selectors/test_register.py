"""The register as a list, and who is found by what somebody typed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.community.members.domain.finding import wanted
from guyub.community.members.domain.register import Happened
from guyub.community.members.models import Group, GroupSeat
from guyub.community.members.selectors.register import (
    ALL,
    Asked,
    every_member,
    find_members,
    groups_now,
    members_after,
    members_count,
    members_page,
    neighbourhoods,
    standings,
)
from guyub.community.members.services.register import change_standing
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

pytestmark = pytest.mark.database
TODAY = NOW.date()


@pytest.fixture
def register(world):
    """Two members, one who left, a candidate; and a namesake next door."""
    for name, rt in (("Siti Aminah", "003"), ("Budi Hartono", "003"), ("Siti Rahayu", "004")):
        world.member(name, rt=rt, rw="001")
    world.candidate("Aminah Siti Contoh", rt="003", rw="001")
    world.member("Siti Aminah", world.arjosari)
    gone = world.member("Siti Rahayu")
    with scope(world.bumiayu.id):
        change_standing(
            member=gone,
            happened=Happened.MUNDUR,
            on=TODAY,
            reason="pindah",
            person_id=None,
            today=TODAY,
            now=NOW,
        )
    return world


def names(rows):
    return [(row.number, row.name) for row in rows]


def find(world, written):
    with scope(world.bumiayu.id):
        return find_members(cooperative_id=world.bumiayu.id, wanted=wanted(written))


def test_the_list_is_of_who_is_a_member_now_by_number(register):
    place = register.bumiayu.id
    with scope(place):
        assert standings(cooperative_id=place) == {
            "": 2, ALL: 4, "AKTIF": 2, "PASIF": 0, "CALON": 1, "KELUAR": 1,
        }  # fmt: skip
        assert names(members_page(cooperative_id=place, asked=Asked(), first=0)) == [
            ("A-0001", "Siti Aminah"),
            ("A-0002", "Budi Hartono"),
        ]
        everybody = Asked(state=ALL)
        assert names(members_page(cooperative_id=place, asked=everybody, first=0)) == [
            ("A-0001", "Siti Aminah"),
            ("A-0002", "Budi Hartono"),
            ("A-0003", "Siti Rahayu"),
            ("", "Aminah Siti Contoh"),
        ]
        assert names(
            members_page(cooperative_id=place, asked=Asked(state=ALL, by_name=True), first=1, most=2)
        ) == [
            ("A-0002", "Budi Hartono"),
            ("A-0001", "Siti Aminah"),
        ]
        assert list(every_member(cooperative_id=place, asked=everybody, most=9)) == members_page(
            cooperative_id=place, asked=everybody, first=0
        )


def test_by_neighbourhood_and_group(register):
    place = register.bumiayu.id
    with scope(place):
        group = Group.objects.create(
            cooperative=register.bumiayu, kind="KELOMPOK", name="Melati 2", begun_on=date(2026, 1, 1)
        )
        for until_on, name in ((None, "Budi Hartono"), (TODAY, "Siti Aminah")):
            GroupSeat.objects.create(
                cooperative=register.bumiayu,
                group=group,
                member=register.member(name),
                from_on=date(2026, 1, 1),
                until_on=until_on,
            )
        assert neighbourhoods(cooperative_id=place) == ["003/001", "004/001"]
        assert groups_now(cooperative_id=place) == [(group.id, "Melati 2")]
        assert names(members_page(cooperative_id=place, asked=Asked(group_id=group.id), first=0)) == [
            ("A-0002", "Budi Hartono")
        ]
        assert members_count(cooperative_id=place, asked=Asked(rt="003/001")) == 2
        assert members_count(cooperative_id=place, asked=Asked(state="KELUAR", rt="004/001")) == 1
        assert members_count(cooperative_id=place, asked=Asked(rt="003/009")) == 0


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("siti", ["Aminah Siti Contoh", "Siti Aminah", "Siti Rahayu"]),
        ("SITI aM", ["Aminah Siti Contoh", "Siti Aminah"]),
        ("min", ["Aminah Siti Contoh", "Siti Aminah"]),
        ("2", ["Budi Hartono"]),
        ("A-0003", ["Siti Rahayu"]),
        ("99", []),
        ("s%i", []),
        ("s_ti", []),
        ("x", []),
    ],
)
def test_by_a_part_of_the_name_or_the_number(register, written, found):
    assert [row.name for row in find(register, written).rows] == found


def test_by_phone_nik_and_kk_whole_only_and_only_of_the_own_cooperative(register):
    mine, other = register.member("Siti Aminah"), register.member("Siti Aminah", register.arjosari)
    brother = register.member("Budi Hartono")
    for member, kind, value in (
        (mine, SecretKind.NIK, "3573034105900001"),
        (mine, SecretKind.KK, "3573031708840007"),
        (brother, SecretKind.KK, "3573031708840007"),
        (other, SecretKind.KK, "3573031708840007"),
        (mine, SecretKind.PHONE, "+6281234567890"),
        (other, SecretKind.PHONE, "+6281234567890"),
    ):
        with scope(member.cooperative_id):
            keep_secret(person=member.person, kind=kind, value=value, now=NOW)

    def ids(written):
        return [row.member_id for row in find(register, written).rows]

    assert ids("3573 0341 0590 0001") == [mine.id]
    assert ids("3573031708840007") == [brother.id, mine.id]
    assert ids("0812-3456-7890") == [mine.id]
    assert ids("3573034105900002") == []
    assert ids("08123456789") == []


def test_fifty_at_most_and_it_says_that_there_are_more(world):
    for n in range(52):
        world.member(f"Contoh Ramai {n:02}")

    found = find(world, "ramai")

    assert (len(found.rows), found.is_more) == (50, True)
    assert not find(world, "ramai 0").is_more
    assert len(find(world, "ramai 0").rows) == 15


def test_a_search_by_name_is_two_queries(register):
    with scope(register.bumiayu.id), CaptureQueriesContext(connection) as asked:
        find_members(cooperative_id=register.bumiayu.id, wanted=wanted("siti"))

    assert len(asked) == 2


def test_members_after_a_number(register):
    place = register.bumiayu.id
    with scope(place):
        assert [(n, row.name) for n, row in members_after(cooperative_id=place, after=1, most=9)] == [
            (2, "Budi Hartono"),
            (3, "Siti Rahayu"),
        ]
        assert [n for n, _ in members_after(cooperative_id=place, after=0, most=1)] == [1]


def test_another_cooperative_sees_its_own(register):
    with scope(register.arjosari.id):
        found = find_members(cooperative_id=register.arjosari.id, wanted=wanted("siti"))
        assert standings(cooperative_id=register.arjosari.id)[""] == 1

    assert names(found.rows) == [("A-0001", "Siti Aminah")]
    assert found.rows[0].joined_on == TODAY - timedelta(days=20)
