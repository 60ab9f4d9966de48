"""The demonstration's shop works with its stock and sells what lies on its shelves; its books say the same."""

import pytest
from django.core.management import call_command

from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import Examination, broken_rules
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.goods_examples import make_goods_examples
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.sold_goods_examples import make_sold_goods_examples
from guyub.journeys.services.stock_examples import make_stock_examples
from guyub.journeys.services.treasury_examples_cash import make_cash_examples
from guyub.trade.inventory.selectors.sales import sold_between
from tests.world import NOW

TODAY = NOW.date()


@pytest.fixture
def bumiayu_shop(db, settings):
    settings.IS_DEMO = True
    call_command("load_network", without_regions=True)
    make_examples(now=NOW)
    return place_by_code(BUMIAYU)


def sold(place):
    with scope(place.id):
        rows = sold_between(cooperative_id=place.id, since=TODAY, until=TODAY)
        return {one.name: (one.qty, one.sold_rp, one.there_qty) for one in rows if one.qty}


def test_without_a_shop_nothing_is_sold(bumiayu_shop):
    make_sold_goods_examples(now=NOW)
    assert sold(bumiayu_shop) == {}


def test_the_shop_sells_its_last_oil_and_the_books_tie(bumiayu_shop):
    make_legal_examples(now=NOW)
    make_ledger_examples(now=NOW)
    make_cash_examples(now=NOW)
    make_goods_examples(now=NOW)
    for _ in range(2):
        make_stock_examples(now=NOW)
        make_sold_goods_examples(now=NOW)

    assert sold(bumiayu_shop)["Telur ayam ras"] == (3_750, 106_875, 25_500)
    assert sold(bumiayu_shop)["Minyakita kemasan 1 liter"] == (36, 565_200, 36)
    with scope(bumiayu_shop.id):
        assert list(broken_rules(cooperative_id=bumiayu_shop.id, examination=Examination.AUDIT)) == []
