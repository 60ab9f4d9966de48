"""Who leaves brings the cooperative's containers back first."""

import pytest

from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.owed import Leaver, owed_both_ways
from tests.trade.inventory.depot import TODAY, Depot
from tests.world import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_containers_come_back_before_anybody_leaves(world):
    depot = Depot(world)
    left = depot.hands(2, deposit=True)
    person_id = depot.held()[0].person_id
    leaver = Leaver(
        cooperative_id=depot.place.id, member_id=depot.member, person_id=person_id, today=TODAY, now=NOW
    )
    with scope(depot.place.id):
        assert "2 LPG 3 kg belum kembali" in owed_both_ways(leaver).obstacles
    depot.back(left.holding_id, 2, paid=True)
    with scope(depot.place.id):
        assert owed_both_ways(leaver).obstacles == ()
