"""What a table of debts brought is what its bills ask; otherwise it is told."""

import pytest
from django.db.models import F

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.models import Bill, DebtOpening
from guyub.trade.procurement.selectors.invariants_openings import OPENING_INVARIANTS
from tests.trade.procurement.opening_desk import DebtDesk, clean

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(world):
    desk = DebtDesk(world)
    desk.takes(desk.brings(clean()))
    return desk


def found(desk):
    with scope(desk.place.id):
        return [one.rule for rule in OPENING_INVARIANTS for one in rule(desk.place.id)]


def test_a_table_that_was_taken_in_holds(desk):
    assert found(desk) == []


def test_a_total_that_is_not_its_bills_is_told(desk):
    with scope(desk.place.id):
        DebtOpening.objects.filter(cooperative=desk.place).update(total_rp=F("total_rp") - 1)
    assert found(desk) == ["procurement.opening.totals"]


def test_a_bill_of_another_entry_is_told(desk):
    receipt_id = desk.receives(desk.came(desk.soap, desk.carton, 1, 100_000))
    other = desk.bill(desk.billed(receipt_id, 100_000, paper_no="F-9"))
    with scope(desk.place.id):
        Bill.objects.filter(cooperative=desk.place, paper_no="F-101").update(entry_id=other.entry_id)
    assert found(desk) == ["procurement.opening.bill"]
