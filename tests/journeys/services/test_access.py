import pytest
from django.contrib.auth.hashers import make_password

from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.identity.selectors.codes import open_code
from guyub.foundation.identity.selectors.people import person_by_login, seats_of
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.getting_in import CodeRefusedError, accept_code
from guyub.foundation.identity.services.people import RoleRefusedError
from guyub.foundation.identity.services.vault import PersonUnknownError
from guyub.journeys.services.access import (
    PlaceUnknownError,
    ReasonMissingError,
    ask_reset,
    ask_role,
    invite,
)
from guyub.journeys.services.operators import NoCityError, invite_operator
from tests.world import NOW, new_id

PIN = "270817"


def approve(world, role, request_id, place=None):
    person = world.person(role, place)
    person.pin = make_password(PIN)
    person.save()
    return decide(
        actor=world.actor(role, place),
        approval_id=request_id,
        is_approved=True,
        proof=PIN,
        request_id=new_id(),
        now=NOW,
    )


def call(world, role=Role.KASIR, *, by=Role.SEKRETARIS, request_id=None, **more):
    return invite(
        actor=world.actor(by),
        role=role,
        request_id=request_id or new_id(),
        now=NOW,
        **({"name": "Dewi Lestari", "login": "081200000041", "reason": "kasir baru"} | more),
    )


def test_a_cashier_is_invited_by_one_and_gets_in(world):
    request_id = new_id()
    done = call(world, request_id=request_id)
    found = open_code(invitation_id=request_id, issued_by=world.person(Role.SEKRETARIS).id, now=NOW)

    assert (done.has_code, done.waits) == (True, False)
    assert open_code(invitation_id=request_id, issued_by=world.person(Role.KETUA).id, now=NOW) is None
    person = accept_code(written=found.code, password="sawah hijau pagi", pin=PIN, now=NOW)
    assert person == person_by_login("0812 0000 0041")
    assert [seat.role for seat in seats_of(person.id, now=NOW)] == [Role.KASIR]
    assert open_code(invitation_id=request_id, issued_by=world.person(Role.SEKRETARIS).id, now=NOW) is None


def test_a_treasurer_waits_for_a_second_person(world):
    request_id = new_id()
    done = call(world, Role.BENDAHARA, request_id=request_id)

    assert done.waits
    assert seats_of(done.person_id, now=NOW) == []
    assert approve(world, Role.KETUA, request_id) is State.APPROVED
    assert [seat.role for seat in seats_of(done.person_id, now=NOW)] == [Role.BENDAHARA]


def test_pressing_twice_invites_once(world):
    request_id = new_id()

    assert call(world, request_id=request_id) == call(world, request_id=request_id)
    assert Person.objects.filter(name="Dewi Lestari").count() == 1


@pytest.mark.parametrize(
    ("_case", "how", "refusal"),
    [
        ("a cashier invites", {"by": Role.KASIR}, NotAllowedError),
        ("a city's role in a cooperative", {"role": Role.OPERATOR}, RoleRefusedError),
        ("no reason where a second person decides", {"role": Role.KETUA, "reason": " "}, ReasonMissingError),
        ("a cooperative invites elsewhere", {"place_code": "35.73.01.1011"}, PlaceUnknownError),
        (
            "a city that does not guide it",
            {"by": Role.OPERATOR, "role": Role.KASIR, "place_code": "35.74.01.1001"},
            PlaceUnknownError,
        ),
    ],
)
def test_who_may_not_invites_nobody(_case, how, refusal, world):
    world.seat(Role.OPERATOR)
    with pytest.raises(refusal):
        call(world, **how)

    assert not Person.objects.filter(name="Dewi Lestari").exists()


def test_the_city_gives_a_cooperative_its_first_chair(world):
    request_id = new_id()
    done = call(world, Role.KETUA, by=Role.OPERATOR, place_code=world.arjosari.code, request_id=request_id)

    assert approve(world, Role.KEPALA_DINAS, request_id) is State.APPROVED
    (seat,) = seats_of(done.person_id, now=NOW)
    assert (seat.role, seat.cooperative_name) == (Role.KETUA, "KKMP Arjosari")


def test_a_lost_phone_needs_two_officers_at_the_counter(world):
    cashier, request_id = world.person(Role.KASIR), new_id()
    ask_reset(
        actor=world.actor(Role.SEKRETARIS),
        person_id=cashier.id,
        reason="HP hilang",
        request_id=request_id,
        now=NOW,
    )
    asker = world.person(Role.SEKRETARIS).id

    assert open_code(invitation_id=request_id, issued_by=asker, now=NOW) is None
    approve(world, Role.PENGAWAS, request_id)
    found = open_code(invitation_id=request_id, issued_by=asker, now=NOW)
    assert found.is_reset
    assert accept_code(written=found.code, password="sawah hijau sore", pin=PIN, now=NOW) == cashier


def test_a_person_of_another_cooperative_is_unknown_here(world):
    for act in (ask_role, ask_reset):
        more = {"role": Role.KASIR} if act is ask_role else {}
        with pytest.raises(PersonUnknownError):
            act(
                actor=world.actor(Role.SEKRETARIS),
                person_id=world.person(Role.ANGGOTA, world.arjosari).id,
                reason="x",
                request_id=new_id(),
                now=NOW,
                **more,
            )


def test_the_first_operator_comes_from_the_command_line(world):
    code = invite_operator(name="Citra", login="citra@contoh.example", request_id=new_id(), now=NOW)

    person = accept_code(written=code, password="sawah hijau malam", pin=PIN, now=NOW)
    assert [seat.role for seat in seats_of(person.id, now=NOW)] == [Role.OPERATOR]


def test_an_operator_who_lost_everything_gets_in_again_from_the_machine(world):
    first, second = (
        invite_operator(name="Citra", login="citra@contoh.example", request_id=new_id(), now=NOW)
        for _ in range(2)
    )

    with pytest.raises(CodeRefusedError):
        accept_code(written=first, password="sawah hijau malam", pin=PIN, now=NOW)
    person = accept_code(written=second, password="sawah hijau malam", pin=PIN, now=NOW)
    assert [seat.role for seat in seats_of(person.id, now=NOW)] == [Role.OPERATOR]


def test_without_a_city_there_is_no_operator(db):
    with pytest.raises(NoCityError):
        invite_operator(name="Citra", login="citra@contoh.example", request_id=new_id(), now=NOW)
    assert not Membership.objects.exists()
