"""Random histories of a shop's stock: whatever people try, in whatever order, shelves, papers and books agree.

A seed decides who tries what. Refusals are part of it: they must change nothing, which the last look would show.
"""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import StockCountLine, StockTally
from guyub.trade.inventory.services.counting import call_off_count
from guyub.trade.inventory.services.plans import BatchTold
from tests.trade.inventory.stock_work import StockWork
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
STEPS, FIRST = 40, date(2026, 11, 1)


class History(StockWork):
    """One seed's shop, what its people try, and how often it was done or refused."""

    def __init__(self, seed):
        super().__init__(World())
        self.chance, self.done = random.Random(seed), Counter()  # noqa: S311  a seed, no secret
        with scope(self.place.id):
            self.milk = self.product("Susu UHT", has_batches=True)
            self.egg = self.product("Telur", allows_negative=True)
            self.kilo = self.product("Beras 1 kg", base_unit="bungkus", content=1000, content_unit="G")
        self.all = [self.rice, self.soap, self.milk, self.egg, self.kilo]
        self.sent, self.lost, self.packed, self.counts, self.received = [], [], [], [], []
        self.told = {self.rice: 100_000, self.soap: 60, self.milk: 60, self.egg: 60, self.kilo: 40}
        for product in self.all:
            self.comes(product, self.told[product], FIRST)

    def comes(self, product, qty, on):
        batch = BatchTold(self.chance.choice("AB"), date(2027, 1, 1)) if product is self.milk else None
        unit_rp = self.chance.randint(1, 20) * (1 if product is self.rice else 1_000)
        unit_rp *= self.chance.choice([1, 1, 1, 1, 500])  # now and then dear enough for a second person
        at = self.chance.choice([self.store, self.shelf])
        self.received.append(self.receive(product, qty, qty * unit_rp, on=on, at=at, batch=batch).move_ids)

    def some(self, product):
        return self.chance.randint(1, max(self.told[product] // 4, 1))

    def day(self):
        return self.today - timedelta(days=self.chance.choice([0, 0, 0, 1, 5, 20]))

    def places(self):
        return self.chance.sample([self.store, self.shelf], 2)

    # What people try; each may be refused.
    def tries_to_receive(self):
        product = self.chance.choice(self.all)
        self.comes(product, self.some(product), self.day())

    def tries_to_sell(self):
        product = self.chance.choice(self.all)
        self.issue(
            product, self.some(product), at=self.chance.choice([self.store, self.shelf]), on=self.day()
        )

    def tries_to_take_a_receipt_back(self):
        self.back(self.chance.choice(self.received))

    def tries_to_send(self):
        (giver, taker), product = self.places(), self.chance.choice(self.all)
        self.sent.append(
            self.transfer(
                (product, self.some(product)),
                giver=giver,
                taker=taker,
                is_direct=self.chance.random() < 0.4,
                on=self.day(),
            )
        )

    def tries_to_receive_what_was_sent(self):
        transfer = self.chance.choice(self.sent)
        way = self.lines(transfer)[0].way_qty
        self.arrive(transfer, self.chance.choice([way, way, max(way - 2, 0)]), reason="Kardus sobek")

    def tries_to_call_back(self):
        self.call_back(self.chance.choice(self.sent))

    def tries_to_undo_a_transfer(self):
        self.undo(self.chance.choice(self.sent))

    def tries_to_lose(self):
        product = self.chance.choice(self.all)
        kind = self.chance.choice(["RUSAK", "HILANG", "PAKAI"])
        purpose = "RAPAT" if kind == "PAKAI" else ""
        at = self.chance.choice([self.store, self.shelf])
        self.lost.append(
            self.lose((product, self.some(product)), kind=kind, purpose=purpose, at=at, on=self.day())
        )

    def tries_to_undo_a_loss(self):
        self.unlose(self.chance.choice(self.lost))

    def tries_to_pack(self):
        packs = self.chance.randint(1, 8)
        given = packs * 1_000 + self.chance.choice([0, 10, 300])
        at = self.chance.choice([self.store, self.shelf])
        self.packed.append(self.pack([(self.rice, given)], [(self.kilo, packs)], at=at, on=self.day()))

    def tries_to_unpack(self):
        self.unpack(self.chance.choice(self.packed))

    def tries_to_begin_a_count(self):
        self.counts.append(self.begin(at=self.chance.choice([self.store, self.shelf])))

    def tries_to_count(self):
        count = self.chance.choice(self.counts)
        with scope(self.place.id):
            lines = list(
                StockCountLine.objects.filter(cooperative=self.place, count=count).select_related("product")
            )
        for line in lines:
            for who in (self.manager, self.cashier):
                self.tallies(count, line, who)

    def tallies(self, count, line, who):
        """Count what lies there, sometimes one too many or too few."""
        self.count(count, line.product, 0, who)
        with scope(self.place.id):
            kept = StockTally.objects.get(cooperative=self.place, line=line, counted_by=who.person_id)
            found = max(kept.book_qty + self.chance.choice([0, 0, 0, 0, 1, -1]), 0)
            StockTally.objects.filter(cooperative=self.place, id=kept.id).update(qty=found)

    def tries_to_decide(self):
        count = self.chance.choice(self.counts)
        if self.counting(count).state == "DIHITUNG":
            self.compare(count)
        with scope(self.place.id):
            lines = list(
                StockCountLine.objects.filter(cooperative=self.place, count=count).select_related("product")
            )
        for line in lines:
            try:
                self.tallies(count, line, self.treasurer)
            except DomainError as refusal:
                self.done[refusal.code] += 1
        self.conclude(count)

    def tries_to_call_a_count_off(self):
        call_off_count(count_id=self.chance.choice(self.counts), reason="Diulang", **self.of())

    def tries_to_approve(self):
        with scope(self.place.id):
            if not ApprovalRequest.objects.filter(cooperative=self.place, state="PENDING").exists():
                return
        self.decide(is_approved=self.chance.random() < 0.7)

    def goes_on(self, steps):
        tries = [name for name in dir(self) if name.startswith("tries_to_")]
        weights = [
            3 if name in {"tries_to_receive", "tries_to_sell", "tries_to_send"} else 1 for name in tries
        ]
        for _ in range(steps):
            name = self.chance.choices(tries, weights)[0]
            try:
                getattr(self, name)()
                self.done[name] += 1
            except DomainError as refusal:
                self.done[refusal.facts.get("wrong", refusal.code)] += 1
            except IndexError:
                self.done["nothing yet"] += 1


def lived(seed, steps):
    history = History(seed)
    history.goes_on(steps)
    assert history.broken() == [], f"seed {seed}: {history.done}"
    return history


@pytest.mark.parametrize("seed", range(4))
def test_whatever_people_try_shelves_papers_and_books_agree(seed):
    lived(seed, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 140))
def test_a_long_history_agrees_too(seed):
    lived(seed, STEPS * 5)
