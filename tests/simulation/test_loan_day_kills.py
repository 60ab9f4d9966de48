"""The end of the day killed at any moment, and raced by payments and by itself: nothing is lost, nothing doubled."""

import os
import random
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

import guyub
from guyub.books.ledger.models import JournalEntry
from guyub.books.ledger.selectors.verify import verify_books
from guyub.finance.loans.models import Loan, LoanBookDay, LoanDay
from guyub.finance.loans.services import book_day, paying
from guyub.finance.loans.services.book_day import LoanBookRefusedError, count_loan_book
from guyub.finance.loans.services.calendar import count_due_books
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.book_world import YESTERDAY, BookWorld
from tests.finance.loans.loan_book import LoanBook
from tests.finance.loans.services.test_paying import whole
from tests.finance.savings.jasa_world import JANUARY
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

ROOT = Path(guyub.__file__).resolve().parent.parent
PROGRAM = "import django; django.setup(); from tests.simulation.loan_day_counter import main; main()"
LONGEST_S, LOANS = 0.5, 6
FIRST = date(2026, 1, 20)
DAYS = [*(date(2026, month, 1) - timedelta(days=1) for month in range(2, 12)), YESTERDAY]


@pytest.fixture
def book(world):
    """Loans of which each month another one pays nothing, counted once in January."""
    found = BookWorld(world)
    found.loans = [found.lends(on=date(2026, 1, 1 + at), settled=at) for at in range(LOANS)]
    found.counts(FIRST)
    return found


def killed_run(postgresql, seconds):
    """Let another process count, and kill it after so many seconds."""
    address = postgresql.url("guyub_app", database=connection.settings_dict["NAME"])
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, NOW.isoformat()],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "begun\n"
        time.sleep(seconds)
        process.kill()


def counted(book):
    """Hold days, rows of loans, entries and the trail against each other; tell how many days are counted."""
    place = book.place
    with scope(place.id):
        days = list(LoanBookDay.objects.filter(cooperative=place).order_by("on"))
        assert [day.on for day in days] == [FIRST, *DAYS][: len(days)]
        for day in days:
            assert LoanDay.objects.filter(cooperative=place, on=day.on).count() == day.changed
        entries = JournalEntry.objects.filter(cooperative=place, source_kind="loans.book")
        assert {row.id for row in entries} == {day.entry_id for day in days if day.entry_id}
        acts = AuditEntry.objects.filter(cooperative=place, act="loans.book.counted")
        assert acts.count() == len(days)
        assert chain_break(place.id) is None
    book.whole()
    return len(days) - 1


def stands(book):
    with scope(book.place.id):
        rows = Loan.objects.filter(cooperative=book.place).order_by("no")
        return list(
            rows.values_list("kolektibilitas", "overdue_since", "overdue_rp", "provision_rp", "jasa_rp")
        )


def kill(postgresql, book, kills, seed):
    """Kill runs until so many were killed or all days are there; then let one end."""
    chance, at = random.Random(seed), 0  # noqa: S311  the same faults every time
    for _ in range(kills):
        killed_run(postgresql, chance.random() * LONGEST_S)
        at = counted(book)
        if at == len(DAYS):
            break
    assert count_due_books(now=NOW) == len(DAYS) - at
    assert counted(book) == len(DAYS)
    # Loan by loan an instalment more is paid: ten to five are late, those of four for more than half a year.
    assert stands(book) == [
        ("M", date(2026, 2 + at, 1 + at), (10 - at) * 112_000, 1_200_000 - at * 100_000, 0) for at in range(4)
    ] + [
        ("KL", date(2026, 6, 5), 6 * 112_000, 80_000, 0),
        ("KL", date(2026, 7, 6), 5 * 112_000, 70_000, 0),
    ]
    with scope(book.place.id):
        assert verify_books(place=book.place).findings == ()


@pytest.mark.parametrize("seed", [20261127])
def test_a_count_killed_at_any_moment_is_run_again(seed, postgresql, book):
    kill(postgresql, book, 6, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_a_count_killed_again_and_again_ends_the_same(seed, postgresql, book):
    kill(postgresql, book, 40, seed)


def together(*acts):
    """Let all act at the same moment, each on a connection of its own; tell what each answered or refused."""
    start, said = threading.Barrier(len(acts)), {}

    def run(at, act):
        start.wait()
        try:
            said[at] = act()
        except LoanBookRefusedError as refusal:
            said[at] = refusal.facts["wrong"]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [said[at] for at in range(len(acts))]


def test_of_eight_counts_at_once_one_writes_and_all_answer_the_same(book):
    said = together(*[lambda: book.counts(DAYS[0])] * 8)

    assert len(set(said)) == 1
    assert counted(book) == 1


def test_of_two_days_at_once_the_later_one_stands(book):
    said = together(lambda: book.counts(DAYS[0]), lambda: book.counts(DAYS[1]))

    assert said[1].on == DAYS[1]
    assert said[0] == "before" or said[0].on == DAYS[0]
    book.whole()


@pytest.fixture
def lent(world):
    """A loan of a real counter, all of whose instalments but the last two are late."""
    found = LoanBook(world)
    found.loan = found.lends(on=JANUARY)
    return found


def end_of_day(lent, on=YESTERDAY):
    return count_loan_book(place=lent.place, on=on, request_id=new_id(), now=NOW)


@pytest.mark.parametrize("attempt", range(6))
def test_a_payment_that_meets_the_count_is_in_the_books_once(lent, attempt):
    end_of_day(lent, YESTERDAY - timedelta(days=1))
    acts = [lambda: lent.pays(lent.loan, 112_000 * 8), lambda: end_of_day(lent)]
    together(*(reversed(acts) if attempt % 2 else acts))

    now = lent.now(lent.loan)
    assert (now.left_rp, now.overdue_rp) == (400_000, 2 * 112_000)
    whole(lent)
    # Whichever came first, the next day says the same: paid up to September, so good again.
    later = NOW + timedelta(days=1)
    count_loan_book(place=lent.place, on=NOW.date(), request_id=new_id(), now=later)
    now = lent.now(lent.loan)
    assert (now.kolektibilitas, now.provision_rp, now.jasa_rp) == ("L", 4_000, 24_000)
    whole(lent)


def test_the_count_lets_a_payment_go_first_that_holds_its_loan(lent, monkeypatch):
    """The payment holds the loan and waits for the journal, the count holds the journal and wants the loan."""
    has_loan, has_journal, tries = threading.Event(), threading.Event(), []
    judge, count = paying.judge_till, book_day.count_book

    def judging(**told):
        has_loan.set()
        assert has_journal.wait(10)
        judge(**told)

    def counting(**told):
        tries.append(told["on"])
        has_journal.set()
        assert has_loan.wait(10)
        count(**told)

    monkeypatch.setattr(paying, "judge_till", judging)
    monkeypatch.setattr(book_day, "count_book", counting)
    paid, done = together(lambda: lent.pays(lent.loan, 112_000 * 8), lambda: end_of_day(lent))

    assert (paid.left_rp, done.changed) == (400_000, 1)
    assert len(tries) > 1
    assert lent.now(lent.loan).kolektibilitas == "L"
    whole(lent)


def test_where_a_loan_is_never_let_go_the_count_is_refused_and_nothing_is_written(lent, monkeypatch):
    monkeypatch.setattr(book_day, "TRIES", 2)
    is_held, is_over = threading.Event(), threading.Event()
    before = lent.now(lent.loan)

    def hold():
        with scope(lent.place.id, durable=True):
            Loan.objects.select_for_update().get(cooperative=lent.place, id=lent.loan.id)
            is_held.set()
            assert is_over.wait(20)

    def ask():
        assert is_held.wait(10)
        try:
            return end_of_day(lent)
        finally:
            is_over.set()

    assert together(hold, ask) == [None, "busy"]
    after = lent.now(lent.loan)
    assert (after.provision_rp, after.kolektibilitas, after.counted_no) == (0, before.kolektibilitas, None)
    with scope(lent.place.id):
        assert not LoanBookDay.objects.filter(cooperative=lent.place).exists()
        assert not JournalEntry.objects.filter(cooperative=lent.place, source_kind="loans.book").exists()
    assert end_of_day(lent).changed == 1
