"""A sale paid otherwise than was first told: the money moves, goods and sum stay, and what was settled is not moved."""

from itertools import pairwise

import pytest

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.models import SaleTender
from tests.trade.retail.counter import Counter

pytestmark = pytest.mark.django_db
START_RP = 20_500_000  # what the bank account held before


def lies(counter):
    """Tell where the money of sales lies: drawer, QRIS on its way, bon, bank."""
    *others, bank = counter.books("1.1.01", "1.1.06", "1.2.01", "1.1.03")
    return [*others, bank - START_RP]


@pytest.fixture
def counter(world):
    made = Counter(world)
    yield made
    assert made.broken() == []


def test_around_all_ways_of_paying_and_back_to_nothing(counter, world):
    made = counter.sells_at_till(counter.rice_line(), member=world.member())
    ways = [{"CASH": 30_000}, {"QRIS": 30_000}, {"CASH": 5_000, "QRIS": 25_000}, {"CREDIT": 30_000},
            {"TRANSFER": 30_000}, {"CREDIT": 10_000, "QRIS": 20_000}]  # fmt: skip
    for before, after in pairwise(ways):
        answer = counter.repays(made.event_id, before, after)
        assert answer.answer.value == "ACCEPTED", answer
        mended = counter.sale(answer.event_id)
        assert (mended.kind, mended.of_id, mended.paid_rp, mended.till_no) == (
            "GANTI",
            made.event_id,
            0,
            None,
        )
        assert lies(counter) == [after.get(kind, 0) for kind in ("CASH", "QRIS", "CREDIT", "TRANSFER")]
        assert counter.broken() == []
    assert counter.books("4.1.01", "5.1.01") == [-30_000, 24_000]
    assert counter.tenders(mended.id) == {
        "QRIS": (20_000, 20_000), "TRANSFER": (-30_000, 0), "CREDIT": (10_000, 10_000),
    }  # fmt: skip

    void = counter.voids(made.event_id)
    assert void.answer.value == "ACCEPTED", void
    assert counter.tenders(void.event_id) == {"QRIS": (-20_000, 0), "CREDIT": (-10_000, 0)}
    assert [*lies(counter), *counter.books("4.1.01")] == [0, 0, 0, 0, 0]
    assert counter.repays(made.event_id, ways[-1], ways[0]).facts == {"wrong": "voided"}


def test_goods_go_back_the_way_they_were_really_paid(counter):
    made = counter.sells_at_till(counter.rice_line())
    counter.repays(made.event_id, {"CASH": 30_000}, {"QRIS": 30_000})

    def back(kind):
        lines = [{"line": 1, "base_qty": 1000, "amount_rp": 15_000}]
        paid = [{"kind": kind, "amount_rp": 15_000}]
        body = counter.of_shift(number=counter.number(), sale_id=str(made.event_id), reason="rusak")
        return counter.tells("sale.returned", body | {"lines": lines, "tenders": paid})

    assert back("CASH").facts == {"wrong": "amount", "line": 0}
    assert back("QRIS").answer.value == "ACCEPTED"
    assert counter.books("1.1.01", "1.1.06") == [0, 15_000]
    assert counter.repays(made.event_id, {"QRIS": 15_000}, {"CASH": 15_000}).facts == {"wrong": "returned"}


def test_what_is_not_paid_otherwise(counter, world):
    made = counter.sells_at_till(tenders={"QRIS": 30_000})
    qris, cash = {"QRIS": 30_000}, {"CASH": 30_000}

    assert counter.repays(uuid7(), qris, cash).facts == {"wrong": "sale"}
    assert counter.repays(made.event_id, qris, cash, shift_id=str(uuid7())).facts == {"wrong": "shift"}
    assert counter.repays(made.event_id, cash, qris).facts == {"wrong": "kept"}
    assert counter.repays(made.event_id, qris, {"CREDIT": 30_000}).facts == {"wrong": "member"}
    with scope(counter.place.id):
        SaleTender.objects.filter(cooperative=counter.place).update(left_rp=0)
    assert counter.repays(made.event_id, qris, cash).facts == {"wrong": "settled"}
    with scope(counter.place.id):
        SaleTender.objects.filter(cooperative=counter.place).update(left_rp=30_000)
    assert counter.sales() == 1
