"""The demonstration's shop sells what lies on its shelves, then at its tills for days; its books say the same."""

from collections import Counter

import pytest
from django.core.management import call_command

from guyub.foundation.devices.selectors.events import events_not_applied
from guyub.foundation.devices.services.binding import bind
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import Examination, broken_rules
from guyub.journeys.services.bon_examples import make_bon_examples
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.goods_examples import make_goods_examples
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.qris_examples import make_qris_examples
from guyub.journeys.services.sold_goods_examples import make_sold_goods_examples
from guyub.journeys.services.stock_examples import make_stock_examples
from guyub.journeys.services.till_examples import FRONT, SIDE, make_till_examples
from guyub.journeys.services.till_trial import NAME, try_till
from guyub.journeys.services.treasury_examples_cash import make_cash_examples
from guyub.trade.inventory.selectors.sales import sold_between
from guyub.trade.retail.models import Sale
from guyub.trade.retail.selectors.bon import bon_of, paid_of
from guyub.trade.retail.selectors.qris_codes import codes_of
from guyub.trade.retail.selectors.qris_waiting import settlements_of
from guyub.trade.retail.selectors.tills import tills_of
from tests.world import NOW, new_id

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
    make_till_examples(now=NOW)
    assert try_till(place=bumiayu_shop, request_id=new_id(), now=NOW) is None
    assert sold(bumiayu_shop) == {}


def tills_sell_and_a_browser_becomes_one_more(place):
    for _ in range(2):
        make_till_examples(now=NOW)
        make_qris_examples(now=NOW)
        make_bon_examples(now=NOW)
    with scope(place.id):
        (owing,) = bon_of(cooperative_id=place.id, on=TODAY).rows
        (paid,) = paid_of(cooperative_id=place.id, member_id=owing.member_id)
    assert (paid.amount_rp, paid.left_rp) == (25_000, owing.owed_rp)
    asked = new_id()
    trial, again = (try_till(place=place, request_id=asked, now=NOW) for _ in range(2))
    assert trial == again
    taken_up = bind(
        written=trial.code, request_id=trial.request_id, visitor="here", device_ms=0, app_version="", now=NOW
    )
    with scope(place.id):
        kinds = Counter(Sale.objects.filter(cooperative=place).values_list("kind", flat=True))
        assert kinds == {"JUAL": 44, "RETUR": 1, "BATAL": 1, "GANTI": 1}
        waiting = events_not_applied(cooperative_id=place.id)
        assert [row.code for row in waiting] == ["inventory.stock.refused"]
        assert (len(codes_of(cooperative_id=place.id)), len(settlements_of(cooperative_id=place.id))) == (
            1,
            1,
        )
        ready = {row.name: row.device_id for row in tills_of(cooperative_id=place.id) if row.drawer}
        assert (set(ready), ready[NAME]) == ({FRONT, SIDE, NAME}, taken_up.device.id)


def test_the_shop_sells_its_last_oil_then_at_its_tills_and_the_books_tie(bumiayu_shop):
    make_legal_examples(now=NOW)
    make_ledger_examples(now=NOW)
    make_cash_examples(now=NOW)
    make_goods_examples(now=NOW)
    for _ in range(2):
        make_stock_examples(now=NOW)
        make_sold_goods_examples(now=NOW)

    assert sold(bumiayu_shop)["Telur ayam ras"] == (3_750, 106_875, 25_500)
    assert sold(bumiayu_shop)["Minyakita kemasan 1 liter"] == (36, 565_200, 36)
    tills_sell_and_a_browser_becomes_one_more(bumiayu_shop)
    with scope(bumiayu_shop.id):
        assert list(broken_rules(cooperative_id=bumiayu_shop.id, examination=Examination.AUDIT)) == []
