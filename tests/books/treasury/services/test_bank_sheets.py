"""A month of a bank account: bank + only in books − only at the bank = books, kept once it ties."""

from datetime import date

import pytest

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.domain.bank_tables import StatementRefusedError
from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.models import BankReconciliation
from guyub.books.treasury.selectors.bank_invariants import kept_sheets_still_tie
from guyub.books.treasury.selectors.bank_sheets import kept_sheets, sheet_of
from guyub.books.treasury.selectors.banks import bank_desk, bank_standing
from guyub.books.treasury.services.bank_sheets import SheetRefusedError, keep_sheet
from guyub.books.treasury.services.bank_statements import bring_statement
from guyub.books.treasury.services.bank_taking import take_statement, undo_statement
from guyub.books.treasury.services.opening import bring_opening
from guyub.books.treasury.services.places import open_place
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.banking import NOVEMBER, TODAY, bank, csv, taken
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def world():
    """Bumiayu with 20,500,000 at the bank in its books."""
    made = World()
    made.cash()
    return made


def posted(world, amount_rp, on):
    draft = EntryDraft(
        occurred_on=on,
        memo="Contoh",
        lines=[LineDraft("1.1.03", amount_rp), LineDraft("4.3.01", -amount_rp)],
        request_id=new_id(),
    )
    with scope(world.bumiayu.id):
        post_entry(place=world.bumiayu, context="ledger", draft=draft, today=TODAY, actor=None)


def sheet(world, month=NOVEMBER, **more):
    standing = bank(world)
    with scope(world.bumiayu.id):
        return sheet_of(cooperative_id=world.bumiayu.id, bank=standing, month=month, today=TODAY, **more)


def kept(world, month=NOVEMBER, **more):
    return keep_sheet(
        actor=world.actor(Role.BENDAHARA),
        place=world.bumiayu,
        bank_id=more.pop("bank_id", world.cash()["BANK"]),
        month=month,
        today=TODAY,
        request_id=new_id(),
        now=NOW,
        **more,
    )


def sheets(world):
    with scope(world.bumiayu.id):
        return kept_sheets(cooperative_id=world.bumiayu.id, bank_id=world.cash()["BANK"])


def broken(world):
    with scope(world.bumiayu.id):
        return [one.what.replace("\xa0", " ") for one in kept_sheets_still_tie(world.bumiayu.id)]


def wrong(call):
    with pytest.raises(SheetRefusedError) as refused:
        call()
    return refused.value.facts


def numbers(tie):
    return tie.statement_rp, tie.only_books_rp, tie.only_bank_rp, tie.books_rp


def test_a_month_ties_with_what_only_one_side_knows(world):
    taken(world)
    posted(world, 500_000, date(2026, 11, 15))  # on its way to the bank
    posted(world, -300_000, date(2026, 11, 16))  # a cheque that nobody has cashed
    posted(world, 70_000, date(2026, 11, 17))  # after the bank's last day

    found = sheet(world)

    assert (found.through, found.is_typed) == (date(2026, 11, 16), False)
    assert numbers(found.tie) == (20_490_000, 200_000, -10_000, 20_700_000)
    assert found.tie.gap_rp == 0
    kept(world)
    (row,) = sheets(world)
    assert numbers(row.tie) == numbers(found.tie)
    assert [one["amount_rp"] for one in row.facts["only_books"]] == [500_000, -300_000]
    assert [one["text"] for one in row.facts["only_bank"]] == ["BIAYA ADM"]
    with scope(world.bumiayu.id):
        (standing,) = bank_standing(world.bumiayu.id)
    assert standing.reconciled_on == date(2026, 11, 16)


def test_an_entry_dated_back_afterwards_is_found_and_a_new_sheet_heals_it(world):
    taken(world)
    kept(world)
    assert broken(world) == []

    posted(world, -10_000, date(2026, 11, 16))

    assert broken(world) == [
        "BRI Kedungkandang per 16 Nov 2026: tersimpan Rp 20.500.000, buku sekarang Rp 20.490.000"
    ]
    kept(world)
    assert broken(world) == []
    assert len(sheets(world)) == 1


def test_what_the_last_day_still_brings_after_its_sheet_was_kept_breaks_nothing(world):
    taken(
        world,
        csv("02/11/2026;HIBAH;0;25.000.000;25.000.000", f"{TODAY:%d/%m/%Y};MEBEL;4.500.000;0;20.500.000"),
    )
    assert sheet(world).through == TODAY
    kept(world)

    posted(world, -10_000, TODAY)  # in the afternoon
    assert broken(world) == []

    posted(world, -20_000, date(2026, 11, 16))  # dated back
    assert broken(world) == [
        "BRI Kedungkandang per 25 Nov 2026: tersimpan Rp 20.500.000, buku sekarang Rp 20.480.000"
    ]


def test_money_on_its_way_over_a_months_end_counts_in_the_month_before(world):
    posted(world, 400_000, date(2026, 10, 30))
    taken(
        world,
        csv(
            "28/10/2026;SETOR;0;1;1",
            "02/11/2026;SETOR;0;400.000;400.001",
            "02/11/2026;HIBAH;0;25.000.000;25.400.001",
            "05/11/2026;MEBEL;4.500.000;0;20.900.001",
        ),
    )

    october, november = sheet(world, OCTOBER), sheet(world)

    assert october.through == date(2026, 10, 31)
    assert numbers(october.tie) == (1, 400_000, 1, 400_000)
    assert numbers(november.tie) == (20_900_001, 0, 1, 20_900_000)


def test_what_waited_before_the_first_statement_is_matched_and_both_months_tie(world):
    posted(world, 400_000, date(2026, 10, 30))
    taken(world, csv("2026-11-02;SETOR;0;400.000;400.000", "2026-11-02;HIBAH;0;25.000.000;25.400.000"))

    with scope(world.bumiayu.id):
        desk = bank_desk(cooperative_id=world.bumiayu.id, bank=bank(world), today=TODAY)
    assert (desk.lines, desk.gap_rp) == ([], 0)
    assert sheet(world).tie.gap_rp == 0


def test_a_first_statement_that_begins_with_another_balance_is_told(world):
    posted(world, 7_000, date(2026, 10, 3))
    taken(world)

    assert wrong(lambda: kept(world)) == {"wrong": "start", "gap_rp": 7_000}
    assert sheets(world) == []


def test_a_statement_without_balances_takes_the_typed_one(world):
    taken(world, csv("2026-11-02;HIBAH;0;25.000.000", header="Tanggal;Keterangan;Debet;Kredit"))

    assert sheet(world).tie is None
    assert wrong(lambda: kept(world)) == {"wrong": "statement"}
    assert wrong(lambda: kept(world, statement_rp=10**15)) == {"wrong": "statement"}
    assert wrong(lambda: kept(world, statement_rp=24_000_000)) == {"wrong": "gap", "gap_rp": 1_000_000}
    assert sheets(world) == []
    kept(world, statement_rp=25_000_000)
    assert sheets(world)[0].facts["is_typed"] is True


def test_a_file_that_is_missing_between_two_is_a_gap(world):
    taken(world, csv("2026-11-02;HIBAH PEMKOT;0;25.000.000;25.000.000"))
    taken(world, csv("2026-11-16;BIAYA ADM;10.000;0;20.490.000"))

    assert wrong(lambda: kept(world)) == {"wrong": "gap", "gap_rp": 4_500_000}


@pytest.mark.parametrize("month", [OCTOBER, date(2026, 12, 1)])
def test_a_month_of_which_the_bank_told_nothing_is_not_kept(world, month):
    assert wrong(lambda: kept(world, month)) == {"wrong": "month"}
    taken(world)
    assert wrong(lambda: kept(world, month)) == {"wrong": "month"}
    assert wrong(lambda: kept(world, bank_id=world.cash()["LACI"])) == {"wrong": "place"}


def test_a_file_that_a_kept_sheet_counts_on_is_not_undone(world):
    _, statement_id = taken(world, csv("2026-11-16;SETOR;0;5;20.500.005"))
    with scope(world.bumiayu.id):
        BankReconciliation.objects.create(
            cooperative_id=world.bumiayu.id,
            bank_id=world.cash()["BANK"],
            month=NOVEMBER,
            through=date(2026, 11, 16),
            statement_rp=5,
            only_books_rp=0,
            only_bank_rp=5,
            books_rp=0,
            facts={},
            person=world.person(Role.BENDAHARA),
            kept_at=NOW,
        )
    with pytest.raises(StatementRefusedError) as refused:
        undo_statement(
            actor=world.actor(Role.BENDAHARA),
            place=world.bumiayu,
            statement_id=statement_id,
            request_id=new_id(),
            now=NOW,
        )
    assert refused.value.facts == {"wrong": "kept"}


def test_what_the_opening_position_says_lay_at_the_bank_before_its_first_line(world):
    place, actor = world.arjosari, world.actor(Role.BENDAHARA, world.arjosari)
    world.open_books(place)
    shared = {"actor": actor, "place": place, "now": NOW}
    bank_id = open_place(kind="BANK", name="BRI", bank_name="BRI", today=TODAY, request_id=new_id(), **shared)
    january = date(2026, 1, 1)
    bring_opening(
        lines=[OpeningLine("1.1.03", 3_000_000), OpeningLine("3.2.01", -3_000_000)],
        is_midyear=False,
        rest_to_last_year=False,
        today=TODAY,
        request_id=new_id(),
        **shared,
    )
    content = csv("20/01/2026;BIAYA ADM;10.000;0;2.990.000")
    statement_id = bring_statement(
        bank_id=bank_id, name="koran.csv", content=content, request_id=new_id(), **shared
    )
    take_statement(statement_id=statement_id, today=TODAY, request_id=new_id(), **shared)

    with scope(place.id):
        (standing,) = bank_standing(place.id)
        found = sheet_of(cooperative_id=place.id, bank=standing, month=january, today=TODAY)

    assert numbers(found.tie) == (2_990_000, 0, -10_000, 3_000_000)
    assert found.gap_rp == 0
