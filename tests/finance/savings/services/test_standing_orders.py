"""Simpanan wajib taken by itself from an account that the member named."""

import pytest

from guyub.finance.savings.domain.dues import DuesRefusedError
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import StandingOrder
from guyub.finance.savings.selectors.bills import members_with_orders, standing_order_of
from guyub.finance.savings.services.standing_orders import follow_standing_order, set_standing_order
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.case_world import as_member
from tests.finance.savings.dues_world import NOV, OCT, TODAY, DuesWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


class OrderWorld(DuesWorld):
    """Siti owes October and November and has savings."""

    def __init__(self, world):
        super().__init__(world)
        self.siti = world.member("Siti Contoh")
        with scope(self.place.id):
            self.siti.joined_on = OCT
            self.siti.save()
        self.bill(OCT)
        self.bill(NOV)

    def order(self, account_id, actor=None):
        set_standing_order(
            actor=actor or self.treasurer,
            place=self.place,
            member_id=self.siti.id,
            account_id=account_id,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

    def follow(self, request_id=None):
        return follow_standing_order(
            place=self.place,
            member_id=self.siti.id,
            today=TODAY,
            request_id=request_id or new_id(),
            now=NOW,
        )

    def now(self):
        with scope(self.place.id):
            return standing_order_of(cooperative_id=self.place.id, member_id=self.siti.id)

    def waiting(self):
        with scope(self.place.id):
            return members_with_orders(cooperative_id=self.place.id, today=TODAY)


@pytest.fixture
def dues(world):
    return OrderWorld(world)


def test_too_little_takes_nothing_and_says_so(dues):
    dues.move(dues.siti, 9_999, TODAY)
    dues.order(dues.account(dues.siti).id)
    assert dues.waiting() == [dues.siti.id]

    assert dues.follow() is None
    assert dues.now().last_said == "isi rekening kurang untuk Okt 2026"
    assert dues.waiting() == []
    assert dues.account(dues.siti).balance_rp == 9_999
    assert [row[4] for row in dues.months(dues.siti)] == ["BELUM", "BELUM"]


def test_the_minimum_of_the_product_stays(dues):
    dues.promise([(0, 0)], minimum_rp=5_000)
    dues.move(dues.siti, 24_999, TODAY)
    dues.order(dues.account(dues.siti).id)
    assert dues.follow().months == ((OCT, 10_000),)
    assert dues.account(dues.siti).balance_rp == 14_999
    dues.whole()


def test_a_job_that_runs_again_takes_once(dues):
    dues.move(dues.siti, 50_000, TODAY)
    dues.order(dues.account(dues.siti).id)
    request = new_id()
    assert dues.follow(request).months == dues.follow(request).months == ((OCT, 10_000), (NOV, 10_000))
    assert dues.account(dues.siti).balance_rp == 30_000
    assert dues.follow() is None
    dues.whole()


def test_a_new_order_ends_the_one_before_and_none_ends_it(dues):
    dues.move(dues.siti, 50_000, TODAY)
    account = dues.account(dues.siti).id
    dues.order(account)
    dues.order(account)
    with scope(dues.place.id):
        ends = (
            StandingOrder.objects.filter(cooperative=dues.place)
            .order_by("id")
            .values_list("until", flat=True)
        )
        assert list(ends) == [TODAY, None]
    dues.order(None)
    assert dues.now() is None
    assert dues.follow() is None


def test_an_account_that_is_not_sukarela_or_anothers_is_refused(dues, world):
    budi = world.member("Budi Contoh")
    dues.move(budi, 50_000, TODAY)
    dues.move(dues.siti, 100_000, TODAY, kind=SavingsKind.POKOK)
    for account in (dues.account(budi), dues.account(dues.siti, SavingsKind.POKOK)):
        with pytest.raises(DuesRefusedError) as caught:
            dues.order(account.id)
        assert caught.value.facts == {"wrong": "account"}
    assert dues.now() is None


def test_a_member_sets_the_own_alone_and_an_officer_not_the_own(dues, world):
    dues.move(dues.siti, 50_000, TODAY)
    account = dues.account(dues.siti).id
    own = as_member(world, dues.siti)
    dues.order(account, actor=own)
    assert dues.now().account_id == account
    stranger = world.actor(Role.ANGGOTA, name="Anggota lain")
    with pytest.raises(DuesRefusedError) as caught:
        dues.order(None, actor=stranger)
    assert caught.value.facts == {"wrong": "own"}
    with pytest.raises(NotAllowedError):
        dues.order(None, actor=world.actor(Role.PENGAWAS))
    assert dues.now().account_id == account
