"""Savings come to a member's account and leave it, and the books say the same."""

import pytest

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.selectors.balances import movements_of, savings_of
from guyub.finance.savings.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.savings.services.moving import MoveTyped, SavingsRefusedError, pay_in, pay_out
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

TODAY = NOW.date()


def move(world, step, member, amount_rp, kind=SavingsKind.SUKARELA):
    typed = MoveTyped(
        member_id=member.id, kind=kind, amount_rp=amount_rp, cash_place_id=world.cash()["BRANKAS"], on=TODAY
    )
    return step(
        place=world.bumiayu,
        typed=typed,
        today=TODAY,
        actor=world.actor(Role.BENDAHARA),
        request_id=new_id(),
        now=NOW,
    )


def broken(world):
    rules = [*INVARIANTS, *RECONCILIATIONS]
    return [found for rule in rules for found in rule(world.bumiayu.id)]


def test_savings_come_and_leave(world):
    member = world.member()
    world.cash()
    with scope(world.bumiayu.id):
        move(world, pay_in, member, 300_000)
        done = move(world, pay_out, member, 120_000)
        rows = savings_of(cooperative_id=world.bumiayu.id, member_id=member.id)
        moved = movements_of(cooperative_id=world.bumiayu.id, member_id=member.id)
        assert [(row.kind, row.balance_rp) for row in rows] == [(SavingsKind.SUKARELA, 180_000)]
        assert [(row.no, row.amount_rp, row.balance_rp) for row in moved] == [
            (2, -120_000, 180_000),
            (1, 300_000, 300_000),
        ]
        assert (done.balance_rp, moved[0].number) == (180_000, done.booked.posted.name)
        assert broken(world) == []


@pytest.mark.parametrize(("step", "amount_rp", "wrong"), [(pay_in, 0, "amount"), (pay_out, 300_001, "short")])
def test_what_is_refused_moves_nothing(world, step, amount_rp, wrong):
    member = world.member()
    world.cash()
    with scope(world.bumiayu.id):
        move(world, pay_in, member, 300_000)
        with pytest.raises(SavingsRefusedError) as refused:
            move(world, step, member, amount_rp)
        assert refused.value.facts == {"wrong": wrong}


def test_a_changed_balance_is_found(world):
    member = world.member()
    world.cash()
    with scope(world.bumiayu.id):
        move(world, pay_in, member, 300_000)
        SavingsAccount.objects.filter(cooperative=world.bumiayu).update(balance_rp=299_999)
        assert {found.rule for found in broken(world)} == {"savings.account.balance", "savings.control"}
