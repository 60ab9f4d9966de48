"""The opening position: once, whole, taken back while nothing stands on it; months wait for its detail."""

import datetime as dt

import pytest

from guyub.books.assets.domain.registers import AssetTyped
from guyub.books.ledger.domain.periods import PeriodRefusedError
from guyub.books.ledger.services.periods import close_months
from guyub.books.treasury.domain.opening import OpeningLine, OpeningRefusedError
from guyub.books.treasury.models import Opening
from guyub.books.treasury.selectors.opening import opening_of, undetailed
from guyub.books.treasury.services.opening import bring_opening, take_back_opening
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from guyub.journeys.services.closing import ClosingRefusedError, close_month
from tests.books.assets.holdings import balances, broken, common, listed, run
from tests.books.ledger.books import begun, posted
from tests.world import NOW, World, new_id

TODAY, FIRST = NOW.date(), dt.date(2026, 10, 1)
OCTOBER_31 = dt.date(2026, 10, 31)
CASH = (("1.1.02", 5_000_000), ("3.2.01", -5_000_000))
WHOLE = (*CASH, ("1.6.05", 6_000_000), ("1.6.94", -1_000_000), ("3.1.01", -5_000_000))
pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Bumiayu whose books begin on 1 October 2026."""
    made = World()
    load_national(now=NOW)
    begun(made.bumiayu, FIRST)
    return made


def brought(world, *pairs, role=Role.BENDAHARA, request_id=None, rest=False):
    return bring_opening(
        lines=[OpeningLine(*pair) for pair in pairs or WHOLE], is_midyear=False, rest_to_last_year=rest,
        today=TODAY, **common(world, role, request_id=request_id or new_id()),
    )  # fmt: skip


def back(world, reason="dobel"):
    take_back_opening(reason=reason, today=TODAY, **common(world))


def close(world):
    close_month(
        actor=world.actor(Role.BENDAHARA), place=world.bumiayu, through=OCTOBER_31, request_id=new_id(), now=NOW
    )  # fmt: skip


def refused(call, *args, kind=OpeningRefusedError, **more):
    with pytest.raises(kind) as error:
        call(*args, **more)
    return error.value.facts


def left(world):
    with scope(world.bumiayu.id):
        return {row.account: row.amount_rp for row in undetailed(cooperative_id=world.bumiayu.id)}


def test_balances_are_posted_on_the_first_day_and_totals_wait(world):
    brought(world)

    assert left(world) == {"1.6.81": 6_000_000, "1.6.99": -1_000_000, "3.1.91": -5_000_000}
    assert balances(world, "1.1.02", "3.2.01") == (5_000_000, 5_000_000)
    with scope(world.bumiayu.id):
        row = opening_of(cooperative_id=world.bumiayu.id)
    assert (row.number, row.dated_on, row.total_rp) == ("SA-2026-0001", FIRST, 11_000_000)


def test_a_second_one_is_refused_while_one_stands_and_the_same_request_answers_again(world):
    request = new_id()

    assert brought(world, request_id=request) == brought(world, request_id=request)
    assert refused(brought, world) == {"wrong": "taken"}
    assert balances(world, "1.1.02") == (5_000_000,)


def test_what_does_not_balance_is_refused_or_becomes_shu_of_earlier_years(world):
    facts = refused(brought, world, ("1.1.02", 5_000_000), ("3.2.01", -4_000_000))
    assert facts == {"wrong": "unbalanced", "debit_rp": 5_000_000, "credit_rp": 4_000_000}
    assert balances(world, "1.1.02") == (0,)

    brought(world, ("1.1.02", 5_000_000), ("3.2.01", -4_000_000), rest=True)
    assert balances(world, "3.5.02") == (1_000_000,)


def test_only_the_treasury_brings_it_and_only_into_open_books(world):
    with pytest.raises(NotAllowedError):
        brought(world, role=Role.KASIR)
    elsewhere = common(world) | {
        "place": world.arjosari,
        "actor": world.actor(Role.BENDAHARA, world.arjosari),
    }
    with pytest.raises(PeriodRefusedError):
        bring_opening(
            lines=[OpeningLine(*pair) for pair in WHOLE], is_midyear=False, rest_to_last_year=False,
            today=TODAY, **elsewhere,
        )  # fmt: skip


def test_it_is_taken_back_whole_and_may_come_again(world):
    brought(world)
    back(world)

    assert left(world) == {}
    assert balances(world, "1.1.02", "3.2.01") == (0, 0)
    assert refused(back, world) == {"wrong": "gone"}
    brought(world, *CASH)
    with scope(world.bumiayu.id):
        assert Opening.objects.filter(cooperative_id=world.bumiayu.id).count() == 2


def test_it_stays_once_something_came_out_of_its_totals(world):
    brought(world)
    posted(world.bumiayu, (("3.1.91", 5_000_000), ("3.1.01", -5_000_000)), FIRST, context="savings")

    assert refused(back, world) == {"wrong": "detailed", "account": "3.1.91"}
    assert refused(back, world, reason=" ") == {"wrong": "reason"}
    assert balances(world, "1.1.02") == (5_000_000,)


def test_it_neither_comes_nor_goes_once_its_month_is_closed(world):
    brought(world, *CASH)
    close(world)

    assert refused(back, world) == {"wrong": "closed"}
    assert refused(brought, world) == {"wrong": "closed"}
    assert balances(world, "1.1.02") == (5_000_000,)


def test_the_first_month_closes_once_every_total_is_told_piece_by_piece_and_depreciation_is_run(world):
    brought(world)
    facts = refused(close, world, kind=ClosingRefusedError)
    assert facts["wrong"] == "undetailed"
    assert "1.6.81 Saldo awal aset tetap belum dirinci" in facts["what"]

    laptop = AssetTyped(
        name="Laptop", asset_class="PERABOT", acquired_on=dt.date(2025, 3, 9), cost_rp=6_000_000,
        taken_rp=1_000_000, months=40, first=FIRST,
    )  # fmt: skip
    listed(world, laptop, source="SALDO_AWAL")
    posted(world.bumiayu, (("3.1.91", 5_000_000), ("3.1.01", -5_000_000)), FIRST, context="savings")
    world.saved_before("POKOK", 5_000_000, FIRST)
    assert refused(close, world, kind=ClosingRefusedError) == {
        "wrong": "depreciation",
        "what": "Oktober 2026",
    }

    run(world, FIRST, today=OCTOBER_31)
    close(world)
    assert (left(world), broken(world)) == ({}, [])
    with pytest.raises(PeriodRefusedError), scope(world.bumiayu.id, durable=True):
        close_months(
            place=world.bumiayu, through=OCTOBER_31, actor=world.actor(Role.BENDAHARA), today=TODAY, now=NOW
        )
