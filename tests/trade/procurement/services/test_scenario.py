"""From an order to the paid debt, worked by hand to the rupiah."""

import pytest

from guyub.trade.procurement.domain.receipts import Difference
from tests.trade.procurement.market import PHOTO, Market
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_order_comes_short_is_billed_dearer_after_a_part_was_sold_and_paid_in_two():
    market = Market(World())
    # 4 sacks of 25 kg at 300,000 and 2 cartons of 48 at 120,000: 1,440,000.
    order_id = market.ordered(
        market.line(market.rice, market.sack, 4, 300_000),
        market.line(market.soap, market.carton, 2, 120_000),
    )
    assert market.order(order_id).total_rp == 1_440_000
    rice, soap = market.order_lines(order_id)

    # One sack is torn: 3 come, 900,000. Both cartons come.
    receipt_id = market.receives(
        market.came(
            market.rice,
            market.sack,
            3,
            900_000,
            order_line_id=rice.id,
            refused_qty=25_000,
            difference=Difference.RUSAK.value,
            reason="satu karung robek",
        ),
        market.came(market.soap, market.carton, 2, 240_000, order_line_id=soap.id),
        order_id=order_id,
        note_no="SJ-88",
        document=PHOTO,
    )
    assert market.books("1.3.01", "2.1.17", "2.1.01") == [1_140_000, -1_140_000, 0]
    assert market.broken() == []

    # 25 kg are sold at their cost of 12 a gram: 300,000.
    market.shop.issue(market.rice, 25_000)

    # The bill says 310,000 a sack: 930,000. 30,000 more, of which a third was sold already.
    done = market.books_bill(*market.asked(receipt_id, 930_000, 240_000), paper_no="GDG-7")
    assert done.bill_id is None
    assert market.bills() == 0
    market.approves(done.approval_id)

    assert market.shop.stock(market.rice) == (50_000, 620_000)
    assert market.books("1.3.01", "5.1.01", "2.1.17", "2.1.01") == [860_000, 310_000, 0, -1_170_000]
    assert market.broken() == []

    first = market.pays(500_000)
    market.has_account()
    second = market.pays(670_000, kind="BANK")
    assert market.books("2.1.01") == [0]
    assert market.broken() == []
    market.payment_back(second)
    assert market.books("2.1.01") == [-670_000]
    market.payment_back(first)
    assert market.books("2.1.01") == [-1_170_000]
    assert market.broken() == []
