"""Two who act on one group at once: one after the other, or the second is told."""

import threading

import pytest
from django.db import connection

from guyub.community.members.services.groups import GroupRefusedError
from guyub.finance.loans.domain.group_covers import CoverRefusedError
from guyub.finance.loans.domain.group_funds import FundRefusedError
from guyub.finance.loans.domain.group_meetings import CoverHow, MeetingRefusedError
from guyub.finance.loans.services.agreeing import SeatRefusedError
from guyub.finance.loans.services.serving import ServingRefusedError
from tests.finance.loans.group_world import A_MONTH, GroupWorld
from tests.finance.savings.jasa_world import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def book(world):
    return GroupWorld(world)


def together(*acts):
    """Let several do something at once; give what each met."""
    said = [None] * len(acts)

    def run(at, act):
        try:
            act()
            said[at] = "done"
        except (
            GroupRefusedError,
            MeetingRefusedError,
            SeatRefusedError,
            ServingRefusedError,
        ) as refused:
            said[at] = refused.facts["wrong"]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return said


def test_one_sheet_is_booked_once(book):
    meeting = book.meets()
    book.notes(meeting, ani=A_MONTH, dewi=0)
    book.covers(meeting, "budi", CoverHow.KETIK, dewi=A_MONTH)

    said = at_once(lambda: book.books_sheet(meeting, 2 * A_MONTH, version=2), MeetingRefusedError)

    assert said == ["done", *["state"] * 5]
    assert len(book.open()) == 1
    book.whole()


def test_one_sheet_of_a_group_is_made_at_a_time(book):
    assert at_once(book.meets, MeetingRefusedError, times=4) == ["done", "open", "open", "open"]


def test_the_counter_and_the_sheet_do_not_take_one_instalment_twice(book):
    meeting = book.meets()
    book.notes(meeting, ani=A_MONTH)

    sheet, counter = together(
        lambda: book.books_sheet(meeting, A_MONTH), lambda: book.pays(book.loans["Ani Contoh"], A_MONTH)
    )

    assert counter == "done"
    assert sheet in {
        "done",
        "paid",
    }  # a payment after the meeting is an advance; one before it stops the sheet
    assert book.now(book.loans["Ani Contoh"]).left_rp == (100_000 if sheet == "done" else 200_000)
    book.whole()


def test_a_fund_is_not_given_back_twice(book):
    book.into_fund("Ani Contoh", 100_000)
    said = at_once(lambda: book.out_of_fund("Ani Contoh", 60_000), FundRefusedError, times=4)
    assert said == ["done", "short", "short", "short"]
    assert book.fund_rp() == 40_000
    book.whole()


def test_a_first_payment_into_a_fund_makes_it_once(book):
    assert at_once(lambda: book.into_fund("Ani Contoh", 5_000), FundRefusedError) == ["done"] * 6
    assert book.fund_rp() == 30_000
    book.whole()


def test_a_cover_is_not_given_back_twice(book):
    meeting = book.meets()
    book.notes(meeting, dewi=0)
    book.covers(meeting, "budi", CoverHow.KETIK, dewi=50_000)
    book.books_sheet(meeting)
    (cover,) = book.open()
    said = at_once(lambda: book.gives_back(cover, 30_000), CoverRefusedError, times=4)
    assert said == ["amount", "amount", "amount", "done"]
    book.whole()


def test_who_leaves_while_a_loan_is_agreed_to_stays_or_gets_no_loan(book):
    for _ in range(3):
        agreed, left = together(
            lambda: book.agrees_in(book.members["Dewi Contoh"]), lambda: book.leaves("Dewi Contoh")
        )
        assert (agreed, left) in {("done", "kept"), ("seat", "done")}
        if left == "kept":
            return
        book.seats(book.members["Dewi Contoh"])


def test_who_leaves_while_covering_stays_or_the_sheet_says_so(book):
    meeting = book.meets()
    book.notes(meeting, dewi=0)
    book.covers(meeting, "budi", CoverHow.KETIK, dewi=50_000)
    booked, left = together(
        lambda: book.books_sheet(meeting, 50_000, version=2), lambda: book.leaves("Dewi Contoh")
    )
    assert (booked, left) in {("done", "kept"), ("left", "done")}
    book.whole()
