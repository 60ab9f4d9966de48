from datetime import timedelta

import pytest

from guyub.finance.savings.domain.withdrawal_requests import RequestState, WithdrawalRequestRefusedError
from guyub.finance.savings.models import WithdrawalRequest
from guyub.finance.savings.selectors.withdrawal_requests import open_withdrawals, withdrawals_inquiry
from guyub.finance.savings.services.withdrawal_requests import (
    answer_withdrawal,
    ask_withdrawal,
    call_off_withdrawal,
)
from guyub.finance.savings.services.withdrawals import withdraw
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import TODAY, JasaWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


class AskingWorld(JasaWorld):
    """Siti, a member with 100,000 of sukarela, and the cashier."""

    def __init__(self, world):
        super().__init__(world)
        self.siti = world.member()
        self.move(self.siti, 100_000, TODAY)
        seat = Membership.objects.get(person_id=self.siti.person_id, role=Role.ANGGOTA.value)
        self.own = Actor(self.siti.person_id, "Siti", Role.ANGGOTA, self.place.id, seat.id)
        self.account_id = self.account(self.siti).id

    def told(self, **more):
        return {"place": self.place, "request_id": new_id(), "now": NOW} | more

    def asks(self, amount_rp=60_000, **more):
        told = {
            "actor": self.own,
            "account_id": self.account_id,
            "wanted_on": TODAY,
            "note": "",
            "today": TODAY,
        }
        return ask_withdrawal(**self.told(amount_rp=amount_rp, **{**told, **more}))

    def answers(self, withdrawal_id, *, is_ready=True, answer="", **more):
        told = {
            "actor": self.treasurer,
            "withdrawal_id": withdrawal_id,
            "is_ready": is_ready,
            "answer": answer,
        }
        answer_withdrawal(**self.told(**{**told, **more}))

    def calls_off(self, withdrawal_id, **more):
        call_off_withdrawal(**self.told(**{"actor": self.own, "withdrawal_id": withdrawal_id, **more}))

    def takes(self, amount_rp):
        withdraw(
            actor=self.treasurer,
            place=self.place,
            member_id=self.siti.id,
            account_id=self.account_id,
            amount_rp=amount_rp,
            cash_place_id=self.cash,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

    def rows(self):
        with scope(self.place.id):
            (found,) = asked(withdrawals_inquiry(cooperative_id=self.place.id, member_id=self.siti.id))
            return found

    def states(self):
        return [row.state.value for row in self.rows()]


@pytest.fixture
def asking(world):
    return AskingWorld(world)


def wrong(act):
    with pytest.raises(WithdrawalRequestRefusedError) as refused:
        act()
    return refused.value.facts["wrong"]


def test_a_member_asks_and_reads_the_answer(asking):
    asked = asking.asks(note="untuk sekolah")
    with scope(asking.place.id):
        waiting = open_withdrawals(cooperative_id=asking.place.id)
        assert [(row.withdrawal_id, row.amount_rp, row.note) for row in waiting] == [
            (asked, 60_000, "untuk sekolah")
        ]
        assert open_withdrawals(cooperative_id=asking.place.id, member_id=new_id()) == []
    asking.answers(asked, answer="Besok pagi di kantor.")

    (row,) = asking.rows()
    assert (row.state, row.answer, row.is_open) == (RequestState.SIAP, "Besok pagi di kantor.", True)
    assert asking.account(asking.siti).held_rp == 0


def test_what_is_paid_closes_the_request(asking):
    asking.asks()
    asking.takes(50_000)
    assert asking.states() == ["DIMINTA"]
    asking.move(asking.siti, 50_000, TODAY)
    asking.takes(60_000)
    assert asking.states() == ["DIAMBIL"]


def test_one_request_of_an_account_is_open(asking):
    first = asking.asks()
    assert wrong(asking.asks) == "open"
    asking.calls_off(first)
    asking.asks(amount_rp=100_000)
    assert sorted(asking.states()) == ["DIBATALKAN", "DIMINTA"]


@pytest.mark.parametrize(
    ("_case", "given", "said"),
    [
        ("more than there is", {"amount_rp": 100_001}, "short"),
        ("nothing", {"amount_rp": 0}, "amount"),
        ("yesterday", {"wanted_on": TODAY - timedelta(days=1)}, "day"),
        ("no account", {"account_id": new_id()}, "account"),
    ],
)
def test_what_cannot_be_asked_for_leaves_nothing(asking, _case, given, said):
    assert wrong(lambda: asking.asks(**given)) == said
    assert asking.states() == []


def test_another_s_account_is_not_asked_for(asking):
    other = asking.world.member("Budi Contoh")
    asking.move(other, 100_000, TODAY)
    assert wrong(lambda: asking.asks(account_id=asking.account(other).id)) == "account"
    asked = asking.asks()
    seat = Membership.objects.get(person_id=other.person_id, role=Role.ANGGOTA.value)
    budi = Actor(other.person_id, "Budi", Role.ANGGOTA, asking.place.id, seat.id)
    assert wrong(lambda: asking.calls_off(asked, actor=budi)) == "gone"
    assert asking.states() == ["DIMINTA"]


def test_an_answer_says_why_and_is_given_once(asking):
    asked = asking.asks()
    assert wrong(lambda: asking.answers(asked, is_ready=False)) == "reason"
    assert wrong(lambda: asking.answers(new_id())) == "gone"
    asking.answers(asked, is_ready=False, answer="Kas menunggu setoran Jumat.")
    assert wrong(lambda: asking.answers(asked)) == "state"
    assert wrong(lambda: asking.calls_off(asked)) == "state"
    assert asking.states() == ["DITOLAK"]


def test_nobody_answers_the_own_request(asking):
    asked = asking.asks()
    seat = Membership.objects.create(
        person_id=asking.siti.person_id, cooperative=asking.place, role=Role.KASIR.value, starts_at=NOW
    )
    own = Actor(asking.siti.person_id, "Siti", Role.KASIR, asking.place.id, seat.id)
    assert wrong(lambda: asking.answers(asked, actor=own)) == "own"
    with scope(asking.place.id):
        assert WithdrawalRequest.objects.get(cooperative=asking.place).state == "DIMINTA"
