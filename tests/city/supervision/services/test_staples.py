"""The city sees what staples cost where, and where none is left."""

from datetime import date, timedelta

import pytest

from guyub.city.supervision.models import PlaceStaples
from guyub.city.supervision.selectors.staples import city_staples
from guyub.city.supervision.services.staples import count_staples
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Price, Product
from guyub.trade.inventory.services.price_rules import load_rules
from tests.trade.inventory.shop import Shop
from tests.world import NOW

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 25)


@pytest.fixture
def shop(world):
    load_rules(now=NOW)
    made = Shop(world)
    with scope(made.place.id):
        Product.objects.filter(cooperative=made.place, id=made.rice.id).update(
            good="BERAS_MEDIUM", content_unit="G"
        )
        made.oil = made.product(
            "Minyakita 2 liter", base_unit="botol", content=2_000, content_unit="ML", good="MINYAKITA"
        )
    return made


def price(shop, product, amount_rp, *, factor=1, on=TODAY, **more):
    with scope(shop.place.id):
        unit = product.units.get_or_create(
            cooperative=shop.place,
            name="kg" if factor > 1 else product.base_unit,
            defaults={"factor": factor},
        )[0]
        Price.objects.create(
            cooperative=shop.place,
            product=product,
            unit=unit,
            audience=more.pop("audience", "UMUM"),
            amount_rp=amount_rp,
            from_on=on,
            recorded_at=NOW,
            **more,
        )


def found(shop):
    names = {shop.place.code: shop.place.name}
    return {one.good.key: one for one in city_staples(city=shop.world.city, names=names, on=TODAY).staples}


def test_the_price_of_a_unit_of_the_rule_and_what_lies_there(shop):
    price(shop, shop.rice, 13_900, factor=1_000)
    price(shop, shop.rice, 14, audience="ANGGOTA")
    price(shop, shop.oil, 31_000)
    shop.receive(shop.rice, 45_500, 500_000)
    assert count_staples(now=NOW) == count_staples(now=NOW) == 1
    rice, oil = found(shop)["BERAS_MEDIUM"], found(shop)["MINYAKITA"]

    (at,) = rice.places
    assert (at.price_rp, at.above_rp, at.stock, at.out_since) == (13_900, 400, 45, None)
    assert (rice.average_rp, rice.above, rice.out) == (13_900, 1, 0)
    (at,) = oil.places
    assert (at.price_rp, at.above_rp, at.stock, at.out_since) == (15_500, 0, 0, None)  # it never was there


def test_the_newest_price_that_holds_today(shop):
    price(shop, shop.oil, 31_000, on=TODAY - timedelta(days=9))
    price(shop, shop.oil, 30_000, on=TODAY - timedelta(days=3), until_on=TODAY)
    price(shop, shop.oil, 29_000, on=TODAY + timedelta(days=1))
    count_staples(now=NOW)
    assert found(shop)["MINYAKITA"].lowest_rp == 15_000


def test_where_the_last_has_left_it_is_out_since_then(shop):
    shop.receive(shop.oil, 2, 50_000, on=date(2026, 11, 1))
    shop.issue(shop.oil, 2, on=date(2026, 11, 20))
    count_staples(now=NOW)
    oil = found(shop)["MINYAKITA"]
    assert [one.out_since for one in oil.places] == [date(2026, 11, 20)]
    assert (oil.out, oil.average_rp, oil.places[0].beside_percent) == (1, None, None)


def test_who_sells_none_any_more_is_forgotten(shop):
    count_staples(now=NOW)
    with scope(shop.place.id):
        Product.objects.filter(cooperative=shop.place).update(closed_on=TODAY)
    assert count_staples(now=NOW, place_ids=[shop.place.id]) == 0
    assert not PlaceStaples.objects.exists()


def test_the_page_and_its_table(shop, client):
    price(shop, shop.oil, 32_000)
    count_staples(now=NOW)
    client.force_login(shop.world.person(Role.PETUGAS_DINAS))
    page = client.get("/kota/bahan-pokok/").content.decode().replace("\xa0", " ")
    assert "1 harga di atas batas, 0 barang habis" in page
    assert "HET Rp 15.700" in page
    rows = read_table(client.get("/kota/bahan-pokok/unduh/").content)
    assert any("KKMP Bumiayu" in row and "16000" in map(str, row) for row in rows)
