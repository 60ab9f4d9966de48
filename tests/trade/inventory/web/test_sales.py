"""What sold, what it left, what does not move."""

from datetime import date

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.selectors.sales import sold_between
from tests.trade.inventory.shop import Shop
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    made = Shop(World())
    made.receive(made.rice, 100, 1_000, on=date(2026, 11, 1))
    made.receive(made.soap, 10, 30_000, on=date(2026, 11, 1))
    made.issue(made.rice, 40, on=date(2026, 11, 5), sold_rp=600)
    made.issue(made.rice, 10, on=date(2026, 11, 20), sold_rp=90, counter="5.2.01")
    return made


def found(shop, since=date(2026, 11, 1), until=date(2026, 11, 25)):
    with scope(shop.place.id):
        rows = sold_between(cooperative_id=shop.place.id, since=since, until=until)
    return [
        (one.name, one.qty, one.sold_rp, one.cost_rp, one.margin_rp, one.margin_percent, one.there_qty)
        for one in rows
    ]


def test_best_first_and_what_lies_still_last(shop):
    assert found(shop) == [
        ("Beras medium", 50, 690, 500, 190, 27, 50),
        ("Sabun mandi", 0, 0, 0, 0, None, 10),
    ]
    assert found(shop, since=date(2026, 11, 6))[0][1:4] == (10, 90, 100)


def test_what_is_taken_back_was_not_sold_and_what_is_corrected_costs_otherwise(shop):
    kept = shop.issue(shop.rice, 5, sold_rp=75)
    shop.back(kept.move_ids)
    shop.receive(shop.rice, 100, 3_000, on=date(2026, 11, 2))
    assert found(shop)[0] == ("Beras medium", 50, 690, 1_000, -310, -45, 150)


def test_the_page_and_its_table(shop, client):
    client.force_login(shop.world.person(Role.BENDAHARA))
    page = client.get("/barang/laku/?dari=2026-11-01&sampai=2026-11-25").content.decode().replace("\xa0", " ")
    assert "1 barang terjual, Rp 690" in page
    assert "27 % dari penjualan" in page
    assert "Tidak bergerak" in page
    table = read_table(client.get("/barang/laku/unduh/?dari=2026-11-01&sampai=2026-11-25").content)
    assert any("Beras medium" in row for row in table)
    assert (
        "Belum ada barang terjual"
        in client.get("/barang/laku/?dari=2026-10-01&sampai=2026-10-25").content.decode()
    )
