"""The kiosk opens for card or number with the PIN; officers let a member set one, after the KTP."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, make_password

from guyub.community.members.domain.register import Happened
from guyub.community.members.models import Card
from guyub.community.members.services.kiosk import (
    KioskRefusedError,
    begin_kiosk,
    end_kiosk,
    know_at_counter,
    open_at_kiosk,
    set_pin_at_counter,
)
from guyub.community.members.services.register import change_standing
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry, Person
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.getting_in import PinRefusedError, ProofRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

PIN, OFFICER_PIN = "471902", "830264"
SHARED = {"now": NOW}


class Counter:
    """A kiosk that a cashier began, and a member with a card and a PIN."""

    def __init__(self, world):
        self.world, self.member = world, world.member()
        self.officer = world.actor(Role.KASIR)
        Person.objects.filter(id=self.officer.person_id).update(pin=make_password(OFFICER_PIN))
        Person.objects.filter(id=self.member.person_id).update(pin=make_password(PIN))
        with scope(world.bumiayu.id):
            self.card = Card.objects.create(
                cooperative=world.bumiayu, member=self.member, no=1, issued_on=NOW.date()
            )

    def opens(self, written=None, pin=PIN, **more):
        given = {"actor": self.officer, "now": NOW} | more
        return open_at_kiosk(written=written or f"guyub:card:{self.card.id}", pin=pin, **given)

    def knows(self, written="A-0001", *, is_ktp_seen=True, proof=OFFICER_PIN):
        return know_at_counter(
            actor=self.officer,
            written=written,
            is_ktp_seen=is_ktp_seen,
            proof=proof,
            request_id=new_id(),
            now=NOW,
        )

    def sets(self, pin, again=None, **more):
        set_pin_at_counter(
            actor=self.officer,
            member_id=self.member.id,
            pin=pin,
            again=again or pin,
            request_id=new_id(),
            now=NOW,
            **more,
        )

    def pin_is(self, pin):
        return check_password(pin, Person.objects.get(id=self.member.person_id).pin)

    def acts(self):
        with scope(self.world.bumiayu.id):
            rows = AuditEntry.objects.filter(cooperative=self.world.bumiayu, act__startswith="members.")
            return [row.act for row in rows.order_by("position")]


@pytest.fixture
def counter(world):
    return Counter(world)


def refusal(call, error=KioskRefusedError):
    with pytest.raises(error) as refused:
        call()
    return refused.value.facts["wrong"]


@pytest.mark.parametrize("written", [None, "A-0001", "1", " a 0001 "])
def test_card_or_number_and_the_pin_open_the_own_account(counter, written):
    assert counter.opens(written) == counter.member.id


def test_a_card_in_the_form_of_an_address_opens_too(counter):
    assert counter.opens(f"https://guyub.example/kartu/{counter.world.bumiayu.id}/{counter.card.id}/")


@pytest.mark.parametrize("written", ["A-0099", "apa saja", "guyub:card:0193a1b2-1234-7abc-8def-0123456789ab"])
def test_what_names_nobody_here_is_refused(counter, written):
    assert refusal(lambda: counter.opens(written)) == "who"


def test_another_cooperatives_card_names_nobody_here(counter, world):
    other = world.actor(Role.KASIR, world.arjosari)

    assert refusal(lambda: counter.opens(actor=other)) == "who"


def test_a_revoked_card_is_told_so(counter):
    with scope(counter.world.bumiayu.id):
        Card.objects.filter(cooperative=counter.world.bumiayu, id=counter.card.id).update(
            revoked_on=NOW.date(), revoked_why="hilang"
        )

    assert refusal(counter.opens) == "revoked"
    assert counter.opens("A-0001") == counter.member.id


def test_who_left_is_let_in_no_more(counter):
    with scope(counter.world.bumiayu.id):
        change_standing(
            member=counter.member,
            happened=Happened.MUNDUR,
            on=NOW.date(),
            reason="pindah",
            person_id=None,
            today=NOW.date(),
            now=NOW,
        )

    assert refusal(counter.opens) == "left"
    assert refusal(lambda: counter.opens("1")) == "left"


def test_five_that_do_not_fit_lock_the_member_for_a_while(counter):
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(ProofRefusedError) as refused:
            counter.opens(pin="111222")
        assert refused.value.facts == {"wrong": "mismatch", "left": left}
    assert refusal(counter.opens, ProofRefusedError) == "too_many"
    assert counter.opens(now=NOW + timedelta(minutes=16)) == counter.member.id


def test_without_a_pin_nothing_is_shown(counter):
    Person.objects.filter(id=counter.member.person_id).update(pin="")

    assert refusal(counter.opens) == "no_pin"


def test_an_empty_pin_counts_against_nobody(counter):
    for _ in range(9):
        assert refusal(lambda: counter.opens(pin=" ")) == "pin"
    assert counter.opens() == counter.member.id


def test_a_kiosk_ends_with_its_officers_role(counter, world):
    seat = world.seat(Role.KASIR)
    seat.ends_at = NOW - timedelta(minutes=1)
    seat.save()

    with pytest.raises(NotAllowedError):
        counter.opens()


def test_a_member_begins_no_kiosk(world):
    with pytest.raises(NotAllowedError):
        begin_kiosk(actor=world.actor(Role.ANGGOTA), request_id=new_id(), now=NOW)


def test_the_officer_who_began_it_ends_it(counter):
    begin_kiosk(actor=counter.officer, request_id=new_id(), now=NOW)
    given = {"actor": counter.officer, "now": NOW}

    assert (
        refusal(lambda: end_kiosk(proof=PIN, request_id=new_id(), **given), ProofRefusedError) == "mismatch"
    )
    end_kiosk(proof=OFFICER_PIN, request_id=new_id(), **given)

    assert counter.acts() == ["members.kiosk.begun", "members.kiosk.ended"]


def test_a_pin_is_set_after_the_officer_saw_the_ktp(counter):
    assert counter.knows() == counter.member.id
    counter.sets("295183")

    assert counter.pin_is("295183")
    assert counter.acts() == ["members.kiosk.known", "members.pin.set"]


@pytest.mark.parametrize(
    ("given", "wrong", "error"),
    [
        ({"is_ktp_seen": False}, "ktp", KioskRefusedError),
        ({"written": "A-0099"}, "who", KioskRefusedError),
        ({"proof": "000000"}, "mismatch", ProofRefusedError),
    ],
)
def test_who_is_not_known_sets_nothing(counter, given, wrong, error):
    assert refusal(lambda: counter.knows(**given), error) == wrong
    assert counter.acts() == []


def test_a_new_pin_is_typed_twice_and_not_too_easy(counter):
    assert refusal(lambda: counter.sets("295183", "295184")) == "pin"
    with pytest.raises(PinRefusedError):
        counter.sets("123456")
    assert counter.pin_is(PIN)


def test_nobody_sets_the_pin_of_who_has_a_login(counter):
    Person.objects.filter(id=counter.member.person_id).update(password=make_password("sandi-panjang-42"))

    assert refusal(counter.knows) == "login"
    assert refusal(lambda: counter.sets("295183"), ProofRefusedError) == "login"
    assert counter.pin_is(PIN)
