"""The member's own page of pay-first orders: what waits, what is due back, what may be ordered."""

import pytest

from tests.trade.retail.buyers import Buyers
from tests.world import NOW

pytestmark = pytest.mark.django_db


def test_a_member_sees_the_own_orders_and_what_is_open(
    world, client, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("guyub.foundation.identity.web.doors.utc_now", lambda: NOW)
    buyers = Buyers(world)
    siti = world.member()
    client.force_login(siti.person)
    assert "Belum ada pesanan" in client.get("/saya/pesanan/").content.decode()
    cycle_id = buyers.opens()
    buyers.takes(cycle_id, (2, 1), member=siti)
    buyers.takes(cycle_id, 1, buyer="Pak Edi")
    buyers.receives_sacks(buyers.closes(cycle_id), 3)
    buyers.shares(cycle_id)
    buyers.opens(buyers.soaps())
    with django_assert_max_num_queries(12):
        page = client.get("/saya/pesanan/").content.decode().replace("\u00a0", " ")
    for said in (
        "Beras medium 2 karung, boleh lebih 1",
        "Siap diambil",
        "Sabun mandi, Rp 130.000 per karton",
    ):
        assert said in page
    assert "Uang kembali Rp 310.000" in page
    assert "Edi" not in page
