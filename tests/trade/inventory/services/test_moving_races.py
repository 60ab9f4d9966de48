"""Goods move from two doors at once: nobody waits for ever, and nothing is lost."""

import threading
from datetime import date

import pytest
from django.db import connections

from tests.trade.inventory.shop import Shop
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 25


def at_once(*acts):
    """Run acts in threads that start together, each ``ROUNDS`` times; give what went wrong."""
    start, wrong = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            for _ in range(ROUNDS):
                act()
        except Exception as error:  # noqa: BLE001  a deadlock is what is looked for
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_receipts_told_late_and_sales_of_the_day_wait_in_one_order():
    shop = Shop(World())
    shop.receive(shop.rice, 1_000, 10_000)

    assert (
        at_once(
            lambda: shop.receive(shop.rice, 10, 100, on=date(2026, 11, 1)), lambda: shop.issue(shop.rice, 2)
        )
        == []
    )
    assert shop.stock(shop.rice) == (1_000 + 8 * ROUNDS, 10_000 + 80 * ROUNDS)
    assert shop.broken() == []
