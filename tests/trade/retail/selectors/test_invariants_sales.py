"""What must hold of receipts is seen where it does not."""

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.models import SaleTender
from tests.trade.retail.counter import Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    return Counter(world)


def changed(counter, kind, **more):
    with scope(counter.place.id):
        SaleTender.objects.filter(cooperative=counter.place, kind=kind).update(**more)
    return [(one.rule, one.what) for one in counter.broken()]


def test_books_and_lists_of_bon_say_the_same(counter, world):
    counter.sells_at_till(tenders={"CREDIT": 30_000}, member=world.member())
    assert counter.broken() == []

    assert changed(counter, "CREDIT", left_rp=29_000) == [
        ("retail.bon.open", "K1-0001: open 29000, not paid 30000"),
        ("retail.bon", "1.2.01: 29000, books 30000, unit None"),
    ]


def test_books_and_lists_of_qris_say_the_same(counter):
    counter.sells_at_till(tenders={"QRIS": 30_000})
    assert counter.broken() == []

    assert changed(counter, "QRIS", left_rp=29_000) == [
        ("retail.qris.open", "K1-0001: open 29000, not settled 30000"),
        ("retail.qris", "1.1.06: 29000, books 30000, unit None"),
    ]


def test_payments_are_what_was_paid(counter):
    counter.sells_at_till()

    assert changed(counter, "CASH", amount_rp=29_999) == [
        ("retail.sale.tenders", "K1-0001: paid 30000, tenders 29999")
    ]
