import threading

import pytest
from django.db import connection

from guyub.community.members.domain.register import Happened
from guyub.community.members.models import Group, GroupSeat
from guyub.community.members.services.groups import (
    GroupRefusedError,
    choose_leader,
    close_group,
    make_rt_groups,
    open_group,
    seat_member,
    unseat_member,
)
from guyub.community.members.services.register import change_standing, locked_member
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def world():
    return World()


def done(world, actor=None):
    return {
        "actor": actor or world.actor(Role.SEKRETARIS),
        "today": TODAY,
        "request_id": new_id(),
        "now": NOW,
    }


def opened(world, name="Melati 2", kind="TANGGUNG_RENTENG"):
    return open_group(kind=kind, name=name, **done(world))


def seated(world, group_id, member):
    seat_member(group_id=group_id, member_id=member.id, **done(world))


def seats(world, **where):
    with scope(world.bumiayu.id):
        rows = GroupSeat.objects.filter(cooperative=world.bumiayu, **where).order_by("id")
        return [(row.member.file.name, row.is_leader, row.until_on) for row in rows]


def wrong(act):
    with pytest.raises(GroupRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def test_one_member_answers_for_one_group_alone(world):
    member, first, second = world.member(), opened(world), opened(world, "Mawar 1")
    seated(world, first, member)
    seated(world, opened(world, "Pengajian", "KELOMPOK"), member)

    with pytest.raises(GroupRefusedError) as refused:
        seated(world, second, member)
    assert refused.value.facts == {"wrong": "renteng", "group": "Melati 2"}
    assert wrong(lambda: seated(world, first, member)) == "seated"
    assert len(seats(world)) == 2

    unseat_member(group_id=first, member_id=member.id, **done(world))
    seated(world, second, member)
    assert seats(world, group_id=first) == [("Siti Aminah", False, TODAY)]
    assert seats(world, group_id=second) == [("Siti Aminah", False, None)]


def test_candidates_and_former_members_sit_in_no_group(world):
    group, member = opened(world), world.member("Sudah Keluar")
    with scope(world.bumiayu.id):
        change_standing(
            member=locked_member(cooperative_id=world.bumiayu.id, member_id=member.id),
            happened=Happened.MUNDUR,
            on=TODAY,
            reason="pindah",
            person_id=None,
            today=TODAY,
            now=NOW,
        )
    for one in (world.candidate("Masih Calon"), member):
        assert wrong(lambda one=one: seated(world, group, one)) == "member"
    assert seats(world) == []


def test_the_days_of_each_leader_stand(world):
    group, first, second = opened(world), world.member(), world.member("Budi Santoso", sex="L")
    for member in (first, second):
        seated(world, group, member)
    choose_leader(group_id=group, member_id=first.id, **done(world))
    choose_leader(group_id=group, member_id=second.id, **done(world))

    assert wrong(lambda: choose_leader(group_id=group, member_id=second.id, **done(world))) == "led"
    assert seats(world, until_on__isnull=True) == [
        ("Siti Aminah", False, None),
        ("Budi Santoso", True, None),
    ]
    assert seats(world, until_on__isnull=False).count(("Siti Aminah", True, TODAY)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_leaders_at_once_leave_one(world):
    group, members = opened(world), [world.member(), world.member("Budi Santoso", sex="L")]
    for member in members:
        seated(world, group, member)
    actor, outcomes, gate = world.actor(Role.SEKRETARIS), [], threading.Barrier(2)

    def choose(member):
        gate.wait()
        try:
            choose_leader(group_id=group, member_id=member.id, **done(world, actor))
            outcomes.append("chosen")
        finally:
            connection.close()

    threads = [threading.Thread(target=choose, args=(member,)) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == ["chosen", "chosen"]
    now = seats(world, until_on__isnull=True)
    assert sorted(name for name, _, _ in now) == ["Budi Santoso", "Siti Aminah"]
    assert [is_leader for _, is_leader, _ in now].count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_one_member_in_two_renteng_at_once_sits_in_one(world):
    groups, member = [opened(world), opened(world, "Mawar 1")], world.member()
    actor, outcomes, gate = world.actor(Role.SEKRETARIS), [], threading.Barrier(2)

    def enter(group):
        gate.wait()
        try:
            seat_member(group_id=group, member_id=member.id, **done(world, actor))
            outcomes.append("seated")
        except GroupRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(group,)) for group in groups]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["renteng", "seated"]
    assert len(seats(world)) == 1


def test_a_closed_group_lets_everybody_out_and_its_name_is_free(world):
    group = opened(world)
    seated(world, group, world.member())
    assert wrong(lambda: opened(world, "melati 2")) == "taken"
    close_group(group_id=group, **done(world))

    assert seats(world) == [("Siti Aminah", False, TODAY)]
    assert wrong(lambda: seated(world, group, world.member())) == "gone"
    opened(world)


@pytest.mark.parametrize(
    ("kind", "name", "told"), [("RW", "Melati", "kind"), ("RT", " ", "name"), ("RT", "x" * 61, "name")]
)
def test_a_group_has_a_kind_and_a_name(kind, name, told, world):
    assert wrong(lambda: opened(world, name, kind)) == told


def test_groups_of_rts_follow_the_addresses(world):
    siti, budi = world.member(rt="1", rw="5"), world.member("Budi Santoso", sex="L", rt="2", rw="5")
    world.member("Tanpa Alamat")
    by_hand = opened(world, "RT 001 RW 005", "RT")
    seated(world, by_hand, budi)

    assert make_rt_groups(**done(world)) == (1, 2, 1)
    with scope(world.bumiayu.id):
        held = GroupSeat.objects.filter(cooperative=world.bumiayu, until_on__isnull=True)
        assert set(held.values_list("group__name", "member_id")) == {
            ("RT 001 RW 005", siti.id),
            ("RT 002 RW 005", budi.id),
        }
        assert Group.objects.filter(cooperative=world.bumiayu).count() == 2
    assert wrong(lambda: make_rt_groups(**done(world))) == "nothing"
