"""What the pengawas is shown of pay-first orders, and what a member takes along."""

from datetime import timedelta

import pytest

from guyub.books.oversight.selectors.exceptions import watched_span
from guyub.foundation.kernel.selectors.own_data import Owner
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.retail.selectors.exceptions import EXCEPTIONS
from guyub.trade.retail.selectors.orders import buyers_of
from guyub.trade.retail.selectors.own_data import OWN_DATA
from tests.trade.retail.buyers import Buyers

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyers(world):
    return Buyers(world)


def kinds(buyers, days):
    today = buyers.today + timedelta(days=days)
    since = buyers.today - timedelta(days=30)
    with scope(buyers.place.id):
        watched = watched_span(place=buyers.place, since=since, until=today, today=today)
        return sorted(one.kind for watcher in EXCEPTIONS for one in watcher(watched))


def test_what_waits_for_long_is_shown(buyers, world):
    siti = world.member()
    cycle_id, (mine, other) = buyers.shared(2, 2)
    waiting = buyers.opens()
    assert kinds(buyers, 10) == ["retail.not_fetched", "retail.not_fetched"]
    buyers.takes(waiting, 1, member=siti)
    assert kinds(buyers, 3) == []
    assert kinds(buyers, 4) == ["retail.cycle_open"]
    handing_id = buyers.hands(mine)
    buyers.hands(other)
    buyers.hand_back(handing_id)
    assert kinds(buyers, 3) == ["retail.taken_back"]
    assert buyers.state(cycle_id) == "DATANG"
    with scope(buyers.place.id):
        owner = Owner(cooperative_id=buyers.place.id, person_id=siti.person_id)
        (row,) = OWN_DATA[0].rows(owner)
        (own,) = buyers_of(cooperative_id=buyers.place.id, member_ids=[siti.id])
    assert (row["Barang"], row["Dibayar (rupiah)"]) == ("Beras medium 1 karung", 310_000)
    assert (own.name, own.standing) == ("SB-2026-0002/01", "Lunas, menunggu barang")
