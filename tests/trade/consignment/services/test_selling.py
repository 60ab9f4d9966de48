"""The worked example of docs/algorithms/consignment.md: brought, sold, brought back, lost, counted, settled, paid."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.device_events import take_events
from guyub.trade.retail.selectors.sales import sale_found
from guyub.trade.retail.selectors.shop_days import shop_day
from guyub.trade.retail.selectors.shop_figures import shop_figures
from tests.trade.consignment.desk import MEMBERS_SHARE, OTHERS_SHARE, OWED, Desk
from tests.trade.inventory.shop import TODAY
from tests.world import NOW

pytestmark = pytest.mark.django_db

STEPS = ("1.1.01", "1.1.02", "1.3.01", "1.3.05", OWED, "4.2.01", OTHERS_SHARE, "5.2.01", "5.3.01")


@pytest.fixture
def desk(world):
    made = Desk(world)
    yield made
    assert made.broken() == []


def test_a_week_of_a_producer_by_hand(desk):
    """Each step is a row of the page's table; the goods have no value and no cost at any of them."""
    agreement_id = desk.agrees(losses="KOPERASI")
    before = desk.books(*STEPS)

    def changed():
        return [now - then for now, then in zip(desk.books(*STEPS), before, strict=True)]

    desk.slip(agreement_id, tempe=40, chips=10, fetch_by=TODAY)
    assert changed() == [0] * 9

    sold = desk.sells_at_till(desk.tempe_line(10), desk.chips_line(4), desk.soap_line(2))
    assert sold.answer.value == "ACCEPTED", sold
    # 98,000 in the drawer: tempe 50,000 (40,000 theirs), chips 40,000 (32,000 theirs), own soap 8,000 that cost 5,000
    assert changed() == [98_000, 0, -5_000, 0, -72_000, -8_000, -18_000, 5_000, 0]

    off = desk.tempe_line(3, discount_rp=2_000, own_discount_rp=2_000, net_rp=13_000)
    off |= {"discount": {"amount_rp": 2_000, "reason": "sisa sore"}}
    assert desk.sells_at_till(off).answer.value == "ACCEPTED"
    assert changed()[4:7] == [-84_000, -8_000, -19_000]  # the discount is the cooperative's share: 1,000 left

    lines = [{"line": 1, "base_qty": 2, "amount_rp": 10_000}]
    back = desk.tells(
        "sale.returned",
        desk.of_shift(
            number=desk.number(),
            sale_id=str(sold.event_id),
            reason="berlendir",
            lines=lines,
            rounding_rp=0,
            tenders=[{"kind": "CASH", "amount_rp": 10_000}],
        ),
    )
    assert back.answer.value == "ACCEPTED", back
    assert changed()[4:7] == [-76_000, -8_000, -17_000]

    # Of the shop's 101,000 stay its shares, 17,000, and 3,000 of the soap: what the owners get is no gain.
    with scope(desk.place.id):
        day = shop_day(place=desk.place, on=TODAY).sheet.total
        figures = shop_figures(place=desk.place, since=TODAY, until=TODAY)
        receipt = sale_found(cooperative_id=desk.place.id, sale_id=sold.event_id)
    assert (day.net_rp, day.cost_rp, day.margin_rp) == (101_000, 81_000, 20_000)
    assert figures.total == day
    assert [(line.cost_rp, line.is_consigned) for line in receipt.lines] == [
        (40_000, True),
        (32_000, True),
        (5_000, False),
    ]

    desk.slip(agreement_id, "RUSAK", chips=1, note="bungkus sobek")
    desk.slip(agreement_id, "HITUNG", tempe=28, chips=5)
    assert changed() == [101_000, 0, -5_000, 0, -88_000, -8_000, -17_000, 5_000, 12_000]
    desk.slip(agreement_id, "AMBIL", tempe=28)
    assert (desk.there(desk.tempe), desk.there(desk.chips)) == (0, 5)

    statement = desk.statement(statement_id := desk.draws(agreement_id))
    assert (statement.sold_rp, statement.back_rp, statement.share_rp, statement.lost_rp) == (
        103_000,
        10_000,
        17_000,
        12_000,
    )
    assert (statement.carried_rp, statement.to_pay_rp) == (0, 88_000)
    desk.pays(statement_id, 80_000)
    assert changed() == [101_000, -80_000, -5_000, 0, -8_000, -8_000, -17_000, 5_000, 12_000]
    assert desk.owed(agreement_id) == 8_000
    assert [row[0] for row in desk.moved(agreement_id)] == (
        ["BAWA"] * 2 + ["JUAL"] * 3 + ["KEMBALI"] + ["HILANG"] * 2 + ["AMBIL"]
    )


def test_a_void_takes_all_of_it_back(desk, world):
    agreement_id = desk.agrees(member=world.member())
    desk.slip(agreement_id, tempe=10)
    sold = desk.sells_at_till(desk.tempe_line(4), desk.rice_line())
    assert desk.books(OWED, MEMBERS_SHARE, "4.2.01") == [-16_000, -4_000, -30_000]

    assert desk.voids(sold.event_id).answer.value == "ACCEPTED"
    assert desk.books(OWED, MEMBERS_SHARE, "4.2.01", "5.2.01") == [0, 0, 0, 0]
    assert desk.there(desk.tempe) == 10
    with scope(desk.place.id):
        total = shop_figures(place=desk.place, since=TODAY, until=TODAY).total
    assert (total.net_rp, total.cost_rp) == (0, 0)
    assert desk.moved(agreement_id)[1:] == [
        ("JUAL", -4, 20_000, 16_000, 4_000),
        ("BATAL", 4, -20_000, -16_000, -4_000),
    ]


def test_sales_that_come_together_ask_once_what_was_agreed(desk):
    """A day's sales come in batches: what was agreed is asked for all of them, own goods among them."""
    agreement_id = desk.agrees()
    desk.slip(agreement_id, tempe=10)
    baskets = [[desk.tempe_line(2)], [desk.soap_line(1)], [desk.soap_line(1), desk.tempe_line(3)]]
    bodies = [desk.basket(*lines) for lines in baskets]
    batch = [desk.outbox.write(kind="sale.made", body=body, at=NOW, id_=uuid7()) for body in bodies]
    with CaptureQueriesContext(connection) as asked:
        answers = take_events(device=desk.device, batch=batch, now=NOW).answers

    assert [one.answer.value for one in answers] == ["ACCEPTED"] * 3
    assert desk.moved(agreement_id)[1:] == [
        ("JUAL", -2, 10_000, 8_000, 2_000),
        ("JUAL", -3, 15_000, 12_000, 3_000),
    ]
    terms = [query["sql"] for query in asked if 'FROM "consignment_consignedgood"' in query["sql"]]
    assert len(terms) == 1


def test_what_was_not_brought_waits_until_its_slip_is_written(desk):
    agreement_id = desk.agrees()
    desk.slip(agreement_id, tempe=2)
    answer = desk.sells_at_till(desk.tempe_line(3))
    assert (answer.code, answer.facts["wrong"]) == ("inventory.stock.refused", "short")

    desk.slip(agreement_id, tempe=5)
    desk.applies_again()
    assert desk.there(desk.tempe) == 4
    assert desk.owed(agreement_id) == 12_000


def test_what_came_back_after_it_was_paid_is_carried(desk):
    agreement_id = desk.agrees()
    desk.slip(agreement_id, tempe=10, on=TODAY)
    sold = desk.sells_at_till(desk.tempe_line(5))
    first = desk.draws(agreement_id, until=TODAY)
    payout_id = desk.pays(first, 20_000)

    desk.voids(sold.event_id)
    assert desk.owed(agreement_id) == -20_000
    desk.pays_back(payout_id)
    desk.draws_back(first)
    second = desk.statement(desk.draws(agreement_id))
    assert (second.no, second.sold_rp, second.back_rp, second.to_pay_rp) == (2, 25_000, 25_000, 0)


REFUSED = (
    ("own", lambda desk, _: desk.agrees(desk.good(desk.rice)), "agreement.refused", "own"),
    ("taken", lambda desk, _: desk.agrees(desk.good(desk.tempe)), "agreement.refused", "taken"),
    ("stock", lambda desk, id_: desk.ends(id_), "agreement.refused", "stock"),
    (
        "tomorrow",
        lambda desk, id_: desk.slip(id_, tempe=1, on=TODAY + timedelta(days=1)),
        "slip.refused",
        "day",
    ),
    ("nothing new", lambda desk, id_: desk.slip(id_, "HITUNG", tempe=10), "slip.refused", "same"),
    ("too many", lambda desk, id_: desk.slip(id_, "AMBIL", tempe=11), "stock.refused", "short"),
    ("own act", lambda desk, id_: desk.shop.receive(desk.tempe, 1, 100), "stock.refused", "consigned"),
    (
        "second",
        lambda desk, id_: desk.pays(desk.draws(id_), 1, actor=desk.keeper),
        "settlement.refused",
        "second",
    ),
    ("more", lambda desk, id_: desk.pays(desk.draws(id_), 16_001), "settlement.refused", "amount"),
    ("bank", lambda desk, id_: desk.pays(desk.draws(id_), 1, kind="BANK"), "settlement.refused", "account"),
)


def test_what_is_refused_changes_nothing(desk):
    agreement_id = desk.agrees()
    desk.slip(agreement_id, tempe=10)
    desk.sells_at_till(desk.tempe_line(4))
    desk.slip(agreement_id, tempe=4)
    before = desk.books(*STEPS)
    for case, act, code, wrong in REFUSED:
        with pytest.raises(DomainError) as refused:
            act(desk, agreement_id)
        assert refused.value.code.endswith(code), case
        assert refused.value.facts["wrong"] == wrong, case
        for statement_id in desk.statements(agreement_id):
            desk.draws_back(statement_id)
    assert desk.books(*STEPS) == before
