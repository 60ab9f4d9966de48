"""Several people, of the right bodies, none of them concerned: as a loan asks for them."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from guyub.foundation.approvals.domain.bodies import Body, Missing
from guyub.foundation.approvals.domain.requests import Obstacle, State
from guyub.foundation.approvals.models import ApprovalRequest, ApprovalVote
from guyub.foundation.approvals.selectors.kinds import kinds
from guyub.foundation.approvals.services.requests import DecisionRefusedError, withdraw
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.approvals.lending_world import BOARD, KIND, LOOSE, Lending
from tests.world import NOW, new_id


@pytest.fixture
def lending(world, monkeypatch):
    return Lending(world, monkeypatch)


def test_two_of_the_board_and_no_supervisor(lending):
    asked = lending.asks()

    assert lending.votes(asked, Role.PENGAWAS) == "body"
    assert lending.votes(asked, Role.KETUA) is State.PENDING
    assert (lending.done(), lending.row(asked).missing) == (0, Missing(1, (), Body.PENGURUS))
    assert lending.votes(asked, Role.SEKRETARIS) is State.APPROVED
    assert (lending.done(), lending.broken()) == (1, [])


def test_more_may_be_asked_for_and_never_fewer(lending):
    three, one = lending.asks(approvals=3), lending.asks(approvals=1)
    each = lending.asks(LOOSE, bodies={"PENGURUS", "PENGAWAS"})

    assert [lending.row(asked).needed for asked in (three, one, each)] == [3, 2, 2]
    assert [lending.votes(three, role) for role in BOARD[:3]] == [
        State.PENDING,
        State.PENDING,
        State.APPROVED,
    ]


def test_a_body_that_is_missing_is_waited_for_however_many_of_the_other_come(lending):
    asked = lending.asks(bodies={"PENGURUS", "PENGAWAS"})

    assert [lending.votes(asked, role) for role in BOARD] == [State.PENDING] * 4
    assert (lending.done(), lending.row(asked).missing) == (0, Missing(1, (Body.PENGAWAS,)))
    assert lending.votes(asked, Role.PENGAWAS) is State.APPROVED
    assert (lending.done(), lending.broken()) == (1, [])


def test_supervisors_alone_do_not_decide_for_the_board(lending):
    asked = lending.asks(bodies=[Body.PENGAWAS])

    assert lending.votes(asked, Role.PENGAWAS) is State.PENDING
    assert lending.votes(asked, Role.PENGAWAS, "Pengawas dua") is State.PENDING
    assert lending.row(asked).missing == Missing(1, (Body.PENGURUS,))
    assert lending.votes(asked, Role.WAKIL_KETUA_ANGGOTA) is State.APPROVED


def test_one_rejection_of_either_body_ends_it(lending):
    asked = lending.asks(bodies={"PENGAWAS"})

    lending.votes(asked, Role.KETUA)
    assert lending.votes(asked, Role.PENGAWAS, yes=False) is State.REJECTED
    assert lending.votes(asked, Role.SEKRETARIS) == "closed"
    assert lending.done() == 0


def test_kin_and_those_who_answer_with_the_borrower_do_not_decide(lending):
    kin, borrower = lending.world.person(Role.KETUA), lending.world.person(Role.SEKRETARIS)
    asked = lending.asks(concerns=borrower.id, concerned=[kin.id, kin.id])

    assert lending.votes(asked, Role.KETUA) == "concerned"
    assert lending.votes(asked, Role.SEKRETARIS) == "concerned"
    assert lending.row(asked).obstacle is Obstacle.CONCERNED
    with scope(lending.place.id):
        assert not ApprovalVote.objects.filter(cooperative=lending.place).exists()
    assert lending.votes(asked, Role.WAKIL_KETUA_USAHA) is State.PENDING


def test_nobody_counts_twice_by_another_role(lending):
    """The ketua also sits as pengawas: one person is one approval."""
    asked = lending.asks(bodies={"PENGAWAS"})
    lending.votes(asked, Role.KETUA)
    seat = Membership.objects.create(
        person=lending.world.person(Role.KETUA),
        cooperative=lending.place,
        role="PENGAWAS",
        starts_at=NOW - timedelta(days=1),
    )
    lending.world.seats[(Role.PENGAWAS, lending.place.id, "")] = seat

    assert lending.votes(asked, Role.PENGAWAS) == "already"
    assert lending.done() == 0


def test_the_older_kinds_stay_as_they_are(lending):
    asked = lending.asks(LOOSE)

    assert (lending.row(asked).needed, lending.row(asked).missing) == (1, Missing(1))
    assert lending.votes(asked, Role.PENGAWAS) is State.APPROVED
    assert {kind.code for kind in kinds().values() if kind.bodies} == {KIND, "loans.application"}


def test_the_inbox_says_whom_one_may_decide_for(lending):
    asked = lending.asks()

    assert lending.row(asked, Role.KETUA).can_decide
    supervisor = lending.row(asked, Role.PENGAWAS)
    assert (supervisor.can_decide, supervisor.obstacle) == (False, Obstacle.BODY)


@pytest.mark.parametrize("change", [{"bodies": ["PENGAWAS"]}, {"approvals_needed": 3}, {"concerned": True}])
def test_what_was_approved_by_too_few_is_found(lending, change):
    asked = lending.asks()
    for role in BOARD[:2]:
        lending.votes(asked, role)
    if "concerned" in change:
        change = {"concerned": [str(lending.world.person(Role.KETUA).id)]}
    with scope(lending.place.id):
        ApprovalRequest.objects.filter(cooperative=lending.place, id=asked).update(**change)

    assert [broken.rule for broken in lending.broken()] == ["approvals.two_people"]


def test_the_database_knows_the_bodies(lending):
    asked = lending.asks()

    with pytest.raises(IntegrityError, match="approval_bodies_known"), scope(lending.place.id):
        ApprovalRequest.objects.filter(cooperative=lending.place, id=asked).update(bodies=["DINAS"])


def at_once(*acts):
    """Do all at the same moment, each on a connection of its own; give what each came to, sorted."""
    gate, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(timeout=20)
            outcomes.append(str(act()))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    return sorted(outcomes)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", range(5))
def test_two_who_approve_at_once_carry_it_out_once(_turn, lending):
    asked = lending.asks()
    ketua, secretary = lending.voter(Role.KETUA), lending.voter(Role.SEKRETARIS)

    assert at_once(lambda: lending.cast(asked, ketua), lambda: lending.cast(asked, secretary)) == [
        "APPROVED",
        "PENDING",
    ]
    assert (lending.done(), lending.broken()) == (1, [])


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_both_bodies_at_once_carry_it_out_once_and_nobody_after_that(lending):
    asked = lending.asks(bodies={"PENGAWAS"}, approvals=3)
    voters = [lending.voter(role) for role in (*BOARD, Role.PENGAWAS)]
    voters.append(lending.voter(Role.PENGAWAS, "Pengawas dua"))
    outcomes = at_once(*(lambda voter=voter: lending.cast(asked, voter) for voter in voters))

    assert outcomes.count("APPROVED") == 1
    assert outcomes.count("PENDING") >= 2
    assert set(outcomes) <= {"APPROVED", "PENDING", "closed"}
    assert (lending.done(), lending.broken()) == (1, [])


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", range(5))
def test_the_last_approval_beside_the_withdrawal(_turn, lending):
    asked = lending.asks()
    lending.votes(asked, Role.KETUA)
    secretary, treasurer = lending.voter(Role.SEKRETARIS), lending.world.actor(Role.BENDAHARA)

    def takes_back():
        try:
            withdraw(actor=treasurer, approval_id=asked, request_id=new_id(), now=NOW)
        except DecisionRefusedError as refusal:
            return refusal.facts["wrong"]
        return "WITHDRAWN"

    outcome = at_once(lambda: lending.cast(asked, secretary), takes_back)
    state = lending.row(asked).state

    assert (outcome, state, lending.done()) in (
        (["APPROVED", "closed"], State.APPROVED, 1),
        (["WITHDRAWN", "closed"], State.WITHDRAWN, 0),
    )
    assert lending.broken() == []
