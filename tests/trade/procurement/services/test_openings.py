"""Debts from before the books: brought by one, taken in by another, paid like any other, undone while unsettled."""

from datetime import date

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.domain.bills import BillRefusedError
from guyub.trade.procurement.selectors.debts import debts
from tests.foundation.intake.table_desk import wrong
from tests.journal_writing import wrong as refused
from tests.trade.procurement.opening_desk import (
    CUT,
    FIRST,
    SECOND,
    TOTAL_RP,
    DebtDesk,
    changed,
    clean,
    table,
)

pytestmark = pytest.mark.django_db
BOOKS = ("2.1.01", "2.1.91")


@pytest.fixture
def desk(world):
    return DebtDesk(world)


def test_debts_come_as_bills_on_the_day_of_the_opening(desk):
    batch_id = desk.brings(clean())
    assert desk.checks(batch_id).total_rp == TOTAL_RP
    assert desk.takes(batch_id) == 2
    assert desk.books(*BOOKS) == [-TOTAL_RP, 0]
    batch = desk.batch(batch_id)
    assert (batch.state, bytes(batch.sealed), batch.bills_count) == ("DIMASUKKAN", b"", 2)
    assert (batch.entry.occurred_on, batch.dated_on) == (CUT, CUT)
    assert [
        (bill.name, bill.paper_no, bill.due_on, bill.total_rp, bill.note) for bill in desk.opened(batch_id)
    ] == [
        ("TG-2026-0001", "F-101", date(2025, 12, 26), 1_250_000, "Beras (contoh)"),
        ("TG-2026-0002", "F-102", date(2026, 1, 31), 750_000, ""),
    ]
    with scope(desk.place.id):
        (owed,) = debts(cooperative_id=desk.place.id, today=desk.today).debtors
    assert (owed.partner_id, owed.open_rp, owed.bills) == (desk.partner_id, TOTAL_RP, 2)
    assert desk.table_acts() == ["brought", "taken"]
    assert desk.broken() == []


def test_the_oldest_is_paid_first_and_then_nothing_is_undone(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    payment_id = desk.pays(500_000)
    first, second = desk.opened(batch_id)
    assert (first.settled_rp, second.settled_rp) == (500_000, 0)
    assert desk.broken() == []
    assert wrong(desk.undoes, batch_id) == {"wrong": "paid", "count": 1}
    desk.payment_back(payment_id)
    desk.undoes(batch_id)
    assert desk.books(*BOOKS) == [0, -TOTAL_RP]
    assert desk.broken() == []


def test_a_credit_note_settles_one_and_keeps_the_table(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    first, _ = desk.opened(batch_id)
    desk.credits(first.id, 50_000)
    assert desk.books("2.1.01") == [-TOTAL_RP + 50_000]
    assert wrong(desk.undoes, batch_id) == {"wrong": "paid", "count": 1}
    assert desk.broken() == []


def test_one_bill_alone_is_not_taken_back(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    first, _ = desk.opened(batch_id)
    assert refused(lambda: desk.bill_back(first.id), BillRefusedError) == "opening"
    assert desk.books(*BOOKS) == [-TOTAL_RP, 0]


def test_undone_a_mended_table_brings_the_same_numbers_again(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    desk.undoes(batch_id)
    batch = desk.batch(batch_id)
    assert batch.state == "DIBATALKAN"
    assert batch.undone_entry_id
    assert all(bill.undone_on == desk.today for bill in desk.opened(batch_id))
    assert desk.left() == TOTAL_RP
    assert wrong(desk.undoes, batch_id) == {"wrong": "closed"}
    again = desk.brings(clean())
    desk.takes(again)
    assert [bill.no for bill in desk.opened(again)] == [3, 4]
    assert desk.table_acts() == ["brought", "taken", "undone", "brought", "taken"]
    assert desk.broken() == []


def test_less_leaves_the_rest_and_more_is_refused(desk):
    desk.takes(desk.brings(table(FIRST)))
    assert desk.left() == 750_000
    batch_id = desk.brings(table(changed(SECOND, c5="750.001")))
    facts = wrong(desk.takes, batch_id)
    assert (facts["wrong"], facts["left_rp"], facts["difference_rp"]) == ("more", 750_000, 1)
    assert desk.left() == 750_000
    desk.drops(batch_id)
    desk.takes(desk.brings(table(SECOND)))
    assert desk.left() == 0
    assert desk.broken() == []


def test_a_number_that_stands_already_is_amiss(desk):
    desk.takes(desk.brings(table(FIRST)))
    batch_id = desk.brings(clean())
    assert [note.wrong for note in desk.checks(batch_id).reading.notes] == ["number_known"]
    assert wrong(desk.takes, batch_id) == {"wrong": "faults", "count": 1}


def test_what_changed_since_the_look_is_refused_whole(desk, monkeypatch):
    desk.takes(desk.brings(table(FIRST)))
    batch_id = desk.brings(table(changed(FIRST, c5="1.000")))
    plans = "guyub.trade.procurement.selectors.opening_plans"
    monkeypatch.setattr(f"{plans}.known_numbers", lambda **_: set())
    assert wrong(desk.takes, batch_id) == {"wrong": "changed"}
    monkeypatch.undo()
    monkeypatch.setattr("guyub.trade.procurement.services.opening_taking.left_of", lambda **_: 1)
    desk.drops(batch_id)
    batch_id = desk.brings(table(SECOND))
    assert wrong(desk.takes, batch_id) == {"wrong": "changed"}
    monkeypatch.undo()
    found = desk.checks(batch_id)
    desk.ends_partner()
    monkeypatch.setattr("guyub.trade.procurement.services.openings.plan_of", lambda **_: found)
    assert wrong(desk.takes, batch_id) == {"wrong": "changed"}
    assert desk.books(*BOOKS) == [-1_250_000, -750_000]


def test_what_is_no_table_of_debts_is_refused(desk, monkeypatch):
    assert wrong(desk.brings, table()) == {"wrong": "empty"}
    assert wrong(desk.brings, b"") == {"wrong": "empty"}
    many = table(*[FIRST] * 2_201)
    assert wrong(desk.brings, many) == {"wrong": "many", "most": 2_000}
    batch_id = desk.brings(table(("", "Jumlah", "", "", "", "0", "")))
    assert wrong(desk.takes, batch_id) == {"wrong": "nothing"}
    assert wrong(desk.brings, clean()) == {"wrong": "open"}
    desk.drops(batch_id)
    batch_id = desk.brings(clean())
    monkeypatch.setattr("guyub.trade.procurement.selectors.opening_plans.MOST_DEBTS", 1)
    assert wrong(desk.takes, batch_id)["wrong"] == "many"


def test_without_books_nothing_is_taken_in(desk, monkeypatch):
    batch_id = desk.brings(clean())
    monkeypatch.setattr("guyub.trade.procurement.selectors.opening_plans.periods_of", lambda **_: None)
    assert wrong(desk.takes, batch_id)["wrong"] == "unopened"


def test_who_buys_does_not_take_in_and_another_cooperative_has_no_such_table(desk, world):
    batch_id = desk.brings(clean())
    with pytest.raises(NotAllowedError):
        desk.takes(batch_id, actor=desk.buyer)
    other = world.actor(Role.BENDAHARA, world.arjosari)
    assert wrong(desk.takes, batch_id, actor=other, place=world.arjosari) == {"wrong": "closed"}
