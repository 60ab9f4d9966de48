"""What a table of goods brought is what its moves say; otherwise it is told."""

import pytest
from django.db.models import F

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import OpenedStock, StockOpening
from guyub.trade.inventory.selectors.invariants_openings import OPENING_INVARIANTS
from tests.trade.inventory.opening_desk import OpeningDesk
from tests.trade.inventory.opening_tables import clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world):
    desk = OpeningDesk(world)
    desk.takes(desk.brings(clean()))
    return desk


def found(desk):
    with scope(desk.place.id):
        return [one.rule for rule in OPENING_INVARIANTS for one in rule(desk.place.id)]


def test_a_table_that_was_taken_in_holds(desk):
    assert found(desk) == []


def test_another_total_is_told(desk):
    with scope(desk.place.id):
        StockOpening.objects.filter(cooperative=desk.place).update(new_count=F("new_count") - 1)
    assert found(desk) == ["inventory.opening.totals"]


def test_another_quantity_is_told(desk):
    with scope(desk.place.id):
        rows = OpenedStock.objects.filter(cooperative=desk.place, qty__gt=0)
        rows.filter(line=5).update(qty=F("qty") + 1)
    assert found(desk) == ["inventory.opening.move"]
