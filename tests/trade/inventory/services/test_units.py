"""Units of a product: told by others, each once, and closed but for the smallest."""

import pytest

from guyub.trade.inventory.domain.products import ProductRefusedError, UnitTyped
from guyub.trade.inventory.domain.units import UnitRefusedError
from guyub.trade.inventory.services.units import add_unit, close_unit
from tests.trade.inventory.counter import TODAY, Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(world):
    return Counter(world)


def wrong(act, refusal=ProductRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def test_a_unit_is_added_told_by_others_and_closed(shop):
    id_ = shop.add()
    pallet = UnitTyped(name="Palet", holds="40 karton", is_bought=True, is_sold=False)
    unit_id = add_unit(**shop.given(product_id=id_, unit=pallet))
    assert shop.unit(id_, "palet").factor == 480
    assert wrong(lambda: add_unit(**shop.given(product_id=id_, unit=pallet)), UnitRefusedError) == "twice"
    given = {"product_id": id_, "today": TODAY}
    close_unit(**shop.given(**given, unit_id=unit_id))
    assert shop.unit(id_, "palet").closed_on == TODAY
    assert wrong(lambda: close_unit(**shop.given(**given, unit_id=unit_id))) == "unit_gone"
    base = shop.unit(id_, "bungkus").id
    assert wrong(lambda: close_unit(**shop.given(**given, unit_id=base))) == "unit_base"
