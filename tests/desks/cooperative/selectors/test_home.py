"""What the home tells whom: each role its own, nothing of another's."""

import datetime as dt

import pytest

from guyub.books.ledger.selectors.overview import KeptBooks
from guyub.books.treasury.domain.places import CashKind
from guyub.desks.cooperative.selectors.home import closable, home_page
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.parameters.services.values import load_national
from tests.desks.cooperative.mornings import TODAY, Morning
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def morning():
    return Morning()


def test_the_treasurer_sees_money_and_everything_that_waits(morning):
    page = morning.page(Role.BENDAHARA)
    money, waiting = page.money, page.waiting

    assert {kind: (held.amount_rp, held.count) for kind, held in money.lying.items()} == {
        CashKind.LACI: (0, 1),
        CashKind.BRANKAS: (600_000, 1),  # 550,000 and 200,000 of the fund, less 150,000 for electricity
        CashKind.BANK: (20_500_000, 1),
    }
    assert (money.today.in_rp, money.today.out_rp) == (200_000, 0)
    assert (len(money.shown), money.shown[-1].day) == (14, TODAY)
    assert [(fund.name, fund.amount_rp) for fund in page.funds] == [("Dana kesehatan", 200_000)]
    assert (waiting.claims.to_pay, waiting.claims.to_pay_rp) == (1, 40_000)
    assert [(one.what, one.due_on) for one in waiting.due] == [
        ("Bayar listrik dan air", dt.date(2026, 11, 20))
    ]
    assert [one.person for one in waiting.old_shifts] == [morning.actor(Role.KASIR).name]
    assert waiting.close_on == dt.date(2026, 1, 31)
    assert waiting.months_due == [dt.date(2026, 10, 1)]
    assert (money.banks.open_lines, money.banks.compared_on) == (1, None)
    assert waiting.review.to_answer == 1
    assert waiting.is_budget_missing


def test_the_cashier_sees_the_own_drawer_and_no_books(morning):
    page = morning.page(Role.KASIR)

    assert (page.books, page.money, page.funds) == (None, None, [])
    assert (page.waiting.own_shift.drawer, page.waiting.own_shift.opening_rp) == ("Laci gerai", 0)
    assert page.waiting.old_shifts == []
    assert (page.waiting.due, page.waiting.taxes, page.waiting.review) == ([], [], None)


def test_a_cooperative_that_keeps_no_books_yet_is_asked_nothing_of_them():
    load_national(now=NOW)
    page = Morning.page(World(), Role.BENDAHARA)

    assert (page.books.glance, page.money, page.waiting.close_on) == (None, None, None)
    assert not page.waiting.is_budget_missing
    assert page.waiting.taxes == []


def test_nothing_of_one_cooperative_is_told_in_another(morning):
    morning.open_books(morning.arjosari)
    actor = morning.actor(Role.BENDAHARA, morning.arjosari)
    page = home_page(actor=actor, place=morning.arjosari, now=NOW, today=TODAY)

    assert page.money.lying == {}
    assert page.money.in_rp == 0
    assert (page.funds, page.waiting.due, page.waiting.months_due) == ([], [], [])
    assert page.waiting.claims.to_pay == 0


@pytest.mark.parametrize(
    ("_case", "closed_through", "today", "close_on"),
    [
        ("its last day is no time to close", None, dt.date(2026, 1, 31), None),
        ("the day after is", None, dt.date(2026, 2, 1), dt.date(2026, 1, 31)),
        ("the next one", dt.date(2026, 1, 31), dt.date(2026, 5, 1), dt.date(2026, 2, 28)),
        ("all are closed", dt.date(2026, 4, 30), dt.date(2026, 5, 31), None),
    ],
)
def test_the_month_that_may_be_closed(_case, closed_through, today, close_on):
    kept = KeptBooks(dt.date(2026, 1, 1), closed_through, None, 0)

    assert closable(kept, today=today) == close_on
