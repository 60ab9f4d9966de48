"""Repaying claims: several at once, nobody oneself, undone; any order of acts keeps the list and its account."""

import threading

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guyub.books.treasury.domain.claims import ClaimRefusedError, ClaimState
from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.models import Event
from guyub.books.treasury.selectors.claims import claims_waiting, one_claim
from guyub.books.treasury.services.claims import take_back_claim
from guyub.books.treasury.services.repayments import undo_repayment
from guyub.foundation.approvals.services.requests import DecisionRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.claim_world import ClaimWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ClaimWorld()


def state(world, claim_id):
    with scope(world.bumiayu.id):
        return one_claim(cooperative_id=world.bumiayu.id, claim_id=claim_id, now=NOW).state


def wrong(act, error=ClaimRefusedError):
    with pytest.raises(error) as refused:
        act()
    return refused.value.facts["wrong"]


def undone(world, claim_id, reason="salah orang"):
    undo_repayment(claim_id=claim_id, reason=reason, **world.done())


def test_several_claims_of_one_person_are_paid_by_one_event(world):
    claims = [world.approved(amount_rp=amount_rp) for amount_rp in (45_000, 30_000)]
    done = world.repaid(*claims)

    assert world.held("1.1.02") == -(550_000 - 75_000)
    assert world.held("2.1.04") == 0
    assert [state(world, id_) for id_ in claims] == [ClaimState.DIBAYAR] * 2
    with scope(world.bumiayu.id):
        event = Event.objects.select_related("entry").get(cooperative_id=world.bumiayu.id, id=done.event_id)
    assert (event.amount_rp, event.who) == (75_000, "Sekretaris KKMP Bumiayu")
    assert event.entry.memo == "Bayar klaim nota. KL-2026-0001, KL-2026-0002"  # nobody's name
    assert not world.broken()


def test_what_may_not_be_paid_moves_no_money(world):
    approved, asked = world.approved(), world.filed(amount_rp=9_000)
    others = world.approved(actor=world.actor(Role.KASIR))

    assert wrong(world.repaid) == "nothing"
    assert wrong(lambda: world.repaid(asked)) == "gone"
    assert wrong(lambda: world.repaid(new_id())) == "gone"
    assert wrong(lambda: world.repaid(approved, others)) == "people"
    large = world.approved(amount_rp=550_001)
    assert wrong(lambda: world.repaid(large), EventRefusedError) == "short"
    with pytest.raises(NotAllowedError):
        world.repaid(approved, actor=world.actor(Role.KETUA))
    assert world.held("1.1.02") == -550_000
    world.repaid(approved)
    assert wrong(lambda: world.repaid(approved)) == "gone"
    assert not world.broken()


def test_nobody_pays_oneself_a_second_person_does(world):
    treasurer = world.voter(Role.BENDAHARA)
    claim_id = world.approved(actor=treasurer)
    asked = world.repaid(claim_id)

    assert asked.event_id is None
    assert (state(world, claim_id), world.held("1.1.02")) == (ClaimState.DISETUJUI, -550_000)
    assert wrong(lambda: world.repaid(claim_id)) == "waiting"
    assert wrong(lambda: take_back_claim(claim_id=claim_id, reason="batal", **world.done())) == "waiting"
    with pytest.raises((NotAllowedError, DecisionRefusedError)):
        world.decided(asked.approval_id, treasurer)

    world.decided(asked.approval_id)
    assert (state(world, claim_id), world.held("1.1.02")) == (ClaimState.DIBAYAR, -505_000)
    assert not world.broken()


def test_a_rejected_payment_may_be_asked_for_again_and_another_treasurer_pays_at_once(world):
    claim_id = world.approved(actor=world.actor(Role.BENDAHARA))
    world.decided(world.repaid(claim_id).approval_id, yes=False)
    assert state(world, claim_id) is ClaimState.DISETUJUI
    again = world.repaid(claim_id)
    assert again.approval_id
    world.decided(again.approval_id, yes=False)

    assert world.repaid(claim_id, actor=world.actor(Role.BENDAHARA, name="Bendahara baru")).event_id
    assert state(world, claim_id) is ClaimState.DIBAYAR


def test_a_payment_is_undone_whole_and_paid_again(world):
    claims = [world.approved(amount_rp=amount_rp) for amount_rp in (45_000, 30_000)]
    world.repaid(*claims)
    assert wrong(lambda: undone(world, claims[0], "x" * 61)) == "reason"
    undone(world, claims[0])

    assert [state(world, id_) for id_ in claims] == [ClaimState.DISETUJUI] * 2
    assert (world.held("1.1.02"), world.held("2.1.04")) == (-550_000, 75_000)
    assert wrong(lambda: undone(world, claims[1])) == "gone"
    world.repaid(claims[1])
    assert world.held("2.1.04") == 45_000
    assert not world.broken()


@pytest.mark.django_db(transaction=True)
def test_two_who_pay_the_same_claim_at_once_pay_it_once(world):
    claim_id = world.approved()
    actors = [world.actor(Role.BENDAHARA), world.actor(Role.BENDAHARA, name="Bendahara baru")]
    start, came = threading.Barrier(2), []

    def pay(actor):
        start.wait()
        try:
            came.append(world.repaid(claim_id, actor=actor).event_id and "paid")
        except ClaimRefusedError as refused:
            came.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=pay, args=[actor]) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(came) == ["gone", "paid"]
    assert world.held("1.1.02") == -505_000
    assert not world.broken()


def test_what_waits_is_counted_for_the_home_page(world):
    world.approved(amount_rp=45_000)
    world.filed(amount_rp=20_000)
    world.filed(actor=world.actor(Role.KETUA), amount_rp=7_000)
    with scope(world.bumiayu.id):
        waits = claims_waiting(
            cooperative_id=world.bumiayu.id, person_id=world.person(Role.KETUA).id, now=NOW
        )

    assert (waits.to_decide, waits.to_decide_rp) == (1, 20_000)  # never an own one
    assert (waits.to_pay, waits.to_pay_rp, waits.own, waits.own_rp) == (1, 45_000, 1, 7_000)
    assert waits.oldest_on == NOW.date()


ACTS = st.lists(
    st.tuples(st.sampled_from(["file", "approve", "reject", "pay", "undo", "back"]), st.integers(0, 5)),
    max_size=12,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_order_of_acts_keeps_the_list_and_its_account_together(world, acts):
    claims = []
    chair = world.voter()
    for name, at in acts:
        claim_id, request_id = claims[at % len(claims)] if claims else (new_id(), new_id())
        try:
            if name == "file":
                request_id = new_id()
                claims.append((world.filed(request_id=request_id, is_another=True), request_id))
            elif name in {"approve", "reject"}:
                world.decided(request_id, chair, yes=name == "approve")
            elif name == "pay":
                world.repaid(claim_id)
            elif name == "undo":
                undone(world, claim_id)
            else:
                take_back_claim(claim_id=claim_id, reason="keliru", **world.done())
        except DomainError:
            pass  # what may not be is refused; the books stay whole

        assert not world.broken()
