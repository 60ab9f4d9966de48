"""Products are kept once, change while nothing moved, and close when nothing is left."""

from dataclasses import replace

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.products import ProductRefusedError, UnitTyped
from guyub.trade.inventory.domain.units import UnitRefusedError
from guyub.trade.inventory.models import Product, ProductUnit, Stock
from guyub.trade.inventory.services.price_judging import PriceRefusedError
from guyub.trade.inventory.services.products import (
    close_product,
    reopen_product,
)
from tests.finance.savings.jasa_world import at_once
from tests.pictures import photo
from tests.trade.inventory.counter import CARTON, KILO, OIL, PACK, SUGAR, TODAY, Counter
from tests.world import World, new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def shop():
    return Counter(World())


def wrong(act, refusal=ProductRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def test_a_product_gets_its_number_account_and_units(shop):
    before = shop.counts()
    oil = shop.kept(shop.add())
    assert (oil.code, oil.account, oil.content, oil.good) == ("B0001", "1.3.01", 1000, "MINYAKITA")
    with scope(shop.place.id):
        units = ProductUnit.objects.filter(cooperative=shop.place, product=oil).order_by("factor")
        told = [(unit.name, unit.factor, unit.is_bought, unit.is_sold) for unit in units]
    assert told == [("bungkus", 1, False, True), ("karton", 12, True, True)]
    assert shop.counts()[:2] == [before[0] + 1, before[1] + 2]


def test_a_number_that_was_typed_before_is_passed_over(shop):
    shop.add(replace(OIL, code="b0001"))
    assert shop.kept(shop.add(SUGAR, (KILO,))).code == "B0002"


def test_a_retry_adds_it_once_and_other_facts_are_refused(shop):
    same = new_id()
    assert shop.add(request_id=same) == shop.add(request_id=same)
    with pytest.raises(RequestReusedError):
        shop.add(SUGAR, (KILO,), request_id=same)


@pytest.mark.parametrize(
    ("typed", "units", "refusal", "said"),
    [
        (replace(OIL, name="ab"), (), ProductRefusedError, "name"),
        (replace(OIL, code="B 1?"), (), ProductRefusedError, "code"),
        (replace(OIL, content_unit="G"), (), ProductRefusedError, "content"),
        (OIL, (UnitTyped(name="a", holds="2 b"), UnitTyped(name="b", holds="3 a")), UnitRefusedError, "loop"),
        (OIL, (UnitTyped(name="separuh", holds="1/2"),), UnitRefusedError, "fraction"),
        (OIL, (CARTON, CARTON), UnitRefusedError, "twice"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(shop, typed, units, refusal, said):
    before = shop.counts()
    assert wrong(lambda: shop.add(typed, units), refusal) == said
    assert shop.counts() == before


def test_name_and_code_are_taken_once_also_at_once(shop):
    shop.add(replace(OIL, code="MK1"))
    assert wrong(lambda: shop.add(replace(OIL, name="MINYAKITA 1 LITER"))) == "name_taken"
    assert wrong(lambda: shop.add(replace(OIL, name="Minyakita 2 liter", code="MK1"))) == "code_taken"
    met = at_once(lambda: shop.add(SUGAR, (KILO,)), ProductRefusedError, times=4)
    assert met == ["done", "name_taken", "name_taken", "name_taken"]


def test_who_does_not_keep_the_goods_adds_none(shop):
    with pytest.raises(NotAllowedError):
        shop.add(actor=shop.world.actor(Role.PENGAWAS))


def test_a_product_changes_in_all_while_nothing_moved(shop):
    id_ = shop.add()
    told = replace(OIL, name="Minyakita kemasan 1 liter", category="RUMAH", cost_method="FIFO", least_qty=24)
    shop.change(id_, replace(told, has_batches=True), photo=("foto.jpg", photo()))
    oil = shop.kept(id_)
    assert (oil.name, oil.account, oil.cost_method, oil.least_qty) == (told.name, "1.3.05", "FIFO", 24)
    with scope(shop.place.id):
        assert StoredFile.objects.get(cooperative=shop.place, id=oil.picture_id).kind == "FOTO_BARANG"
    assert wrong(lambda: shop.change(id_, replace(told, has_batches=True))) == "same"


def test_once_goods_moved_account_method_and_batches_stand(shop):
    id_ = shop.add()
    shop.receive(shop.kept(id_), 12, 180_000)
    assert wrong(lambda: shop.change(id_, replace(OIL, category="RUMAH"))) == "moved"
    assert wrong(lambda: shop.change(id_, replace(OIL, cost_method="FIFO"))) == "moved"
    assert wrong(lambda: shop.change(id_, replace(OIL, has_batches=True))) == "moved"
    shop.change(id_, replace(OIL, category="BUMBU", least_qty=6))
    assert shop.kept(id_).category == "BUMBU"


def test_a_stock_follows_what_the_product_allows(shop):
    id_ = shop.add()
    shop.receive(shop.kept(id_), 12, 180_000)
    shop.change(id_, replace(OIL, allows_negative=True))
    shop.issue(shop.kept(id_), 15)
    assert wrong(lambda: shop.change(id_, OIL)) == "negative"
    assert wrong(lambda: close_product(**shop.given(product_id=id_, today=TODAY))) == "stock"
    shop.receive(shop.kept(id_), 3, 45_000)
    shop.change(id_, OIL)
    with scope(shop.place.id):
        assert not Stock.objects.get(cooperative=shop.place, product_id=id_).allows_negative
    assert shop.broken() == []


def test_another_good_must_allow_the_prices_that_hold(shop):
    id_ = shop.add(replace(OIL, good=""))
    shop.price(id_, 16_000)
    assert wrong(lambda: shop.change(id_, OIL), PriceRefusedError) == "ceiling"
    assert shop.kept(id_).good == ""


def test_another_smallest_unit_and_no_product_are_refused(shop):
    id_ = shop.add()
    assert wrong(lambda: shop.change(id_, replace(OIL, base_unit="botol"))) == "base_unit"
    assert wrong(lambda: shop.change(new_id(), OIL)) == "gone"


def test_a_product_with_goods_is_not_closed_and_says_how_much_there_is(shop):
    id_ = shop.add()
    shop.receive(shop.kept(id_), 25, 375_000)
    with pytest.raises(ProductRefusedError) as caught:
        close_product(**shop.given(product_id=id_, today=TODAY))
    assert caught.value.facts == {
        "wrong": "stock",
        "product": "Minyakita 1 liter",
        "held": "2 karton 1 bungkus",
    }
    assert shop.kept(id_).closed_on is None


def test_a_product_closes_and_opens_again(shop):
    id_ = shop.add()
    close_product(**shop.given(product_id=id_, today=TODAY))
    assert shop.kept(id_).closed_on == TODAY
    assert wrong(lambda: close_product(**shop.given(product_id=id_, today=TODAY))) == "closed"
    assert wrong(lambda: shop.change(id_, replace(OIL, least_qty=2))) == "closed"
    reopen_product(**shop.given(product_id=id_))
    assert wrong(lambda: reopen_product(**shop.given(product_id=id_))) == "open"


def test_another_cooperative_has_none_of_it(shop):
    id_ = shop.add()
    other = shop.world.actor(Role.PENGELOLA_GERAI, shop.world.arjosari)
    given = {"actor": other, "place": shop.world.arjosari, "product_id": id_}
    assert wrong(lambda: close_product(**shop.given(**given, today=TODAY))) == "gone"
    with scope(shop.place.id):
        assert Product.objects.get(cooperative=shop.place, id=id_).closed_on is None
    assert PACK.is_sold
