"""A drawer goes from the cashier to the shop's manager: equal counts, counts that differ, a third one together."""

import pytest
from django.contrib.auth.hashers import make_password

from guyub.books.treasury.domain.shifts import Purpose, ShiftRefusedError
from guyub.books.treasury.models import CashShift
from guyub.books.treasury.selectors.shifts import counts_of, open_shift_of, shift_of, shifts_of
from guyub.books.treasury.services.handing_over import takers
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.getting_in import ProofRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.tills import Till, wrong
from tests.world import NOW, World, new_id

PIN = "270817"
pytestmark = pytest.mark.django_db


@pytest.fixture
def till():
    """The cashier's shift with 200,000 in the drawer, and a manager who can take it."""
    made = Till(World())
    made.shift_id = made.opens().shift_id
    made.tops_up(200_000)
    made.manager = made.world.person(Role.PENGELOLA_GERAI)
    cashier = made.world.person(Role.KASIR)
    cashier.pin = make_password(PIN)
    cashier.save()
    return made


def holder(till):
    """Who answers for the drawer, and since which amount."""
    with scope(till.place.id):
        (row,) = shifts_of(cooperative_id=till.place.id, only_open=True)
        return row.person_id, row.opening_rp


def ended(till):
    with scope(till.place.id):
        return shift_of(cooperative_id=till.place.id, shift_id=till.shift_id)


def test_two_equal_counts_pass_the_drawer_on_in_one_act(till):
    till.offers(till.shift_id, till.manager.id, 200_000)
    assert holder(till)[0] == till.world.person(Role.KASIR).id

    done = till.takes(till.shift_id, 200_000)

    assert holder(till) == (till.manager.id, 200_000)
    assert (ended(till).counted_rp, ended(till).difference_rp) == (200_000, 0)
    with scope(till.place.id):
        begun = open_shift_of(cooperative_id=till.place.id, person_id=till.manager.id)
        kept = counts_of(cooperative_id=till.place.id, shift_id=till.shift_id)
    assert begun.shift_id == done.shift_id
    assert [count.purpose for count in kept] == [Purpose.TERIMA, Purpose.SERAH]


def test_counts_that_differ_stay_and_the_third_decides(till):
    till.offers(till.shift_id, till.manager.id, 200_000)
    with pytest.raises(ShiftRefusedError) as refused:
        till.takes(till.shift_id, 195_000)
    assert refused.value.facts == {"wrong": "differs"}  # neither learns the other's count
    with scope(till.place.id):
        kept = counts_of(cooperative_id=till.place.id, shift_id=till.shift_id)
    assert [count.total_rp for count in kept] == [195_000, 200_000]
    with pytest.raises(ShiftRefusedError) as refused:
        till.finishes(till.shift_id)
    assert wrong(refused) == "differs"
    with pytest.raises(ProofRefusedError):
        till.together(till.shift_id, 198_000, "999999")

    third = till.together(till.shift_id, 198_000, PIN)
    assert (third.shift_id, third.difference_rp) == (None, -2_000)
    till.finishes(till.shift_id, "koin hilang")

    assert holder(till) == (till.manager.id, 198_000)
    assert (ended(till).difference_rp, ended(till).reason) == (-2_000, "koin hilang")
    assert till.balances()["LACI"] == 198_000


def test_the_third_count_that_fits_the_books_passes_the_drawer_on_at_once(till):
    till.offers(till.shift_id, till.manager.id, 195_000)
    with pytest.raises(ShiftRefusedError):
        till.takes(till.shift_id, 200_000)

    till.together(till.shift_id, 200_000, PIN)

    assert holder(till) == (till.manager.id, 200_000)


def test_equal_counts_that_differ_from_the_books_need_the_givers_reason(till):
    till.offers(till.shift_id, till.manager.id, 201_500)
    assert till.takes(till.shift_id, 201_500).difference_rp == 1_500
    assert holder(till)[0] == till.world.person(Role.KASIR).id
    with pytest.raises(ShiftRefusedError) as refused:
        till.together(till.shift_id, 200_000, PIN)
    assert wrong(refused) == "agreed"

    till.finishes(till.shift_id, "pembulatan")

    assert holder(till) == (till.manager.id, 201_500)
    assert till.balances()["LACI"] == 201_500


def test_a_large_difference_is_closed_with_a_second_person_first(till):
    till.offers(till.shift_id, till.manager.id, 100_000)
    till.takes(till.shift_id, 100_000)

    with pytest.raises(ShiftRefusedError) as refused:
        till.finishes(till.shift_id)

    assert wrong(refused) == "large"
    assert holder(till)[0] == till.world.person(Role.KASIR).id
    assert till.balances()["LACI"] == 200_000


def test_money_that_moved_between_the_counts_asks_for_new_ones(till):
    till.offers(till.shift_id, till.manager.id, 200_000)
    till.drops(50_000)

    with pytest.raises(ShiftRefusedError) as refused:
        till.takes(till.shift_id, 150_000)

    assert wrong(refused) == "moved"
    till.offers(till.shift_id, till.manager.id, 150_000)
    till.takes(till.shift_id, 150_000)
    assert holder(till) == (till.manager.id, 150_000)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda till: till.offers(till.shift_id, till.world.person(Role.KASIR).id, 0), "receiver"),
        (lambda till: till.offers(till.shift_id, till.world.person(Role.KETUA).id, 0), "receiver"),
        (lambda till: till.offers(till.shift_id, till.manager.id, 0, Role.BENDAHARA), "holder"),
        (lambda till: till.offers(new_id(), till.manager.id, 0), "gone"),
        (lambda till: till.takes(till.shift_id, 200_000), "offer"),
        (lambda till: till.takes(new_id(), 200_000), "gone"),
        (lambda till: till.finishes(till.shift_id), "offer"),
        (lambda till: till.finishes(till.shift_id, " "), "reason"),
        (lambda till: till.together(till.shift_id, 200_000, PIN), "offer"),
        (lambda till: till.together(new_id(), 200_000, PIN), "gone"),
    ],
)
def test_what_is_refused_passes_nothing_on(till, act, said):
    with pytest.raises(ShiftRefusedError) as refused:
        act(till)

    assert wrong(refused) == said
    assert holder(till)[0] == till.world.person(Role.KASIR).id
    with scope(till.place.id):
        assert CashShift.objects.filter(cooperative=till.place).count() == 1


def test_another_than_who_was_meant_takes_nothing(till):
    till.world.actor(Role.BENDAHARA)
    till.offers(till.shift_id, till.manager.id, 200_000)

    with pytest.raises(ShiftRefusedError) as refused:
        till.takes(till.shift_id, 200_000, Role.BENDAHARA)

    assert wrong(refused) == "receiver"
    with scope(till.place.id):
        names = takers(place_id=till.place.id, now=NOW)
    assert till.manager.id in names
    assert till.world.person(Role.KASIR).id in names
