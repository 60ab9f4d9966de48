"""A batch entered together is answered as it is event by event, and leaves the same goods, money and receipts."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from guyub.foundation.devices.services.admitting import admit
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services import device_events
from guyub.journeys.services.device_events import apply_for_good, take_events
from guyub.trade.retail.models import Sale, SaleLine
from tests.trade.retail.counter import Counter
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
BOOKS = ("1.1.01", "1.1.04", "1.2.01", "1.3.01", "4.1.01", "4.2.01", "5.1.01", "5.2.01")


class Till:
    """One seed's till: it sells for days, and its outbox comes in batches while goods come in too."""

    def __init__(self, seed):
        self.chance, self.counter = random.Random(seed), Counter(World())  # noqa: S311  a seed, no secret
        self.siti = self.counter.world.member()
        self.at = NOW - timedelta(days=5)
        self.sold = []

    def batch(self):
        """Write one to seven events down; give them, and whether all of them can be entered."""
        events, is_sound = [], True
        for _ in range(self.chance.randint(1, 7)):
            self.at += timedelta(minutes=self.chance.randint(1, 900))
            kind, body, is_good = self.chance.choices([self.sells, self.voids, self.errs], weights=[8, 1, 1])[
                0
            ]()
            events.append(self.counter.outbox.write(kind=kind, body=body, at=min(self.at, NOW), id_=uuid7()))
            is_sound = is_sound and is_good
            if kind == "sale.made" and is_good:
                self.sold.append(events[-1].id)
        return events, is_sound

    def sells(self):
        lines = [
            self.chance.choice([self.counter.rice_line, self.counter.soap_line])(self.chance.randint(1, 3))
            for _ in range(self.chance.randint(1, 3))
        ]
        total_rp = sum(line["net_rp"] for line in lines)
        member = self.chance.choice([None, None, self.siti])
        way = self.chance.choice(["CASH", "QRIS", "TRANSFER", *(["CREDIT"] if member else [])])
        return "sale.made", self.counter.basket(*lines, tenders={way: total_rp}, member=member), True

    def voids(self):
        if not self.sold:
            return self.sells()
        sale_id = self.sold.pop(self.chance.randrange(len(self.sold)))
        body = self.counter.of_shift(number=self.counter.number(), sale_id=str(sale_id), reason="salah ketik")
        return "sale.voided", body, True

    def errs(self):
        line = self.counter.soap_line
        body = self.chance.choice(
            [
                lambda: self.counter.basket(line(1_000_000)),
                lambda: self.counter.basket(line(1), line(1, product_id=str(uuid7()))),
                lambda: self.counter.basket(line(1), number="K1-0001"),
                lambda: self.counter.basket(line(1), total_rp=1),
            ]
        )()
        return "sale.made", body, False

    def alone(self, batch):
        """Tell what the batch comes to event by event, and take it back."""
        device = self.counter.device
        with scope(device.cooperative_id):
            point = transaction.savepoint()
            answers = said(admit(device=device, batch=batch, now=NOW, apply=apply_for_good))
            left = self.left()
            transaction.savepoint_rollback(point)
        return answers, left

    def left(self):
        """Give goods, books and receipts as they stand."""
        counter, place = self.counter, self.counter.place
        with scope(place.id):
            sales = Sale.objects.filter(cooperative=place).order_by("no")
            lines = SaleLine.objects.filter(cooperative=place).order_by("sale__no", "line_no")
            return (
                [counter.there(product) for product in (counter.rice, counter.soap)],
                counter.books(*BOOKS),
                list(sales.values_list("id", "no", "till_no", "sold_on", "paid_rp", "entry__dated_on")),
                list(
                    lines.values_list("sale_id", "qty", "net_rp", "listed_rp", "move__value_rp", "move__qty")
                ),
            )


def said(admission):
    return [(one.seq, one.answer, one.code, one.facts, one.number) for one in admission.answers]


@pytest.mark.parametrize("seed", range(2))
def test_together_is_answered_as_alone(seed, monkeypatch):
    till, again = Till(seed), []
    monkeypatch.setattr(
        device_events, "apply_for_good", lambda happened: again.append(1) or apply_for_good(happened)
    )
    for _ in range(5):
        batch, is_sound = till.batch()
        alone = till.alone(batch)
        again.clear()
        answers = said(take_events(device=till.counter.device, batch=batch, now=NOW))
        assert (answers, till.left()) == alone
        assert bool(again) is not is_sound
        came_on = till.counter.today - timedelta(
            days=till.chance.randint(0, 3)
        )  # what is sold before is told late
        till.counter.shop.receive(till.counter.rice, 1_000, till.chance.randint(11_000, 14_000), on=came_on)
    assert till.counter.broken() == []
