"""The book as of a past day, how loans moved between classes, how what is set aside moved."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.models import Loan
from guyub.finance.loans.selectors.book_days import (
    book_of,
    class_moves,
    last_counted,
    loans_of_book,
    provision_movement,
)
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.book_world import YESTERDAY, BookWorld

pytestmark = pytest.mark.django_db

L, _, KL, D, M = Kolektibilitas
SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 31)


@pytest.fixture
def book(bare_world):
    """A book of three days: one loan gets worse, one pays, one is settled, one is written off, one is new."""
    found = BookWorld(bare_world)
    found.worse = found.lends(on=date(2026, 5, 20), settled=1)
    found.paid = found.lends(on=date(2026, 5, 10), settled=1)
    found.over = found.lends(on=date(2026, 9, 1))
    found.lost = found.lends(on=date(2026, 3, 1))
    for on in (SEPTEMBER - timedelta(days=10), SEPTEMBER):
        found.counts(on)
    found.settles(found.paid, 4)
    found.ends(found.over, on=date(2026, 10, 5))
    found.ends(found.lost, "HAPUS_BUKU", on=date(2026, 10, 6))
    found.fresh = found.lends(on=date(2026, 10, 20))
    found.counts(OCTOBER)
    found.counts(YESTERDAY)
    found.whole()
    return found


def asked(book, selector, **told):
    with scope(book.place.id):
        return selector(cooperative_id=book.place.id, **told)


def classes(found):
    return {one.kolektibilitas.value: one.loans for one in found.classes if one.loans}


def test_the_book_as_of_a_day(book):
    told = [classes(asked(book, book_of, on=on)) for on in (SEPTEMBER, OCTOBER, YESTERDAY)]

    assert told == [{"L": 3, "M": 1}, {"L": 2, "KL": 1}, {"L": 2, "KL": 1}]
    now = asked(book, book_of, on=YESTERDAY)
    held = book.book_day()
    assert (now.loans, now.left_rp, now.overdue_rp, now.provision_rp, now.jasa_rp) == (
        held.loans,
        held.left_rp,
        held.overdue_rp,
        held.provision_rp,
        held.jasa_rp,
    )
    assert book.books("1.2.03", "1.2.04", "1.2.05") == (now.left_rp, now.jasa_rp, -now.provision_rp)


def test_a_day_that_nobody_counted_is_as_the_one_before(book):
    on = SEPTEMBER + timedelta(days=3)

    assert classes(asked(book, book_of, on=on)) == {"L": 3, "M": 1}
    assert classes(asked(book, book_of, on=date(2026, 1, 1))) == {}


def test_loans_of_a_day_stand_with_the_longest_overdue_first(book):
    found = asked(book, loans_of_book, on=OCTOBER)
    bad = asked(book, loans_of_book, on=OCTOBER, classes=frozenset({KL, D, M}))
    first = asked(book, loans_of_book, on=OCTOBER, most=1)

    assert [row.loan_id for row in found.rows] == [book.worse.id, book.paid.id, book.fresh.id]
    assert (found.total, bad.total, first.total, len(first.rows)) == (3, 1, 3, 1)
    (row,) = bad.rows
    assert (row.name, row.kolektibilitas, row.overdue_since) == ("PJ-2026-0001", KL, date(2026, 7, 20))
    assert (row.overdue_rp, row.left_rp, row.provision_rp, row.jasa_rp) == (448_000, 1_100_000, 110_000, 0)
    assert asked(book, loans_of_book, on=date(2026, 1, 1)).total == 0


def test_how_loans_moved_between_classes(book):
    found = asked(book, class_moves, since=SEPTEMBER, until=OCTOBER)

    assert [(one.before, one.after, one.loans, one.left_rp) for one in found] == [
        (L, L, 1, 700_000),
        (L, KL, 1, 1_100_000),
        (L, None, 1, 1_200_000),
        (M, None, 1, 1_200_000),
        (None, L, 1, 1_200_000),
    ]


def test_how_what_is_set_aside_moved(book):
    found = asked(book, provision_movement, since=SEPTEMBER, until=OCTOBER)

    # 11,000 twice, 12,000 and the whole 1,200,000; then 99,000 and 12,000 more, 4,000 and 12,000 less, one used up.
    assert (found.opening_rp, found.added_rp, found.released_rp, found.used_rp, found.closing_rp) == (
        1_234_000,
        111_000,
        16_000,
        1_200_000,
        129_000,
    )
    assert found.closing_rp == asked(book, book_of, on=OCTOBER).provision_rp
    whole = asked(book, provision_movement, since=date(2026, 1, 1), until=YESTERDAY)
    assert (whole.opening_rp, whole.closing_rp) == (0, -book.books("1.2.05")[0])


def test_the_last_day_that_was_counted(book):
    assert asked(book, last_counted) == YESTERDAY
    with scope(book.world.arjosari.id):
        assert last_counted(cooperative_id=book.world.arjosari.id) is None


@pytest.mark.parametrize("seed", range(4))
def test_every_day_is_told_later_as_it_was_then(bare_world, seed):
    """Payments, endings and new loans between the days; each day's figures stand, and provisions close on the books."""
    chance = random.Random(seed)  # noqa: S311  the same every time
    book, running, told = BookWorld(bare_world), [], {}
    on = date(2026, 6, 1)
    while on < YESTERDAY:
        running += [
            book.lends(on=on - timedelta(days=chance.randrange(100)), settled=chance.randrange(3))
            for _ in range(chance.randrange(3))
        ]
        for loan in chance.sample(running, len(running) // 3):
            if chance.random() < 0.5:
                book.ends(loan, chance.choice(["LUNAS", "HAPUS_BUKU"]), on=on)
                running.remove(loan)
            elif book.now(loan).left_rp > 400_000:
                book.settles(loan, chance.randrange(1, 4), on=on)
        book.counts(on)
        told[on] = book.books("1.2.05")[0]
        book.whole()
        on += timedelta(days=chance.randrange(1, 40))

    with scope(
        book.place.id
    ):  # one that was written off and came back whole later was out of the book in between
        gone = Loan.objects.filter(cooperative=book.place, state="HAPUS_BUKU")
        gone.update(state="LUNAS", ended_on=YESTERDAY, left_rp=0)
    days = sorted(told)
    for on in days:
        found, held = asked(book, book_of, on=on), book.book_day(on)
        assert (found.loans, found.left_rp, found.overdue_rp, found.provision_rp, found.jasa_rp) == (
            held.loans,
            held.left_rp,
            held.overdue_rp,
            held.provision_rp,
            held.jasa_rp,
        )
        assert {one.kolektibilitas: one.left_rp for one in found.classes} == {
            kind: row["left_rp"] for kind, row in held.classes.items()
        }
        assert found.provision_rp == -told[on]
    for since, until in pairwise(days):
        moved = asked(book, provision_movement, since=since, until=until)
        assert (moved.opening_rp, moved.closing_rp) == (-told[since], -told[until])
        moves = asked(book, class_moves, since=since, until=until)
        assert sum(one.left_rp for one in moves if one.after) == asked(book, book_of, on=until).left_rp
