"""Whatever is bought, sold, billed, paid and taken back, in whatever order: lists, stock and books say the same."""

import random
from datetime import timedelta

import pytest

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.models import Bill, GoodsReceipt, PurchaseOrder, ReceiptLine, SupplierPayment
from tests.trade.procurement.market import Market
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = 70


class Trade:
    """One seed's buying."""

    def __init__(self, seed):
        self.chance, self.market = random.Random(seed), Market(World())  # noqa: S311  a seed, no secret
        self.done, self.papers = 0, 0

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

    def receives(self):
        product, unit = self.product()
        count = self.chance.randint(1, 9)
        goods = self.market.came(product, unit, count, self.chance.randint(1, 400_000))
        self.market.receives(goods, on=self.day())

    def sells(self):
        product, unit = self.product()
        self.market.shop.issue(product, self.chance.randint(1, 3 * unit.factor), on=self.day())

    def bills(self):
        line_id = self.one_of(ReceiptLine, receipt__undone_on__isnull=True)
        if line_id is None:
            return
        with scope(self.market.place.id):
            receipt_id = ReceiptLine.objects.get(cooperative=self.market.place, id=line_id).receipt_id
        self.papers += 1
        (line,) = self.market.came_lines(receipt_id)
        qty = self.chance.choice([None, max(1, line.qty // 3)])
        lines = self.market.asked(
            receipt_id, self.chance.randint(0, 400_000), qty=qty, is_last=self.chance.random() < 0.2
        )
        extra_rp = self.chance.choice([0, 0, 3_000])
        done = self.market.books_bill(*lines, paper_no=f"F-{self.papers}", extra_rp=extra_rp)
        if done.approval_id:
            self.market.approves(done.approval_id)

    def pays(self):
        self.market.pays(self.chance.randint(1, 60_000))

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

    def steps(self):
        often = [self.orders, self.takes_order_in, self.receives, self.sells, self.bills, self.pays]
        seldom = [self.takes_receipt_back, self.takes_bill_back, self.takes_payment_back]
        return [*often, *often, *seldom]

    def happens(self):
        try:
            self.chance.choice(self.steps())()
            self.done += 1
        except DomainError:
            pass


@pytest.mark.parametrize("seed", range(2))
def test_lists_stock_and_books_agree_whatever_happens(seed):
    trade = Trade(seed)
    for at in range(STEPS):
        trade.happens()
        if at % 10 == 9:
            assert trade.market.broken() == []
    assert trade.done > STEPS // 3
    assert trade.market.bills() > 3
