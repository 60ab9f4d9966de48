"""Programs read which pay-first cycles are open, with the cooperative's own key; no buyer is named."""

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.programs import headers_of
from tests.trade.retail.buyers import Buyers
from tests.trade.retail.counter import Counter
from tests.world import NOW

pytestmark = pytest.mark.database
ROOT = "/api/cooperatives/35.73.03.1003"


def test_open_cycles_are_read(client, world, db):
    buyers = Buyers(world)
    headers = headers_of(world, Role.KETUA, "buying:read")
    assert client.get(f"{ROOT}/buyer-cycles", headers=headers).json() == []
    ended, cycle_id = buyers.opens(), buyers.opens()
    buyers.cancels_cycle(ended)
    buyers.takes(cycle_id, 2, buyer="Bu Tutik")
    answer = client.get(f"{ROOT}/buyer-cycles", headers=headers)
    (cycle,) = answer.json()
    assert (cycle["cycle_id"], cycle["number"], cycle["orders"]) == (str(cycle_id), "SB-2026-0002", 1)
    (good,) = cycle["goods"]
    assert (good["title"], good["unit"], good["case_size"], good["member_rp"]) == (
        *("Beras medium", "karung"),
        *(2, 310_000),
    )
    assert "Tutik" not in answer.content.decode()
    other = client.get("/api/cooperatives/35.73.03.1002/buyer-cycles", headers=headers)
    assert other.status_code in {403, 404}


def test_receipts_are_read_page_by_page(client, world, db):
    counter = Counter(world)
    for lines in ([counter.rice_line()], [counter.soap_line()], [counter.soap_line(1)]):
        counter.sells_at_till(*lines)
    headers = headers_of(world, Role.KETUA, "sales:read")
    first = client.get(f"{ROOT}/shop-sales?since={NOW.date()}&limit=2", headers=headers).json()
    rest = client.get(f"{ROOT}/shop-sales?since={NOW.date()}&after={first['next']}", headers=headers).json()
    assert [one["paid_rp"] for one in (*first["sales"], *rest["sales"])] == [30_000, 12_000, 4_000]
    assert (rest["next"], rest["sales"][0]["paid"], rest["sales"][0]["is_member"]) == (
        None,
        {"CASH": 4_000},
        False,
    )
    other = client.get(f"/api/cooperatives/35.73.03.1002/shop-sales?since={NOW.date()}", headers=headers)
    assert other.status_code in {403, 404}
