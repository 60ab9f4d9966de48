from datetime import date, timedelta

import pytest

from guyub.community.cooperatives.selectors.invariants import INVARIANTS
from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.community.cooperatives.services.legal import Paper, keep_paper
from guyub.community.cooperatives.services.outlets import (
    OutletRefusedError,
    OutletTyped,
    change_status,
    keep_outlet,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

TODAY = NOW.date()
SHOP = {"kind": "SEMBAKO", "name": "Toko", "ownership": "SEWA", "internet": "HP"}


@pytest.fixture
def keep(shared):
    def keep(outlet_id=None, role=Role.SEKRETARIS, **changed):
        return keep_outlet(typed=OutletTyped(**SHOP | changed), outlet_id=outlet_id, **shared(role))

    return keep


@pytest.fixture
def put(shared):
    def put(outlet_id, status="OPERASIONAL", on=TODAY):
        change_status(outlet_id=outlet_id, status=status, on=on, **shared())

    return put


@pytest.fixture
def permit(shared):
    def permit(outlet_id, expires_on=None):
        paper = Paper("IZIN_USAHA", date(2026, 1, 5), "SIA-1", expires_on=expires_on, outlet_id=outlet_id)
        return keep_paper(paper=paper, **shared())

    return permit


def listed(world):
    with scope(world.bumiayu.id):
        assert not [broken for rule in INVARIANTS for broken in rule(world.bumiayu.id)]
        return [(row.name, row.status, row.opened_on) for row in outlets_of(cooperative_id=world.bumiayu.id)]


def wrong(act):
    with pytest.raises(OutletRefusedError) as refusal:
        act()
    return refusal.value.facts["wrong"]


def test_an_outlet_begins_unready_opens_and_closes(keep, put, world):
    shop = keep()
    assert listed(world) == [("Toko", "BELUM", None)]
    put(shop, on=date(2026, 3, 2))
    assert listed(world) == [("Toko", "OPERASIONAL", date(2026, 3, 2))]
    put(shop, "TUTUP")
    assert listed(world) == [("Toko", "TUTUP", date(2026, 3, 2))]
    put(shop, "SIAP")
    assert listed(world) == [("Toko", "SIAP", None)]


def test_what_is_known_changes_and_the_state_stays(keep, put, world):
    shop = keep()
    put(shop)
    keep(shop, name="Toko Bumiayu", land_m2=36, electricity_va=0, has_water=True)

    assert listed(world) == [("Toko Bumiayu", "OPERASIONAL", TODAY)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"kind": "BENGKEL"}, "kind"),
        ({"ownership": "TETANGGA"}, "ownership"),
        ({"internet": "SATELIT"}, "internet"),
        ({"name": ""}, "name"),
        ({"address": "x" * 201}, "address"),
        ({"opening_hours": "x" * 121}, "hours"),
        ({"land_m2": 1_000_001}, "number"),
        ({"electricity_va": -1}, "number"),
        ({"outlet_id": new_id()}, "gone"),
        ({}, "taken"),
    ],
)
def test_what_is_no_outlet_is_refused(changed, expected, keep, world):
    keep()

    assert wrong(lambda: keep(**changed)) == expected
    assert listed(world) == [("Toko", "BELUM", None)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"status": "RAMAI"}, "status"),
        ({"on": TODAY + timedelta(days=1)}, "day"),
        ({"outlet_id": new_id()}, "gone"),
        ({"status": "BELUM"}, "same"),
    ],
)
def test_what_is_no_state_is_refused(changed, expected, keep, put, world):
    facts = {"outlet_id": keep()} | changed

    assert wrong(lambda: put(**facts)) == expected
    assert listed(world) == [("Toko", "BELUM", None)]


def test_nothing_opens_nowhere_and_what_is_open_keeps_its_place(keep, put, world):
    nowhere = keep(ownership="BELUM")
    assert wrong(lambda: put(nowhere)) == "place"
    keep(nowhere)
    put(nowhere)
    assert wrong(lambda: keep(nowhere, ownership="BELUM")) == "place"
    assert wrong(lambda: keep(nowhere, kind="KLINIK")) == "permit"


def test_a_pharmacy_opens_with_a_permit_of_its_own_that_holds(keep, put, permit, world):
    pharmacy, other = keep(kind="APOTEK", name="Apotek"), keep()
    assert wrong(lambda: put(pharmacy)) == "permit"
    permit(other)
    permit(pharmacy, expires_on=TODAY - timedelta(days=1))
    assert wrong(lambda: put(pharmacy)) == "permit"
    permit(pharmacy, expires_on=TODAY)
    put(pharmacy)
    assert listed(world)[0] == ("Apotek", "OPERASIONAL", TODAY)


@pytest.mark.parametrize("role", [Role.BENDAHARA, Role.PENDAMPING])
def test_who_may_not_keeps_none(role, keep, world):
    with pytest.raises(NotAllowedError):
        keep(role=role)

    assert listed(world) == []
