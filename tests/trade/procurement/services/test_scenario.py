"""From an order to the paid debt, worked by hand to the rupiah; the second one is told in docs/algorithms/buying.md."""

import pytest

from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.selectors.statements import Question
from guyub.books.ledger.selectors.statements import statement_of as statement_of_books
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.domain.receipts import Difference
from guyub.trade.procurement.selectors.debts import statement_of
from tests.books.ledger.sheets import shown
from tests.trade.procurement.market import PHOTO, Market, of_november
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


STEPS = ("1.1.02", "1.3.01", "1.4.03", "2.1.01", "2.1.17", "5.1.01", "5.3.01")


def test_what_is_bought_paid_before_given_back_and_noted_ends_in_nothing_owed():
    market = Market(World())
    held = lambda: market.books(*STEPS)  # noqa: E731
    assert held() == [550_000, 0, 0, 0, 0, 0, 0]
    order_id = market.ordered(
        market.line(market.rice, market.sack, 4, 300_000), market.line(market.soap, market.carton, 2, 120_000)
    )
    market.pays_before(200_000, order_id, on=of_november(5))
    advance_id = market.credit().id
    receipt_id = market.receives_all(order_id, on=of_november(8))
    assert held() == [350_000, 1_440_000, 200_000, 0, -1_440_000, 0, 0]

    lines = market.asked(receipt_id, 1_200_000, 240_000)
    done = market.books_bill(*lines, paper_no="GDG-9", extra_rp=36_000, billed_on=of_november(10))
    if done.approval_id:
        market.approves(done.approval_id)
    assert held() == [350_000, 1_476_000, 200_000, -1_476_000, 0, 0, 0]
    assert market.shop.stock(market.soap) == (96, 246_000)

    market.shop.issue(market.rice, 40_000, on=of_november(12))
    rice, soap = market.came_lines(receipt_id)
    market.returns((market.rice, 25_000, 300_000, rice.id), returned_on=of_november(15))
    back_id = market.credit().id
    assert held() == [350_000, 676_500, 200_000, -1_176_000, 0, 492_000, 7_500]

    with scope(market.place.id):
        bill_id = soap.bill_lines.get().bill_id
    market.credits(bill_id, 24_000, soap.id)
    market.uses(advance_id, bill_id)
    market.uses(back_id, bill_id)
    assert held() == [350_000, 652_500, 0, -952_000, 0, 492_000, 7_500]
    bill = market.bill(bill_id)
    assert (bill.total_rp, bill.settled_rp) == (1_476_000, 524_000)

    market.buys_at_market((market.rice, 10_000, 125_000))
    assert market.shop.stock(market.rice) == (45_000, 555_500)
    market.pays(152_000)
    market.has_account()
    market.pays(800_000, kind="BANK")
    assert held() == [73_000, 777_500, 0, 0, 0, 492_000, 7_500]
    assert market.broken() == []

    with scope(market.place.id):
        stated = statement_of(cooperative_id=market.place.id, partner_id=market.partner_id)
        asked = Question(name=StatementName.NERACA, since=of_november(1), until=market.today)
        neraca = shown(statement_of_books(cooperative_id=market.place.id, question=asked))
    assert [
        line
        for line in neraca
        if line.startswith(("Persediaan sembako", "Kas bendahara", "Utang", "Uang muka"))
    ] == [
        "Kas bendahara | 73.000",
        "Persediaan sembako | 777.500",
    ]
    assert [(line.on.day, line.words, line.amount_rp, line.left_rp) for line in stated] == [
        (10, "Tagihan GDG-9 (TG-2026-0001)", 1_476_000, 1_476_000),
        (15, "Retur barang", -300_000, 1_176_000),
        (25, "Uang muka dipakai", -200_000, 976_000),
        (25, "Nota kredit NK-1", -24_000, 952_000),
        (25, "Dibayar", -152_000, 800_000),
        (25, "Dibayar", -800_000, 0),
    ]
