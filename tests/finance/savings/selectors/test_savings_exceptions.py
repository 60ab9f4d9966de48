"""What of savings is shown to the pengawas: taken back, counted anew, let go, the city's word, terms of the past."""

from datetime import date

import pytest

from guyub.books.oversight.selectors.exceptions import watched_span
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.selectors.exceptions import EXCEPTIONS
from guyub.finance.savings.services.holds import hold_savings, release_savings
from guyub.finance.savings.services.reversing import take_movement_back
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.finance.savings.services.test_counter import CounterWorld
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(world):
    found = CounterWorld(world)
    found.allow()
    return found


def found(counter, since=JANUARY, until=TODAY):
    with scope(counter.place.id):
        watched = watched_span(place=counter.place, since=since, until=until, today=TODAY)
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


def cash(counter, since=JANUARY, until=TODAY):
    """What is found of cash, without the city's word that the unit may work."""
    return [one for one in found(counter, since, until) if one[0] != "savings.unit_allowed"]


def test_a_day_of_one_member_above_what_one_may_give_is_shown_also_in_parts(counter):
    counter.pays(20_000_000)
    counter.takes(3_000_000)
    counter.takes(2_000_000)
    assert cash(counter) == []  # five million: one person may give so much
    last = counter.takes(1)
    assert cash(counter) == [("savings.large_taken", 5_000_001)]
    told = {"actor": counter.treasurer, "place": counter.place, "today": TODAY, "now": NOW}
    told |= {"member_id": counter.siti.id, "movement_id": last.movement_id, "request_id": new_id()}
    take_movement_back(reason="keliru", **told)
    assert cash(counter) == []


@pytest.mark.parametrize(
    ("amount_rp", "kind"),
    [
        (99_999_999, None),
        (100_000_000, "savings.cash_watch"),
        (500_000_000, "savings.cash_watch"),
        (500_000_001, "savings.cash_report"),
    ],
)
def test_notes_of_a_day_are_summed_up_and_what_comes_by_bank_is_none(counter, world, amount_rp, kind):
    counter.pays(600_000_000, cash_place_id=world.cash()["BANK"])
    safe = world.cash()["BRANKAS"]
    counter.pays(amount_rp - 1_000_000, cash_place_id=safe)
    counter.takes(1_000_000, cash_place_id=safe)
    assert cash(counter) == ([(kind, amount_rp)] if kind else [])


def test_what_is_taken_from_an_account_that_slept_is_shown(counter, world):
    counter.pays(500_000)
    a_year, later = date(2027, 11, 25), date(2027, 11, 26)
    counter.takes(10_000, today=a_year, now=NOW.replace(year=2027))
    assert cash(counter, a_year, a_year) == []  # twelve months to the day are no sleep yet
    woken, now = date(2028, 11, 26), NOW.replace(year=2028, day=26)
    asked = counter.takes(20_000, today=woken, now=now)
    approve(world, asked.waits_for, now=now)
    assert cash(counter, later, woken) == [("savings.sleeper", 20_000)]
