"""Claims: filed, approved by another, booked; the same receipt twice; taken back."""

from datetime import timedelta

import pytest

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.treasury.domain.claims import ClaimRefusedError, ClaimState
from guyub.books.treasury.models import Claim
from guyub.books.treasury.selectors.claims import claims_waiting, closed_claims, one_claim, open_claims
from guyub.books.treasury.services.claims import ClaimTyped, file_claim, take_back_claim
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.approvals.selectors.requests import inbox, one_request
from guyub.foundation.approvals.services.requests import DecisionRefusedError, withdraw
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.services.files import FileRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.claim_world import RECEIPT, TODAY, ClaimWorld
from tests.world import BEGAN, NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ClaimWorld()


def shown(world, claim_id):
    with scope(world.bumiayu.id):
        return one_claim(cooperative_id=world.bumiayu.id, claim_id=claim_id, now=NOW)


def wrong(act, error=ClaimRefusedError):
    with pytest.raises(error) as refused:
        act()
    return refused.value.facts["wrong"]


def counted(world):
    with scope(world.bumiayu.id):
        mine = {"cooperative_id": world.bumiayu.id}
        return Claim.objects.filter(**mine).count(), ApprovalRequest.objects.filter(**mine).count()


def test_a_claim_is_booked_once_another_approves_it(world):
    request_id = new_id()
    claim_id = world.filed(request_id=request_id, receipt=RECEIPT, no_receipt_why="")

    row = shown(world, claim_id)
    assert (row.name, row.state, row.has_receipt) == ("KL-2026-0001", ClaimState.DIAJUKAN, True)
    assert (world.held("2.1.04"), world.held("6.1.05")) == (0, 0)

    assert world.decided(request_id) is State.APPROVED
    row = shown(world, claim_id)
    assert row.state is ClaimState.DISETUJUI
    assert (world.held("2.1.04"), world.held("6.1.05")) == (45_000, -45_000)
    assert row.booked_entry_id
    assert not world.broken()


def test_nobody_approves_an_own_claim_under_whatever_role(world):
    request_id = new_id()
    world.filed(actor=world.actor(Role.KETUA), request_id=request_id)
    chair = world.person(Role.KETUA)
    world.seats[(Role.WAKIL_KETUA_USAHA, world.bumiayu.id, "")] = Membership.objects.create(
        person=chair, cooperative=world.bumiayu, role="WAKIL_KETUA_USAHA", starts_at=BEGAN
    )
    for role in (Role.KETUA, Role.WAKIL_KETUA_USAHA):
        assert (
            wrong(lambda role=role: world.decided(request_id, world.voter(role)), DecisionRefusedError)
            == "own"
        )
    assert world.held("2.1.04") == 0


def test_who_may_not_approve_changes_nothing(world):
    request_id = new_id()
    world.filed(request_id=request_id)

    with pytest.raises(NotAllowedError):
        world.decided(request_id, world.voter(Role.BENDAHARA))
    assert world.held("2.1.04") == 0


def test_above_the_threshold_two_people_approve(world):
    request_id = new_id()
    claim_id = world.filed(amount_rp=5_000_001, request_id=request_id)

    assert world.decided(request_id) is State.PENDING
    assert world.held("2.1.04") == 0
    assert world.decided(request_id, world.voter(Role.WAKIL_KETUA_ANGGOTA)) is State.APPROVED
    assert shown(world, claim_id).state is ClaimState.DISETUJUI


def test_a_rejected_or_withdrawn_claim_leaves_no_trace_in_the_books(world):
    rejected, withdrawn = new_id(), new_id()
    first = world.filed(request_id=rejected, receipt=RECEIPT)
    world.decided(rejected, yes=False)
    # What was rejected may come again, with the same receipt.
    second = world.filed(request_id=withdrawn, receipt=RECEIPT)
    withdraw(actor=world.actor(Role.SEKRETARIS), approval_id=withdrawn, request_id=new_id(), now=NOW)

    assert [shown(world, id_).state for id_ in (first, second)] == [ClaimState.DITOLAK, ClaimState.DITARIK]
    assert world.held("2.1.04") == 0
    assert not world.broken()


def test_a_receipt_comes_once(world):
    world.filed(receipt=RECEIPT)
    other = world.actor(Role.KASIR)

    assert wrong(lambda: world.filed(actor=other, amount_rp=9_000, receipt=RECEIPT)) == "same_receipt"
    assert counted(world) == (1, 1)


def test_the_same_day_and_amount_must_be_said_to_be_another(world):
    world.filed()
    with pytest.raises(ClaimRefusedError) as refused:
        world.filed()
    assert refused.value.facts == {"wrong": "twice", "number": "KL-2026-0001"}
    assert counted(world) == (1, 1)

    world.filed(is_another=True)
    world.filed(actor=world.actor(Role.KASIR))  # of somebody else it is nothing strange
    assert counted(world) == (3, 3)


def test_the_numbers_have_no_gap_where_a_claim_is_refused(world):
    world.filed()
    wrong(world.filed)
    assert shown(world, world.filed(amount_rp=7_000)).name == "KL-2026-0002"


def test_what_the_books_refuse_is_asked_of_nobody(world):
    assert (
        wrong(lambda: world.filed(spent_on=TODAY.replace(year=2025, month=12)), EntryRefusedError) == "before"
    )
    assert wrong(lambda: world.filed(choice="Mobil")) == "choice"
    with pytest.raises(FileRefusedError):
        world.filed(receipt=("nota.exe", b"MZ" * 30))
    assert counted(world) == (0, 0)


def test_the_retry_of_a_claim_is_the_same_claim(world):
    request_id = new_id()
    assert world.filed(request_id=request_id) == world.filed(request_id=request_id)
    assert counted(world) == (1, 1)


def test_a_member_has_no_claims_here(world):
    with pytest.raises(NotAllowedError):
        world.filed(actor=world.actor(Role.ANGGOTA))


def taken_back(world, claim_id, reason="nota pribadi"):
    take_back_claim(claim_id=claim_id, reason=reason, **world.done())


def test_an_approved_claim_is_taken_out_of_the_books_before_it_is_paid(world):
    claim_id = world.approved()
    taken_back(world, claim_id)

    assert shown(world, claim_id).state is ClaimState.DIBATALKAN
    assert (world.held("2.1.04"), world.held("6.1.05")) == (0, 0)
    assert wrong(lambda: taken_back(world, claim_id)) == "gone"
    assert not world.broken()


def test_a_paid_claim_or_one_without_a_reason_stays(world):
    claim_id = world.approved()
    assert wrong(lambda: taken_back(world, claim_id, " ")) == "reason"
    assert wrong(lambda: taken_back(world, world.filed(amount_rp=8_000))) == "gone"
    world.repaid(claim_id)
    assert wrong(lambda: taken_back(world, claim_id)) == "paid"
    assert shown(world, claim_id).state is ClaimState.DIBAYAR


def test_others_who_work_here_do_not_see_a_claim_in_the_inbox(world):
    request_id = new_id()
    world.filed(actor=world.actor(Role.KASIR), request_id=request_id)
    seen = {}
    with scope(world.bumiayu.id):
        for role in (Role.KASIR, Role.KOLEKTOR, Role.KETUA, Role.PENGAWAS):
            rows = inbox(actor=world.actor(role), now=NOW)
            one = one_request(actor=world.actor(role), request_id=request_id, now=NOW)
            seen[role.value] = (len(rows), one is not None)

    assert seen == {"KASIR": (1, True), "KOLEKTOR": (0, False), "KETUA": (1, True), "PENGAWAS": (1, True)}


def test_a_claim_that_nobody_decided_in_time_is_closed_and_may_come_again(world):
    claim_id = world.filed(receipt=RECEIPT)
    later = NOW + timedelta(days=90)
    asked = {"cooperative_id": world.bumiayu.id, "now": later}
    with scope(world.bumiayu.id):
        assert open_claims(**asked) == []
        assert [(row.id, row.state) for row in closed_claims(**asked)] == [(claim_id, ClaimState.LEWAT)]
        assert claims_waiting(**asked, person_id=world.person(Role.KETUA).id).open_rp == 0
    again = world.done(world.actor(Role.SEKRETARIS), now=later, today=later.date())
    typed = ClaimTyped(spent_on=TODAY, choice="Meterai dan surat", amount_rp=45_000)
    assert file_claim(typed=typed, receipt=RECEIPT, **again) != claim_id


def test_open_claims_stand_person_by_person_with_their_totals(world):
    world.approved(amount_rp=45_000)
    world.filed(amount_rp=20_000)
    world.filed(actor=world.actor(Role.KASIR), amount_rp=7_500)
    with scope(world.bumiayu.id):
        people = open_claims(cooperative_id=world.bumiayu.id, now=NOW)
        mine = open_claims(cooperative_id=world.bumiayu.id, now=NOW, person_id=world.person(Role.KASIR).id)

    assert [(one.person, one.open_rp, one.owed_rp, one.can_be_paid) for one in people] == [
        ("Kasir KKMP Bumiayu", 7_500, 0, False),
        ("Sekretaris KKMP Bumiayu", 65_000, 45_000, True),
    ]
    assert [one.open_rp for one in mine] == [7_500]
