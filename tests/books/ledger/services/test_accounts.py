"""Opening books, and the accounts that a cooperative adds below those of the chart."""

import datetime as dt

import pytest
from django.db import connection

from guyub.books.ledger.domain.chart import Mark, kind_of
from guyub.books.ledger.models import Account, JournalHead
from guyub.books.ledger.selectors.chart import chart
from guyub.books.ledger.services.accounts import (
    EARLIEST_DAYS,
    AccountRefusedError,
    add_account,
    begin_books,
    close_account,
    open_books,
    reopen_account,
    take_chart,
)
from guyub.community.cooperatives.models import BusinessUnit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.posting import OPENED, TODAY, entry, opened, post
from tests.world import NOW, new_id

pytestmark = pytest.mark.database


@pytest.fixture
def place(world):
    return opened(world.bumiayu)


@pytest.fixture
def actor(world):
    return world.actor(Role.BENDAHARA)


def acts(place):
    with scope(place.id):
        rows = AuditEntry.objects.filter(cooperative=place, act__startswith="ledger.").order_by("position")
        return list(rows.values_list("act", flat=True))


def accounts(place):
    with scope(place.id):
        return list(Account.objects.filter(cooperative=place).order_by("code").values())


def opening(world, actor, on=OPENED, request_id=None):
    open_books(
        actor=actor,
        place=world.bumiayu,
        opened_on=on,
        today=TODAY,
        request_id=request_id or new_id(),
        now=NOW,
    )


def added(place, actor, code="1.1.03.01", name="Bank BRI", request_id=None):
    return add_account(
        actor=actor, place=place, code=code, name=name, request_id=request_id or new_id(), now=NOW
    )


def closing(place, actor, account_id):
    close_account(actor=actor, place=place, account_id=account_id, today=TODAY, request_id=new_id(), now=NOW)


def refusal(act):
    with pytest.raises(AccountRefusedError) as refused:
        act()
    return refused.value.facts


def test_books_open_with_the_chart_an_empty_chain_and_one_line_of_the_trail(world, actor):
    opening(world, actor)

    rows = accounts(world.bumiayu)
    assert [row["code"] for row in rows] == sorted(chart().accounts)
    assert all(row["kind"] == kind_of(row["code"]) and row["closed_on"] is None for row in rows)
    with scope(world.bumiayu.id):
        head = JournalHead.objects.get(cooperative=world.bumiayu)
        assert (head.chain_no, bytes(head.hash), head.opened_on) == (0, bytes(32), OPENED)
        assert head.closed_through == head.year_closed_through == OPENED - dt.timedelta(days=1)
        assert BusinessUnit.objects.get(cooperative=world.bumiayu, kind="UMUM").id == head.common_unit_id
    assert acts(world.bumiayu) == ["ledger.books.opened"]


def test_books_open_once(world, actor):
    pressed = new_id()
    opening(world, actor, request_id=pressed)
    opening(world, actor, request_id=pressed)

    assert refusal(lambda: opening(world, actor)) == {"wrong": "opened", "date": OPENED}
    assert acts(world.bumiayu) == ["ledger.books.opened"]


@pytest.mark.parametrize("day", [TODAY + dt.timedelta(days=1), TODAY - dt.timedelta(days=EARLIEST_DAYS + 1)])
def test_books_open_neither_in_the_future_nor_in_the_far_past(day, world, actor):
    assert refusal(lambda: opening(world, actor, on=day)) == {"wrong": "day"}
    assert accounts(world.bumiayu) == acts(world.bumiayu) == []


@pytest.mark.parametrize("back", [0, EARLIEST_DAYS])
def test_the_first_and_the_last_day_allowed(back, world, actor):
    opening(world, actor, on=TODAY - dt.timedelta(days=back))

    assert accounts(world.bumiayu)


def test_a_cashier_opens_nothing(world):
    with pytest.raises(NotAllowedError):
        opening(world, world.actor(Role.KASIR))
    assert accounts(world.bumiayu) == []


def test_the_chart_is_taken_again_without_change_and_followed_where_it_changed(place, actor):
    own = added(place, actor)
    before = accounts(place)
    with scope(place.id):
        take_chart(place_id=place.id)
    assert accounts(place) == before

    with scope(place.id):
        Account.objects.filter(cooperative=place, id=own).update(line="PIUTANG", flow="BEBAN", is_cash=False)
        Account.objects.filter(cooperative=place, code="1.2.03").update(owner="", flow="PAJAK", mark="contra")
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM ledger_account WHERE cooperative_id = %s AND code = '6.1.02'", [place.id]
            )
        take_chart(place_id=place.id)
    again = accounts(place)
    assert [row | {"id": None} for row in again] == [row | {"id": None} for row in before]
    assert {row["id"] for row in before} - {row["id"] for row in again} == {
        next(row["id"] for row in before if row["code"] == "6.1.02")
    }


def test_books_do_not_begin_twice(place):
    with scope(place.id):
        facts = refusal(lambda: begin_books(place=place, opened_on=OPENED))

    assert facts["wrong"] == "opened"


def test_an_own_account_is_what_the_one_above_it_is(place, actor):
    pressed = new_id()
    own = added(place, actor, name="  Bank   BRI ", request_id=pressed)
    assert added(place, actor, name="  Bank   BRI ", request_id=pressed) == own

    with scope(place.id):
        row = Account.objects.get(cooperative=place, id=own)
        above = Account.objects.get(cooperative=place, code="1.1.03")
    assert row.name == "Bank BRI"
    for fact in ("kind", "line", "flow", "owner", "mark", "is_cash"):
        assert getattr(row, fact) == getattr(above, fact)
    assert acts(place) == ["ledger.account.added"]
    (posted,) = post(place, entry(TODAY, "Setor", ("1.1.03.01", 5), ("1.1.02", -5)))
    assert posted.number == 1


@pytest.mark.parametrize(
    ("wrong", "code", "name"),
    [
        ("code", "1.1.03", "Bank BRI"),
        ("code", "1.1.3.01", "Bank BRI"),
        ("code", "1.1.99.01", "Bank BRI"),
        ("code", "١.1.03.01", "Bank BRI"),
        ("code", f"{chart().marked(Mark.ANTAR_UNIT).code}.01", "Antar"),
        ("code", f"{chart().marked(Mark.SHU).code}.01", "SHU lain"),
        ("name", "1.1.03.01", "   "),
        ("name", "1.1.03.01", "x" * 81),
        ("taken", "1.1.03.02", "Bank Jatim"),
    ],
)
def test_an_account_that_cannot_be_is_not_added(wrong, code, name, place, actor):
    added(place, actor, code="1.1.03.02")
    before = accounts(place), acts(place)

    assert refusal(lambda: added(place, actor, code=code, name=name))["wrong"] == wrong
    assert (accounts(place), acts(place)) == before


def test_below_an_account_that_the_books_lack_nothing_is_added(world, actor):
    assert refusal(lambda: added(world.bumiayu, actor)) == {"wrong": "gone"}


def test_an_account_closes_once_nothing_stands_on_it_and_opens_again(place, actor):
    own = added(place, actor)
    post(place, entry(TODAY, "Setor", ("1.1.03.01", 5), ("1.1.02", -5)))

    facts = refusal(lambda: closing(place, actor, own))
    assert (facts["wrong"], facts["balance_rp"]) == ("balance", 5)

    post(place, entry(TODAY, "Tarik", ("1.1.02", 5), ("1.1.03.01", -5)))
    closing(place, actor, own)
    with scope(place.id):
        assert Account.objects.get(cooperative=place, id=own).closed_on == TODAY
    assert refusal(lambda: closing(place, actor, own)) == {"wrong": "gone"}

    reopen_account(actor=actor, place=place, account_id=own, request_id=new_id(), now=NOW)
    with scope(place.id):
        assert Account.objects.get(cooperative=place, id=own).closed_on is None
    assert acts(place) == ["ledger.account.added", "ledger.account.closed", "ledger.account.reopened"]


def test_accounts_of_the_chart_stay_and_open_ones_are_not_opened(place, actor):
    with scope(place.id):
        cash = Account.objects.get(cooperative=place, code="1.1.01").id

    assert refusal(lambda: closing(place, actor, cash))["wrong"] == "chart"
    assert refusal(
        lambda: reopen_account(actor=actor, place=place, account_id=cash, request_id=new_id(), now=NOW)
    ) == {"wrong": "gone"}


def test_another_cooperatives_account_is_not_there(place, actor, world):
    opened(world.arjosari)
    theirs = added(world.arjosari, world.actor(Role.BENDAHARA, world.arjosari))

    assert refusal(lambda: closing(place, actor, theirs)) == {"wrong": "gone"}
    assert refusal(lambda: closing(place, actor, new_id())) == {"wrong": "gone"}
