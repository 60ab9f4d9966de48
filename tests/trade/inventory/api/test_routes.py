"""Programs read goods with the cooperative's own key, and set prices that obey the ceilings."""

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.barcodes import weight_code
from guyub.trade.inventory.domain.scales import PATTERNS
from guyub.trade.inventory.models import Price
from guyub.trade.inventory.services.barcodes import add_weight_code
from tests.programs import headers_of, send
from tests.trade.inventory.counter import EAN, KILO, SUGAR, Counter
from tests.world import new_id

pytestmark = pytest.mark.database
ROOT = "/api/cooperatives/35.73.03.1003"


@pytest.fixture
def shop(world):
    found = Counter(world)
    found.oil = found.add()
    found.scan(found.oil)
    return found


def test_products_are_read_page_by_page_with_their_prices(client, shop, world):
    shop.price(shop.oil, 15_500)
    headers = headers_of(world, Role.KETUA, "goods:read")
    first = client.get(f"{ROOT}/products", {"limit": 2}, headers=headers).json()
    rest = client.get(f"{ROOT}/products", {"after": first["next"]}, headers=headers).json()

    assert len(first["items"]) == 2
    (oil,) = rest["items"]
    assert (oil["name"], oil["good"], oil["qty"], rest["next"]) == ("Minyakita 1 liter", "MINYAKITA", 0, None)
    assert [(unit["name"], unit["factor"], unit["amount_rp"]) for unit in oil["units"]] == [
        ("bungkus", 1, 15_500),
        ("karton", 12, None),
    ]


def test_one_product_with_numbers_and_prices_that_hold_and_come(client, shop, world):
    shop.price(shop.oil, 15_500)
    shop.price(shop.oil, 15_000, audience="ANGGOTA")
    headers = headers_of(world, Role.KETUA, "goods:read")
    whole = client.get(f"{ROOT}/products/{shop.oil}", headers=headers).json()

    assert [one["code"] for one in whole["barcodes"]] == [EAN]
    assert [(one["audience"], one["amount_rp"]) for one in whole["prices"]] == [
        ("UMUM", 15_500),
        ("ANGGOTA", 15_000),
    ]
    assert client.get(f"{ROOT}/products/{new_id()}", headers=headers).status_code == 404


def test_a_number_is_looked_up(client, shop, world):
    sugar = shop.add(SUGAR, (KILO,))
    kilo = shop.unit(sugar, "kg").id
    add_weight_code(**shop.given(product_id=sugar, unit_id=kilo, prefix="21", plu=7))
    headers = headers_of(world, Role.KETUA, "goods:read")
    found = client.get(f"{ROOT}/barcodes/{EAN}", headers=headers).json()
    weighed = weight_code(PATTERNS[0], plu=7, amount=735)

    assert (found["product_id"], found["unit"], found["weight_g"]) == (str(shop.oil), "bungkus", None)
    assert client.get(f"{ROOT}/barcodes/{weighed}", headers=headers).json()["weight_g"] == 735
    assert client.get(f"{ROOT}/barcodes/4006381333931", headers=headers).status_code == 404
    wrong = client.get(f"{ROOT}/barcodes/8991002101105", headers=headers)
    assert (wrong.status_code, wrong.json()["code"]) == (409, "inventory.barcode.refused")


def test_a_price_is_set_once_and_above_its_ceiling_refused(client, shop, world):
    headers = headers_of(world, Role.WAKIL_KETUA_USAHA, "goods:write")
    address, same = f"{ROOT}/products/{shop.oil}/prices", new_id()
    today = business_date(utc_now(), Zone(shop.place.zone)).isoformat()
    body = {"unit_id": str(shop.unit(shop.oil, "bungkus").id), "amount_rp": 15_600, "from_on": today}

    assert [send(client, headers, address, body, same).status_code for _ in range(2)] == [201, 201]
    assert send(client, headers, address, body | {"amount_rp": 15_500}, same).status_code == 409
    above = send(client, headers, address, body | {"amount_rp": 15_701})
    assert (above.status_code, above.json()["code"]) == (409, "inventory.price.refused")
    assert send(client, headers, f"{ROOT}/products/{new_id()}/prices", body).status_code == 404
    with scope(shop.place.id):
        assert [row.amount_rp for row in Price.objects.filter(cooperative=shop.place)] == [15_600]


@pytest.mark.parametrize("path", ["products", f"products/{new_id()}", f"barcodes/{EAN}"])
def test_who_may_not(client, shop, world, path):
    address = f"{ROOT}/{path}"
    without = headers_of(world, Role.KETUA, "needs:read")
    citys = headers_of(world, Role.PETUGAS_DINAS, "goods:read")
    others = headers_of(world, Role.KETUA, "goods:read", place=world.arjosari)

    assert client.get(address).status_code == 401
    assert client.get(address, headers=without).status_code == 403
    assert client.get(address, headers=citys).status_code == 403
    assert client.get(address, headers=others).status_code == 404


def test_who_reads_sets_no_price(client, shop, world):
    headers = headers_of(world, Role.KETUA, "goods:write")
    body = {"unit_id": str(shop.unit(shop.oil, "bungkus").id), "amount_rp": 15_000, "from_on": "2099-01-01"}
    assert send(client, headers, f"{ROOT}/products/{shop.oil}/prices", body).status_code == 403
