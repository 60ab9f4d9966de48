"""What is taken back at the counter: also what one account of a member paid for another."""

from datetime import timedelta

import pytest

from guyub.books.oversight.selectors.exceptions import watched_span
from guyub.finance.savings.domain.counter import CounterRefusedError
from guyub.finance.savings.domain.kinds import Cause, SavingsKind
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.selectors.exceptions import movements_taken_back
from guyub.finance.savings.services.moving import SavingsRefusedError
from guyub.finance.savings.services.reversing import take_movement_back
from guyub.finance.savings.services.standing_orders import follow_standing_order, set_standing_order
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.deposit_world import DepositWorld
from tests.finance.savings.dues_world import DEC, OCT, TODAY, DuesWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
HELD = (SavingsKind.SUKARELA, SavingsKind.WAJIB)


@pytest.fixture
def dues(world):
    """October was paid out of the simpanan sukarela, by standing order."""
    found = DuesWorld(world)
    found.siti = world.member("Siti Contoh")
    with scope(found.place.id):
        found.siti.joined_on = OCT
        found.siti.save()
    found.promise([(0, 60_000)])
    found.bill(OCT)
    found.move(found.siti, 100_000, OCT)
    told = {"place": found.place, "member_id": found.siti.id, "today": TODAY, "now": NOW}
    account_id = found.account(found.siti).id
    set_standing_order(actor=found.treasurer, account_id=account_id, request_id=new_id(), **told)
    follow_standing_order(request_id=new_id(), **told)
    return found


def moves(world, cause):
    with scope(world.place.id):
        rows = SavingsMovement.objects.filter(cooperative=world.place, cause=cause).order_by("amount_rp")
        return list(rows.select_related("account"))


def back(world, movement_id, **more):
    return take_movement_back(
        **{
            "actor": world.treasurer,
            "place": world.place,
            "member_id": world.siti.id,
            "movement_id": movement_id,
            "reason": "salah bulan",
            "today": TODAY,
            "request_id": new_id(),
            "now": NOW,
        }
        | more
    )


@pytest.mark.parametrize("side", [0, 1])
def test_either_side_of_a_payment_between_accounts_takes_it_back_whole(dues, side):
    assert [row[4] for row in dues.months(dues.siti)] == ["LUNAS"]
    pair = moves(dues, Cause.PINDAH)
    done = back(dues, pair[side].id)

    assert done.balance_rp == (100_000, 0)[side]
    assert [row[4] for row in dues.months(dues.siti)] == ["BELUM"]
    undone = moves(dues, Cause.BATAL)
    assert {one.undoes_id for one in undone} == {one.id for one in pair}
    assert {one.entry_id for one in undone} == {undone[0].entry_id}
    assert [dues.account(dues.siti, kind).balance_rp for kind in HELD] == [100_000, 0]
    dues.whole()


def test_of_both_sides_one_is_shown_to_the_pengawas(dues):
    given, _ = moves(dues, Cause.PINDAH)
    back(dues, given.id, today=TODAY + timedelta(days=1), now=NOW + timedelta(days=1))
    with scope(dues.place.id):
        span = watched_span(place=dues.place, since=OCT, until=DEC, today=DEC)
        assert [one.amount_rp for one in movements_taken_back(span)] == [10_000]


def test_it_is_taken_back_once(dues):
    given, taken = moves(dues, Cause.PINDAH)
    back(dues, given.id)
    with pytest.raises(SavingsRefusedError) as caught:
        back(dues, taken.id)
    assert caught.value.facts["wrong"] == "undone"
    assert len(moves(dues, Cause.BATAL)) == 2
    dues.whole()


def test_what_the_job_moved_is_the_treasurers_to_take_back(dues, world):
    cashier = world.actor(Role.KASIR)
    with pytest.raises(CounterRefusedError) as caught:
        back(dues, moves(dues, Cause.PINDAH)[0].id, actor=cashier)
    assert caught.value.facts["wrong"] == "late"
    assert moves(dues, Cause.BATAL) == []


def test_a_deposit_is_taken_back_where_it_was_placed(world):
    found = DepositWorld(world)
    found.move(found.siti, 20_000_000, TODAY)
    found.places(on=TODAY, from_cash=False)
    for one in moves(found, Cause.PINDAH):
        with pytest.raises(CounterRefusedError) as caught:
            back(found, one.id)
        assert caught.value.facts["wrong"] == "linked"
    assert found.account(found.siti, SavingsKind.SUKARELA).balance_rp == 8_000_000


def test_a_deposit_placed_in_cash_is_no_payment_to_take_back_here(world):
    found = DepositWorld(world)
    account_id = found.places(on=TODAY)
    with pytest.raises(CounterRefusedError) as caught:
        back(found, moves(found, Cause.SETOR)[0].id)
    assert caught.value.facts["wrong"] == "linked"
    assert found.held(account_id).balance_rp == 12_000_000
