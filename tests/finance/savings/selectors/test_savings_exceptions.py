"""What of savings is shown to the pengawas: taken back, counted anew, let go, the city's word, terms of the past."""

from datetime import date

import pytest

from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.selectors.exceptions import EXCEPTIONS
from guyub.finance.savings.services.holds import hold_savings, release_savings
from guyub.finance.savings.services.reversing import take_movement_back
from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.selectors.exceptions import Watched
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.finance.savings.services.test_counter import CounterWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    found = CounterWorld(world)
    found.allow()
    return found


def found(counter, since=JANUARY, until=TODAY):
    limits = {"pengawasan.tagih_hari": 3}
    watched = Watched(
        cooperative_id=counter.place.id,
        zone=Zone.WIB,
        since=since,
        until=until,
        today=TODAY,
        limits=limits,
    )
    with scope(counter.place.id):
        return [(one.kind, one.amount_rp) for watch in EXCEPTIONS for one in watch(watched)]


def test_an_ordinary_day_shows_the_citys_word_alone(counter):
    counter.pays(100_000)
    assert found(counter) == [("savings.unit_allowed", None)]


def test_what_changed_the_past_is_shown(counter):
    counter.promise([(0, 60_000)])
    counter.pays(1_000_000, on=date(2026, 9, 1))
    for month in range(1, 11):
        counter.post(month)
    with scope(counter.place.id):
        moved = SavingsMovement.objects.get(cooperative=counter.place, cause="SETOR")
    told = {"actor": counter.treasurer, "place": counter.place, "today": TODAY, "now": NOW}
    account_id = counter.account(counter.siti).id
    hold = hold_savings(account_id=account_id, amount_rp=5_000, reason="jaminan", request_id=new_id(), **told)
    release_savings(hold_id=hold, request_id=new_id(), **told)
    counter.pays(50_000, on=date(2026, 10, 1))
    kinds = [kind for kind, _ in found(counter)]
    assert sorted(kinds) == [
        "savings.hold_released",
        "savings.recounted",
        "savings.terms_past",
        "savings.unit_allowed",
    ]
    counter.pays(2_000_000)
    take_movement_back(
        member_id=counter.siti.id, movement_id=moved.id, reason="keliru", request_id=new_id(), **told
    )
    assert ("savings.taken_back", 1_000_000) in found(counter)
    assert found(counter, since=TODAY.replace(year=2025), until=TODAY.replace(year=2025)) == []
