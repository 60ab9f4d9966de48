"""Programs read orders and debts with the cooperative's own key, and bring goods that came."""

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.programs import headers_of
from tests.trade.procurement.market import Market
from tests.world import new_id

pytestmark = pytest.mark.database
ROOT = "/api/cooperatives/35.73.03.1003"


@pytest.fixture
def market(world, db):
    return Market(world)


def test_orders_and_debts_are_read(client, market, world):
    order_id = market.ordered()
    market.billed(market.receives_all(order_id), 1_200_000)
    second = market.writes()
    headers = headers_of(world, Role.KETUA, "buying:read")

    first = client.get(f"{ROOT}/purchase-orders", {"limit": 1}, headers=headers).json()
    assert [one["order_id"] for one in first["items"]] == [str(order_id)]
    assert first["items"][0]["standing"] == "DITAGIH"
    rest = client.get(f"{ROOT}/purchase-orders", {"after": first["next"]}, headers=headers).json()
    assert ([one["order_id"] for one in rest["items"]], rest["next"]) == ([str(second)], None)
    one = client.get(f"{ROOT}/purchase-orders/{order_id}", headers=headers).json()
    assert (one["number"], one["lines"][0]["received_qty"]) == ("PB-2026-0001", 100_000)
    assert client.get(f"{ROOT}/purchase-orders/{new_id()}", headers=headers).status_code == 404
    (debt,) = client.get(f"{ROOT}/supplier-debts", headers=headers).json()
    assert (debt["number"], debt["paper_no"], debt["open_rp"]) == ("TG-2026-0001", "F-1", 1_200_000)


def test_goods_that_came_are_brought_once(client, market, world):
    body = {
        "partner_id": str(market.partner_id),
        "location_id": str(market.store.id),
        "received_on": "2026-11-25",
        "note_no": "SJ-1",
        "lines": [
            {
                "product_id": str(market.soap.id),
                "unit_id": str(market.carton.id),
                "qty": 48,
                "amount_rp": 120_000,
            }
        ],
    }
    headers = headers_of(world, Role.WAKIL_KETUA_USAHA, "buying:write") | {"Idempotency-Key": str(new_id())}

    def brings(told):
        return client.post(f"{ROOT}/goods-receipts", told, content_type="application/json", headers=headers)

    first = brings(body)
    assert first.status_code == 201
    assert brings(body).json() == first.json()
    assert brings(body | {"note_no": "SJ-2"}).status_code == 409
    assert market.shop.stock(market.soap) == (48, 120_000)
    assert market.broken() == []


@pytest.mark.parametrize("path", ["purchase-orders", f"purchase-orders/{new_id()}", "supplier-debts"])
def test_who_may_not(client, market, world, path):
    address = f"{ROOT}/{path}"
    without = headers_of(world, Role.KETUA, "needs:read")
    citys = headers_of(world, Role.PETUGAS_DINAS, "buying:read")
    others = headers_of(world, Role.KETUA, "buying:read", place=world.arjosari)
    assert client.get(address).status_code == 401
    assert client.get(address, headers=without).status_code == 403
    assert client.get(address, headers=citys).status_code == 403
    assert client.get(address, headers=others).status_code == 404
