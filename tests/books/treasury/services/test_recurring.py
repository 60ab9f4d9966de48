"""Events that come again, and favourites."""

import datetime as dt
import threading

import pytest
from django.db import connection

from guyub.books.treasury.domain.events import EventRefusedError
from guyub.books.treasury.domain.recurring import RecurringRefusedError
from guyub.books.treasury.models import FavouriteEvent, RecurringEvent
from guyub.books.treasury.selectors.events import favourites_of, last_told, recent_of
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.selectors.recurring import due_events, recurring_of
from guyub.books.treasury.services.favourites import keep_favourite
from guyub.books.treasury.services.recurring import end_recurring, keep_recurring, record_recurring
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.daily import events, recorded, told, undone
from tests.journal_writing import TODAY, acts, shared, wrong
from tests.world import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ELECTRICITY = kinds()["beban.listrik"]
INTERNET = kinds()["beban.internet"]


@pytest.fixture
def books(world):
    world.cash()
    return world


def kept(world, event_id, **more):
    typed = {"event_id": event_id, "every": "BULAN", "first_on": TODAY, "until": None}
    return keep_recurring(**(shared(world) | typed | more))


def recorded_again(world, recurring_id, due_on=TODAY, typed=None, **more):
    return record_recurring(
        recurring_id=recurring_id,
        due_on=due_on,
        typed=typed or told(world, ELECTRICITY),
        **(shared(world) | more),
    )


def rows(world):
    with scope(world.bumiayu.id):
        return list(RecurringEvent.objects.filter(cooperative=world.bumiayu).order_by("id"))


def test_it_is_due_on_its_day_and_then_a_month_later(books):
    done = recorded(books, told(books, ELECTRICITY, who="PLN", amounts={"jumlah": 90_000}))
    recurring_id = kept(books, done.event_id)

    with scope(books.bumiayu.id):
        assert due_events(books.bumiayu.id, TODAY - dt.timedelta(days=1)) == []
        (due,) = due_events(books.bumiayu.id, TODAY)
    assert (due.what, due.every, due.told.amount_rp, due.told.who) == (
        "Bayar listrik dan air",
        "Tiap bulan",
        90_000,
        "PLN",
    )
    again = recorded_again(books, recurring_id)
    with scope(books.bumiayu.id):
        assert due_events(books.bumiayu.id, TODAY) == []
        (row,) = recurring_of(cooperative_id=books.bumiayu.id, today=TODAY)
    assert row.next_on == dt.date(2026, 12, 25)
    assert len(events(books)) == 2
    assert undone(books, again.event_id).event_id  # an everyday event all the same
    assert acts(books)[-4:] == [
        "treasury.event.recorded",
        "treasury.recurring.kept",
        "treasury.event.recorded",
        "treasury.event.undone",
    ]


def test_its_last_one_ends_it(books):
    done = recorded(books, told(books, ELECTRICITY))
    recurring_id = kept(books, done.event_id, until=dt.date(2026, 12, 24))

    recorded_again(books, recurring_id)

    (row,) = rows(books)
    assert row.ended_on == TODAY
    assert wrong(lambda: recorded_again(books, recurring_id, row.next_on), RecurringRefusedError) == "gone"


@pytest.mark.django_db(transaction=True)
def test_two_who_record_it_at_once_record_it_once(books):
    done = recorded(books, told(books, ELECTRICITY))
    recurring_id = kept(books, done.event_id)
    actors = [books.actor(Role.BENDAHARA), books.actor(Role.BENDAHARA, name="Wakil bendahara")]
    gate, outcomes = threading.Barrier(2), []

    def record(actor):
        gate.wait()
        try:
            recorded_again(books, recurring_id, actor=actor)
            outcomes.append("done")
        except DomainError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=record, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "due"]
    assert len(events(books)) == 2


def test_what_the_books_refuse_leaves_its_day_as_it_was(books):
    done = recorded(books, told(books, ELECTRICITY))
    recurring_id = kept(books, done.event_id)

    short = told(books, ELECTRICITY, amounts={"jumlah": 900_000})
    assert wrong(lambda: recorded_again(books, recurring_id, typed=short)) == "short"
    other = told(books, INTERNET)
    assert wrong(lambda: recorded_again(books, recurring_id, typed=other), EventRefusedError) == "kind"
    assert wrong(lambda: recorded_again(books, recurring_id, dt.date(2026, 11, 1))) == "due"
    assert [row.next_on for row in rows(books)] == [TODAY]
    assert len(events(books)) == 1


def test_above_the_threshold_asking_settles_the_day(books):
    grant = kinds()["modal.hibah"]
    done = recorded(books, told(books, grant))
    recurring_id = kept(books, done.event_id)

    asked = recorded_again(books, recurring_id, typed=told(books, grant, amounts={"jumlah": 9_000_000}))

    assert (asked.event_id, bool(asked.approval_id)) == (None, True)
    assert rows(books)[0].next_on == dt.date(2026, 12, 25)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"every": "TAHUN"}, "every"),
        ({"first_on": TODAY - dt.timedelta(days=1)}, "first"),
        ({"until": TODAY - dt.timedelta(days=1)}, "until"),
    ],
)
def test_what_cannot_come_again(more, refused, books):
    done = recorded(books, told(books, ELECTRICITY))

    assert wrong(lambda: kept(books, done.event_id, **more), RecurringRefusedError) == refused
    assert rows(books) == []


def test_only_an_everyday_event_of_this_cooperative_comes_again(books):
    done = recorded(books, told(books, ELECTRICITY))
    back = undone(books, done.event_id)

    assert wrong(lambda: kept(books, new_id()), EventRefusedError) == "gone"
    assert wrong(lambda: kept(books, back.event_id), EventRefusedError) == "undo"
    stranger = {"actor": books.actor(Role.BENDAHARA, books.arjosari), "place": books.arjosari}
    assert wrong(lambda: kept(books, done.event_id, **stranger), EventRefusedError) == "gone"
    assert rows(books) == []


def test_it_is_ended_once(books):
    done = recorded(books, told(books, ELECTRICITY))
    recurring_id = kept(books, done.event_id)

    end_recurring(recurring_id=recurring_id, **shared(books))

    with scope(books.bumiayu.id):
        assert recurring_of(cooperative_id=books.bumiayu.id, today=TODAY) == []
    assert (
        wrong(lambda: end_recurring(recurring_id=recurring_id, **shared(books)), RecurringRefusedError)
        == "gone"
    )


def keep(world, kind="beban.listrik", *, is_favourite=True, role=Role.BENDAHARA):
    more = shared(world, role)
    del more["today"]
    keep_favourite(kind=kind, is_favourite=is_favourite, **more)


def test_favourites_are_of_one_person_and_kept_once(books):
    keep(books)
    keep(books)
    keep(books, "bank.setor")

    def mine(person_id):
        with scope(books.bumiayu.id):
            return [kind.code for kind in favourites_of(cooperative_id=books.bumiayu.id, person_id=person_id)]

    treasurer = books.actor(Role.BENDAHARA).person_id
    assert mine(treasurer) == ["beban.listrik", "bank.setor"]
    assert mine(books.actor(Role.KETUA).person_id) == []
    keep(books, is_favourite=False)
    keep(books, is_favourite=False)
    assert mine(treasurer) == ["bank.setor"]
    assert wrong(lambda: keep(books, "kapal.terbang"), EventRefusedError) == "kind"
    with scope(books.bumiayu.id):
        assert FavouriteEvent.objects.filter(cooperative=books.bumiayu).count() == 1


def test_what_was_used_lately_and_told_last_is_at_hand(books):
    person_id = books.actor(Role.BENDAHARA).person_id
    first = recorded(books, told(books, ELECTRICITY, who="PLN"))
    recorded(books, told(books, INTERNET, who="Telkom"))
    wrong_one = recorded(books, told(books, ELECTRICITY, who="Salah"))
    undone(books, wrong_one.event_id)

    with scope(books.bumiayu.id):
        recent = recent_of(cooperative_id=books.bumiayu.id, person_id=person_id)
        told_last = last_told(cooperative_id=books.bumiayu.id, kind="beban.listrik")
        assert last_told(cooperative_id=books.bumiayu.id, kind="beban.sewa") is None
        assert recent_of(cooperative_id=books.bumiayu.id, person_id=new_id()) == []
    assert [kind.code for kind in recent] == ["beban.listrik", "beban.internet"]
    assert (told_last.who, told_last.cash_place_id) == ("PLN", books.cash()["BRANKAS"])
    assert first.event_id
