"""The mechanism of tables alone, with a plan, a taker and an undoer that write nothing."""

import threading
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import connection

from guyub.community.members.models import MemberImport
from guyub.community.members.services.imports import MemberImportRefusedError
from guyub.foundation.identity.domain.roles import Action, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.intake.domain.titles import Field
from guyub.foundation.intake.domain.work import AT_ONCE, is_forgotten, is_large
from guyub.foundation.intake.services.bringing import drop_idle_tables
from guyub.foundation.intake.services.tables import Intake, Taken
from guyub.foundation.intake.services.working import TAKE, UNDO, take_or_undo, tell_progress
from guyub.foundation.kernel.documents.spreadsheets import TableRefusedError
from guyub.foundation.kernel.models import OutboxLine
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.intake.table_desk import TableDesk, wrong
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
FIELDS = (Field("name", "Nama", is_required=True), Field("amount", "Jumlah"), Field("note", "Ket"))


@dataclass
class Found:
    """A plan: how many lines, how many errors, what else is wrong."""

    count: int
    blocking: int = 0
    refusal: dict = ()


class Desk(TableDesk):
    """The secretary of Bumiayu with tables that bring nothing."""

    today = TODAY

    def __init__(self, world):
        self.world, self.place = world, world.bumiayu
        self.bringer = self.taker = world.actor(Role.SEKRETARIS)
        self.found, self.done, self.refuses = None, [], ""
        self.intake = Intake(
            model=MemberImport,
            refused=MemberImportRefusedError,
            fields=FIELDS,
            most=3,
            acts="members.import",
            brings=Action.IMPORT_MEMBERS,
            takes=Action.IMPORT_MEMBERS,
            task="journeys.carry_on_member_table",
            plan=lambda _batch, opened, *_: self.found or Found(len(opened.lines)),
            take=self.take,
            undo=self.undo,
            told=lambda _place_id, options: {"choices": dict(options or {"new": True})},
            news="members.imported",
        )

    def take(self, taking, plan):
        if self.refuses:
            raise MemberImportRefusedError(wrong=self.refuses, count=7)
        self.done.append((TAKE, plan.count, taking.told["request_id"]))
        taking.progress(1)
        return Taken(plan.count, {"done_count": plan.count}, {"members": plan.count})

    def undo(self, taking):
        self.done.append((UNDO, taking.batch.done_count, taking.told["request_id"]))
        return Taken(taking.batch.done_count, facts={"members": taking.batch.done_count})


@pytest.fixture
def desk(world):
    return Desk(world)


def table(*lines):
    return "\n".join(["Nama;Jumlah", *lines]).encode()


TWO = table("Siti;5", "Budi;6")


def test_a_table_is_brought_taken_in_and_undone(desk):
    batch_id = desk.brings(TWO)
    batch = desk.batch(batch_id)
    assert (batch.mapping, batch.header_line, batch.rows_count) == (
        {"name": "Nama", "amount": "Jumlah"},
        1,
        2,
    )
    assert (batch.choices, bytes(batch.sealed) not in {b"", TWO}) == ({"new": True}, True)

    assert desk.takes(batch_id) == 2
    batch = desk.batch(batch_id)
    assert (batch.state, bytes(batch.sealed), batch.done_count, batch.closed_at) == (
        "DIMASUKKAN",
        b"",
        2,
        NOW,
    )
    assert wrong(desk.takes, batch_id) == {"wrong": "closed"}

    desk.undoes(batch_id)
    assert desk.batch(batch_id).state == "DIBATALKAN"
    assert wrong(desk.undoes, batch_id) == {"wrong": "closed"}
    assert [verb for verb, *_ in desk.done] == [TAKE, UNDO]
    assert desk.table_acts() == ["brought", "taken", "undone"]
    with scope(desk.place.id):
        news = OutboxLine.objects.filter(cooperative=desk.place, topic="members.imported")
        assert [one.payload for one in news] == [{"batch": str(batch_id)}] * 2


def test_one_is_open_at_a_time_and_a_long_one_is_refused(desk):
    batch_id = desk.brings(TWO)
    assert wrong(desk.brings, TWO) == {"wrong": "open"}
    desk.drops(batch_id)
    assert desk.batch(batch_id).state == "DIBUANG"
    for act in (desk.drops, desk.takes, desk.checks, desk.tells):
        assert wrong(act, batch_id) == {"wrong": "closed"}
    assert desk.table_acts() == ["brought", "dropped"]
    assert wrong(desk.brings, b"") == {"wrong": "empty"}
    assert wrong(desk.brings, table()) == {"wrong": "empty"}
    assert wrong(desk.brings, table(*["Siti;5"] * 204)) == {"wrong": "many", "most": 3}
    with pytest.raises(TableRefusedError):
        desk.brings(b"PK\x03\x04rusak")
    assert desk.table_acts() == ["brought", "dropped"]


def test_columns_are_told(desk):
    batch_id = desk.brings(TWO)
    assert wrong(desk.tells, batch_id, sheet=3) == {"wrong": "sheet"}
    assert wrong(desk.tells, batch_id, header_line=99) == {"wrong": "header"}
    assert wrong(desk.tells, batch_id, mapping={"name": "Lain"}) == {"wrong": "field"}
    assert wrong(desk.tells, batch_id, mapping={"colour": "Nama"}) == {"wrong": "field"}
    assert wrong(desk.tells, batch_id, mapping={"name": "Nama", "note": "Nama"}) == {"wrong": "field"}
    desk.tells(batch_id, mapping={"amount": "Jumlah", "note": ""}, kind="x")
    assert (desk.batch(batch_id).mapping, desk.batch(batch_id).choices) == (
        {"amount": "Jumlah"},
        {"new": True, "kind": "x"},
    )
    assert desk.checks(batch_id) is None
    assert wrong(desk.takes, batch_id) == {"wrong": "lacking"}
    # Another header has other titles.
    desk.tells(batch_id, header_line=2)
    assert desk.batch(batch_id).mapping == {}
    assert desk.table_acts() == ["brought", "mapped", "mapped"]


@pytest.mark.parametrize(
    ("_case", "found", "facts"),
    [
        ("errors", Found(1, 4), {"wrong": "faults", "count": 4}),
        ("nothing in it", Found(0), {"wrong": "nothing"}),
        (
            "what the context says",
            Found(1, 0, {"wrong": "more", "left_rp": 3}),
            {"wrong": "more", "left_rp": 3},
        ),
    ],
)
def test_what_is_not_right_keeps_it_out(_case, found, facts, desk):
    batch_id = desk.brings(TWO)
    desk.found = found
    assert wrong(desk.takes, batch_id) == facts
    assert (desk.batch(batch_id).state, desk.done) == ("DIUNGGAH", [])


def test_a_retry_takes_in_once_and_who_may_not_does_not(desk):
    batch_id, request_id = desk.brings(TWO), new_id()
    assert desk.takes(batch_id, request_id=request_id) == desk.takes(batch_id, request_id=request_id) == 2
    assert len(desk.done) == 1
    cashier = desk.world.actor(Role.KASIR)
    with pytest.raises(NotAllowedError):
        desk.undoes(batch_id, actor=cashier)
    other = desk.world.actor(Role.SEKRETARIS, desk.world.arjosari)
    assert wrong(desk.undoes, batch_id, actor=other, place=desk.world.arjosari) == {"wrong": "closed"}


def test_the_worker_does_what_it_was_given_once(desk):
    batch_id = desk.brings(TWO)
    desk.gives(batch_id)
    for act in (desk.takes, desk.tells, desk.drops, desk.gives):
        assert wrong(act, batch_id) == {"wrong": "waiting"}
    assert desk.works(batch_id)
    assert not desk.works(batch_id)
    assert wrong(desk.gives, batch_id) == {"wrong": "closed"}
    desk.gives(batch_id, UNDO)
    assert wrong(desk.undoes, batch_id) == {"wrong": "waiting"}
    assert desk.works(batch_id)
    assert [verb for verb, *_ in desk.done] == [TAKE, UNDO]
    assert (desk.batch(batch_id).state, desk.batch(batch_id).work) == ("DIBATALKAN", {})


def test_a_worker_that_was_stopped_may_be_asked_again(desk):
    batch_id = desk.brings(TWO)
    desk.gives(batch_id)
    later = NOW + timedelta(minutes=14)
    assert not is_forgotten(desk.batch(batch_id).work, now=later)
    assert wrong(desk.gives, batch_id, now=later) == {"wrong": "waiting"}
    later += timedelta(minutes=1)
    assert is_forgotten(desk.batch(batch_id).work, now=later)
    desk.gives(batch_id, now=later)
    assert desk.works(batch_id, now=later)
    assert not is_forgotten({}, now=later)


def test_what_the_worker_refuses_waits_for_the_page(desk):
    batch_id = desk.brings(TWO)
    desk.gives(batch_id)
    desk.refuses = "moved"
    assert not desk.works(batch_id)
    refused = {"code": "members.import.refused", "facts": {"wrong": "moved", "count": 7}}
    assert desk.batch(batch_id).work == {"refused": refused}
    # Whoever says anew how it is read has read the refusal.
    desk.tells(batch_id)
    assert desk.batch(batch_id).work == {}


def test_the_worker_acts_for_who_still_holds_the_role(desk):
    batch_id = desk.brings(TWO)
    desk.gives(batch_id)
    Membership.objects.filter(id=desk.taker.membership_id).update(ends_at=NOW)
    assert not desk.works(batch_id)
    assert desk.batch(batch_id).work["refused"]["facts"] == {"wrong": "gone"}


def test_small_tables_are_done_at_once_and_large_ones_given(desk):
    assert (is_large(AT_ONCE), is_large(AT_ONCE + 1)) == (False, True)
    batch_id = desk.brings(TWO)
    asked = {"intake": desk.intake, "actor": desk.taker, "place": desk.place, "batch_id": batch_id}
    asked |= {"today": TODAY, "now": NOW}
    take_or_undo(verb=TAKE, rows_count=AT_ONCE + 1, request_id=new_id(), **asked)
    assert (desk.batch(batch_id).work["waiting"]["verb"], desk.done) == (TAKE, [])
    assert desk.works(batch_id)
    take_or_undo(verb=UNDO, rows_count=AT_ONCE, request_id=new_id(), **asked)
    assert [verb for verb, *_ in desk.done] == [TAKE, UNDO]


def test_what_lies_for_a_day_is_thrown_away_unless_the_worker_has_it(desk):
    batch_id = desk.brings(TWO)
    assert drop_idle_tables(intake=desk.intake, now=NOW + timedelta(hours=23)) == 0
    later = NOW + timedelta(hours=25)
    desk.gives(batch_id, now=later)
    assert drop_idle_tables(intake=desk.intake, now=later) == 0
    assert drop_idle_tables(intake=desk.intake, now=later + timedelta(minutes=15)) == 1
    assert (desk.batch(batch_id).state, bytes(desk.batch(batch_id).sealed)) == ("DIBUANG", b"")
    assert not desk.works(batch_id)
    assert wrong(desk.takes, batch_id) == {"wrong": "closed"}


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_is_not(desk):
    batch_id = desk.brings(TWO)
    desk.gives(batch_id)
    seen = []

    def take(taking, plan):
        taking.progress(1)
        reader = threading.Thread(target=lambda: (seen.append(desk.batch(batch_id)), connection.close()))
        reader.start()
        reader.join()
        return desk.take(taking, plan)

    desk.intake = replace(desk.intake, take=take)
    assert desk.works(batch_id)
    ((state, done),) = [(one.state, one.done_count) for one in seen]
    assert (state, done) == ("DIUNGGAH", 1)
    assert (desk.batch(batch_id).state, desk.batch(batch_id).done_count) == ("DIMASUKKAN", 2)
    # Nothing waits for a row that somebody holds.
    with scope(desk.place.id, durable=True):
        MemberImport.objects.select_for_update().get(cooperative=desk.place, id=batch_id)
        tell_progress(desk.intake, desk.place.id, batch_id, 5)
    assert desk.batch(batch_id).done_count == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_a_table_once(desk):
    batch_id = desk.brings(TWO)
    outcomes, ready = [], threading.Barrier(2)

    def take():
        try:
            ready.wait()
            outcomes.append(desk.takes(batch_id))
        except MemberImportRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["2", "closed"]
    assert len(desk.done) == 1
