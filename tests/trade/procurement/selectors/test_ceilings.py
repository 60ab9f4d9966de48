"""What suppliers ask above what they may ask is told, and stops nothing."""

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.selectors.bought import goods_of
from guyub.trade.inventory.services.price_rules import load_rules
from guyub.trade.procurement.selectors.ceilings import purchase_warnings
from tests.trade.procurement.market import Market
from tests.world import NOW

pytestmark = pytest.mark.django_db


def test_oil_above_the_highest_ceiling_of_its_chain_is_told(world):
    market = Market(world)
    load_rules(now=NOW)
    with scope(market.place.id):
        oil = market.shop.product("Minyakita 1 liter", good="MINYAKITA", content=1_000, content_unit="ML")
        goods = goods_of(cooperative_id=market.place.id, product_ids=[oil.id, market.soap.id])

        def told(rp):
            return purchase_warnings(
                cooperative_id=market.place.id,
                region=market.place.code,
                lines=[(goods[oil.id], 12, rp), (goods[market.soap.id], 1, 10**9)],
                on=market.today,
            )

        # The second link of the chain may ask 14,500 a litre.
        assert told(12 * 14_500) == []
        (said,) = told(12 * 14_500 + 1)
    assert said.startswith("Minyakita 1 liter: Harga pemasok")
