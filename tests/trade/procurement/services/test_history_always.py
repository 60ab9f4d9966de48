"""Whatever is bought, sold, billed, paid, given back and taken back, in whatever order: lists, stock and books agree.

A seed decides who tries what. Refusals are part of it: they must change nothing, which the look after each step shows.
"""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import F, Sum

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Stock
from guyub.trade.procurement.domain.receipts import Difference, ReceiptLineTyped
from guyub.trade.procurement.models import (
    Bill,
    GoodsReceipt,
    GoodsReturn,
    MarketPurchase,
    PurchaseOrder,
    ReceiptLine,
    SupplierCredit,
    SupplierPayment,
)
from guyub.trade.procurement.selectors.debts import statement_of
from tests.trade.procurement.market import Market
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = 110
STOCK, DEBTS, UNBILLED, ADVANCES = "1.3.01", "2.1.01", "2.1.17", "1.4.03"


class Trade:
    """One seed's buying."""

    def __init__(self, seed):
        self.chance, self.market = random.Random(seed), Market(World())  # noqa: S311  a seed, no secret
        self.done, self.papers = Counter(), 0

    def one_of(self, model, **which):
        with scope(self.market.place.id):
            ids = list(
                model.objects.filter(cooperative=self.market.place, **which)
                .order_by("id")
                .values_list("id", flat=True)
            )
        return self.chance.choice(ids) if ids else None

    def product(self):
        market = self.market
        return self.chance.choice([(market.rice, market.kg), (market.soap, market.carton)])

    def day(self):
        return self.market.today - timedelta(days=self.chance.choice([0, 0, 1, 3, 8]))

    def orders(self):
        product, unit = self.product()
        self.market.ordered(
            self.market.line(product, unit, self.chance.randint(1, 9), self.chance.randint(1, 50_000))
        )

    def takes_order_in(self):
        order_id = self.one_of(PurchaseOrder, state="DIKIRIM")
        if order_id:
            self.market.receives_all(order_id, on=self.day())

    def takes_a_part_of_an_order_in(self):
        """Less comes than was ordered, now and then torn; the rest is waited for."""
        order_id = self.one_of(PurchaseOrder, state="DIKIRIM")
        if order_id is None:
            return
        (line,) = self.market.order_lines(order_id)
        left = max(line.qty - line.received_qty, 1)
        qty, amount_rp = self.chance.randint(1, left), self.chance.randint(1, 200_000)
        came = ReceiptLineTyped(
            product_id=line.product_id,
            unit_id=line.unit_id,
            qty=qty,
            amount_rp=amount_rp,
            order_line_id=line.id,
            difference="" if qty == left else Difference.KURANG.value,
            reason="" if qty == left else "baru sebagian dikirim",
        )
        self.market.receives(came, order_id=order_id, on=self.day())

    def receives(self):
        product, unit = self.product()
        count = self.chance.randint(1, 9)
        goods = self.market.came(product, unit, count, self.chance.randint(1, 400_000))
        self.market.receives(goods, on=self.day())

    def sells(self):
        product, unit = self.product()
        self.market.shop.issue(product, self.chance.randint(1, 3 * unit.factor), on=self.day())

    def bills(self):
        line = self.line_of(self.one_of(ReceiptLine, receipt__undone_on__isnull=True))
        if line is None:
            return
        self.papers += 1
        qty = self.chance.choice([None, line.qty - line.settled_qty or None, max(1, line.qty // 3)])
        lines = self.market.asked(
            line.receipt_id, self.chance.randint(0, 400_000), qty=qty, is_last=self.chance.random() < 0.2
        )
        extra_rp = self.chance.choice([0, 0, 3_000])
        done = self.market.books_bill(*lines, paper_no=f"F-{self.papers}", extra_rp=extra_rp)
        if done.approval_id:
            self.market.approves(done.approval_id)

    def pays(self):
        self.market.pays(self.chance.randint(1, 60_000), on=self.day())

    def pays_before(self):
        order_id = self.chance.choice([None, self.one_of(PurchaseOrder, state="DIKIRIM")])
        self.market.pays_before(self.chance.randint(1, 20_000), order_id)

    def uses_what_is_owed_back(self):
        credit_id = self.one_of(SupplierCredit, undone_on__isnull=True, used_rp__lt=F("amount_rp"))
        bill_id = self.one_of(Bill, undone_on__isnull=True, settled_rp__lt=F("total_rp"))
        if credit_id and bill_id:
            self.market.uses(credit_id, bill_id)

    def gives_goods_back(self):
        """Goods of a receipt, billed or not, or of none that is known any more."""
        line = self.line_of(self.one_of(ReceiptLine, receipt__undone_on__isnull=True))
        if line is None:
            return
        qty, amount_rp = self.chance.randint(1, max(line.qty // 2, 1)), self.chance.randint(0, 150_000)
        known = self.chance.choice([(line.id,), ()])
        self.market.returns((line.product, qty, amount_rp, *known), returned_on=self.day())

    def gets_a_credit_note(self):
        """About goods that it makes cheaper, or about none."""
        bill_id = self.one_of(Bill, undone_on__isnull=True)
        if bill_id is None:
            return
        with scope(self.market.place.id):
            lines = Bill.objects.get(cooperative=self.market.place, id=bill_id).lines.order_by("line_no")
            goods = self.chance.choice([None, *lines.values_list("receipt_line_id", flat=True)])
        self.papers += 1
        paper_no = self.chance.choice(["", f"NK-{self.papers}", f"NK-{self.papers - 1}"])
        self.market.credits(bill_id, self.chance.randint(1, 90_000), goods, paper_no=paper_no)

    def buys_at_the_market(self):
        product, unit = self.product()
        qty = self.chance.randint(1, 3) * unit.factor
        self.market.buys_at_market((product, qty, self.chance.randint(1, 20_000)), bought_on=self.day())

    def line_of(self, line_id):
        with scope(self.market.place.id):
            rows = ReceiptLine.objects.select_related("product")
            return rows.filter(cooperative=self.market.place, id=line_id).first()

    def takes_receipt_back(self):
        receipt_id = self.one_of(GoodsReceipt, undone_on__isnull=True)
        if receipt_id:
            self.market.takes_back(receipt_id)

    def takes_bill_back(self):
        bill_id = self.one_of(Bill, undone_on__isnull=True)
        if bill_id:
            self.market.bill_back(bill_id)

    def takes_payment_back(self):
        payment_id = self.one_of(SupplierPayment, undone_on__isnull=True)
        if payment_id:
            self.market.payment_back(payment_id)

    def takes_return_back(self):
        return_id = self.one_of(GoodsReturn, undone_on__isnull=True)
        if return_id:
            self.market.return_back(return_id)

    def takes_credit_back(self):
        credit_id = self.one_of(SupplierCredit, undone_on__isnull=True)
        if credit_id:
            self.market.credit_back(credit_id)

    def takes_market_back(self):
        purchase_id = self.one_of(MarketPurchase, undone_on__isnull=True)
        if purchase_id:
            self.market.market_back(purchase_id)

    def steps(self):
        often = [self.orders, self.takes_order_in, self.receives, self.sells, self.bills, self.pays]
        at_times = [
            self.takes_a_part_of_an_order_in,
            self.pays_before,
            self.uses_what_is_owed_back,
            self.gives_goods_back,
            self.gets_a_credit_note,
            self.buys_at_the_market,
        ]
        seldom = [
            self.takes_receipt_back,
            self.takes_bill_back,
            self.takes_payment_back,
            self.takes_return_back,
            self.takes_credit_back,
            self.takes_market_back,
        ]
        return [*often, *often, self.bills, *at_times, *seldom]

    def happens(self):
        step = self.chance.choice(self.steps())
        try:
            step()
            self.done[step.__name__] += 1
        except DomainError:
            self.done["refused"] += 1

    def strays(self):
        """Give where plain sums of the lists differ from the books: not by the product's own look."""
        place = self.market.place
        held = dict(zip((STOCK, DEBTS, UNBILLED, ADVANCES), self.books(), strict=True))
        with scope(place.id):
            stock_rp = summed(Stock.objects.filter(cooperative=place), "value_rp")
            bills = Bill.objects.filter(cooperative=place, undone_on__isnull=True)
            owed_rp = summed(bills, F("total_rp") - F("settled_rp"))
            owed_back = SupplierCredit.objects.filter(cooperative=place, undone_on__isnull=True)
            left = F("amount_rp") - F("used_rp")
            advances_rp = summed(owed_back.filter(kind="MUKA"), left)
            back_rp = summed(owed_back.exclude(kind="MUKA"), left)
            lines = ReceiptLine.objects.filter(cooperative=place, receipt__undone_on__isnull=True)
            unbilled_rp = summed(lines, F("amount_rp") - F("settled_rp"))
            stated = statement_of(cooperative_id=place.id, partner_id=self.market.partner_id)
        listed = {
            STOCK: stock_rp,
            DEBTS: back_rp - owed_rp,
            UNBILLED: -unbilled_rp,
            ADVANCES: advances_rp,
        }
        stated_rp = stated[-1].left_rp if stated else 0
        strayed = [(code, held[code], rp) for code, rp in listed.items() if held[code] != rp]
        return strayed + ([("statement", stated_rp, held[DEBTS])] if stated_rp != -held[DEBTS] else [])

    def books(self):
        return self.market.books(STOCK, DEBTS, UNBILLED, ADVANCES)


def summed(rows, what):
    return rows.aggregate(rp=Sum(what))["rp"] or 0


def lives(seed, steps):
    """Let one seed's buying happen, and look after each step."""
    trade = Trade(seed)
    for at in range(steps):
        trade.happens()
        assert trade.strays() == [], (seed, at, trade.done)
        if at % 10 == 9:
            assert trade.market.broken() == [], (seed, at, trade.done)
    return trade


@pytest.mark.parametrize("seed", range(2))
def test_lists_stock_and_books_agree_whatever_happens(seed):
    trade = lives(seed, STEPS)
    assert trade.done.total() - trade.done["refused"] > STEPS // 3
    assert trade.market.bills() > 3


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 130))
def test_they_agree_in_long_lives_too(seed):
    trade = lives(seed, 250)
    assert len(trade.done) > 15
