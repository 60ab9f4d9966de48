"""The free journal above the threshold: by two people, once."""

import datetime as dt
import threading

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection

from guyub.books.ledger.domain.entries import EntryRefusedError
from guyub.books.ledger.models import JournalHead
from guyub.books.ledger.services.journal import (
    correct_entry,
    post_journal,
    reverse_entry,
)
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.selectors.requests import inbox
from guyub.foundation.approvals.services.requests import DecisionRefusedError, decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.journal_writing import (
    PHOTO,
    PIN,
    acts,
    amounts,
    approve,
    entries,
    posted,
    shared,
    typed,
    wrong,
)
from tests.world import NOW, new_id

pytestmark = pytest.mark.database


@pytest.fixture
def books(world):
    load_national(now=NOW)
    world.open_books(world.bumiayu)
    return world


def test_at_the_threshold_one_person_is_enough(books):
    assert posted(books, typed(amount_rp=5_000_000)).entry_id
    assert posted(books, typed(amount_rp=5_000_001)).approval_id
    assert len(entries(books)) == 1


def test_above_the_threshold_a_second_person_lets_it_stand(books):
    treasurer = books.actor(Role.BENDAHARA)
    done = posted(books, typed(amount_rp=7_500_000), document=PHOTO)

    assert (done.entry_id, entries(books)) == (None, [])
    with scope(books.bumiayu.id):
        (row,) = inbox(actor=books.actor(Role.KETUA), now=NOW)
        assert (row.said, row.amount_rp, row.can_decide) == ("jurnal “Bayar listrik”", 7_500_000, True)
    assert wrong(lambda: approve(books, done.approval_id, Role.BENDAHARA), NotAllowedError) is None
    assert wrong(lambda: approve(books, done.approval_id, Role.SEKRETARIS), NotAllowedError) is None
    assert approve(books, done.approval_id) is State.APPROVED
    (entry,) = entries(books)
    assert (entry.actor_id, entry.request_id, str(entry)) == (
        treasurer.person_id,
        done.approval_id,
        "JU-2026-0001",
    )
    assert entry.file_id is not None
    assert amounts(books, entry) == [("6.1.02", 7_500_000, ""), ("1.1.02", -7_500_000, "BEBAN")]
    assert acts(books) == ["approvals.asked", "ledger.entry.posted", "approvals.approved"]


def test_a_refused_request_posts_nothing(books):
    done = posted(books, typed(amount_rp=7_500_000))

    assert approve(books, done.approval_id, is_approved=False, reason="Notanya belum ada") is State.REJECTED
    assert entries(books) == []


def test_what_was_approved_after_its_month_was_closed_stands_on_the_first_open_day(books):
    done = posted(books, typed(amount_rp=7_500_000, on=dt.date(2026, 10, 30)))
    with scope(books.bumiayu.id):
        JournalHead.objects.filter(cooperative=books.bumiayu).update(closed_through=dt.date(2026, 10, 31))

    approve(books, done.approval_id)
    (entry,) = entries(books)
    assert (entry.occurred_on, entry.dated_on) == (dt.date(2026, 10, 30), dt.date(2026, 11, 1))


def test_a_large_reversal_asks_a_second_person_too(books):
    done = posted(books, typed(amount_rp=7_500_000))
    approve(books, done.approval_id)
    (entry,) = entries(books)

    asked = reverse_entry(entry_id=entry.id, reason="dobel", **shared(books))
    again = reverse_entry(entry_id=entry.id, reason="dobel lagi", **shared(books))
    assert len(entries(books)) == 1
    approve(books, asked.approval_id)
    assert [row.reverses_id for row in entries(books)] == [None, entry.id]
    assert wrong(lambda: approve(books, again.approval_id), EntryRefusedError) == "reversed"
    assert len(entries(books)) == 2


def test_a_large_correction_waits_whole(books):
    first = posted(books)
    done = correct_entry(
        entry_id=first.entry_id, reason="kurang nol", typed=typed(amount_rp=20_000_000), **shared(books)
    )

    assert len(entries(books)) == 1
    approve(books, done.approval_id)
    assert [row.total_rp for row in entries(books)] == [200_000, 200_000, 20_000_000]


@pytest.mark.django_db(transaction=True)
def test_two_people_approve_in_the_same_moment_and_one_entry_stands(books):
    done = posted(books, typed(amount_rp=7_500_000))
    people = [books.actor(role) for role in (Role.KETUA, Role.WAKIL_KETUA_USAHA)]
    for role in (Role.KETUA, Role.WAKIL_KETUA_USAHA):
        person = books.person(role)
        person.pin = make_password(PIN)
        person.save()
    outcomes = []

    def press(actor):
        try:
            outcomes.append(
                decide(
                    actor=actor,
                    approval_id=done.approval_id,
                    is_approved=True,
                    proof=PIN,
                    request_id=new_id(),
                    now=NOW,
                )
            )
        except DecisionRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[actor]) for actor in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, outcomes)) == ["APPROVED", "closed"]
    assert len(entries(books)) == 1


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_in_the_same_moment_it_is_posted_once(books):
    pressed, outcomes = new_id(), []
    wanted = shared(books) | {"request_id": pressed}

    def press():
        try:
            outcomes.append(post_journal(typed=typed(), **wanted))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes[0] == outcomes[1]
    assert len(entries(books)) == 1
