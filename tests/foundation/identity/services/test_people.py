import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import LoginName, Person
from guyub.foundation.identity.selectors.people import person_by_login, seats_of
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.people import (
    LoginNameNotUnderstoodError,
    LoginNameTakenError,
    RoleRefusedError,
    add_login_name,
    add_person,
    end_role,
    give_role,
)
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id


@pytest.fixture
def sri(world):
    with scope(world.bumiayu.id):
        return add_person(name="Sri Wahyuni", login="0812 0000 0042", now=NOW)


def test_one_person_gets_in_by_every_name_and_nobody_else_takes_it(world, sri):
    with scope(world.bumiayu.id):
        add_login_name(person=sri, login="Sri@Contoh.example", now=NOW)
        add_login_name(person=sri, login="bumiayu-0042", now=NOW)
        add_login_name(person=sri, login="+62 812 0000 0042", now=NOW)
        joko = add_person(name="Joko", login="joko@contoh.example", now=NOW)
        with pytest.raises(LoginNameTakenError):
            add_login_name(person=joko, login="sri@contoh.example", now=NOW)
        assert add_person(name="Sri lain", login="081200000042", now=NOW) == sri

    for written in ("081200000042", "sri@contoh.example", "BUMIAYU-0042"):
        assert person_by_login(written) == sri
    assert person_by_login("081200000043") is None
    assert not LoginName.objects.filter(key__contains="0042", kind="PHONE").exists()


def test_what_is_no_login_name_makes_nobody(world):
    with scope(world.bumiayu.id), pytest.raises(LoginNameNotUnderstoodError):
        add_person(name="Sri", login="sri", now=NOW)

    assert not Person.objects.filter(name="Sri").exists()


def test_a_role_is_held_once_and_where_it_belongs(world, sri):
    with scope(world.bumiayu.id):
        give_role(person=sri, cooperative_id=world.bumiayu.id, role=Role.KASIR, now=NOW)
        for role, place, wrong in (
            (Role.KASIR, world.bumiayu, "held"),
            (Role.OPERATOR, world.bumiayu, "city"),
            (Role.KASIR, world.city, "city"),
        ):
            with pytest.raises(RoleRefusedError) as refusal:
                give_role(person=sri, cooperative_id=place.id, role=role, now=NOW)
            assert refusal.value.facts == {"wrong": wrong}


def test_leaving_office_ends_the_rights_at_once(world, sri):
    with scope(world.bumiayu.id):
        seat = give_role(person=sri, cooperative_id=world.bumiayu.id, role=Role.KASIR, now=NOW)

    end_role(
        actor=world.actor(Role.KETUA), membership_id=seat.id, reason="pindah", request_id=new_id(), now=NOW
    )

    assert seats_of(sri.id, now=NOW) == []
    with pytest.raises(RoleRefusedError):
        end_role(
            actor=world.actor(Role.KETUA),
            membership_id=seat.id,
            reason="pindah",
            request_id=new_id(),
            now=NOW,
        )


def test_who_was_ended_meanwhile_acts_no_more(world, sri):
    chair = world.actor(Role.KETUA)
    seat = world.seat(Role.KETUA)
    seat.ends_at = NOW
    seat.save()

    with pytest.raises(NotAllowedError):
        end_role(
            actor=chair, membership_id=world.seat(Role.KASIR).id, reason="x", request_id=new_id(), now=NOW
        )
    assert world.seat(Role.KASIR).ends_at is None


def test_another_cooperatives_role_is_not_there(world):
    with pytest.raises(RoleRefusedError):
        end_role(
            actor=world.actor(Role.KETUA, world.arjosari),
            membership_id=world.seat(Role.KASIR).id,
            reason="x",
            request_id=new_id(),
            now=NOW,
        )
