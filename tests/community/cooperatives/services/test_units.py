from datetime import timedelta

import pytest

from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.community.cooperatives.services.outlets import OutletTyped, keep_outlet
from guyub.community.cooperatives.services.units import UnitRefusedError, close_unit, open_unit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, new_id

TODAY = NOW.date()


@pytest.fixture
def begin(shared):
    def begin(role=Role.SEKRETARIS, **changed):
        facts = {"kind": "LPG", "name": "Pangkalan LPG", "outlet_id": None, "opened_on": TODAY} | changed
        return open_unit(**facts, **shared(role))

    return begin


@pytest.fixture
def end(shared):
    def end(unit_id, closed_on=TODAY):
        close_unit(unit_id=unit_id, closed_on=closed_on, **shared())

    return end


def units(world):
    with scope(world.bumiayu.id):
        return [(unit.name, unit.closed_on) for unit in units_of(cooperative_id=world.bumiayu.id)]


def wrong(act):
    with pytest.raises(UnitRefusedError) as refusal:
        act()
    return refusal.value.facts


def test_a_unit_begins_in_an_outlet_and_ends_once(begin, end, shared, world):
    shop = keep_outlet(typed=OutletTyped("SEMBAKO", "Toko", "SEWA", "HP"), **shared())
    unit = begin(outlet_id=shop)

    assert units(world) == [("Pangkalan LPG", None)]
    end(unit)
    assert units(world) == [("Pangkalan LPG", TODAY)]
    assert wrong(lambda: end(unit)) == {"wrong": "gone"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"kind": "BENGKEL"}, "kind"),
        ({"name": " "}, "name"),
        ({"opened_on": TODAY + timedelta(days=1)}, "day"),
        ({"outlet_id": new_id()}, "outlet"),
        ({}, "taken"),
    ],
)
def test_what_is_no_unit_is_refused_even_by_the_name_of_a_closed_one(changed, expected, begin, end, world):
    end(begin())

    assert wrong(lambda: begin(**changed)) == {"wrong": expected}
    assert units(world) == [("Pangkalan LPG", TODAY)]


@pytest.mark.parametrize("days", [-1, 1])
def test_a_unit_ends_after_it_began_and_not_tomorrow(days, begin, end, world):
    unit = begin()

    assert wrong(lambda: end(unit, TODAY + timedelta(days=days))) == {"wrong": "day"}
    assert units(world) == [("Pangkalan LPG", None)]


def test_a_treasurer_opens_none(begin, world):
    with pytest.raises(NotAllowedError):
        begin(role=Role.BENDAHARA)

    assert units(world) == []
