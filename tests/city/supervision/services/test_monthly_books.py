"""The city's months of own books: summed where something moved, and only there; two walls of figures, no person."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.city.supervision.models import MonthlyBooks, PlaceSummary
from guyub.city.supervision.services.monthly_books import follow_books
from guyub.city.supervision.services.summaries import catch_up, sum_all
from guyub.foundation.identity.domain.roles import Role
from guyub.journeys.services.closing import close_month
from tests.books.planning.makers import post
from tests.world import NOW, World, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def world():
    """Bumiayu with four entries in November, Arjosari with books and nothing in them."""
    made = World()
    made.books()
    made.open_books(made.arjosari)
    sum_all(now=NOW)
    return made


def month_of(world, month, place=None):
    return MonthlyBooks.objects.get(cooperative=place or world.bumiayu, month=date(2026, month, 1))


def test_months_say_what_the_books_say(world):
    november = month_of(world, 11)

    assert (november.entries_count, november.members_rp, november.others_rp) == (4, 0, 750_000)
    assert (november.result_rp, november.cash_rp, november.assets_rp) == (550_000, 21_050_000, 25_550_000)
    assert (november.equity_rp, november.last_on) == (25_550_000, date(2026, 11, 20))
    assert month_of(world, 10).assets_rp == 0
    assert month_of(world, 11, world.arjosari).entries_count == 0
    row = PlaceSummary.objects.get(cooperative=world.bumiayu)
    assert (row.books_opened_on, row.books_last_on) == (date(2026, 1, 1), date(2026, 11, 20))
    assert row.books_chain_no == 4


def test_only_whoever_moved_is_summed_again(world):
    assert follow_books(now=NOW) == 0
    post(world, date(2026, 11, 24), ("1.1.02", 1_000_000), ("4.1.05", -1_000_000))

    assert follow_books(now=NOW) == 1
    assert follow_books(now=NOW) == 0
    assert month_of(world, 11).members_rp == 1_000_000
    assert PlaceSummary.objects.get(cooperative=world.bumiayu).books_last_on == date(2026, 11, 24)


def test_a_closing_is_followed_by_its_news(world):
    assert not month_of(world, 1).is_closed
    for through in (date(2026, 1, 31), date(2026, 2, 28)):
        close_month(
            actor=world.actor(Role.BENDAHARA),
            place=world.bumiayu,
            through=through,
            request_id=new_id(),
            now=NOW,
        )

    catch_up(now=NOW)
    assert [month_of(world, month).is_closed for month in (1, 2, 3)] == [True, True, False]
    assert PlaceSummary.objects.get(cooperative=world.bumiayu).books_closed_on == date(2026, 2, 28)


def test_a_new_month_begins_by_itself_and_stands_as_the_one_before(world):
    sum_all(now=NOW + timedelta(days=10))

    assert month_of(world, 12).cash_rp == month_of(world, 11).cash_rp
    assert month_of(world, 12).entries_count == 0


def test_the_statements_do_not_grow_with_the_cooperatives(world):
    with CaptureQueriesContext(connection) as asked:
        follow_books(now=NOW, is_whole=True)

    assert len([one for one in asked if one["sql"].startswith(("SELECT", "INSERT", "UPDATE"))]) <= 8
