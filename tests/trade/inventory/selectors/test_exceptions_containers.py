"""What of containers the pengawas sees, and what a member's own copy says."""

from datetime import timedelta

import pytest

from guyub.books.oversight.selectors.exceptions import KINDS, watched_span
from guyub.foundation.kernel.selectors.own_data import Owner
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.containers import ContainerState, Why
from guyub.trade.inventory.models import ContainerStock
from guyub.trade.inventory.selectors.exceptions import EXCEPTIONS
from guyub.trade.inventory.selectors.own_data import OWN_DATA
from tests.trade.inventory.depot import TODAY, Depot

pytestmark = pytest.mark.django_db(transaction=True)
S = ContainerState


def found(depot, until=TODAY):
    with scope(depot.place.id):
        since = TODAY - timedelta(days=365)
        watched = watched_span(place=depot.place, since=since, until=until, today=TODAY)
        return [one for watch in EXCEPTIONS for one in watch(watched)]


def old(depot, days, buyer="", each_rp=0):
    depot.listed(
        qty=2,
        member_id=None if buyer else depot.member,
        buyer=buyer,
        each_rp=each_rp,
        since=TODAY - timedelta(days=days),
        **depot.done(),
    )


def test_lent_for_longer_than_thirty_days_is_looked_at(world):
    depot = Depot(world)
    old(depot, 30)
    assert found(depot) == []
    old(depot, 31, buyer="Warung")
    (one,) = found(depot)
    assert one.kind in KINDS
    assert one.said == "2 LPG 3 kg, dipinjam pembeli bukan anggota, 31 hari belum kembali"
    assert found(depot, until=TODAY - timedelta(days=32)) == []


def test_in_quarantine_for_longer_than_fourteen_days_is_looked_at(world):
    depot = Depot(world)
    depot.at_place(Why.RUSAK, S.ISI, S.KARANTINA, 2)
    for days, count in ((14, 0), (15, 1)):
        with scope(depot.place.id):
            rows = ContainerStock.objects.filter(cooperative=depot.place, quarantine_qty__gt=0)
            rows.update(quarantine_on=TODAY - timedelta(days=days))
        assert [one.kind for one in found(depot)] == ["inventory.container_apart"] * count


def test_a_count_that_differs_is_looked_at_unless_it_was_taken_back(world):
    depot = Depot(world)
    depot.count(full=97, empty=22)
    assert [one.said for one in found(depot)] == [
        "LPG 3 kg di Depan: lebih 2, hitungan malam",
        "LPG 3 kg di Depan: kurang 3, hitungan malam",
    ]
    depot.undo(depot.last_move().id)
    assert len(found(depot)) == 1


def test_a_members_own_copy_says_what_they_have(world):
    depot = Depot(world)
    depot.hands(2, deposit=True)
    depot.hands(1, buyer="Warung")
    with scope(depot.place.id):
        owner = Owner(cooperative_id=depot.place.id, person_id=depot.held()[0].person_id)
        (row,) = [row for part in OWN_DATA for row in part.rows(owner)]
    assert row["Masih dengan jaminan"] == 2
    assert row["Jaminan yang dipegang (rupiah)"] == 300_000
