"""Funds: begun with what stands there, filled, ruled, undone; any order keeps each fund and its account together."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.periods import PeriodRefusedError
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.domain.funds import Benefit, FundRefusedError, Movement
from guyub.books.treasury.models import FundMovement, FundPayout
from guyub.books.treasury.selectors.funds import funds_standing, movements_of, reserve_rp, rules_of
from guyub.books.treasury.services.fund_steps import receive
from guyub.books.treasury.services.funds import begin_fund, set_rule, undo_movement
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.claim_world import BENEFITS, TODAY, ClaimWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ClaimWorld()


def wrong(act, error=FundRefusedError):
    with pytest.raises(error) as refused:
        act()
    return refused.value.facts["wrong"]


def posted(world, *lines, context="surplus"):
    with scope(world.bumiayu.id, durable=True):
        return post_entry(
            place=world.bumiayu,
            context=context,
            draft=EntryDraft(
                occurred_on=TODAY,
                memo="Pembagian SHU",
                lines=[LineDraft(code, amount_rp) for code, amount_rp in lines],
                request_id=new_id(),
            ),
            today=TODAY,
        ).entry_id


def standing(world):
    with scope(world.bumiayu.id):
        return {row.name: row.balance_rp for row in funds_standing(cooperative_id=world.bumiayu.id)}


def moved(world, fund_id, *, with_names=True):
    with scope(world.bumiayu.id):
        return movements_of(cooperative_id=world.bumiayu.id, fund_id=fund_id, with_names=with_names)


def undone(world, movement_id, reason="keliru"):
    return undo_movement(movement_id=movement_id, reason=reason, **world.done())


def test_a_fund_begins_with_what_stands_on_its_account(world):
    posted(world, ("3.5.01", 1_512_500), ("2.3.01", -1_512_500))
    fund_id = world.fund("Dana pendidikan", "TUJUAN", "2.3.01")

    assert standing(world) == {"Dana pendidikan": 1_512_500}
    assert [(row.kind, row.amount_rp) for row in moved(world, fund_id)] == [(Movement.AWAL, 1_512_500)]
    assert not world.broken()


def test_the_next_fund_on_an_account_grows_below_it(world):
    world.fund()
    second = world.fund("Dana kesehatan RW 03")
    world.collected(second, members=0, amount_rp=75_000)

    assert standing(world) == {"Dana kesehatan": 0, "Dana kesehatan RW 03": 75_000}
    assert world.held("2.3.06.01") == 75_000
    assert not world.broken()


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"name": " "}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"use": "LAIN"}, "use"),
        ({"account": "2.1.01"}, "account"),
        ({"account": "3.3.01"}, "account"),
        ({"name": "Dana kesehatan"}, "taken"),
        ({"account": "2.3.02"}, "below"),
    ],
)
def test_a_fund_that_cannot_be_does_not_begin(world, typed, refusal):
    world.fund()
    posted(world, ("3.5.01", -1_000), ("2.3.02", 1_000))
    given_ = {"name": "Dana lain", "use": "TUJUAN", "account": "2.3.01"} | typed

    assert wrong(lambda: world.fund(**given_)) == refusal
    assert list(standing(world)) == ["Dana kesehatan"]


def test_without_books_or_the_right_no_fund_begins(world):
    shared = {"name": "Dana", "use": "TUJUAN", "account": "2.3.01"}
    other = world.done(world.actor(Role.BENDAHARA, world.arjosari), place=world.arjosari)
    assert wrong(lambda: begin_fund(**shared, **other), PeriodRefusedError) == "unopened"
    with pytest.raises(NotAllowedError):
        begin_fund(**shared, **world.done(world.actor(Role.KETUA)))
    assert standing(world) == {}


def test_contributions_come_in_by_the_rule_and_gifts_as_they_are(world):
    fund_id = world.fund()
    assert wrong(lambda: world.collected(fund_id)) == "no_rule"
    world.ruled(fund_id)
    world.collected(fund_id, members=130)
    world.collected(fund_id, members=0, amount_rp=75_000, note="donatur contoh")

    assert standing(world) == {"Dana kesehatan": 335_000}
    assert [(row.amount_rp, row.members_count) for row in moved(world, fund_id)] == [
        (75_000, 0),
        (260_000, 130),
    ]
    assert world.held("1.1.02") == -(550_000 + 335_000)
    assert wrong(lambda: world.collected(new_id())) == "gone"
    assert not world.broken()


def test_a_rule_is_dated_and_set_by_a_decision(world):
    fund_id, decision = world.fund(), world.decision()
    assert wrong(lambda: world.ruled(fund_id, decision_id=new_id())) == "decision"
    world.ruled(fund_id, decision_id=decision)
    assert wrong(lambda: world.ruled(fund_id, decision_id=decision)) == "dated"
    world.ruled(fund_id, decision_id=decision, valid_from=TODAY, contribution_rp=3_000, benefits=())

    with scope(world.bumiayu.id):
        rules = rules_of(cooperative_id=world.bumiayu.id, fund_id=fund_id)
    assert [(row.rule.contribution_rp, row.rule.benefits) for row in rules] == [
        (3_000, ()),
        (2_000, BENEFITS),
    ]
    assert rules[0].decision == "04/RAT/2026"
    # What was paid before the new rule is collected by the old one.
    world.collected(fund_id, members=1, received_on=TODAY - timedelta(days=1))
    assert standing(world) == {"Dana kesehatan": 2_000}


def test_a_fund_for_a_purpose_has_no_benefits_and_a_rule_needs_a_decision(world):
    social = world.fund("Dana sosial", "TUJUAN", "2.3.02")
    assert wrong(lambda: world.ruled(social)) == "benefits"
    assert wrong(lambda: world.ruled(social, benefits=[Benefit("", 5)], decision_id=new_id())) == "benefits"
    done = world.done()
    del done["today"]
    rule = {"valid_from": date(2026, 1, 1), "contribution_rp": 500, "benefits": (), "decision_id": None}
    assert wrong(lambda: set_rule(fund_id=social, **rule, **done)) == "decision"


def test_what_another_part_of_the_house_allots_is_noted(world):
    fund_id = world.fund("Dana sosial", "TUJUAN", "2.3.02")
    entry_id = posted(world, ("3.5.01", 90_000), ("2.3.02", -60_000), ("2.3.01", -30_000))
    with scope(world.bumiayu.id, durable=True):
        noted = [
            receive(
                place=world.bumiayu,
                account=account,
                amount_rp=amount_rp,
                entry_id=entry_id,
                happened_on=TODAY,
                now=NOW,
            )
            for account, amount_rp in (("2.3.02", 60_000), ("2.3.01", 30_000))
        ]

    assert noted == [True, False]
    assert not world.broken()
    (row,) = moved(world, fund_id)
    assert (row.kind, row.entry_id, row.can_be_undone) == (Movement.ALOKASI, entry_id, False)
    assert wrong(lambda: undone(world, row.id)) == "listed"


def test_what_was_moved_is_undone_once(world):
    fund_id = world.fund()
    first = world.collected(fund_id, members=0, amount_rp=50_000)
    assert wrong(lambda: undone(world, first, "")) == "reason"
    back = undone(world, first)

    assert standing(world) == {"Dana kesehatan": 0}
    assert world.held("1.1.02") == -550_000
    assert wrong(lambda: undone(world, first)) == "undone"
    assert wrong(lambda: undone(world, back)) == "undo"
    assert wrong(lambda: undone(world, new_id())) == "gone"
    assert [row.is_undone for row in moved(world, fund_id)] == [False, True]
    assert not world.broken()


def test_a_contribution_that_was_spent_is_not_undone(world):
    fund_id = world.fund()
    world.ruled(fund_id)
    first = world.collected(fund_id, members=0, amount_rp=60_000)
    world.paid(fund_id)

    with pytest.raises(FundRefusedError) as refused:
        undone(world, first)
    assert refused.value.facts == {"wrong": "short", "missing_rp": 50_000}
    assert standing(world) == {"Dana kesehatan": 10_000}
    assert not world.broken()


def test_the_reserve_is_read_from_the_books(world):
    posted(world, ("3.5.01", 9_000), ("3.3.01", -9_000))
    with scope(world.bumiayu.id):
        assert reserve_rp(cooperative_id=world.bumiayu.id) == 9_000


def test_a_list_that_differs_from_its_account_is_named(world):
    fund_id = world.fund()
    world.collected(fund_id, members=0, amount_rp=50_000)
    posted(world, ("3.5.01", 1), ("2.3.06", -1))
    posted(world, ("3.5.01", 1), ("2.1.04", -1))

    assert {found.rule for found in world.broken()} == {"treasury.claims", "treasury.funds"}


ACTS = st.lists(
    st.tuples(st.sampled_from(["collect", "gift", "pay", "stay", "undo"]), st.integers(0, 40)), max_size=12
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_order_of_acts_keeps_each_fund_above_nothing_and_equal_to_its_account(world, acts):
    with scope(world.bumiayu.id):
        funds = funds_standing(cooperative_id=world.bumiayu.id)
    fund_id = funds[0].id if funds else world.fund()
    if not funds:
        world.ruled(fund_id)
    for name, at in acts:
        try:
            if name == "collect":
                world.collected(fund_id, members=at)
            elif name == "gift":
                world.collected(fund_id, members=0, amount_rp=at * 3_000)
            elif name == "pay":
                world.paid(fund_id, since=TODAY - timedelta(days=at), beneficiary=f"Warga {at % 3}")
            elif name == "stay":
                world.paid(
                    fund_id, 150_000, benefit="Rawat inap", since=TODAY - timedelta(days=at), until=TODAY
                )
            else:
                with scope(world.bumiayu.id):
                    ids = list(
                        FundMovement.objects.filter(cooperative_id=world.bumiayu.id)
                        .order_by("id")
                        .values_list("id", flat=True)
                    )
                undone(world, ids[at % len(ids)] if ids else new_id())
        except DomainError:
            pass  # what may not be is refused; the books stay whole

        assert not world.broken()
        assert all(balance_rp >= 0 for balance_rp in standing(world).values())
    with scope(world.bumiayu.id):
        standing_payouts = FundPayout.objects.filter(cooperative_id=world.bumiayu.id, undone=None)
        stays = [(row.beneficiary_key, row.benefit, row.since, row.until) for row in standing_payouts]
    for at, (key, benefit, since, until) in enumerate(stays):
        for other, what, begins, ends in stays[at + 1 :]:
            assert (key, benefit) != (other, what) or until < begins or ends < since
