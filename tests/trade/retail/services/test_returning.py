"""Goods that come back to a till lie there at what they had cost, and money goes back the way it came, no more."""

import pytest

from guyub.foundation.kernel.ids import uuid7
from tests.trade.retail.counter import Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    made = Counter(world)
    yield made
    assert made.broken() == []


def back(counter, sale_id, *lines, tenders=None, **more):
    """Let goods come back: of each line its number, base units and rupiah."""
    total_rp = sum(rp for _, _, rp in lines) + more.get("rounding_rp", 0)
    body = counter.of_shift(
        number=counter.number(),
        sale_id=str(sale_id),
        reason="kemasan rusak",
        lines=[{"line": at, "base_qty": qty, "amount_rp": rp} for at, qty, rp in lines],
        tenders=[
            {"kind": kind, "amount_rp": rp} for kind, rp in (tenders or {"CASH": total_rp}).items() if rp
        ],
    )
    return counter.tells("sale.returned", body | more)


def test_a_part_comes_back_and_then_the_rest(counter):
    made = counter.sells_at_till(counter.rice_line(), counter.soap_line())
    first = back(counter, made.event_id, (2, 1, 4_000))

    assert first.answer.value == "ACCEPTED", first
    assert counter.books("1.1.01", "4.2.01", "4.2.09", "5.2.01") == [38_000, -42_000, 4_000, 29_000]
    assert counter.there(counter.soap) == 98
    receipt = counter.sale(first.event_id)
    assert (receipt.kind, receipt.of_id, receipt.paid_rp) == ("RETUR", made.event_id, -4_000)
    assert counter.voids(made.event_id).facts == {"wrong": "returned"}

    assert back(counter, made.event_id, (2, 3, 8_000)).facts == {"wrong": "qty", "line": 2}
    assert back(counter, made.event_id, (2, 2, 8_001)).facts == {"wrong": "amount", "line": 2}
    assert back(counter, made.event_id, (3, 1, 0)).facts == {"wrong": "qty", "line": 3}
    rest = back(counter, made.event_id, (1, 2000, 30_000), (2, 2, 8_000))
    assert rest.answer.value == "ACCEPTED", rest
    assert counter.books("1.1.01", "4.2.09", "5.2.01") == [0, 42_000, 0]


def test_bon_becomes_less_and_cash_is_rounded(counter, world):
    siti = world.member()
    made = counter.sells_at_till(counter.rice_line(), tenders={"CASH": 10_000, "CREDIT": 20_000}, member=siti)
    answer = back(
        counter, made.event_id, (1, 1000, 15_000), tenders={"CASH": 5_100, "CREDIT": 10_000}, rounding_rp=100
    )

    assert answer.answer.value == "ACCEPTED", answer
    assert counter.tenders(made.event_id) == {"CASH": (10_000, 0), "CREDIT": (20_000, 10_000)}
    assert counter.books("1.1.01", "1.2.01", "4.1.09") == [4_900, 10_000, 15_100]
    (line,) = counter.sale_lines(answer.event_id)
    assert (line.gross_rp, line.rounding_rp, line.net_rp) == (-15_000, -100, -15_100)


def test_no_more_money_goes_back_than_that_way_of_paying_holds(counter, world):
    made = counter.sells_at_till(tenders={"CASH": 10_000, "QRIS": 20_000})

    for tenders, facts in (
        ({"CASH": 10_001}, {"wrong": "amount", "line": 0}),
        ({"TRANSFER": 5_000}, {"wrong": "amount", "line": 0}),
        ({"QRIS": 20_001}, {"wrong": "settled"}),
    ):
        rp = sum(tenders.values())
        assert back(counter, made.event_id, (1, 2000, rp), tenders=tenders).facts == facts
    assert back(counter, uuid7(), (1, 1, 0)).facts == {"wrong": "sale"}
    counter.voids(made.event_id)
    assert back(counter, made.event_id, (1, 1, 0)).facts == {"wrong": "voided"}
