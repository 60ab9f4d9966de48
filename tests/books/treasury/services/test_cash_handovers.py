"""All cash and bank go to another officer: both confirm, the books follow the count, nothing that moved passes."""

import pytest

from guyub.books.treasury.domain.shifts import ShiftRefusedError
from guyub.books.treasury.models import CashHandover
from guyub.books.treasury.selectors.cash_handovers import cash_handover_of, cash_handovers_of
from guyub.books.treasury.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.books.treasury.services.cash_handovers import (
    HandoverRefusedError,
    confirm_over,
    give_over,
    receivers,
    withdraw_over,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.tills import Till
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def till():
    made = Till(World())
    made.next = made.world.person(Role.BENDAHARA, name="Bendahara baru")
    return made


def gives(till, *, box=550_000, drawer=0, to=None, **more):
    counted = {till.ids["BRANKAS"]: box, till.ids["LACI"]: drawer}
    return give_over(
        receiver_id=to or till.next.id,
        counted_rp={one: rp for one, rp in counted.items() if rp is not None},
        **till.shared(Role.BENDAHARA),
        **more,
    )


def confirms(till, handover_id, role=Role.BENDAHARA, name="Bendahara baru"):
    confirm_over(handover_id=handover_id, **till.shared(role, name))


def row(till, handover_id):
    with scope(till.place.id):
        return cash_handover_of(cooperative_id=till.place.id, handover_id=handover_id)


def test_two_people_hand_over_and_the_books_follow_the_count(till):
    handover_id = gives(till, box=549_000, reason="uang receh hilang")
    given = row(till, handover_id)
    assert (given.is_pending, given.total_rp) == (True, 21_049_000)
    assert till.balances()["BRANKAS"] == 550_000

    confirms(till, handover_id)

    done = row(till, handover_id)
    assert (done.is_pending, done.receiver, done.reason) == (False, "Bendahara baru", "uang receh hilang")
    assert [(one.name, one.difference_rp) for one in done.places] == [
        ("Laci gerai", 0),
        ("Kotak bendahara", -1_000),
        ("BRI Kedungkandang", None),
    ]
    assert till.balances() == {"LACI": 0, "BRANKAS": 549_000, "BANK": 20_500_000}
    with scope(till.place.id):
        assert not [one for rule in (*INVARIANTS, *RECONCILIATIONS) for one in rule(till.place.id)]
        assert len(cash_handovers_of(cooperative_id=till.place.id)) == 1


def test_a_drawer_with_a_shift_stays_with_its_cashier(till):
    till.opens()

    given = row(till, gives(till, drawer=None))

    assert (given.places[0].holder, given.places[0].counted_rp) == ("Kasir KKMP Bumiayu", None)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"box": 549_999}, "reason"),
        ({"box": None}, "counted"),
        ({"box": -1}, "amount"),
        ({"to": new_id()}, "receiver"),
        ({"item_id": new_id()}, "item"),
    ],
)
def test_what_is_not_whole_is_not_given(till, more, wrong):
    with pytest.raises(HandoverRefusedError) as refused:
        gives(till, **more)

    assert refused.value.facts["wrong"] == wrong
    with scope(till.place.id):
        assert not CashHandover.objects.filter(cooperative=till.place).exists()


def test_to_oneself_to_a_member_too_long_a_reason_and_a_second_one(till):
    for person in (till.world.person(Role.BENDAHARA), till.world.person(Role.ANGGOTA)):
        with pytest.raises(HandoverRefusedError) as refused:
            gives(till, to=person.id)
        assert refused.value.facts["wrong"] == "receiver"
    with pytest.raises(ShiftRefusedError):
        gives(till, reason="x" * 121)
    gives(till)
    with pytest.raises(HandoverRefusedError) as refused:
        gives(till)
    assert refused.value.facts["wrong"] == "pending"
    with scope(till.place.id):
        assert till.next.id in receivers(place_id=till.place.id, now=NOW)


def test_only_who_receives_confirms_and_only_what_still_lies_there(till):
    handover_id = gives(till)
    for role, name in ((Role.BENDAHARA, ""), (Role.KETUA, "")):
        with pytest.raises(HandoverRefusedError) as refused:
            confirms(till, handover_id, role, name)
        assert refused.value.facts["wrong"] == "receiver"
    with pytest.raises(NotAllowedError):
        confirms(till, handover_id, Role.KASIR, "")
    till.opens()
    till.tops_up(10_000)
    with pytest.raises(HandoverRefusedError) as refused:
        confirms(till, handover_id)
    assert refused.value.facts["wrong"] == "moved"
    assert row(till, handover_id).is_pending

    withdraw_over(
        handover_id=handover_id,
        **{key: value for key, value in till.shared(Role.BENDAHARA).items() if key != "today"},
    )
    with pytest.raises(HandoverRefusedError) as refused:
        confirms(till, handover_id)
    assert refused.value.facts["wrong"] == "gone"
    gives(till, box=540_000, drawer=None)
