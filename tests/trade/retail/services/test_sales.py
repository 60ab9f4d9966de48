"""A sale of a till reaches goods, money, debts and books once; what they cannot hold waits for a person."""

from datetime import date, timedelta

import pytest

from guyub.books.ledger.models import JournalHead
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.device_events import take_events
from guyub.trade.inventory.models import Location
from guyub.trade.retail.models import Sale, SaleTender
from guyub.trade.retail.selectors.exposures import exposures_inquiry
from guyub.trade.retail.selectors.slices import Cursor, slice_of
from guyub.trade.retail.services.tills import TillRefusedError
from tests.foundation.devices.till import bound
from tests.trade.retail.counter import Counter
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    made = Counter(world)
    yield made
    assert made.broken() == []


def test_a_sale_in_cash_takes_goods_out_and_earns(counter):
    answer = counter.sells_at_till(counter.rice_line(), counter.soap_line())

    assert (answer.answer.value, answer.number) == ("ACCEPTED", "PJ-2026-0001")
    sale = counter.sale(answer.event_id)
    assert (sale.kind, sale.paid_rp, sale.till_name, sale.sold_on) == (
        "JUAL",
        42_000,
        "K1-0001",
        counter.today,
    )
    assert (sale.entry.series, sale.entry.source_id) == ("PJ", sale.id)
    assert counter.books("1.1.01", "4.2.01", "5.2.01", "1.3.01") == [
        42_000,
        -42_000,
        24_000 + 7_500,
        1_450_000 - 31_500,
    ]
    assert (counter.there(counter.rice), counter.there(counter.soap)) == (98_000, 97)
    assert [(line.qty, line.net_rp, line.over_rp) for line in counter.sale_lines(sale.id)] == [
        (2000, 30_000, 0),
        (3, 12_000, 0),
    ]
    assert counter.tenders(sale.id) == {"CASH": (42_000, 0)}
    assert counter.shop_acts() == ["till.set", "sale.made"]


def test_the_same_event_twice_is_one_sale(counter):
    body = counter.basket()
    event = counter.outbox.write(kind="sale.made", body=body, at=NOW, id_=uuid7())
    for answer in ("ACCEPTED", "DUPLICATE", "DUPLICATE"):
        (told,) = take_events(device=counter.device, batch=[event], now=NOW).answers
        assert (told.answer.value, told.number) == (answer, "PJ-2026-0001")

    assert counter.sales() == 1
    assert counter.there(counter.rice) == 98_000


def test_the_same_number_twice_is_no_second_sale(counter):
    counter.sells_at_till()
    counter.numbers = 0
    answer = counter.sells_at_till()

    assert (answer.answer.value, answer.code, answer.facts) == (
        "CONFLICT",
        "retail.till_event.refused",
        {"wrong": "number", "number": "K1-0001"},
    )
    assert counter.sales() == 1


def test_split_payment_stands_where_its_money_lies(counter, world):
    siti = world.member()
    lines = counter.rice_line(10_000), counter.soap_line(10)
    paid = {"CASH": 40_000, "QRIS": 50_000, "TRANSFER": 60_000, "CREDIT": 40_000}
    answer = counter.sells_at_till(*lines, tenders=paid, member=siti, reference="TRX-7")

    assert answer.answer.value == "ACCEPTED", answer
    assert counter.books("1.1.01", "1.1.06", "1.2.01", "4.1.01", "5.1.01") == [
        40_000,
        50_000,
        40_000,
        -190_000,
        145_000,
    ]
    assert counter.tenders(answer.event_id) == {
        "CASH": (40_000, 0),
        "QRIS": (50_000, 50_000),
        "TRANSFER": (60_000, 0),
        "CREDIT": (40_000, 40_000),
    }
    with scope(counter.place.id):
        found = exposures_inquiry(cooperative_id=counter.place.id, member_id=siti.id, on=counter.today)
        ((owed,),) = asked(found)
    assert (owed.words, owed.amount_rp) == ("Bon di gerai", 40_000)


def test_bon_above_the_limit_waits_until_a_person_decides(counter, world):
    answer = counter.sells_at_till(
        counter.told_line(counter.rice, counter.kg, 1000, 900_000_000),
        tenders={"CREDIT": 900_000_000},
        member=world.member(),
    )

    assert (answer.answer.value, answer.code) == ("CONFLICT", "credit.limit.refused")
    assert counter.sales() == 0
    assert counter.books("1.2.01", "4.1.01") == [0, 0]
    assert counter.there(counter.rice) == 100_000


def test_rounding_and_discounts_stay_on_the_receipt(counter):
    lines = [
        counter.rice_line(discount_rp=1_000, own_discount_rp=1_000, net_rp=28_950, rounding_rp=-50,
                          discount={"amount_rp": 1_000, "reason": "kemasan sobek"}),
        counter.soap_line(discount_rp=33, net_rp=11_950, rounding_rp=-17),
    ]  # fmt: skip
    answer = counter.sells_at_till(
        *lines,
        total_rp=40_967,
        rounding_rp=-67,
        discount_rp=33,
        discount={"amount_rp": 33, "reason": "langganan"},
        tenders={"CASH": 40_900},
    )

    assert answer.answer.value == "ACCEPTED", answer
    sale = counter.sale(answer.event_id)
    assert (sale.subtotal_rp, sale.discount_rp, sale.total_rp, sale.rounding_rp, sale.paid_rp) == (
        42_000,
        1_033,
        40_967,
        -67,
        40_900,
    )
    assert (sale.reason, counter.sale_lines(sale.id)[0].reason) == ("langganan", "kemasan sobek")
    assert counter.books("1.1.01", "4.2.01") == [40_900, -40_900]


def test_a_sale_of_the_day_before_yesterday_keeps_its_day(counter):
    before = NOW - timedelta(days=2)
    answer = counter.sells_at_till(at=before)

    sale = counter.sale(answer.event_id)
    assert (sale.sold_on, sale.entry.dated_on) == (before.date(), before.date())
    assert sale.recorded_at == NOW


def test_what_does_not_lie_there_waits_until_it_came(counter, world):
    answer = counter.sells_at_till(counter.soap_line(101))
    assert (answer.answer.value, answer.code, answer.facts["wrong"]) == (
        "REJECTED",
        "inventory.stock.refused",
        "short",
    )
    assert (counter.sales(), counter.books("1.1.01")) == (0, [0])

    counter.shop.receive(counter.soap, 10, 25_000, on=counter.today - timedelta(days=1))
    counter.applies_again()
    assert counter.sales() == 1
    assert counter.there(counter.soap) == 9


def test_what_is_mended_after_its_month_was_closed_stands_in_the_next(counter, world):
    counter.sells_at_till(counter.soap_line(101))
    counter.shop.receive(counter.soap, 10, 25_000, on=counter.today - timedelta(days=1))
    later = NOW + timedelta(days=15)
    with scope(counter.place.id):
        JournalHead.objects.filter(cooperative=counter.place).update(closed_through=date(2026, 11, 30))
    counter.applies_again(now=later)

    with scope(counter.place.id):
        (sale,) = Sale.objects.filter(cooperative=counter.place).select_related("entry")
    assert (sale.sold_on, sale.entry.dated_on, sale.recorded_at) == (
        counter.today,
        date(2026, 12, 1),
        later,
    )


@pytest.mark.parametrize(
    ("_case", "more", "wrong"),
    [
        ("nobody of here", {"cashier_id": str(uuid7())}, "cashier"),
        ("no member of here", {"member_id": str(uuid7())}, "member"),
        ("another till's number", {"number": "K9-0001"}, "number"),
    ],
)
def test_what_nobody_here_can_have_told(counter, _case, more, wrong):
    answer = counter.sells_at_till(**more)

    assert (answer.answer.value, answer.code, answer.facts["wrong"]) == (
        "CONFLICT",
        "retail.till_event.refused",
        wrong,
    )
    assert counter.sales() == 0


def test_goods_and_units_of_nobody(counter):
    for more, wrong in (
        ({"product_id": str(uuid7())}, "product"),
        ({"unit_id": str(counter.piece.id)}, "unit"),
    ):
        answer = counter.sells_at_till(counter.soap_line(), counter.rice_line(**more))
        assert (answer.facts["wrong"], answer.facts["line"]) == (wrong, 2)
    assert counter.sales() == 0


def test_a_till_without_a_place_waits_until_it_has_one(world):
    counter = Counter(world, is_set=False)
    assert counter.sells_at_till().facts == {"wrong": "till"}

    counter.sets(bank_id=None)
    counter.applies_again()
    assert counter.sales() == 1
    assert counter.sells_at_till(tenders={"TRANSFER": 30_000}).facts == {"wrong": "bank"}
    assert counter.broken() == []


def test_a_void_brings_all_of_it_back_once(counter, world):
    siti = world.member()
    made = counter.sells_at_till(counter.rice_line(), tenders={"CASH": 10_000, "CREDIT": 20_000}, member=siti)
    answer = counter.voids(made.event_id)

    assert answer.answer.value == "ACCEPTED", answer
    void = counter.sale(answer.event_id)
    assert (void.kind, void.of_id, void.paid_rp, void.till_name) == (
        "BATAL",
        made.event_id,
        -30_000,
        "K1-0002",
    )
    assert counter.books("1.1.01", "1.2.01", "4.1.01", "5.1.01") == [0, 0, 0, 0]
    assert counter.there(counter.rice) == 100_000
    assert counter.tenders(made.event_id) == {"CASH": (10_000, 0), "CREDIT": (20_000, 0)}
    assert counter.tenders(void.id) == {"CASH": (-10_000, 0), "CREDIT": (-20_000, 0)}

    assert counter.voids(made.event_id).facts == {"wrong": "voided"}
    assert counter.voids(void.id).facts == {"wrong": "sale"}
    assert counter.shop_acts() == ["till.set", "sale.made", "sale.voided"]


def test_what_cannot_be_taken_back_whole(counter, world):
    made = counter.sells_at_till(tenders={"QRIS": 30_000})
    assert counter.voids(uuid7()).facts == {"wrong": "sale"}
    assert counter.voids(made.event_id, shift_id=str(uuid7())).facts == {"wrong": "shift"}
    for left_rp, answer in ((0, {"wrong": "settled"}), (30_000, {})):
        with scope(counter.place.id):
            SaleTender.objects.filter(cooperative=counter.place).update(left_rp=left_rp)
        assert counter.voids(made.event_id).facts == answer
    assert counter.sales() == 2


def test_a_shift_from_its_float_to_its_count(counter):
    assert counter.opens_shift(200_000).answer.value == "ACCEPTED"
    assert counter.books("1.1.01", "4.3.04") == [200_000, -200_000]
    made = counter.sells_at_till()
    assert counter.sale(made.event_id).shift.id == counter.shift_id

    assert counter.tells("cashier.changed", counter.of_shift()).answer.value == "ACCEPTED"
    dropped = counter.tells("cash.dropped", counter.of_shift(amount_rp=150_000, note="siang"))
    assert dropped.answer.value == "ACCEPTED", dropped
    assert counter.closes_shift(79_500).answer.value == "ACCEPTED"
    assert counter.books("1.1.01") == [79_500]
    assert counter.closes_shift(79_500).code == "treasury.shift.refused"
    assert counter.tells("cashier.changed", counter.of_shift()).code == "treasury.shift.refused"

    counter.shift_id = uuid7()
    assert counter.opens_shift(79_500).answer.value == "ACCEPTED"


def test_a_sale_needs_no_shift_in_the_treasury(counter):
    answer = counter.sells_at_till()

    assert counter.sale(answer.event_id).shift is None
    assert counter.tells("cash.dropped", counter.of_shift(amount_rp=31_000)).code == "treasury.event.refused"
    counter.sets(safe_id=None)
    assert counter.tells("cash.dropped", counter.of_shift(amount_rp=1_000)).facts == {"wrong": "safe"}


def test_setting_a_till_up(counter, world):
    def wrong(**more):
        with pytest.raises(TillRefusedError) as refusal:
            counter.sets(**more)
        return refusal.value.facts["wrong"]

    assert wrong(device_id=new_id()) == "device"
    assert wrong(location_id=counter.shop.way.id) == "location"
    assert wrong(drawer_id=counter.cash["BANK"]) == "drawer"
    assert wrong(bank_id=counter.cash["LACI"]) == "bank"
    assert wrong(safe_id=counter.cash["BANK"]) == "safe"
    assert [wrong(step_rp=step) for step in (0, 1001)] == ["step", "step"]
    other = Counter.__new__(Counter)
    other.__dict__ |= counter.__dict__
    other.device, _, _ = bound(world, name="HP kasir 2")
    with pytest.raises(TillRefusedError) as refusal:
        other.sets()
    assert refusal.value.facts["wrong"] == "drawer"
    with scope(counter.place.id):
        Location.objects.filter(cooperative=counter.place, id=counter.store.id).update(
            closed_on=counter.today
        )
    assert wrong() == "location"
    assert counter.sells_at_till().code == "inventory.stock.refused"


def test_what_is_bought_most_often_lies_first_on_the_shelf(counter):
    for lines in ([counter.soap_line()], [counter.rice_line(), counter.soap_line()]):
        counter.sells_at_till(*lines)

    def given(cursor):
        told = {"place": counter.place, "device_id": counter.device.id, "today": counter.today}
        with scope(counter.place.id):
            return slice_of(**told, cursor=cursor, now=NOW + timedelta(hours=1))

    whole = given(Cursor())
    assert whole.popular == [str(counter.soap.id), str(counter.rice.id)]
    assert given(whole.cursor).popular is None
