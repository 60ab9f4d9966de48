"""The monthly run: each month once, in order, to the rupiah, whoever presses at the same moment."""

import datetime as dt
import threading

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.books.assets.domain.registers import AssetRefusedError
from guyub.books.assets.models import MonthLine
from guyub.books.assets.selectors.months import last_whole_month, months_due, runs_of
from guyub.books.assets.selectors.register import months_of
from guyub.books.assets.services.months import undo_run
from guyub.books.ledger.selectors.overview import kept_books
from guyub.books.ledger.services.periods import close_months
from guyub.books.treasury.services.asset_deals import Deal, buy_asset
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.assets.holdings import (
    DECEMBER_31,
    TODAY,
    balances,
    bought,
    broken,
    common,
    listed,
    one,
    run,
    showcase,
)
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
NOVEMBER, DECEMBER = dt.date(2026, 11, 1), dt.date(2026, 12, 1)


@pytest.fixture
def world():
    """Bumiayu with open books, which hold a show-case of 4,500,000."""
    made = World()
    made.cash()
    return made


def refused(call, *args, **more):
    with pytest.raises(AssetRefusedError) as error:
        call(*args, **more)
    return error.value.facts


def due(world, today=DECEMBER_31):
    with scope(world.bumiayu.id):
        return months_due(cooperative_id=world.bumiayu.id, today=today)


def undo(world, entry_id, reason="keliru"):
    undo_run(entry_id=entry_id, reason=reason, today=DECEMBER_31, **common(world))


def test_a_month_is_one_entry_for_all_assets(world):
    asset = listed(world)
    bought(world)

    assert due(world) == [DECEMBER]
    (entry,) = run(world)

    assert balances(world, "1.6.92", "1.6.94", "6.1.08") == (-100_000, -125_000, 225_000)
    assert one(world, asset).value_rp == 4_400_000
    with scope(world.bumiayu.id):
        (row,) = runs_of(cooperative_id=world.bumiayu.id)
    assert (row.entry_id, row.name, row.amount_rp, row.count) == (entry, "PST-2026-0001", 225_000, 2)
    assert (due(world), broken(world)) == ([], [])
    assert refused(run, world) == {"wrong": "done"}


def test_missed_months_are_caught_up_in_their_order(world):
    asset = listed(world, showcase(first=dt.date(2026, 11, 1)))

    assert due(world, today=dt.date(2027, 1, 30)) == [NOVEMBER, DECEMBER]
    run(world, dt.date(2027, 1, 1), today=dt.date(2027, 1, 31))

    with scope(world.bumiayu.id):
        months = months_of(cooperative_id=world.bumiayu.id, asset_id=asset)
    assert [(row.month, row.amount_rp, row.entry) for row in months] == [
        (NOVEMBER, 100_000, "PST-2026-0001"),
        (DECEMBER, 100_000, "PST-2026-0002"),
        (dt.date(2027, 1, 1), 100_000, "PST-2027-0001"),
    ]


def test_a_month_that_is_not_over_waits(world):
    listed(world)

    assert refused(run, world, today=dt.date(2026, 12, 30)) == {"wrong": "future"}
    assert [last_whole_month(day) for day in (dt.date(2026, 12, 30), DECEMBER_31)] == [NOVEMBER, DECEMBER]
    with pytest.raises(NotAllowedError):
        run(world, role=Role.KASIR)


def test_the_same_request_runs_once(world):
    listed(world)
    request = new_id()

    assert run(world, request_id=request) == run(world, request_id=request)
    assert balances(world, "1.6.92") == (-100_000,)


def test_a_month_that_was_closed_over_it_is_not_run(world):
    listed(world, showcase(first=NOVEMBER))
    with scope(world.bumiayu.id, durable=True):
        close_months(
            place=world.bumiayu, through=month_end(NOVEMBER), actor=world.actor(Role.BENDAHARA),
            today=DECEMBER_31, now=NOW,
        )  # fmt: skip

    assert refused(run, world) == {"wrong": "closed"}
    assert balances(world, "1.6.92") == (0,)


def test_what_came_into_the_list_since_is_run_alone(world):
    listed(world)
    run(world)
    bought(world)

    assert due(world) == [DECEMBER]
    run(world)

    assert balances(world, "1.6.92", "1.6.94") == (-100_000, -125_000)
    assert broken(world) == []


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_two_who_run_at_once_one_finds_nothing_left(world):
    listed(world)
    outcomes = []

    def press(actor_name):
        try:
            actor = world.actor(Role.BENDAHARA, name=actor_name)
            from guyub.books.assets.services.months import run_month

            run_month(
                actor=actor,
                place=world.bumiayu,
                month=DECEMBER,
                today=DECEMBER_31,
                request_id=new_id(),
                now=NOW,
            )
            outcomes.append("run")
        except AssetRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    for name in ("Satu", "Dua"):
        world.actor(Role.BENDAHARA, name=name)
    threads = [threading.Thread(target=press, args=(name,)) for name in ("Satu", "Dua")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "run"]
    assert balances(world, "1.6.92") == (-100_000,)


def test_a_run_is_taken_back_and_its_month_is_due_again(world):
    listed(world)
    (entry,) = run(world)

    undo(world, entry)

    assert balances(world, "1.6.92", "6.1.08") == (0, 0)
    assert (due(world), broken(world)) == ([DECEMBER], [])
    assert refused(undo, world, entry) == {"wrong": "gone"}
    run(world)
    assert balances(world, "1.6.92") == (-100_000,)


def test_runs_are_taken_back_from_the_last_one(world):
    listed(world, showcase(first=NOVEMBER))
    november, december = run(world)

    assert refused(undo, world, november) == {"wrong": "later"}
    assert refused(undo, world, december, reason="") == {"wrong": "reason"}
    undo(world, december)
    undo(world, november)
    assert balances(world, "1.6.92") == (0,)


def test_a_run_of_a_closed_month_stays(world):
    listed(world)
    (entry,) = run(world)
    with scope(world.bumiayu.id, durable=True):
        close_months(
            place=world.bumiayu, through=DECEMBER_31, actor=world.actor(Role.BENDAHARA),
            today=dt.date(2027, 1, 2), now=NOW,
        )  # fmt: skip

    assert refused(undo, world, entry) == {"wrong": "closed"}
    assert balances(world, "1.6.92") == (-100_000,)


def test_a_part_that_is_not_the_plan_is_found(world):
    asset = listed(world)
    run(world)
    with scope(world.bumiayu.id, durable=True):
        MonthLine.objects.filter(cooperative_id=world.bumiayu.id, asset_id=asset).update(amount_rp=99_999)

    assert {found.rule for found in broken(world)} == {"assets.month", "assets.register"}


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 50_000_000), st.integers(1, 9)), min_size=1, max_size=4))
def test_whatever_is_listed_books_and_list_agree_to_the_end(pairs):
    world, end = World(), add_months(DECEMBER, 12)
    with scope(world.bumiayu.id):
        if world.bumiayu.id in kept_books([world.bumiayu.id]):
            world.letters["books"] = None  # opened by an example before
    world.books()
    for cost_rp, months in pairs:
        typed = showcase(cost_rp=cost_rp, months=months, residual_rp=cost_rp // 7, asset_class="PERABOT")
        buy_asset(typed=typed, deal=Deal(way="UTANG"), today=TODAY, **common(world))
    run(world, end, today=month_end(end))

    assert broken(world) == []
    assert due(world, today=month_end(end)) == []
