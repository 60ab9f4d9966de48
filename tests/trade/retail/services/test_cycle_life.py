"""A cycle from its opening to its end: paid first, whole cases, shared, handed over as a sale, the rest given back."""

import pytest

from tests.trade.retail.buyers import Buyers

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyers(world):
    return Buyers(world)


def test_a_cycle_from_opening_to_its_end(buyers, world):
    siti = world.member()
    cycle_id = buyers.opens(buyers.good(), buyers.soaps())
    mine = buyers.takes(cycle_id, 3, 1, member=siti)
    other = buyers.takes(cycle_id, (2, 1), 0)
    assert buyers.money(mine) == (3 * 310_000 + 130_000, 0, 0, 1_060_000)
    assert buyers.money(other) == (3 * 320_000, 0, 0, 960_000)
    assert buyers.held() == 2_020_000
    assert buyers.broken() == []

    order_id = buyers.closes(cycle_id)
    assert [(line.qty, line.price_rp) for line in buyers.order_lines(order_id)] == [
        (150_000, 300_000),
        (48, 120_000),
    ]
    assert (buyers.state(cycle_id), buyers.order(order_id).state) == ("TUTUP", "DISETUJUI")

    buyers.receives_all(order_id)
    buyers.shares(cycle_id)
    assert buyers.granted(mine, other) == [3, 1, 3]
    assert buyers.broken() == []

    handing = buyers.handing(buyers.hands(mine))
    assert (handing.total_rp, handing.entry.series) == (1_060_000, "PJ")
    assert buyers.books("4.1.01", "5.1.01", "2.1.18") == [-1_060_000, 3 * 300_000 + 120_000, -960_000]
    buyers.hands(other, 2)
    assert buyers.state(cycle_id) == "DATANG"
    buyers.hands(other)
    assert buyers.books("4.2.01", "5.2.01", "2.1.18") == [-960_000, 900_000, 0]
    assert buyers.state(cycle_id) == "SELESAI"
    assert buyers.broken() == []
    assert buyers.shop_acts() == [
        *["cycle.opened", "order.taken", "order.taken", "cycle.closed", "cycle.shared"],
        *["handing.made", "handing.made", "handing.made"],
    ]
