"""What was asked for, day by day, out of moves and refused requests."""

from datetime import timedelta

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.procurement.selectors.demand import DAYS, asked_for
from guyub.trade.procurement.selectors.suggestions import suggestions
from guyub.trade.procurement.services.refused import note_refused
from tests.trade.procurement.market import Market
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world):
    return Market(world)


def asked(market, product):
    with scope(market.place.id):
        found = asked_for(cooperative_id=market.place.id, today=market.today)
    return next(one for one in found if one.product_id == product.id)


def ago(market, days):
    return market.today - timedelta(days=days)


def refuse(market, product, qty, on):
    note_refused(
        actor=market.buyer, product_id=product.id, words="", qty=qty, today=on, request_id=new_id(), now=NOW
    )


def test_days_sum_what_was_sold_and_refused_on_them_and_tell_when_nothing_lay_there(market):
    shop, soap = market.shop, market.soap
    shop.receive(soap, 10, 50_000, on=ago(market, 5))
    shop.move(shop.leaving(soap, 3), shop.leaving(soap, 2), on=ago(market, 4))
    shop.move(shop.leaving(soap, 1, cause=Cause.RUSAK, counter="5.3.01"), on=ago(market, 3))
    shop.issue(soap, 4, on=ago(market, 3))
    refuse(market, soap, 6, ago(market, 2))
    refuse(market, soap, 1, ago(market, 2))

    one = asked(market, soap)
    assert (one.stock_qty, one.history.first_on) == (0, ago(market, 5))
    assert list(one.history.sold) == [0, 5, 4, 0, 0]
    assert list(one.history.refused) == [0, 0, 0, 7, 0]
    assert list(one.history.is_out) == [False, False, True, True, True]


def test_today_and_what_is_older_than_eight_weeks_is_no_day_of_it(market):
    shop, soap = market.shop, market.soap
    shop.receive(soap, 100, 500_000, on=ago(market, DAYS + 10))
    shop.issue(soap, 7, on=ago(market, DAYS + 2))
    shop.issue(soap, 5, on=ago(market, DAYS))
    shop.issue(soap, 9, on=ago(market, 0))

    one = asked(market, soap)
    assert (one.stock_qty, len(one.history.sold)) == (79, DAYS)
    assert list(one.history.sold) == [5, *[0] * (DAYS - 1)]
    assert not any(one.history.is_out)


def test_a_day_on_which_more_came_back_than_was_sold_wanted_nothing(market):
    shop, soap = market.shop, market.soap
    shop.receive(soap, 10, 50_000, on=ago(market, 5))
    shop.issue(soap, 4, on=ago(market, 4))
    shop.move(shop.leaving(soap, -3, cause=Cause.KEMBALI), on=ago(market, 3))

    assert list(asked(market, soap).history.sold) == [0, 4, 0, 0, 0]


def test_what_sells_out_first_is_told_first(market):
    shop = market.shop
    for product, there in ((market.soap, 40), (market.rice, 31_000)):
        shop.receive(product, there, 100_000, on=ago(market, 30))
        for days in range(30, 0, -1):
            shop.issue(product, there // 40, on=ago(market, days))
    with scope(market.place.id):
        (found,) = suggestions(cooperative_id=market.place.id, today=market.today)

    assert [line.product_id for line in found.lines] == [market.rice.id, market.soap.id]
    assert found.partner_id is None
    assert found.lines[1].qty >= 1
