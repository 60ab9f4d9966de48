"""Whatever buyers order, get, withdraw and are given back, in whatever order: papers, goods and 2.1.18 say the same."""

import random

import pytest

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.models import GoodsReceipt
from guyub.trade.retail.models import BuyerCycle, BuyerOrder, Handing, Refund
from guyub.trade.retail.selectors.invariants import INVARIANTS, RECONCILIATIONS
from tests.trade.retail.buyers import Buyers
from tests.world import World

pytestmark = pytest.mark.django_db
STEPS = 60


class NothingThereError(Exception):
    """There is no such paper yet."""


class Round:
    """One seed's buyers."""

    def __init__(self, seed):
        self.chance, self.buyers = random.Random(seed), Buyers(World())  # noqa: S311  a seed, no secret
        self.done = []

    def one_of(self, model, **which):
        with scope(self.buyers.place.id):
            rows = model.objects.filter(cooperative=self.buyers.place, **which).order_by("id")
            ids = list(rows.values_list("id", flat=True))
        if not ids:
            raise NothingThereError
        return self.chance.choice(ids)

    def opens(self):
        with scope(self.buyers.place.id):
            is_open = BuyerCycle.objects.filter(cooperative=self.buyers.place, state="BUKA").exists()
        if not is_open:
            self.buyers.opens()

    def orders(self):
        wish = (self.chance.randint(2, 6), self.chance.choice([0, 0, 1, 3]))
        member = self.buyers.world.member() if self.chance.random() < 0.4 else None
        self.buyers.takes(self.one_of(BuyerCycle, state="BUKA"), wish, member=member)

    def withdraws(self):
        self.buyers.withdraws(self.one_of(BuyerOrder, cycle__state="BUKA"))

    def closes(self):
        order_id = self.buyers.closes(self.one_of(BuyerCycle, state="BUKA"))
        order = self.buyers.order(order_id)
        if order.approval_id:
            self.buyers.approves(order.approval_id)
        if self.chance.random() < 0.7:
            self.buyers.receives_sacks(order_id, self.chance.randint(1, 4))

    def comes(self):
        cycle_id = self.one_of(BuyerCycle, state__in=("TUTUP", "DATANG"))
        order_id = self.buyers.cycle(cycle_id).order_id
        self.buyers.receives_sacks(order_id, self.chance.randint(1, 3))

    def goes_back(self):
        self.buyers.takes_back(self.one_of(GoodsReceipt, undone_on__isnull=True))

    def shares(self):
        self.buyers.shares(self.one_of(BuyerCycle, state__in=("TUTUP", "DATANG")))

    def hands(self):
        order_id = self.one_of(BuyerOrder, cycle__state="DATANG")
        self.buyers.hands(order_id, refund=self.chance.random() < 0.3)

    def hands_one(self):
        self.buyers.hands(self.one_of(BuyerOrder, cycle__state="DATANG"), 1)

    def refunds(self):
        self.buyers.refunds(self.one_of(BuyerOrder, held_rp__gt=0))

    def hand_back(self):
        self.buyers.hand_back(self.one_of(Handing, undone_on__isnull=True))

    def refund_back(self):
        self.buyers.refund_back(self.one_of(Refund, undone_on__isnull=True))

    def cancels(self):
        if self.chance.random() < 0.2:
            self.buyers.cancels_cycle(self.one_of(BuyerCycle, state__in=("BUKA", "TUTUP")))

    def happens(self):
        often = [self.opens, self.orders, self.orders, self.closes, self.comes, self.shares, self.hands]
        seldom = [self.withdraws, self.hands_one, self.refunds, self.hand_back, self.refund_back]
        rare = [self.goes_back, self.goes_back, self.cancels]
        acts = [*often * 5, *seldom * 2, *rare]
        for act in self.chance.sample(acts, 12):  # the first that finds its paper
            try:
                act()
                self.done.append(act.__name__)
            except NothingThereError:
                continue
            except DomainError:
                pass
            return

    def broken(self):
        place_id = self.buyers.place.id
        with scope(place_id):
            return [one for rule in [*INVARIANTS, *RECONCILIATIONS] for one in rule(place_id)]


@pytest.mark.parametrize("seed", range(2))
def test_money_and_goods_tie_after_each_step(seed, db):
    happening = Round(seed)
    for _ in range(STEPS):
        happening.happens()
        assert happening.broken() == []
    assert happening.buyers.broken() == []
    assert len(happening.done) > STEPS // 4
    assert {"orders", "closes", "shares", "hands"} <= set(happening.done)
