import threading
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password
from django.db import connection

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Invitation, Person
from guyub.foundation.identity.services.getting_in import (
    CodeRefusedError,
    PinRefusedError,
    ProofRefusedError,
    accept_code,
    change_pin,
    issue_code,
    prove,
)
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

PASSWORD, PIN = "sawah hijau pagi", "270817"


@pytest.fixture
def person(world):
    return world.person(Role.KASIR)


@pytest.fixture
def issue(world, person):
    def issue(*, is_reset=False, now=NOW):
        with scope(world.bumiayu.id):
            return issue_code(
                invitation_id=new_id(),
                person=person,
                cooperative_id=world.bumiayu.id,
                issued_by=world.person(Role.SEKRETARIS).id,
                is_reset=is_reset,
                now=now,
            )

    return issue


def accept(code, *, pin=PIN, now=NOW):
    return accept_code(written=code, password=PASSWORD, pin=pin, now=now)


def wrong(act):
    with pytest.raises(CodeRefusedError) as refusal:
        act()
    return refusal.value.facts["wrong"]


def test_a_code_opens_once(issue, person):
    code = issue()
    accept(f" {code[:5].lower()}-{code[5:]} ")

    person.refresh_from_db()
    assert check_password(PASSWORD, person.password)
    assert check_password(PIN, person.pin)
    assert wrong(lambda: accept(code)) == "used"
    assert code not in str(Invitation.objects.values())


def test_a_code_that_is_wrong_late_or_replaced_does_not_open(issue):
    late, replaced = issue(), issue()

    assert wrong(lambda: accept("ABCDE-FGHJK")) == "unknown"
    assert wrong(lambda: accept("")) == "unknown"
    assert wrong(lambda: accept(late)) == "expired"
    assert wrong(lambda: accept(replaced, now=NOW + timedelta(days=7))) == "expired"
    accept(replaced, now=NOW + timedelta(days=7) - timedelta(seconds=1))


def test_a_reset_ends_second_factors(issue, person):
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})

    accept(issue(is_reset=True))

    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567", "111111", "123456", "987654", "12345a", "１２３９８７"]
)
def test_a_pin_that_anybody_guesses_is_refused_and_the_code_stays(pin, issue):
    code = issue()

    with pytest.raises(PinRefusedError):
        accept(code, pin=pin)
    accept(code)


@pytest.mark.django_db(transaction=True)
def test_eight_who_type_the_same_code_are_one(issue):
    code, got_in = issue(), []

    def type_it():
        try:
            got_in.append(accept(code))
        except CodeRefusedError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=type_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got_in) == 1


def test_five_wrong_pins_and_the_door_stays_shut(issue, person):
    accept(issue())

    for left in (4, 3, 2, 1, 0):
        with pytest.raises(ProofRefusedError) as refusal:
            prove(person_id=person.id, proof="000000", now=NOW)
        assert refusal.value.facts == {"wrong": "mismatch", "left": left}
    with pytest.raises(ProofRefusedError) as refusal:
        prove(person_id=person.id, proof=PIN, now=NOW)
    assert refusal.value.facts == {"wrong": "too_many"}
    prove(person_id=person.id, proof=PIN, now=NOW + timedelta(minutes=16))


def test_who_types_it_right_is_never_held_up(issue, person):
    accept(issue())

    for _ in range(12):
        prove(person_id=person.id, proof=PIN, now=NOW)
    for left in (4, 3):
        with pytest.raises(ProofRefusedError) as refusal:
            prove(person_id=person.id, proof="000000", now=NOW)
        assert refusal.value.facts["left"] == left
    prove(person_id=person.id, proof=PIN, now=NOW)
    with pytest.raises(ProofRefusedError) as refusal:
        prove(person_id=person.id, proof="000000", now=NOW)
    assert refusal.value.facts["left"] == 4


def test_without_a_pin_nothing_is_proved(person):
    with pytest.raises(ProofRefusedError) as refusal:
        prove(person_id=person.id, proof="", now=NOW)

    assert refusal.value.facts == {"wrong": "no_pin"}


def test_a_pin_changes_with_the_password_alone(issue, person):
    person = accept(issue())

    with pytest.raises(ProofRefusedError):
        change_pin(person=person, password="salah", pin="135792", now=NOW)
    change_pin(person=person, password=PASSWORD, pin="135792", now=NOW)

    assert check_password("135792", Person.objects.get(id=person.id).pin)
