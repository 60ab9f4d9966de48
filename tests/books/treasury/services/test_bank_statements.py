"""Files of a bank: brought, checked dry, mapped, taken in once, undone while nothing of them is matched."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from guyub.books.treasury.domain.bank_tables import StatementRefusedError
from guyub.books.treasury.models import BankLine, BankMapping, BankStatement
from guyub.books.treasury.selectors.banks import matches_of
from guyub.books.treasury.services.bank_matches import let_go
from guyub.books.treasury.services.bank_statements import (
    check_statement,
    columns_in,
    drop_idle_statements,
    drop_statement,
    map_statement,
)
from guyub.books.treasury.services.bank_taking import Taken, take_statement, undo_statement
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import Column, Sheet, TableRefusedError, render_xlsx
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.banking import HEADER, SEEN, TODAY, bank, brought, csv, taken
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Bumiayu with 20,500,000 at the bank in its books."""
    made = World()
    made.cash()
    return made


def done_by(world, use_case, statement_id, **more):
    return use_case(
        actor=world.actor(Role.BENDAHARA),
        place=world.bumiayu,
        statement_id=statement_id,
        request_id=new_id(),
        now=NOW,
        **more,
    )


def checked(world, statement_id):
    with scope(world.bumiayu.id):
        return check_statement(place=world.bumiayu, statement_id=statement_id, today=TODAY)


def kept(world):
    with scope(world.bumiayu.id):
        rows = BankLine.objects.filter(cooperative_id=world.bumiayu.id).order_by("rank")
        return [(row.happened_on.day, row.amount_rp, row.balance_rp, row.rank) for row in rows]


def wrong(call, error=StatementRefusedError):
    with pytest.raises(error) as refused:
        call()
    return refused.value.facts


def test_a_file_is_checked_dry_and_then_taken_in(world):
    statement_id = brought(world)

    dry = checked(world, statement_id)
    assert [(line.amount_rp, line.description) for line in dry.lines] == [
        (25_000_000, "HIBAH PEMKOT"),
        (-4_500_000, "TRF TOKO MEBEL 08•••••••890"),
        (-10_000, "BIAYA ADM"),
    ]
    assert (dry.skipped, dry.opening_rp, dry.closing_rp, dry.missing_rp) == (0, 0, 20_490_000, 0)
    assert kept(world) == []

    done = done_by(world, take_statement, statement_id, today=TODAY)
    assert done == Taken(lines=3, skipped=0, matched=2)
    assert kept(world) == [
        (2, 25_000_000, 25_000_000, 1),
        (5, -4_500_000, 20_500_000, 2),
        (16, -10_000, 20_490_000, 3),
    ]
    standing = bank(world)
    assert (standing.open_count, standing.statement_rp, standing.balance_rp) == (1, 20_490_000, 20_500_000)
    with scope(world.bumiayu.id):
        row = BankStatement.objects.get(cooperative_id=world.bumiayu.id)
        assert (row.state, bytes(row.sealed), row.lines_count) == ("TAKEN", b"", 3)


@pytest.mark.parametrize(
    "content",
    [
        csv(*SEEN),
        csv(*SEEN).replace(b";", b"\t"),
        csv(*SEEN).replace(b";", b"|"),
        "\n".join([HEADER, *SEEN]).encode("utf-8-sig"),
        "\n".join([HEADER, *SEEN]).encode("utf-16"),
        "\n".join([HEADER, *SEEN]).replace("HIBAH", "HIBAÉ").encode("cp1252"),
        "\n".join(f'"{line}"'.replace(";", '","') for line in (HEADER, *SEEN)).encode("latin-1"),
        render_xlsx(
            [
                Sheet(
                    name="koran",
                    title="Rekening koran",
                    source="bank",
                    columns=[Column(title) for title in HEADER.split(";")],
                    rows=[line.split(";") for line in SEEN],
                )
            ]
        ),
    ],
    ids=["semicolon", "tab", "pipe", "bom", "utf-16", "cp1252", "quotes", "xlsx"],
)
def test_every_shape_of_a_file_says_the_same(world, content):
    taken(world, content)

    assert [row[1] for row in kept(world)] == [25_000_000, -4_500_000, -10_000]


def test_the_same_file_twice_says_so_and_an_overlapping_one_adds_what_is_new(world):
    taken(world)

    assert wrong(lambda: brought(world)) == {"wrong": "again", "day": TODAY}
    assert wrong(lambda: taken(world, csv(*SEEN[1:]))) == {"wrong": "nothing"}
    same_again = "16/11/2026;BIAYA ADM;10.000;0;20.480.000"
    done, _ = taken(world, csv(SEEN[2], same_again))
    assert (done.lines, done.skipped) == (1, 1)
    assert kept(world)[-1] == (16, -10_000, 20_480_000, 4)


def test_a_file_that_does_not_join_says_by_how_much(world):
    taken(world)

    dry = checked(world, brought(world, csv("17/11/2026;SETOR;0;5;20.500.005")))

    assert dry.missing_rp == 10_000


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (b"", {"wrong": "empty"}),
        (csv(), {"wrong": "empty"}),
        (csv(header="Tanggal^Keterangan^Kredit") + b"\n1^2^3", {"wrong": "columns"}),
        (csv(*["02/11/2026;x;0;5;"] * 20_001), {"wrong": "many", "most": 20_000}),
    ],
    ids=["empty", "header", "delimiter", "many"],
)
def test_what_is_no_statement_is_not_kept(world, content, facts):
    assert wrong(lambda: brought(world, content)) == facts
    with scope(world.bumiayu.id):
        assert not BankStatement.objects.filter(cooperative_id=world.bumiayu.id).exists()


def test_binary_rubbish_is_no_table(world):
    assert wrong(lambda: brought(world, bytes(range(256)) * 9), TableRefusedError) == {"wrong": "not_text"}
    assert wrong(lambda: brought(world, b"PK\x03\x04 rubbish"), TableRefusedError) == {"wrong": "not_a_table"}


def test_a_file_is_of_a_bank_account_of_this_cooperative(world):
    assert wrong(lambda: brought(world, bank_id=world.cash()["BRANKAS"])) == {"wrong": "place"}
    assert wrong(lambda: brought(world, bank_id=new_id())) == {"wrong": "place"}


def test_columns_are_mapped_by_people_and_remembered(world):
    unknown = "Kapan;Apa;Berapa"
    statement_id = brought(world, csv("02/11/2026;HIBAH;25.000.000 K", header=unknown))
    with scope(world.bumiayu.id):
        assert list(columns_in(place=world.bumiayu, statement_id=statement_id)) == unknown.split(";")
    assert wrong(lambda: checked(world, statement_id)) == {"wrong": "columns"}
    mapping = {"date": "Kapan", "description": "Apa", "amount": "Berapa", "reference": "", "order": "hari"}
    for mistaken in (mapping | {"date": "Dulu"}, mapping | {"amount": "Kapan"}):
        found = wrong(lambda said=mistaken: done_by(world, map_statement, statement_id, mapping=said))
        assert found == {"wrong": "field"}

    done_by(world, map_statement, statement_id, mapping=mapping)
    done_by(world, take_statement, statement_id, today=TODAY)

    with scope(world.bumiayu.id):
        held = BankMapping.objects.get(cooperative_id=world.bumiayu.id).columns
    assert held == {"date": "Kapan", "description": "Apa", "amount": "Berapa", "order": "hari"}
    later = brought(world, csv("03/11/2026;SETOR;5 K", header=unknown))
    assert [line.amount_rp for line in checked(world, later).lines] == [5]


def test_one_file_waits_at_a_time_and_is_thrown_away_after_a_day(world):
    first = brought(world)
    second = brought(world, csv(SEEN[0]))

    assert wrong(lambda: done_by(world, drop_statement, first)) == {"wrong": "closed"}
    done_by(world, drop_statement, second)
    assert wrong(lambda: checked(world, second)) == {"wrong": "closed"}
    assert wrong(lambda: done_by(world, take_statement, second, today=TODAY)) == {"wrong": "closed"}
    assert wrong(lambda: done_by(world, take_statement, new_id(), today=TODAY)) == {"wrong": "closed"}
    brought(world)
    assert drop_idle_statements(now=NOW) == 0
    assert drop_idle_statements(now=NOW + timedelta(days=2)) == 1
    with scope(world.bumiayu.id):
        rows = BankStatement.objects.filter(cooperative_id=world.bumiayu.id)
        assert {(row.state, bytes(row.sealed)) for row in rows} == {("DROPPED", b"")}


def test_a_file_is_undone_while_nothing_of_it_is_matched(world):
    _, statement_id = taken(world)
    assert wrong(lambda: done_by(world, undo_statement, statement_id)) == {"wrong": "matched", "count": 2}
    standing = bank(world)
    with scope(world.bumiayu.id):
        matches = matches_of(cooperative_id=world.bumiayu.id, bank=standing)
    for match in matches:
        let_go(
            actor=world.actor(Role.BENDAHARA),
            place=world.bumiayu,
            match_id=match.id,
            request_id=new_id(),
            now=NOW,
        )

    done_by(world, undo_statement, statement_id)

    assert kept(world) == []
    assert bank(world).first_on is None
    assert wrong(lambda: done_by(world, undo_statement, statement_id)) == {"wrong": "closed"}
    assert taken(world)[0].lines == 3


def test_what_the_bank_said_is_never_changed(world):
    taken(world)

    with scope(world.bumiayu.id), pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        BankLine.objects.filter(cooperative_id=world.bumiayu.id).update(amount_rp=1)


def test_a_request_sent_twice_takes_the_file_in_once(world):
    statement_id, request_id = brought(world), new_id()

    def take():
        return take_statement(
            actor=world.actor(Role.BENDAHARA),
            place=world.bumiayu,
            statement_id=statement_id,
            today=TODAY,
            request_id=request_id,
            now=NOW,
        )

    assert take() == take()
    assert len(kept(world)) == 3
