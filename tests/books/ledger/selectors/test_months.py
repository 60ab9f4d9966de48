"""What accounts moved month by month, and the figures of many cooperatives."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.ledger.selectors.months import (
    MonthFigures,
    MonthMoved,
    beside_inquiry,
    month_figures,
    moved_by_month,
)
from guyub.foundation.kernel.selectors.together import asked as together
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def world(db):
    made = World()
    made.books()
    made.open_books(made.arjosari)
    return made


def test_one_query_tells_what_each_account_moved(world):
    with scope(world.bumiayu.id), CaptureQueriesContext(connection) as asked:
        found = moved_by_month(
            cooperative_id=world.bumiayu.id,
            starts=("4", "6", "1.6.0"),
            since=date(2026, 1, 1),
            until=date(2026, 12, 31),
        )

    november = date(2026, 11, 1)
    assert len(asked) == 1
    assert found == [
        MonthMoved("1.6.03", None, november, 4_500_000, 0),
        MonthMoved("4.2.02", None, november, 0, 750_000),
        MonthMoved("6.1.02", None, november, 200_000, 0),
    ]
    with scope(world.bumiayu.id):
        assert not moved_by_month(
            cooperative_id=world.bumiayu.id,
            starts=("4",),
            since=date(2026, 1, 1),
            until=date(2026, 10, 31),
        )


def test_the_figures_of_all_in_two_queries_and_months_at_rest_stand_as_before(world):
    places = [world.bumiayu.id, world.arjosari.id, world.city.id]
    with scope(*places), CaptureQueriesContext(connection) as asked:
        found = month_figures(places, since=date(2025, 12, 1), until=date(2026, 12, 5))

    assert len(asked) == 2
    assert set(found) == set(places[:2])
    rows = found[world.bumiayu.id]
    assert [row.month for row in rows] == [date(2026, month, 1) for month in range(1, 13)]
    assert rows[9] == MonthFigures(date(2026, 10, 1), 0, 0, 0, 0, 0, 0, 0, is_closed=False)
    assert rows[10] == MonthFigures(
        month=date(2026, 11, 1),
        entries_count=4,
        members_rp=0,
        others_rp=750_000,
        result_rp=550_000,
        cash_rp=21_050_000,
        assets_rp=25_550_000,
        equity_rp=25_550_000,
        is_closed=False,
        last_on=date(2026, 11, 20),
    )
    assert (rows[11].entries_count, rows[11].cash_rp, rows[11].result_rp) == (0, 21_050_000, 0)
    assert found[world.arjosari.id][11].assets_rp == 0


def test_months_before_the_asked_ones_still_count_for_what_stands(world):
    with scope(world.bumiayu.id):
        rows = month_figures([world.bumiayu.id], since=date(2026, 12, 1), until=date(2026, 12, 31))

    assert [row.cash_rp for row in rows[world.bumiayu.id]] == [21_050_000]


@pytest.mark.parametrize(
    ("beside", "until", "moved_rp"),
    [
        ("1.1.02", date(2026, 11, 30), 200_000),
        ("6.1.03", date(2026, 11, 30), 0),
        ("1.1.02", date(2026, 11, 19), 0),
    ],
)
def test_what_moved_beside_another_account_alone(beside, until, moved_rp, world):
    with scope(world.bumiayu.id):
        inquiry = beside_inquiry(world.bumiayu.id, code="6.1.02", beside=beside, until=until)
        assert together(inquiry) == [moved_rp]
