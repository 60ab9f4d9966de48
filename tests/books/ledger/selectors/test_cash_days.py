"""What came in and out by day: by entries as a whole, taken back ones from their own side."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guyub.books.ledger.models import JournalLine
from guyub.books.ledger.selectors.cash_days import CashDay, cash_days_inquiry
from guyub.books.ledger.services.journal import reverse_entry
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.journal_writing import TODAY, posted, shared, typed
from tests.world import NOW

pytestmark = pytest.mark.database
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def books(world):
    load_national(now=NOW)
    world.open_books(world.bumiayu, world.arjosari)
    return world


def days(world, *, since=YESTERDAY, until=TODAY):
    with scope(world.bumiayu.id):
        (found,) = asked(cash_days_inquiry(world.bumiayu.id, since=since, until=until))
    return found


def test_what_comes_in_goes_out_and_moves_about(books):
    posted(books, typed(("1.1.02", 900_000), ("4.3.09", -900_000), on=YESTERDAY))
    posted(books, typed(("6.1.02", 200_000), ("1.1.02", -200_000)))
    posted(books, typed(("1.1.03", 500_000), ("1.1.02", -500_000)))  # to the bank: neither in nor out
    posted(
        books, typed(("1.1.02", 300_000), ("1.1.03", 200_000), ("4.3.09", -500_000))
    )  # in two places at once
    posted(books, typed(("6.1.02", 50_000), ("2.1.09", -50_000)))  # no cash at all

    assert days(books) == [CashDay(YESTERDAY, 900_000, 0), CashDay(TODAY, 500_000, 200_000)]
    assert days(books, since=TODAY - dt.timedelta(days=3), until=YESTERDAY) == [
        CashDay(TODAY - dt.timedelta(days=3), 0, 0),
        CashDay(TODAY - dt.timedelta(days=2), 0, 0),
        CashDay(YESTERDAY, 900_000, 0),
    ]


def test_what_is_taken_back_lessens_its_own_side(books):
    paid = posted(books, typed(("6.1.02", 200_000), ("1.1.02", -200_000), on=YESTERDAY))
    got = posted(books, typed(("1.1.02", 900_000), ("4.3.09", -900_000)))
    for done in (paid, got):
        reverse_entry(entry_id=done.entry_id, reason="salah catat", **shared(books))

    assert days(books) == [CashDay(YESTERDAY, 0, 200_000), CashDay(TODAY, 0, -200_000)]


def test_another_cooperatives_days_are_its_own(books):
    with scope(books.arjosari.id):
        (found,) = asked(cash_days_inquiry(books.arjosari.id, since=TODAY, until=TODAY))
    posted(books, typed(("1.1.02", 900_000), ("4.3.09", -900_000)))

    assert found == [CashDay(TODAY, 0, 0)]


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["1.1.01", "1.1.02", "1.1.03", "6.1.02"]),
        st.sampled_from(["1.1.01", "1.1.02", "1.1.03", "4.3.09"]),
        st.integers(1, 900_000),
        st.integers(0, 3),
        st.booleans(),
    ).filter(lambda move: move[0] != move[1]),
    max_size=6,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_in_less_out_is_what_cash_became_more(books, moves):
    def held():
        with scope(books.bumiayu.id):
            lines = JournalLine.objects.filter(cooperative=books.bumiayu, account__is_cash=True)
            return sum(lines.values_list("amount_rp", flat=True))

    def flows():
        return sum(day.in_rp - day.out_rp for day in days(books, since=TODAY - dt.timedelta(days=4)))

    before, told = held(), flows()
    for debit, credit, amount_rp, ago, is_back in moves:
        on = TODAY - dt.timedelta(days=ago)
        done = posted(books, typed((debit, amount_rp), (credit, -amount_rp), on=on))
        if is_back:
            reverse_entry(entry_id=done.entry_id, reason="salah catat", **shared(books, Role.BENDAHARA))

    assert flows() - told == held() - before
