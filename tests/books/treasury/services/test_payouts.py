"""Paying from a fund: by the rule of the stay's first day, never twice for one stay, never more than it holds."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.domain.funds import FundRefusedError
from guyub.books.treasury.models import Event, FundMovement, FundPayout
from guyub.books.treasury.selectors.funds import movements_of, proof_of
from guyub.books.treasury.services.funds import undo_movement
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.claim_world import RECEIPT, TODAY, ClaimWorld
from tests.world import new_id

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)
STAY = {"amount_rp": 150_000, "benefit": "Rawat inap"}


@pytest.fixture
def world():
    """The health fund with its rule and 400,000 rupiah."""
    made = ClaimWorld()
    made.health = made.fund()
    made.decided_by = made.decision()
    made.ruled(made.health, decision_id=made.decided_by)
    made.collected(made.health)
    return made


def wrong(act, error=FundRefusedError):
    with pytest.raises(error) as refused:
        act()
    return refused.value.facts["wrong"]


def payouts(world):
    with scope(world.bumiayu.id):
        return list(FundPayout.objects.filter(cooperative_id=world.bumiayu.id).order_by("id"))


def test_a_benefit_is_paid_and_nobody_is_named_in_journal_or_trail(world):
    movement_id = world.paid(world.health, proof=RECEIPT)

    assert world.held("2.3.06") == 350_000
    with scope(world.bumiayu.id):
        event = Event.objects.select_related("entry").get(
            cooperative_id=world.bumiayu.id,
            id=FundMovement.objects.get(cooperative_id=world.bumiayu.id, id=movement_id).event_id,
        )
        trail = str(list(AuditEntry.objects.filter(cooperative_id=world.bumiayu.id).values()))
    assert event.entry.memo == "Bayar dari dana: Dana kesehatan anggota"
    assert (event.who, event.entry.file_id) == ("", None)  # the picture stays with the fund's keeper
    assert "treasury.fund.paid" in trail
    assert "Sumarmi" not in trail
    assert "Rawat" not in trail
    assert not world.broken()


def test_only_the_keeper_reads_who_got_it(world):
    world.paid(world.health, proof=RECEIPT)
    with scope(world.bumiayu.id):
        asked = {"cooperative_id": world.bumiayu.id, "fund_id": world.health}
        kept, told = (movements_of(**asked, with_names=named)[0].payout for named in (True, False))
        assert proof_of(cooperative_id=world.bumiayu.id, payout_id=kept.id).title == "Bukti pembayaran dana"

    assert (kept.beneficiary, kept.benefit, kept.has_proof) == ("Bu Sumarmi (contoh)", "Rawat jalan", True)
    assert (told.beneficiary, told.benefit, told.since, told.has_proof) == ("", "", None, False)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"benefit": ""}, "benefit"),
        ({"benefit": "a" * 81}, "benefit"),
        ({"beneficiary": " "}, "who"),
        ({"beneficiary": "a" * 81}, "who"),
        ({"since": None}, "stay"),
        ({"until": YESTERDAY}, "stay"),
        ({"since": TODAY + timedelta(days=1)}, "stay"),
        ({"amount_rp": 0}, "pay"),
        ({"no_proof_why": ""}, "proof"),
        ({"no_proof_why": "a" * 121}, "proof"),
        ({"purpose": "a" * 121}, "purpose"),
        ({"amount_rp": 50_001}, "too_much"),
        ({"amount_rp": 49_999}, "too_much"),
        ({"benefit": "Pemakaman"}, "not_in_rule"),
        ({"since": TODAY.replace(year=2025, month=12, day=30)}, "no_rule"),
    ],
)
def test_what_is_missing_or_against_the_rule_moves_no_money(world, typed, refusal):
    assert wrong(lambda: world.paid(world.health, **typed)) == refusal
    assert (world.held("2.3.06"), payouts(world)) == (400_000, [])


def test_a_place_or_a_month_that_is_closed_moves_no_money(world):
    assert wrong(lambda: world.paid(world.health, cash_place_id=new_id()), EventRefusedError) == "place"
    assert (
        wrong(lambda: world.paid(world.health, paid_on=TODAY + timedelta(days=1)), EntryRefusedError)
        == "future"
    )
    assert wrong(lambda: world.paid(new_id())) == "gone"
    assert payouts(world) == []


def test_nobody_is_paid_twice_for_one_stay_not_even_by_a_decision(world):
    world.paid(world.health, **STAY, since=TODAY - timedelta(days=5), until=YESTERDAY)
    again = {**STAY, "since": YESTERDAY, "until": TODAY, "beneficiary": "bu  SUMARMI (contoh)"}

    assert wrong(lambda: world.paid(world.health, **again)) == "again"
    assert wrong(lambda: world.paid(world.health, **again, decision_id=world.decided_by)) == "again"
    assert len(payouts(world)) == 1
    world.paid(world.health, since=TODAY)  # another benefit
    world.paid(world.health, **STAY, since=YESTERDAY, beneficiary="Pak Hadi (contoh)")  # another person
    assert not world.broken()


def test_the_database_too_refuses_a_second_payment_for_one_stay(world):
    world.paid(world.health)
    other = world.paid(world.health, beneficiary="Pak Hadi (contoh)")
    with (
        pytest.raises(IntegrityError, match="fund_payout_once_for_a_stay"),
        scope(world.bumiayu.id, durable=True),
    ):
        FundPayout.objects.filter(cooperative_id=world.bumiayu.id, movement_id=other).update(
            beneficiary_key="bu sumarmi (contoh)"
        )


def test_a_payment_taken_back_may_be_made_again(world):
    movement_id = world.paid(world.health)
    undo_movement(movement_id=movement_id, reason="jumlah keliru", **world.done())
    assert world.held("2.3.06") == 400_000

    world.paid(world.health)
    assert [row.undone_id is None for row in payouts(world)] == [False, True]
    assert not world.broken()


def test_so_often_a_year_and_no_more_but_by_a_decision(world):
    for days in (60, 40):
        world.paid(world.health, **STAY, since=TODAY - timedelta(days=days))
    third = {**STAY, "since": TODAY - timedelta(days=20)}

    with pytest.raises(FundRefusedError) as refused:
        world.paid(world.health, **third)
    assert refused.value.facts == {"wrong": "too_often", "times": 2}
    assert wrong(lambda: world.paid(world.health, **third, decision_id=new_id())) == "decision"
    world.collected(world.health)
    world.paid(world.health, **third, decision_id=world.decided_by)
    assert [row.decision_id for row in payouts(world)] == [None, None, world.decided_by]


def test_a_decision_is_kept_only_where_the_rule_is_broken(world):
    world.paid(world.health, decision_id=world.decided_by)
    world.paid(world.health, 75_000, since=YESTERDAY, decision_id=world.decided_by)

    assert [row.decision_id for row in payouts(world)] == [None, world.decided_by]
    with scope(world.bumiayu.id):
        rows = movements_of(cooperative_id=world.bumiayu.id, fund_id=world.health, with_names=False)
    assert [row.payout.decision for row in rows[:2]] == ["04/RAT/2026", ""]


def test_a_fund_pays_no_more_than_it_holds(world):
    with pytest.raises(FundRefusedError) as refused:
        world.paid(world.health, 400_001, decision_id=world.decided_by)

    assert refused.value.facts == {"wrong": "short", "missing_rp": 1}
    assert payouts(world) == []
    world.paid(world.health, 400_000, decision_id=world.decided_by)
    assert world.held("2.3.06") == 0


def test_a_fund_for_a_purpose_pays_with_words(world):
    social = world.fund("Dana sosial", "TUJUAN", "2.3.02")
    world.collected(social, members=0, amount_rp=80_000)
    plain = {"benefit": "", "since": None, "beneficiary": "Panitia contoh"}

    assert wrong(lambda: world.paid(social, 30_000, **plain)) == "purpose"
    world.paid(social, 30_000, **plain, purpose="Kerja bakti RW 03", proof=RECEIPT)
    with scope(world.bumiayu.id):
        (row, _) = movements_of(cooperative_id=world.bumiayu.id, fund_id=social, with_names=False)
        event = (
            Event.objects.select_related("entry")
            .filter(cooperative_id=world.bumiayu.id)
            .latest("recorded_at", "id")
        )
    assert (row.amount_rp, row.payout.purpose, row.payout.beneficiary) == (
        -30_000,
        "Kerja bakti RW 03",
        "Panitia contoh",
    )
    assert event.who == "Panitia contoh"
    assert event.entry.file_id


def test_the_retry_of_a_payment_is_the_same_payment(world):
    request_id = new_id()
    done = world.done

    def same(actor=None, **more):
        return done(actor, **more) | {"request_id": request_id}

    world.done = same
    assert world.paid(world.health) == world.paid(world.health)
    assert len(payouts(world)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("typed", "came"),
    [
        ([{}, {}], ["again", "paid"]),
        (
            [
                {"beneficiary": f"Warga {n} (contoh)", "amount_rp": 300_000, "decision": True}
                for n in range(2)
            ],
            ["paid", "short"],
        ),
    ],
)
def test_two_who_pay_at_the_same_moment_take_turns(world, typed, came):
    start, heard = threading.Barrier(2), []

    def pay(one):
        more = {name: value for name, value in one.items() if name != "decision"}
        start.wait()
        try:
            world.paid(world.health, **more, decision_id=world.decided_by if one.get("decision") else None)
            heard.append("paid")
        except FundRefusedError as refused:
            heard.append(refused.facts["wrong"])
        finally:
            connection.close()

    world.done()  # makes the treasurer once
    threads = [threading.Thread(target=pay, args=[one]) for one in typed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(heard) == came
    assert not world.broken()


@pytest.mark.django_db(transaction=True)
def test_a_payment_and_a_contribution_at_the_same_moment_both_stand(world):
    start, failed = threading.Barrier(2), []

    def run(act):
        start.wait()
        try:
            for day in range(4):
                act(day)
        except (DomainError, DatabaseError) as error:
            failed.append(error)
        finally:
            connection.close()

    world.done()
    acts = [
        lambda day: world.paid(world.health, since=TODAY - timedelta(days=day)),
        lambda _day: world.collected(world.health, members=10),
    ]
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    assert world.held("2.3.06") == 400_000 - 200_000 + 80_000
    assert not world.broken()
