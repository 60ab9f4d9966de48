"""Buying in cash at the market, and requests that could not be served."""

from datetime import timedelta

import pytest

from guyub.books.treasury.domain.events import EventRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.services.plans import StockRefusedError
from guyub.trade.procurement.domain.market import MarketRefusedError
from guyub.trade.procurement.models import MarketPurchase, RefusedRequest
from guyub.trade.procurement.services.refused import RequestRefusedError, note_refused
from tests.journal_writing import wrong
from tests.trade.procurement.market import Market
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world):
    return Market(world)


def refused(act):
    return wrong(act, MarketRefusedError)


def row(market, purchase_id):
    with scope(market.place.id):
        return MarketPurchase.objects.select_related("entry", "event").get(
            cooperative=market.place, id=purchase_id
        )


def test_money_goes_and_goods_come_in_one_entry(market):
    with scope(market.place.id):
        brush = market.shop.product("Sikat", account="1.3.05", category="RUMAH")
    before = market.books("1.1.02")[0]
    purchase_id = market.buys_at_market((market.rice, 10_000, 120_000), (brush, 5, 25_000))
    assert market.shop.stock(market.rice) == (10_000, 120_000)
    assert market.books("1.3.01", "1.3.05") == [120_000, 25_000]
    assert market.books("1.1.02")[0] == before - 145_000
    found = row(market, purchase_id)
    assert (found.name, found.entry.series, found.event.who) == ("KP-2026-0001", "BKK", "Pasar Gadang")
    assert found.entry.total_rp == 145_000
    assert market.broken() == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"total_rp": 119_999}, "total"),
        ({"document": None}, "photo"),
        ({"seller": ""}, "seller"),
        ({"lines": []}, "lines"),
        ({"location_id": new_id()}, "location"),
    ],
)
def test_a_purchase_that_its_paper_does_not_bear_out_is_refused(market, fields, said):
    if "lines" in fields:
        assert refused(lambda: market.buys_at_market(total_rp=0)) == said
        return
    assert refused(lambda: market.buys_at_market((market.rice, 10_000, 120_000), **fields)) == said
    assert market.books("1.3.01") == [0]


def test_lines_and_sums_that_do_not_fit_are_refused(market):
    assert refused(lambda: market.buys_at_market((market.rice, 0, 5))) == "qty"
    assert refused(lambda: market.buys_at_market((market.rice, 5, 0))) == "amount"
    assert refused(lambda: market.buys_at_market((market.rice, 5, 5_000_001))) == "large"
    ghost = type("Ghost", (), {"id": new_id()})
    assert refused(lambda: market.buys_at_market((ghost, 5, 5))) == "product"
    with pytest.raises(EventRefusedError):
        market.buys_at_market((market.rice, 5, 600_000))
    with pytest.raises(StockRefusedError):
        market.buys_at_market((market.rice, 5, 5), bought_on=market.today + timedelta(days=1))
    assert market.books("1.3.01") == [0]


def test_a_purchase_is_taken_back_while_its_goods_are_there(market):
    purchase_id = market.buys_at_market((market.rice, 10_000, 120_000))
    other = market.buys_at_market((market.soap, 5, 20_000))
    assert refused(lambda: market.market_back(purchase_id, why="")) == "why"
    assert refused(lambda: market.market_back(new_id())) == "gone"
    market.market_back(purchase_id)
    assert market.shop.stock(market.rice) == (0, 0)
    assert market.books("1.3.01") == [20_000]
    assert refused(lambda: market.market_back(purchase_id)) == "undone"
    market.shop.issue(market.soap, 1)
    with pytest.raises(StockRefusedError):
        market.market_back(other)
    assert market.broken() == []


def test_what_was_asked_for_in_vain_is_noted(market):
    def notes(**more):
        told = {"product_id": market.rice.id, "words": "", "qty": 1_000}
        note_refused(**market.done(**told | more))

    notes()
    notes(product_id=None, words="Gula merah", qty=1)
    assert wrong(lambda: notes(qty=0), RequestRefusedError) == "qty"
    assert wrong(lambda: notes(product_id=None), RequestRefusedError) == "words"
    assert wrong(lambda: notes(product_id=new_id()), RequestRefusedError) == "product"
    with scope(market.place.id):
        rows = RefusedRequest.objects.filter(cooperative=market.place).order_by("id")
        assert [(one.product_id, one.words) for one in rows] == [(market.rice.id, ""), (None, "Gula merah")]
