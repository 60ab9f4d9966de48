"""What of loans waits on a morning, with numbers by hand, and whose task it is."""

from datetime import date

import pytest

from guyub.desks.cooperative.selectors.home import home_page
from guyub.desks.cooperative.web.tasks import tasks_of
from guyub.finance.loans.selectors.morning import (
    LoansDue,
    LoansWaiting,
    loans_due_inquiry,
    loans_waiting_inquiry,
)
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.request_book import RequestBook
from tests.finance.savings.jasa_world import JANUARY
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return RequestBook(world)


def told(book, today):
    with scope(book.place.id):
        return asked(loans_due_inquiry(book.place.id, today=today), loans_waiting_inquiry(book.place.id))


def tasks(book, role):
    page = home_page(actor=book.world.actor(role), place=book.place, now=NOW, today=NOW.date())
    found = tasks_of(page, book.place, today=NOW.date())
    return {task.title: task.note.replace("\u00a0", " ") for task in found if "pinjam" in task.address}


def test_before_the_first_loan_nothing_waits(book):
    assert told(book, date(2026, 2, 1)) == [LoansDue(0, 0, 0, 0), LoansWaiting(0, 0, 0)]
    assert tasks(book, Role.BENDAHARA) == {}


def test_what_is_due_today_is_soon_and_from_tomorrow_late(book):
    book.lends(on=JANUARY)  # 112.000 on the first of each month

    assert told(book, date(2026, 1, 24))[0] == LoansDue(0, 0, 0, 0)
    assert told(book, date(2026, 1, 25))[0] == LoansDue(0, 0, 1, 112_000)
    assert told(book, date(2026, 2, 1))[0] == LoansDue(0, 0, 1, 112_000)
    assert told(book, date(2026, 2, 2))[0] == LoansDue(1, 112_000, 0, 0)
    assert told(book, date(2026, 2, 25))[0] == LoansDue(1, 112_000, 1, 112_000)


def test_each_has_its_way_and_who_does_it_sees_it(book):
    book.lends(on=JANUARY)
    book.agrees()
    book.applies()

    assert told(book, NOW.date())[1] == LoansWaiting(1, 1, 1_200_000)
    # Due from February to November, none paid: 10 x 112.000.
    late = {"Tagih 1 pinjaman yang menunggak": "lewat jatuh tempo, Rp 1.120.000"}
    soon = {"1 pinjaman jatuh tempo dalam 7 hari": "Rp 112.000"}
    assert (
        tasks(book, Role.BENDAHARA)
        == {
            "Proses 1 permohonan pinjaman": "belum diputus",
            "Cairkan 1 pinjaman yang disetujui": "Rp 1.200.000",
        }
        | late
        | soon
    )
    assert tasks(book, Role.KOLEKTOR) == late | soon
    assert tasks(book, Role.PENGAWAS) == {}
