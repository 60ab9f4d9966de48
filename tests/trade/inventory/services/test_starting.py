"""The list of the release comes once, whoever ticks it at the same moment."""

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.products import ProductRefusedError
from guyub.trade.inventory.models import Product, ProductUnit
from guyub.trade.inventory.selectors.starter import starter_catalogue
from guyub.trade.inventory.services.starting import StarterRefusedError, begin_catalogue
from tests.finance.savings.jasa_world import at_once
from tests.trade.inventory.counter import Counter
from tests.world import World, new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def shop():
    return Counter(World())


def test_all_hundred_come_with_their_units_and_nothing_twice(shop):
    keys = [one.key for one in starter_catalogue()]
    assert len(keys) == 100
    assert begin_catalogue(**shop.given(keys=keys)) == 100
    assert begin_catalogue(**shop.given(keys=keys)) == 0
    with scope(shop.place.id):
        rice = Product.objects.get(cooperative=shop.place, name="Beras premium curah")
        units = ProductUnit.objects.filter(cooperative=shop.place, product=rice).order_by("factor")
        told = [(unit.name, unit.factor, unit.is_sold, unit.is_bought) for unit in units]
        assert len(set(Product.objects.filter(cooperative=shop.place).values_list("code", flat=True))) == 102
    assert told == [
        ("gram", 1, False, False),
        ("setengah kg", 500, True, False),
        ("kg", 1000, True, False),
        ("karung", 25_000, False, True),
    ]


def test_who_ticks_the_same_at_once_brings_them_once(shop):
    before = shop.counts()[0]
    met = at_once(
        lambda: begin_catalogue(**shop.given(keys=["korek", "lilin"])), ProductRefusedError, times=4
    )
    assert set(met) <= {"done", "name_taken"}
    assert shop.counts()[0] == before + 2


def test_a_retry_brings_them_once_and_nothing_is_refused(shop):
    same = new_id()
    given = shop.given(keys=["korek"], request_id=same)
    assert begin_catalogue(**given) == begin_catalogue(**given) == 1
    for keys, said in (([], "nothing"), (["emas"], "gone")):
        with pytest.raises(StarterRefusedError) as caught:
            begin_catalogue(**shop.given(keys=keys))
        assert caught.value.facts["wrong"] == said
