"""Booking an event: one entry, one row, its voucher's number; drawers never below nothing; taking back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.ledger.services.accounts import grow_account
from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.models import Event
from guyub.books.treasury.selectors.places import free_accounts, places_of
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.books.treasury.services.places import PlaceRefusedError, close_place, open_place
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW, World, new_id

TODAY = NOW.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Bumiayu with open books: 550,000 in the treasurer's box, 20,500,000 at the bank."""
    made = World()
    made.books()
    return made


def opened(world, kind, name, **more):
    return open_place(
        actor=world.actor(Role.BENDAHARA),
        place=world.bumiayu,
        kind=kind,
        name=name,
        today=TODAY,
        request_id=new_id(),
        now=NOW,
        **more,
    )


def booked(world, kind, cash, to=None, **amounts):
    with scope(world.bumiayu.id, durable=True):
        return book_event(
            place=world.bumiayu,
            typed=EventTyped(
                kind=kind,
                happened_on=TODAY,
                amounts=amounts,
                cash_place_id=cash,
                to_place_id=to,
                who="Toko contoh",
            ),
            today=TODAY,
            actor=world.actor(Role.BENDAHARA),
            request_id=new_id(),
            now=NOW,
        )


def balances(world):
    with scope(world.bumiayu.id):
        return {row.name: row.balance_rp for row in places_of(cooperative_id=world.bumiayu.id)}


def test_the_first_place_of_a_kind_takes_what_lies_there_and_the_next_grows_below(world):
    opened(world, "BRANKAS", "Kotak bendahara")
    opened(world, "BRANKAS", "Brankas gerai")
    opened(world, "BANK", "BRI", bank_name="BRI")

    assert balances(world) == {"Kotak bendahara": 550_000, "Brankas gerai": 0, "BRI": 20_500_000}
    with scope(world.bumiayu.id):
        codes = [row.account_code for row in places_of(cooperative_id=world.bumiayu.id)]
    assert codes == ["1.1.02.01", "1.1.02", "1.1.03"]


def test_an_account_that_the_cooperative_had_added_becomes_a_place_with_what_lies_there(world):
    with scope(world.bumiayu.id, durable=True):
        code = grow_account(place_id=world.bumiayu.id, above="1.1.03", name="Bank BRI")

    opened(world, "BANK", "BRI", bank_name="BRI", account_code=code)

    with scope(world.bumiayu.id):
        assert [row.account_code for row in places_of(cooperative_id=world.bumiayu.id)] == [code]
        assert (
            free_accounts(cooperative_id=world.bumiayu.id, places=places_of(cooperative_id=world.bumiayu.id))
            == []
        )
    for kind, wished in (("BANK", code), ("BANK", "1.1.03.77"), ("BRANKAS", code), ("BANK", "1.1.03")):
        with pytest.raises(PlaceRefusedError) as refused:
            opened(world, kind, "Lain", bank_name="BRI", account_code=wished)
        assert refused.value.facts == {"wrong": "account"}
    assert list(balances(world)) == ["BRI"]


def test_an_event_is_one_entry_and_one_row_in_three_round_trips(world):
    box = opened(world, "BRANKAS", "Kotak bendahara")
    with CaptureQueriesContext(connection) as asked:
        done = booked(world, "beban.listrik", box, jumlah=150_000)

    assert done.posted.name == "BKK-2026-0001"
    assert balances(world) == {"Kotak bendahara": 400_000}
    with scope(world.bumiayu.id):
        row = Event.objects.get(cooperative_id=world.bumiayu.id)
    assert (row.amount_rp, row.who, row.entry_id) == (150_000, "Toko contoh", done.posted.entry_id)
    # The posting itself is bound by the server and is not in Django's list.
    assert len([q for q in asked if "treasury_" in q["sql"]]) == 2


def test_a_box_never_holds_less_than_nothing(world):
    box, bank = opened(world, "BRANKAS", "Kotak"), opened(world, "BANK", "BRI", bank_name="BRI")

    with pytest.raises(EventRefusedError) as refused:
        booked(world, "beban.listrik", box, jumlah=550_001)

    assert refused.value.facts == {"wrong": "short", "missing_rp": 1}
    assert balances(world)["Kotak"] == 550_000
    booked(world, "beban.listrik", box, jumlah=550_000)
    booked(world, "beban.listrik", bank, jumlah=21_000_000)  # a bank's paper may come later than its money
    assert balances(world) == {"Kotak": 0, "BRI": -500_000}


def test_money_that_moves_leaves_one_place_for_the_other_and_comes_back_whole(world):
    box, bank = opened(world, "BRANKAS", "Kotak"), opened(world, "BANK", "BRI", bank_name="BRI")
    done = booked(world, "bank.setor", box, bank, jumlah=300_000)
    assert done.posted.name == "BP-2026-0001"
    assert balances(world) == {"Kotak": 250_000, "BRI": 20_800_000}

    def back():
        with scope(world.bumiayu.id, durable=True):
            event = Event.objects.get(cooperative_id=world.bumiayu.id, id=done.event_id)
            return take_back_event(
                place=world.bumiayu,
                event=event,
                reason="salah ketik",
                today=TODAY,
                actor=world.actor(Role.BENDAHARA),
                request_id=new_id(),
                now=NOW,
            )

    assert back().posted.name == "BP-2026-0002"
    assert balances(world) == {"Kotak": 550_000, "BRI": 20_500_000}
    with pytest.raises(EventRefusedError) as refused:
        back()
    assert refused.value.facts == {"wrong": "undone"}


def test_a_closed_place_takes_nothing_and_one_with_money_does_not_close(world):
    box = opened(world, "BRANKAS", "Kotak")
    actor = world.actor(Role.BENDAHARA)

    def close():
        close_place(actor=actor, place=world.bumiayu, place_id=box, today=TODAY, request_id=new_id(), now=NOW)

    with pytest.raises(PlaceRefusedError) as refused:
        close()
    assert refused.value.facts["wrong"] == "balance"
    booked(world, "beban.listrik", box, jumlah=550_000)
    close()
    with pytest.raises(EventRefusedError) as refused:
        booked(world, "modal.hibah", box, jumlah=5_000)
    assert refused.value.facts == {"wrong": "place"}


@pytest.mark.parametrize(
    ("kind", "name", "more", "wrong"),
    [
        ("PETI", "A", {}, "kind"),
        ("LACI", " ", {}, "name"),
        ("LACI", "x" * 81, {}, "name"),
        ("BANK", "BRI", {}, "bank"),
        ("LACI", "Laci satu", {}, "taken"),
    ],
)
def test_a_place_that_cannot_be_is_refused(world, kind, name, more, wrong):
    opened(world, "LACI", "Laci satu")

    with pytest.raises(PlaceRefusedError) as refused:
        opened(world, kind, name, **more)

    assert refused.value.facts["wrong"] == wrong
    assert list(balances(world)) == ["Laci satu"]
