import threading
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.models import ApprovalVote
from guyub.foundation.approvals.selectors.invariants import INVARIANTS
from guyub.foundation.approvals.selectors.requests import history, inbox, one_request
from guyub.foundation.approvals.services.requests import DecisionRefusedError, decide, withdraw
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.getting_in import ProofRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.access import ask_role
from tests.world import NOW, new_id

PIN = "270817"


@pytest.fixture
def voter(world):
    def voter(role=Role.KETUA, place=None, *, name=""):
        actor = world.actor(role, place, name=name)
        person = world.person(role, place, name=name)
        person.pin = make_password(PIN)
        person.save()
        return actor

    return voter


@pytest.fixture
def request_id(world):
    """The secretary proposes the member as a supervisor."""
    made = new_id()
    ask_role(
        actor=world.actor(Role.SEKRETARIS),
        person_id=world.person(Role.ANGGOTA).id,
        role=Role.PENGAWAS,
        reason="terpilih dalam rapat",
        request_id=made,
        now=NOW,
    )
    return made


def vote(actor, approval_id, *, yes=True, proof=PIN, now=NOW, request_id=None, reason=""):
    return decide(
        actor=actor,
        approval_id=approval_id,
        is_approved=yes,
        proof=proof,
        reason=reason,
        request_id=request_id or new_id(),
        now=now,
    )


def is_supervisor(world):
    return Membership.objects.filter(person=world.person(Role.ANGGOTA), role="PENGAWAS").exists()


def wrong(act):
    with pytest.raises(DecisionRefusedError) as refusal:
        act()
    return refusal.value.facts["wrong"]


def test_a_second_person_makes_it_happen(world, voter, request_id):
    assert vote(voter(), request_id) is State.APPROVED
    assert is_supervisor(world)
    with scope(world.bumiayu.id):
        (row,) = history(actor=voter(), now=NOW)
        assert (row.said, row.state, row.approvals) == (
            "Anggota KKMP Bumiayu menjadi pengawas di KKMP Bumiayu",
            State.APPROVED,
            1,
        )
        assert not [broken for rule in INVARIANTS for broken in rule(world.bumiayu.id)]


def test_a_rejection_needs_a_reason_and_changes_nothing(world, voter, request_id):
    assert wrong(lambda: vote(voter(), request_id, yes=False)) == "reason"
    assert vote(voter(), request_id, yes=False, reason="Belum ada notulen.") is State.REJECTED
    assert not is_supervisor(world)
    assert wrong(lambda: vote(voter(Role.BENDAHARA), request_id)) == "closed"


def test_nobody_approves_their_own_under_whatever_role(world, voter, request_id):
    secretary = world.person(Role.SEKRETARIS)
    secretary.pin = make_password(PIN)
    secretary.save()
    chair = Membership.objects.create(
        person=secretary, cooperative=world.bumiayu, role="KETUA", starts_at=NOW - timedelta(days=1)
    )
    world.seats[(Role.KETUA, world.bumiayu.id, "")] = chair

    assert wrong(lambda: vote(world.actor(Role.KETUA), request_id)) == "own"
    assert not is_supervisor(world)


def test_the_one_concerned_does_not_decide(world, voter, request_id):
    member = world.person(Role.ANGGOTA)
    world.seats[(Role.KETUA, world.bumiayu.id, "")] = Membership.objects.create(
        person=member, cooperative=world.bumiayu, role="KETUA", starts_at=NOW - timedelta(days=1)
    )
    voter()

    assert wrong(lambda: vote(world.actor(Role.KETUA), request_id)) == "concerned"


@pytest.mark.parametrize(
    ("_case", "role", "proof", "later", "refusal"),
    [
        ("a cashier", Role.KASIR, PIN, 0, NotAllowedError),
        ("a wrong PIN", Role.KETUA, "999999", 0, ProofRefusedError),
        ("too late", Role.KETUA, PIN, 7 * 24, DecisionRefusedError),
    ],
)
def test_who_may_not_changes_nothing(_case, role, proof, later, refusal, world, voter, request_id):
    with pytest.raises(refusal):
        vote(voter(role), request_id, proof=proof, now=NOW + timedelta(hours=later))

    assert not is_supervisor(world)
    with scope(world.bumiayu.id):
        assert not ApprovalVote.objects.filter(cooperative=world.bumiayu).exists()


def test_another_cooperatives_request_is_not_there(world, voter, request_id):
    stranger = voter(Role.KETUA, world.arjosari)

    assert wrong(lambda: vote(stranger, request_id)) == "missing"
    with scope(world.arjosari.id):
        assert one_request(actor=stranger, request_id=request_id, now=NOW) is None
        assert inbox(actor=stranger, now=NOW) == []


def test_pressing_twice_votes_once(voter, request_id, world):
    pressed = new_id()

    assert vote(voter(), request_id, request_id=pressed) is vote(voter(), request_id, request_id=pressed)
    with scope(world.bumiayu.id):
        assert ApprovalVote.objects.filter(cooperative=world.bumiayu).count() == 1


def test_one_takes_back_ones_own_and_nobody_elses(world, voter, request_id):
    assert (
        wrong(lambda: withdraw(actor=voter(), approval_id=request_id, request_id=new_id(), now=NOW))
        == "missing"
    )
    withdraw(actor=world.actor(Role.SEKRETARIS), approval_id=request_id, request_id=new_id(), now=NOW)
    assert wrong(lambda: vote(voter(), request_id)) == "closed"


def test_the_inbox_shows_first_what_one_may_decide(world, voter, request_id):
    with scope(world.bumiayu.id):
        assert [row.can_decide for row in inbox(actor=voter(), now=NOW)] == [True]
        assert [row.can_decide for row in inbox(actor=world.actor(Role.SEKRETARIS), now=NOW)] == [False]
        assert inbox(actor=voter(), now=NOW + timedelta(days=7)) == []


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_fifty_who_approve_at_once_do_it_once(world, voter, request_id):
    actors = [voter(Role.KETUA, name=f"Ketua {turn}") for turn in range(50)]
    outcomes, gate = [], threading.Semaphore(12)

    def approve(actor):
        with gate:
            try:
                outcomes.append(vote(actor, request_id))
            except DecisionRefusedError as refusal:
                outcomes.append(refusal.facts["wrong"])
            finally:
                connection.close()

    threads = [threading.Thread(target=approve, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, outcomes)) == ["APPROVED"] + ["closed"] * 49
    assert Membership.objects.filter(person=world.person(Role.ANGGOTA), role="PENGAWAS").count() == 1
