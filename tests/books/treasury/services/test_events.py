"""Recording an event and taking it back: every kind through the database, refusals, two people, two at once."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.ledger.models import JournalEntry
from guyub.books.treasury.domain.events import Direction, EventRefusedError
from guyub.books.treasury.selectors.kinds import kinds
from guyub.books.treasury.selectors.waiting import waiting_events, waiting_paper
from guyub.books.treasury.services.booking import book_event, take_back_event
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.selectors.kinds import kinds as approval_kinds
from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.approvals.services.requests import DecisionRefusedError
from guyub.foundation.identity.domain.roles import TABLE, Action, Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.daily import balances, entries, events, recorded, told, undone
from tests.journal_writing import PHOTO, TODAY, acts, approve, shared, wrong
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
ELECTRICITY = kinds()["beban.listrik"]
GRANT = kinds()["modal.hibah"]
OWN = {"SIMPANAN": "savings", "PINJAMAN": "loans", "BELANJA": "procurement+inventory+consignment"}


@pytest.fixture
def books(world):
    """Bumiayu with books and money: nothing in the drawer, 550,000 in the box, 20,500,000 at the bank."""
    world.cash()
    return world


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)
def test_every_kind_is_posted_and_taken_back_whole(kind, books):
    typed, before = told(books, kind), balances(books)
    if kind.is_hidden:
        booked = by_its_own_page(books, typed)
        event_id, number = booked.event_id, booked.posted.name
    else:
        done = recorded(books, typed)
        event_id, number = done.event_id, done.number

    (event,) = events(books)
    after = balances(books)
    moved = {code: after.get(code, 0) - before.get(code, 0) for code in {*before, *after}}
    assert sum(moved.values()) == 0
    assert event.id == event_id
    assert event.amount_rp <= sum(typed.amounts.values())
    assert number[:2] == {"MASUK": "BK", "KELUAR": "BK", "PINDAH": "BP", "CATAT": "BM"}[kind.direction]
    if kind.direction is not Direction.CATAT:
        (box_rp,) = (rp for (code, _), rp in moved.items() if code == "1.1.02")
        assert box_rp == event.amount_rp * (1 if kind.direction is Direction.MASUK else -1)

    if kind.is_hidden:
        by_its_own_page(books, event)
    else:
        undone(books, event_id)
    assert balances(books) == before
    assert [row.undoes_id for row in events(books)] == [None, event_id]


def by_its_own_page(world, what):
    """Book what the page of another list books, or take it back; members' money and goods have own contexts."""
    more = shared(world)
    own = OWN.get(kinds()[what.kind].group)
    if own:
        more["context"] = own
    with scope(world.bumiayu.id, durable=True):
        if isinstance(what, type(told(world, ELECTRICITY))):
            return book_event(typed=what, **more)
        return take_back_event(event=what, reason="dobel", **more)


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"kind": "kapal.terbang"}, "kind"),
        ({"amounts": {}}, "amount"),
        ({"amounts": {"jumlah": 0}}, "amount"),
        ({"cash_place_id": None}, "cash"),
        ({"cash_place_id": new_id()}, "place"),
        ({"amounts": {"jumlah": 550_001}}, "short"),
        ({"who": "x" * 81}, "who"),
        ({"note": "x" * 121}, "note"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(more, refused, books):
    before = balances(books)

    with pytest.raises(EventRefusedError) as error:
        recorded(books, told(books, ELECTRICITY, **more))

    assert error.value.facts["wrong"] == refused
    assert (balances(books), events(books)) == (before, [])


@pytest.mark.parametrize(
    ("on", "refused"),
    [(TODAY + dt.timedelta(days=1), "future"), (dt.date(2025, 12, 31), "before")],
)
def test_a_day_outside_the_books_is_refused(on, refused, books):
    with pytest.raises(EntryRefusedError) as error:
        recorded(books, told(books, ELECTRICITY, happened_on=on))

    assert error.value.facts["wrong"] == refused
    assert events(books) == []


def test_a_unit_of_nobody_is_refused(books):
    with pytest.raises(EntryRefusedError) as error:
        recorded(books, told(books, ELECTRICITY, unit_id=new_id()))

    assert error.value.facts["wrong"] == "unit"


def test_who_may_not_records_nothing(books):
    for role in Role:
        if Action.RECORD_EVENT not in TABLE[role] and role not in {
            Role.PETUGAS_DINAS,
            Role.KEPALA_DINAS,
            Role.OPERATOR,
        }:
            with pytest.raises(NotAllowedError):
                recorded(books, told(books, ELECTRICITY), actor=books.actor(role))
    assert events(books) == []


def test_pressing_twice_records_once_and_other_facts_are_refused(books):
    request_id, typed = new_id(), told(books, ELECTRICITY)
    first = recorded(books, typed, request_id=request_id)

    assert recorded(books, typed, request_id=request_id) == first
    assert len(events(books)) == 1
    with pytest.raises(DomainError) as refused:
        recorded(books, told(books, ELECTRICITY, who="Lain"), request_id=request_id)
    assert refused.value.code == "kernel.request.reused"


def test_the_photo_stays_with_the_entry(books):
    done = recorded(books, told(books, ELECTRICITY), document=PHOTO)

    with scope(books.bumiayu.id):
        entry = JournalEntry.objects.get(cooperative=books.bumiayu, id=events(books)[0].entry_id)
        assert entry.file.original_name == "nota.jpg"
    assert done.number == "BKK-2026-0001"
    assert acts(books)[-1] == "treasury.event.recorded"


def test_an_event_costs_two_round_trips_for_posting_and_one_for_its_row(books):
    recorded(books, told(books, ELECTRICITY))  # what is read once for all is read
    typed, more = told(books, ELECTRICITY), shared(books)
    with CaptureQueriesContext(connection) as asked:
        recorded(books, typed, **more)

    def trips(table):
        return sum(table in query["sql"] for query in asked)

    # The posting itself is bound by the server and is not in Django's list.
    assert (trips("treasury_cashplace"), trips("treasury_event"), trips("ledger_journal")) == (1, 1, 0)
    assert trips("parameters_") == 1  # from which amount on two people are needed


def test_at_the_threshold_one_person_is_enough_and_above_it_two(books):
    assert recorded(books, told(books, GRANT, amounts={"jumlah": 5_000_000})).event_id
    done = recorded(books, told(books, GRANT, amounts={"jumlah": 5_000_001}, who="Kota"), document=PHOTO)

    assert (done.event_id, len(events(books)), done.number) == (None, 1, "")
    with scope(books.bumiayu.id):
        (row,) = inbox(actor=books.actor(Role.KETUA), now=NOW)
        (waiting,) = waiting_events(actor=books.actor(Role.KETUA), now=NOW)
        paper = waiting_paper(actor=books.actor(Role.KETUA), approval_id=done.approval_id, now=NOW)
        assert waiting_paper(actor=books.actor(Role.KETUA), approval_id=new_id(), now=NOW) is None
    assert (row.said, row.can_decide) == ("peristiwa “Terima hibah”", True)
    assert (waiting.amount_rp, waiting.has_paper, paper.original_name) == (5_000_001, True, "nota.jpg")
    details = dict(approval_kinds()[row.kind].details(row.facts))
    assert details["1.1.02 Kotak bendahara"].replace("\xa0", " ") == (
        "Uang di Kotak bendahara bertambah Rp 5.000.001."
    )
    assert (details["Diterima dari"], details["Tanggal"].replace("\xa0", " ")) == ("Kota", "25 Nov 2026")

    assert wrong(lambda: approve(books, done.approval_id, Role.BENDAHARA), NotAllowedError) is None
    assert approve(books, done.approval_id) is State.APPROVED
    event = events(books)[-1]
    assert (event.amount_rp, event.who, event.person_id) == (
        5_000_001,
        "Kota",
        books.actor(Role.BENDAHARA).person_id,
    )
    with scope(books.bumiayu.id):
        entry = JournalEntry.objects.get(cooperative=books.bumiayu, id=event.entry_id)
    assert (entry.request_id, str(entry)) == (done.approval_id, "BKM-2026-0002")
    assert entry.file_id is not None
    assert acts(books)[-3:] == ["approvals.asked", "treasury.event.recorded", "approvals.approved"]


def test_nobody_is_asked_in_vain(books):
    """What the drawer cannot give is refused before anybody is asked, and so is what the books refuse."""
    for more, refused in (
        ({"amounts": {"jumlah": 6_000_000}}, "short"),
        (
            {
                "amounts": {"jumlah": 6_000_000},
                "cash_place_id": books.cash()["BANK"],
                "happened_on": TODAY + dt.timedelta(days=2),
            },
            "future",
        ),
    ):
        assert wrong(lambda more=more: recorded(books, told(books, ELECTRICITY, **more))) == refused
    with scope(books.bumiayu.id):
        assert inbox(actor=books.actor(Role.KETUA), now=NOW) == []
    assert events(books) == []


def test_a_rejected_one_is_not_recorded(books):
    done = recorded(books, told(books, GRANT, amounts={"jumlah": 6_000_000}))

    assert approve(books, done.approval_id, is_approved=False, reason="Belum cair") is State.REJECTED
    assert events(books) == []


def test_taking_back_above_the_threshold_needs_the_second_person_too(books):
    first = recorded(books, told(books, GRANT, amounts={"jumlah": 6_000_000}))
    approve(books, first.approval_id)
    (event,) = events(books)
    before = balances(books)

    done = undone(books, event.id)
    again = undone(books, event.id)
    assert (done.event_id, balances(books)) == (None, before)
    assert approve(books, done.approval_id) is State.APPROVED
    assert events(books)[-1].undoes_id == event.id
    # The second request finds it taken back already, and stays as it is.
    assert wrong(lambda: approve(books, again.approval_id), EventRefusedError) == "undone"
    assert len(events(books)) == 2


@pytest.mark.parametrize("reason", ["", "  ", "x" * 61])
def test_taking_back_needs_a_short_reason(reason, books):
    done = recorded(books, told(books, ELECTRICITY))

    assert wrong(lambda: undone(books, done.event_id, reason=reason), EventRefusedError) == "reason"
    assert len(events(books)) == 1


def test_what_cannot_be_taken_back(books):
    done = recorded(books, told(books, ELECTRICITY))
    from_list = by_its_own_page(
        books, told(books, ELECTRICITY, source_kind="treasury.claim", source_id=new_id())
    )
    back = undone(books, done.event_id)

    for event_id, refused in (
        (new_id(), "gone"),
        (from_list.event_id, "listed"),
        (done.event_id, "undone"),
        (back.event_id, "undo"),
    ):
        assert wrong(lambda event_id=event_id: undone(books, event_id), EventRefusedError) == refused
    assert len(events(books)) == 3


def test_money_that_is_spent_already_is_not_taken_back_from_the_box(books):
    done = recorded(books, told(books, GRANT, amounts={"jumlah": 100_000}))
    recorded(books, told(books, ELECTRICITY, amounts={"jumlah": 600_000}))

    assert wrong(lambda: undone(books, done.event_id), EventRefusedError) == "short"
    assert len(events(books)) == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_back_at_once_take_it_back_once(books):
    done, before = recorded(books, told(books, ELECTRICITY)), entries(books)
    actors = [books.actor(Role.BENDAHARA), books.actor(Role.BENDAHARA, name="Wakil bendahara")]
    gate, outcomes = threading.Barrier(2), []

    def undo(actor):
        gate.wait()
        try:
            undone(books, done.event_id, actor=actor)
            outcomes.append("done")
        except DomainError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=undo, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "undone"]
    assert (len(events(books)), entries(books)) == (2, before + 1)


def test_another_cooperative_sees_and_touches_nothing(books):
    done = recorded(books, told(books, ELECTRICITY))
    stranger = books.actor(Role.BENDAHARA, books.arjosari)

    with pytest.raises(NotAllowedError):
        undone(books, done.event_id, actor=stranger)
    assert wrong(lambda: undone(books, done.event_id, actor=stranger, place=books.arjosari)) == "gone"
    with pytest.raises(DecisionRefusedError):
        approve(books, new_id())
