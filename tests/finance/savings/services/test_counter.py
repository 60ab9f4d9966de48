import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from guyub.finance.savings.domain.counter import CounterRefusedError
from guyub.finance.savings.domain.dues import DuesRefusedError
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import Hold, SavingsMovement
from guyub.finance.savings.selectors.bills import standing_order_of
from guyub.finance.savings.services.counter import close_account, deposit
from guyub.finance.savings.services.holds import HoldRefusedError, hold_savings, release_savings
from guyub.finance.savings.services.standing_orders import set_standing_order
from guyub.finance.savings.services.withdrawals import withdraw
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld
from tests.finance.savings.services.test_jasa import whole
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db

AFTER_MIDNIGHT = NOW + timedelta(hours=15)  # one in the morning of the 26th, Waktu Indonesia Barat


class CounterWorld(JasaWorld):
    """One member since January."""

    def __init__(self, world):
        super().__init__(world)
        self.siti = world.member()
        with scope(self.place.id):
            self.siti.joined_on = JANUARY
            self.siti.save()

    def told(self, **more):
        return {
            "actor": self.treasurer,
            "place": self.place,
            "member_id": self.siti.id,
            "cash_place_id": self.cash,
            "today": TODAY,
            "request_id": new_id(),
            "now": NOW,
        } | more

    def pays(self, amount_rp, on=TODAY, kind=SavingsKind.SUKARELA, **more):
        return deposit(**self.told(amount_rp=amount_rp, on=on, product_id=self.products[kind], **more))

    def takes(self, amount_rp, **more):
        return withdraw(**self.told(amount_rp=amount_rp, account_id=self.account(self.siti).id, **more))

    def closes(self, **more):
        return close_account(**self.told(**{"account_id": self.account(self.siti).id} | more))


@pytest.fixture
def counter(world):
    found = CounterWorld(world)
    found.allow()
    return found


def wrong(act, refusal=CounterRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def test_a_member_pays_in_and_takes_out(counter):
    paid = counter.pays(500_000)
    taken = counter.takes(200_000)

    assert (paid.balance_rp, taken.balance_rp, taken.waits_for) == (500_000, 300_000, None)
    assert paid.voucher.startswith("BKM-2026-")
    assert counter.account(counter.siti).balance_rp == 300_000
    whole(counter)


def test_the_same_press_twice_is_one_payment(counter):
    same = new_id()
    assert counter.pays(500_000, request_id=same) == counter.pays(500_000, request_id=same)
    assert counter.account(counter.siti).balance_rp == 500_000


def test_a_deposit_of_the_past_earns_from_its_day(counter):
    counter.promise([(0, 60_000)])
    for month in range(1, 11):
        counter.post(month)
    counter.pays(1_000_000, on=date(2026, 10, 1))

    # 1,000,000 x 6 % x 31/365 = 5,095.89…
    with scope(counter.place.id):
        rows = SavingsMovement.objects.filter(cooperative=counter.place, cause="JASA", on=TODAY)
        assert [(row.amount_rp, row.value_on, row.note) for row in rows] == [
            (5_095, date(2026, 11, 1), "Koreksi jasa Oktober 2026")
        ]
    whole(counter)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"amount_rp": 0}, "amount"),
        ({"amount_rp": 4_999}, "least"),
        ({"on": date(2026, 11, 26)}, "date"),
        ({"on": date(2025, 12, 31)}, "date"),
        ({"kind": SavingsKind.WAJIB}, "kind"),
        ({"kind": SavingsKind.POKOK}, "kind"),
        ({"kind": SavingsKind.BERJANGKA}, "term"),
    ],
)
def test_a_deposit_is_refused(counter, change, said):
    counter.promise([(0, 60_000)], least_rp=5_000)
    assert wrong(lambda: counter.pays(**{"amount_rp": 10_000} | change)) == said
    with scope(counter.place.id):
        assert not SavingsMovement.objects.filter(cooperative=counter.place).exists()


def test_the_unit_takes_nothing_without_its_papers_or_the_citys_word(world):
    counter = CounterWorld(world)
    assert wrong(lambda: counter.pays(10_000)) == "gate"
    counter.allow()
    assert counter.pays(10_000).balance_rp == 10_000


def test_nobody_serves_the_own_account(counter):
    counter.pays(10_000)
    with scope(counter.place.id):
        counter.siti.person_id = counter.treasurer.person_id
        counter.siti.save()
    assert wrong(lambda: counter.pays(10_000)) == "own"
    assert wrong(lambda: counter.takes(10_000)) == "own"


def test_what_must_stay_and_what_is_held_is_not_taken(counter):
    counter.promise([(0, 60_000)], minimum_rp=10_000)
    counter.pays(100_000)
    told = {"actor": counter.treasurer, "place": counter.place, "today": TODAY, "now": NOW}
    account_id = counter.account(counter.siti).id
    hold = hold_savings(
        account_id=account_id, amount_rp=60_000, reason="jaminan", request_id=new_id(), **told
    )
    assert (
        wrong(
            lambda: hold_savings(
                account_id=account_id, amount_rp=40_001, reason="x", request_id=new_id(), **told
            ),
            HoldRefusedError,
        )
        == "short"
    )

    assert wrong(lambda: counter.takes(30_001)) == "short"
    assert wrong(counter.closes) == "held"
    assert counter.takes(30_000).balance_rp == 70_000
    release_savings(hold_id=hold, request_id=new_id(), **told)
    assert counter.takes(60_000).balance_rp == 10_000


def test_a_large_withdrawal_waits_for_a_second_person(counter, world):
    counter.pays(20_000_000)
    asked = counter.takes(6_000_000)

    assert (asked.movement_id, counter.account(counter.siti).held_rp) == (None, 6_000_000)
    assert wrong(lambda: counter.takes(14_000_001)) == "short"
    approve(world, asked.waits_for)
    account = counter.account(counter.siti)
    assert (account.balance_rp, account.held_rp) == (14_000_000, 0)
    whole(counter)


def test_what_is_agreed_after_midnight_is_paid_on_the_new_day(counter, world):
    counter.pays(20_000_000)
    asked = counter.takes(6_000_000)
    approve(world, asked.waits_for, now=AFTER_MIDNIGHT)
    with scope(counter.place.id):
        moved = SavingsMovement.objects.get(cooperative=counter.place, cause="TARIK")
    assert (moved.on, moved.value_on) == (date(2026, 11, 26), date(2026, 11, 26))


def test_penyertaan_is_paid_back_by_two_and_pays_no_dues(counter, world):
    counter.pays(50_000)
    counter.move(counter.siti, 1_000_000, TODAY, kind=SavingsKind.PENYERTAAN)
    account_id = counter.account(counter.siti, SavingsKind.PENYERTAAN).id
    told = {"actor": counter.treasurer, "place": counter.place, "member_id": counter.siti.id}
    with pytest.raises(DuesRefusedError):
        set_standing_order(account_id=account_id, today=TODAY, request_id=new_id(), now=NOW, **told)
    assert wrong(lambda: counter.closes(account_id=account_id)) == "kind"

    asked = withdraw(**counter.told(amount_rp=1, account_id=account_id))
    assert (asked.movement_id, counter.account(counter.siti, SavingsKind.PENYERTAAN).held_rp) == (None, 1)
    approve(world, asked.waits_for)
    assert counter.account(counter.siti, SavingsKind.PENYERTAAN).balance_rp == 999_999
    whole(counter)


def test_closing_an_account_ends_the_standing_order_that_drew_on_it(counter):
    counter.pays(50_000)
    told = {"actor": counter.treasurer, "place": counter.place, "member_id": counter.siti.id}
    account_id = counter.account(counter.siti).id
    set_standing_order(account_id=account_id, today=TODAY, request_id=new_id(), now=NOW, **told)
    counter.closes()
    with scope(counter.place.id):
        assert standing_order_of(cooperative_id=counter.place.id, member_id=counter.siti.id) is None


def test_a_refused_withdrawal_is_let_go(counter, world):
    counter.pays(20_000_000)
    asked = counter.takes(6_000_000)
    approve(world, asked.waits_for, is_approved=False, reason="tidak dikenal")

    account = counter.account(counter.siti)
    assert (account.balance_rp, account.held_rp) == (20_000_000, 0)
    with scope(counter.place.id):
        assert Hold.objects.filter(cooperative=counter.place, released_on__isnull=True).count() == 0


def test_a_sleeping_account_wakes_with_a_second_person(counter):
    counter.pays(50_000)
    assert counter.takes(10_000).waits_for is None  # it was moved today
    later = {"today": date(2027, 11, 26), "now": NOW.replace(year=2027, day=26)}
    assert counter.takes(10_000, **later).waits_for is not None


def test_an_account_is_closed_with_its_jasa(counter):
    counter.promise([(0, 60_000)])
    counter.pays(1_000_000, on=date(2026, 11, 1))
    done = counter.closes()

    # 24 days in November: 1,000,000 x 6 % x 24/365 = 3,945.20…
    account = counter.account(counter.siti)
    assert (done.balance_rp, account.closed_on, account.balance_rp) == (0, TODAY, 0)
    with scope(counter.place.id):
        rows = SavingsMovement.objects.filter(cooperative=counter.place).order_by("no")
        assert [(row.cause, row.amount_rp) for row in rows] == [
            ("SETOR", 1_000_000),
            ("JASA", 3_945),
            ("TARIK", -1_003_945),
        ]
    assert wrong(lambda: counter.takes(1)) == "gone"
    whole(counter)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_fifty_who_take_at_once_never_take_more_than_there_is(counter):
    counter.pays(100_000)
    said = []

    def take():
        try:
            said.append(counter.takes(10_000).balance_rp)
        except CounterRefusedError as error:
            said.append(error.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(30)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert said.count("short") == 20
    assert sorted(found for found in said if found != "short") == [at * 10_000 for at in range(10)]
    assert counter.account(counter.siti).balance_rp == 0
    whole(counter)
