import threading
from datetime import date

import pytest
from django.db import connection

from guyub.finance.savings.domain.dues import DuesRefusedError
from guyub.finance.savings.models import BillPart, DuesBill, SavingsMovement
from guyub.finance.savings.selectors.bills import Whom, ages, debts, participation
from guyub.finance.savings.services.standing_orders import follow_standing_order, set_standing_order
from guyub.finance.savings.services.till import TillRefusedError
from guyub.finance.savings.services.waivers import ask_waiver
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.dues_world import DEC, NOV, OCT, SEP, TODAY, DuesWorld
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def dues(world):
    found = DuesWorld(world)
    found.siti = world.member()
    with scope(found.place.id):
        found.siti.joined_on = date(2026, 6, 5)
        found.siti.save()
    return found


def test_a_month_is_billed_once_to_who_is_a_member_then(dues, world):
    budi = world.member("Budi Santoso")  # joined on 5 November
    world.candidate("Yuni Wati")

    assert [dues.bill(OCT), dues.bill(NOV), dues.bill(NOV)] == [1, 2, 0]
    assert dues.months(dues.siti) == [(10, 10_000, 0, 0, "BELUM"), (11, 10_000, 0, 0, "BELUM")]
    assert dues.months(budi) == [(11, 10_000, 0, 0, "BELUM")]
    with scope(dues.place.id):
        assert {row.due_on for row in DuesBill.objects.filter(cooperative=dues.place, month=OCT)} == {
            date(2026, 10, 10)
        }
    dues.whole()


@pytest.mark.parametrize(("month", "wrong"), [(DEC, "future"), (date(2025, 12, 1), "before")])
def test_a_month_is_not_billed(dues, month, wrong):
    with pytest.raises(DuesRefusedError) as caught:
        dues.bill(month)
    assert caught.value.facts["wrong"] == wrong
    assert dues.months(dues.siti) == []


def test_several_months_at_once_in_part_and_in_advance(dues):
    for month in (SEP, OCT, NOV):
        dues.bill(month)
    first = dues.take(dues.siti, [SEP], 4_000)
    rest = dues.take(dues.siti, [NOV, OCT, SEP, DEC], 36_000)

    assert first.months == ((SEP, 4_000),)
    assert rest.months == ((SEP, 6_000), (OCT, 10_000), (NOV, 10_000), (DEC, 10_000))
    assert dues.months(dues.siti) == [(month, 10_000, 10_000, 0, "LUNAS") for month in (9, 10, 11, 12)]
    with scope(dues.place.id):
        moved = SavingsMovement.objects.filter(cooperative=dues.place, account__kind="WAJIB").order_by("no")
        assert [(row.amount_rp, row.balance_rp, row.note) for row in moved] == [
            (4_000, 4_000, "Sep 2026"),
            (36_000, 40_000, "Sep–Des 2026"),
        ]
    dues.whole()


def test_what_was_paid_in_advance_stays_settled_when_dues_rise(dues):
    dues.bill(NOV)
    dues.take(dues.siti, [NOV, DEC], 20_000)
    dues.raise_dues(15_000, DEC)

    ahead = dues.months(dues.siti, ahead=2)
    assert ahead[1:] == [(12, 10_000, 10_000, 0, "LUNAS"), (1, 15_000, 0, 0, "BELUM_DITAGIH")]
    dues.take(dues.siti, [date(2027, 1, 1)], 15_000)
    assert dues.months(dues.siti)[-1] == (1, 15_000, 15_000, 0, "LUNAS")


@pytest.mark.parametrize(
    ("months", "amount_rp", "facts"),
    [
        ([], 10_000, {"wrong": "none"}),
        ([NOV], 0, {"wrong": "amount"}),
        ([NOV], 10_001, {"wrong": "above", "missing_rp": 10_000}),
        ([OCT, NOV], 20_000, {"wrong": "paid", "month": "Okt 2026"}),
        ([SEP], 10_000, {"wrong": "before", "month": "Sep 2026"}),
        ([date(2027, 12, 1)], 10_000, {"wrong": "ahead", "last": "Nov 2027"}),
    ],
)
def test_a_payment_is_refused_and_changes_nothing(dues, months, amount_rp, facts):
    dues.bill(OCT)
    dues.bill(NOV)
    dues.take(dues.siti, [OCT], 10_000)
    before = dues.months(dues.siti)
    with pytest.raises(DuesRefusedError) as caught:
        dues.take(dues.siti, months, amount_rp)

    assert dict(caught.value.facts) == facts
    assert dues.months(dues.siti) == before
    dues.whole()


def test_nobody_takes_the_own_dues_nor_into_anothers_drawer(dues, world):
    dues.bill(NOV)
    own = world.actor(Role.BENDAHARA, name="Bendahara sendiri")
    with scope(dues.place.id):
        dues.siti.person_id = own.person_id
        dues.siti.save()
    with pytest.raises(DuesRefusedError) as caught:
        dues.take(dues.siti, [NOV], 10_000, actor=own)
    assert caught.value.facts == {"wrong": "own"}
    with pytest.raises(TillRefusedError):
        dues.take(dues.siti, [NOV], 10_000, actor=world.actor(Role.KASIR))
    assert dues.months(dues.siti) == [(11, 10_000, 0, 0, "BELUM")]


def test_a_waiver_needs_a_second_person(dues, world):
    dues.bill(OCT)
    dues.bill(NOV)
    dues.take(dues.siti, [OCT], 2_000)
    told = {
        "actor": dues.treasurer,
        "place": dues.place,
        "member_id": dues.siti.id,
        "decision_id": None,
        "now": NOW,
    }
    with pytest.raises(DuesRefusedError) as caught:
        ask_waiver(months=[OCT], reason="sakit", request_id=new_id(), **told)
    assert caught.value.facts == {"wrong": "waived", "month": "Okt 2026"}
    with pytest.raises(DuesRefusedError) as caught:
        ask_waiver(months=[NOV], reason="sakit", request_id=new_id(), **told | {"decision_id": new_id()})
    assert caught.value.facts == {"wrong": "decision"}
    asked = ask_waiver(months=[NOV], reason="sakit lama", request_id=new_id(), **told)
    assert dues.months(dues.siti)[1] == (11, 10_000, 0, 0, "BELUM")
    approve(world, asked)

    assert dues.months(dues.siti)[1] == (11, 10_000, 0, 10_000, "DIBEBASKAN")
    dues.whole()


def test_a_standing_order_takes_whole_months_the_oldest_first(dues):
    for month in (SEP, OCT, NOV):
        dues.bill(month)
    dues.move(dues.siti, 25_000, TODAY)
    account = dues.account(dues.siti)
    told = {"place": dues.place, "member_id": dues.siti.id, "today": TODAY, "now": NOW}
    set_standing_order(actor=dues.treasurer, account_id=account.id, request_id=new_id(), **told)
    paid = follow_standing_order(request_id=new_id(), **told)

    assert paid.months == ((SEP, 10_000), (OCT, 10_000))
    assert dues.account(dues.siti).balance_rp == 5_000
    assert follow_standing_order(request_id=new_id(), **told) is None
    dues.whole()


def test_how_a_month_was_paid_and_who_is_behind(dues, world):
    budi = world.member("Budi Santoso")
    for month in (SEP, OCT, NOV):
        dues.bill(month)
    dues.take(budi, [NOV], 10_000)
    with scope(dues.place.id):
        (now, *_) = participation(cooperative_id=dues.place.id, since=SEP, until=NOV)
        rows, count, missing_rp = debts(cooperative_id=dues.place.id, until=NOV)
        assert (now.billed, now.settled, now.percent, now.missing_rp) == (2, 1, 50, 10_000)
        assert [(row.name, row.months, row.missing_rp, row.oldest) for row in rows] == [
            ("Siti Aminah", 3, 30_000, SEP)
        ]
        assert (count, missing_rp) == (1, 30_000)
        assert debts(cooperative_id=dues.place.id, until=NOV, whom=Whom(text="A-2"))[1] == 0
        assert ages(cooperative_id=dues.place.id, until=NOV) == [
            (1, 0, 0),
            (2, 0, 0),
            (3, 1, 30_000),
            (4, 0, 0),
        ]


@pytest.mark.django_db(transaction=True)
def test_fifty_who_pay_the_same_months_book_each_once(dues):
    for month in (SEP, OCT, NOV):
        dues.bill(month)
    paid, said = [], []

    def pay():
        try:
            paid.append(dues.take(dues.siti, [SEP, OCT, NOV], 30_000))
        except DuesRefusedError as error:
            said.append(error.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=pay) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(paid), said) == (1, ["paid"] * 49)
    assert [row[2] for row in dues.months(dues.siti)] == [10_000] * 3
    with scope(dues.place.id):
        assert BillPart.objects.filter(cooperative=dues.place).count() == 3
    dues.whole()
