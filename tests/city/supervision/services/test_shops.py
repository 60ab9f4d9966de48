"""The city sees what shops sold and on how many days, and nobody who bought or sold."""

import re
from datetime import timedelta

import pytest

from guyub.city.supervision.models import PlaceShop
from guyub.city.supervision.services.shops import count_shops
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from tests.trade.retail.counter import Counter
from tests.world import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_sold_on_the_last_28_days_and_nobodys_name(world, client):
    counter = Counter(world)
    before = NOW - timedelta(days=2)
    counter.sells_at_till(at=before, now=NOW)  # 30,000
    void = counter.sells_at_till(counter.soap_line(5), at=before, now=NOW)
    counter.voids(void.event_id)
    counter.sells_at_till(counter.soap_line(2))  # 8,000

    def kept(days):
        assert count_shops(now=NOW + timedelta(days=days)) == 1
        (row,) = PlaceShop.objects.values_list("days_count", "sales_count", "sold_rp", "last_on")
        return row

    today = NOW.date()
    assert kept(0) == (1, 2, 50_000, before.date())  # today is not over, nor is its void counted
    assert kept(28) == (1, 1, -12_000, today)  # of the older sales only what went back today is left
    assert kept(29) == (0, 0, 0, today)
    client.force_login(world.person(Role.PETUGAS_DINAS))
    assert "berhenti" in client.get("/kota/gerai/").content.decode()

    assert kept(1) == (2, 3, 38_000, today)
    page = client.get("/kota/gerai/").content.decode().replace("\xa0", " ")
    assert re.search(r"1 dari \d+ gerai berjualan", page)
    assert "Rp 38.000" in page
    assert "2 dari 28" in page
    assert counter.cashier.name not in page
    (row,) = [row for row in read_table(client.get("/kota/gerai/unduh/").content) if "KKMP Bumiayu" in row]
    assert list(map(str, row[2:6])) == ["38000", "2", "3", "19000"]
