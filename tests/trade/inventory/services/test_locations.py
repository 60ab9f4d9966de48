"""Places where goods lie: opened, closed when empty, and the one that is on its way."""

import pytest

from guyub.community.cooperatives.models import BusinessUnit, Outlet
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Location
from guyub.trade.inventory.services.locations import (
    LocationRefusedError,
    close_place,
    on_its_way,
    open_place,
)
from tests.trade.inventory.shop import OPENED
from tests.trade.inventory.stock_work import StockWork, at_once
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    shop = StockWork(World())
    with scope(shop.place.id):
        shop.outlet = Outlet.objects.create(
            cooperative=shop.place, kind="SEMBAKO", name="Gerai utama", ownership="SEWA",
            status="SIAP", internet="HP", changed_at=NOW,
        )  # fmt: skip
        shop.unit = BusinessUnit.objects.create(
            cooperative=shop.place, kind="SEMBAKO", name="Toko", outlet=shop.outlet, opened_on=OPENED
        )
    return shop


def refused(work):
    with pytest.raises(LocationRefusedError) as error:
        work()
    return error.value.facts["wrong"]


def opened(shop, **more):
    given = {"kind": "GUDANG", "name": "Gudang belakang"} | more
    return open_place(**given, **shop.of())


def close(shop, location):
    close_place(location_id=getattr(location, "id", location), **shop.of())


def test_the_shelves_of_an_outlet_stand_in_its_unit(shop):
    made = opened(shop, kind="GERAI", name="Rak gerai", outlet_id=shop.outlet.id)
    with scope(shop.place.id):
        row = Location.objects.get(cooperative=shop.place, id=made)
    assert (row.kind, row.unit_id, row.opened_on) == ("GERAI", shop.unit.id, shop.today)


def test_the_unit_that_lends_holds_no_goods(shop):
    with scope(shop.place.id):
        BusinessUnit.objects.filter(cooperative=shop.place, id=shop.unit.id).update(kind="SIMPAN_PINJAM")
    made = opened(shop, kind="GERAI", name="Rak gerai", outlet_id=shop.outlet.id)
    with scope(shop.place.id):
        assert Location.objects.get(cooperative=shop.place, id=made).unit_id is None


def test_a_storeroom_is_the_cooperatives_or_a_chosen_units(shop):
    plain, chosen = opened(shop), opened(shop, name="Gudang toko", unit_id=shop.unit.id)
    with scope(shop.place.id):
        rows = dict(Location.objects.filter(cooperative=shop.place).values_list("id", "unit_id"))
    assert (rows[plain], rows[chosen]) == (None, shop.unit.id)


@pytest.mark.parametrize(
    ("wrong", "more"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "x" * 61}),
        ("kind", {"kind": "JALAN"}),
        ("outlet", {"kind": "GERAI"}),
        ("outlet", {"outlet_id": new_id()}),
        ("unit", {"unit_id": new_id()}),
        ("twice", {"name": "Gudang"}),
    ],
)
def test_what_is_no_place(shop, wrong, more):
    assert refused(lambda: opened(shop, **more)) == wrong


def test_a_place_closes_when_it_is_empty(shop):
    shop.receive(shop.rice, 10, 100)
    assert refused(lambda: close(shop, shop.store)) == "full"
    shop.issue(shop.rice, 10)
    close(shop, shop.store)
    assert refused(lambda: close(shop, shop.store)) == "gone"
    assert refused(lambda: close(shop, shop.way)) == "way"


def test_not_while_it_is_counted(shop):
    shop.receive(shop.rice, 10, 100)
    shop.issue(shop.rice, 10)
    shop.begin()
    assert refused(lambda: close(shop, shop.store)) == "counted"


def test_a_cashier_opens_none(shop):
    with pytest.raises(NotAllowedError):
        open_place(kind="GUDANG", name="Lain", **shop.of(shop.cashier))


def test_what_is_on_its_way_is_one_place_however_many_send_first(shop):
    with scope(shop.place.id):
        Location.objects.filter(cooperative=shop.place, kind="JALAN").update(kind="GUDANG")

    def made():
        with scope(shop.place.id):
            return on_its_way(place=shop.place, today=shop.today).id

    said = at_once(made, made, made)
    assert len(set(said)) == 1
    with scope(shop.place.id):
        assert Location.objects.get(cooperative=shop.place, id=said[0]).name == "Dalam perjalanan (Guyub)"
