"""A dirty table becomes 130 members whose savings tie, and is undone without a trace."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from guyub.books.treasury.domain.opening import OpeningLine
from guyub.books.treasury.selectors.opening import undetailed
from guyub.books.treasury.services.opening import bring_opening
from guyub.community.members.domain.register import Happened
from guyub.community.members.models import (
    Application,
    Card,
    FileChange,
    ImportedMember,
    Member,
    MemberFile,
    MemberImport,
)
from guyub.community.members.selectors.imports import batch_of
from guyub.community.members.services.files import FileTyped, open_file
from guyub.community.members.services.imports import (
    MemberImportRefusedError,
    TableTyped,
    bring_table,
    drop_idle_tables,
    drop_table,
    tell_columns,
)
from guyub.community.members.services.register import change_standing
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.selectors.invariants import RECONCILIATIONS
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Membership, Person, VaultEntry
from guyub.foundation.identity.services.people import add_login_name
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.models import NumberCounter
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from guyub.foundation.parameters.services.values import load_national
from guyub.journeys.services.member_import_taking import check_table, take_table
from guyub.journeys.services.member_import_undoing import undo_table
from guyub.journeys.services.member_import_work import carry_on, give_to_worker, tell_progress
from tests.member_tables import TODAY, clean, dirty, nik, table, totals
from tests.world import NOW, new_id

pytestmark = pytest.mark.database
TABLES = (Person, VaultEntry, Membership, MemberFile, Member, ImportedMember, SavingsAccount)


class Desk:
    """The secretary of Bumiayu and the acts of an import."""

    def __init__(self, world):
        self.world, self.place = world, world.bumiayu
        self.actor = world.actor(Role.SEKRETARIS)

    def bring(self, content, **typed):
        batch_id = bring_table(
            actor=self.actor, name="anggota (contoh).xlsx", content=content, request_id=new_id(), now=NOW
        )
        if typed:
            self.tell(batch_id, **typed)
        return batch_id

    def tell(self, batch_id, **typed):
        with scope(self.place.id):
            batch = MemberImport.objects.get(cooperative=self.place, id=batch_id)
        said = {"sheet": batch.sheet, "header_line": batch.header_line, "mapping": batch.mapping}
        tell_columns(
            actor=self.actor,
            batch_id=batch_id,
            typed=TableTyped(**(said | typed)),
            request_id=new_id(),
            now=NOW,
        )

    def bring_again(self, batch_id, content):
        drop_table(actor=self.actor, batch_id=batch_id, request_id=new_id(), now=NOW)
        return self.bring(content)

    def check(self, batch_id):
        return check_table(cooperative_id=self.place.id, batch_id=batch_id, today=TODAY, now=NOW)[1]

    def take(self, batch_id, **more):
        shared = {"actor": self.actor, "place": self.place, "batch_id": batch_id, "today": TODAY, "now": NOW}
        take_table(**shared, request_id=new_id(), **more)

    def undo(self, batch_id):
        undo_table(
            actor=self.actor,
            place=self.place,
            batch_id=batch_id,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )

    def open_books(self, pokok, wajib, sukarela):
        self.world.open_books(self.place)
        lines = [
            OpeningLine("1.1.03", pokok + wajib + sukarela),
            OpeningLine("3.1.01", -pokok),
            OpeningLine("3.1.02", -wajib),
            OpeningLine("2.2.01", -sukarela),
        ]
        bring_opening(
            actor=self.world.actor(Role.BENDAHARA),
            place=self.place,
            lines=[line for line in lines if line.amount_rp],
            is_midyear=False,
            rest_to_last_year=False,
            today=TODAY,
            request_id=new_id(),
            now=NOW,
        )


@pytest.fixture
def desk(world, db):
    load_national(now=NOW)
    return Desk(world)


def dump():
    """Write down every row of every table that an import touches."""
    with all_cooperatives("a test compares all rows before and after"):
        rows = {model.__name__: sorted(map(str, model.objects.values())) for model in TABLES}
        # The pair of entries and the news have numbers of their own, which stay.
        counters = NumberCounter.objects.filter(series__startswith="members.").values()
        return rows | {"NumberCounter": sorted(map(str, counters))}


def refused(act, *args, **kwargs):
    """Tell which case a refusal was, and its facts."""
    with pytest.raises(MemberImportRefusedError) as error:
        act(*args, **kwargs)
    return error.value.facts


def left(desk):
    with scope(desk.place.id):
        return {one.account: -one.amount_rp for one in undetailed(cooperative_id=desk.place.id)}


def test_the_dirty_table_becomes_130_members_and_leaves_no_trace(desk):
    desk.open_books(*totals())
    batch_id = desk.bring(dirty())
    found = desk.check(batch_id)
    before = dump()

    assert {(note.line, note.wrong) for note in found.reading.notes if note.is_error} == {
        (15, "nik_lost"),
        (94, "young"),
        (95, "nik_twice"),
    }
    assert refused(desk.take, batch_id) == {"wrong": "faults", "count": 3}
    assert dump() == before

    desk.tell(batch_id, is_later=True, leaves=True)
    found = desk.check(batch_id)
    assert (found.new, found.merged, found.skipped) == (130, 0, 0)
    assert [(one.kind.value, one.total_rp, one.left_rp, one.wrong) for one in found.savings] == [
        ("POKOK", 13_000_000, 13_000_000, ""),
        ("WAJIB", 53_775_000, 53_775_000, ""),
        ("SUKARELA", 1_100_000, 1_100_000, ""),
    ]
    assert all(one.is_met for one in found.reading.totals)
    desk.take(batch_id)

    with scope(desk.place.id):
        members = Member.objects.filter(cooperative=desk.place)
        assert members.count() == 130
        assert sorted(members.values_list("number", flat=True)) == list(range(1, 131))
        assert not left(desk)
        assert not [broken for rule in RECONCILIATIONS for broken in rule(desk.place.id)]
        batch = MemberImport.objects.get(cooperative=desk.place, id=batch_id)
        assert (batch.state, bytes(batch.sealed)) == ("DIMASUKKAN", b"")
    desk.undo(batch_id)
    assert dump() == before
    assert left(desk) == {"3.1.91": 13_000_000, "3.1.92": 53_775_000, "2.2.91": 1_100_000}


def test_totals_that_differ_are_refused_with_the_difference_and_a_part_may_be_less(desk):
    desk.open_books(500_000, 300_000, 0)
    batch_id = desk.bring(clean(3))
    before = dump()

    assert refused(desk.take, batch_id) == {
        "wrong": "less",
        "kind": "Simpanan pokok",
        "total_rp": 300_000,
        "left_rp": 500_000,
        "difference_rp": 200_000,
    }
    desk.tell(batch_id, is_part=True)
    assert refused(desk.take, batch_id) == {
        "wrong": "more",
        "kind": "Simpanan sukarela",
        "total_rp": 25_000,
        "left_rp": 0,
        "difference_rp": 25_000,
    }
    assert dump() == before


def test_without_books_members_come_and_savings_are_refused(desk):
    batch_id = desk.bring(clean(3))
    assert refused(desk.take, batch_id)["wrong"] == "unopened"

    desk.take(desk.bring_again(batch_id, clean(3, with_savings=False)))

    with scope(desk.place.id):
        assert Member.objects.filter(cooperative=desk.place).count() == 3
        assert not SavingsAccount.objects.filter(cooperative=desk.place).exists()


def test_who_is_in_the_register_is_left_or_filled_and_the_fill_is_undone(desk):
    desk.take(desk.bring(clean(3, with_savings=False)))
    again = table(
        ("NIK", "Nama", "Pekerjaan", "HP"),
        (nik(0), "Siti Contoh 1", "Pedagang", "081299999999"),
        (nik(9), "Baru Contoh", "Guru", "-"),
    )
    batch_id = desk.bring(again)
    found = desk.check(batch_id)
    assert (found.new, found.merged, found.skipped) == (1, 0, 1)
    desk.tell(batch_id, double="MERGE")
    found = desk.check(batch_id)
    assert (found.new, found.merged, found.skipped) == (1, 1, 0)
    before = dump()

    desk.take(batch_id)

    with scope(desk.place.id):
        first = MemberFile.objects.get(cooperative=desk.place, name="Siti Contoh 1")
        assert (first.work, first.address) == ("Pedagang", "Jl. Contoh 0 (contoh)")
        assert Member.objects.get(cooperative=desk.place, file__name="Baru Contoh").number == 4
    desk.undo(batch_id)
    after = dump()
    with scope(desk.place.id):
        first.refresh_from_db()
        assert first.work == ""
        assert [
            (one.field, one.before, one.after)
            for one in FileChange.objects.filter(cooperative=desk.place, file=first).order_by("id")
        ] == [
            ("work", "", "Pedagang"),
            ("work", "Pedagang", ""),
        ]
    assert after == before


def test_what_somebody_built_on_is_not_undone(desk):
    batch_id = desk.bring(clean(2, with_savings=False))
    desk.take(batch_id)
    with scope(desk.place.id):
        member = Member.objects.get(cooperative=desk.place, number=2)
        card = Card.objects.create(cooperative=desk.place, member=member, no=1, issued_on=TODAY)
    before = dump()

    assert refused(desk.undo, batch_id) == {"wrong": "used"}
    assert dump() == before
    with scope(desk.place.id):
        Card.objects.filter(cooperative=desk.place, id=card.id).delete()
        change_standing(
            member=member,
            happened=Happened.DIPASIFKAN,
            on=TODAY,
            reason="contoh",
            person_id=None,
            today=TODAY,
            now=NOW,
        )
    assert refused(desk.undo, batch_id) == {"wrong": "used"}


def test_a_changed_number_or_a_login_keeps_the_table(desk):
    batch_id = desk.bring(clean(2, with_savings=False))
    desk.take(batch_id)
    with scope(desk.place.id):
        person = Member.objects.select_related("person").get(cooperative=desk.place, number=1).person
        keep_secret(
            person=person, kind=SecretKind.PHONE, value="+6281277777777", now=NOW + timedelta(hours=1)
        )
    assert refused(desk.undo, batch_id) == {"wrong": "used"}
    second = desk.bring(clean(2, first=5, with_savings=False))
    desk.take(second)
    with scope(desk.place.id):
        person = Member.objects.select_related("person").get(cooperative=desk.place, number=6).person
        add_login_name(person=person, login="contoh@example.org", now=NOW)
    assert refused(desk.undo, second) == {"wrong": "used"}


def test_a_member_of_another_cooperative_is_flagged_and_not_named(desk, world):
    other = world.member("Rahasia Contoh", world.arjosari)
    with scope(world.arjosari.id):
        keep_secret(person=other.person, kind=SecretKind.NIK, value=nik(1), now=NOW)
    batch_id = desk.bring(clean(3, with_savings=False))

    found = desk.check(batch_id)

    assert (found.new, found.elsewhere) == (3, 1)
    assert [(note.line, note.wrong, note.suggestion) for note in found.reading.notes] == [
        (3, "elsewhere", "")
    ]
    desk.take(batch_id)
    with scope(desk.place.id):
        assert Member.objects.get(cooperative=desk.place, number=2).person_id == other.person_id
    desk.undo(batch_id)
    assert Person.objects.filter(id=other.person_id).exists()
    assert VaultEntry.objects.filter(person_id=other.person_id, kind="NIK").exists()
    assert not VaultEntry.objects.filter(person_id=other.person_id, kind="KK").exists()


def test_numbers_are_kept_where_all_differ_and_given_in_order_otherwise(desk):
    rows = [("Nama", "No Anggota"), ("Satu Contoh", "007/KKMP"), ("Dua Contoh", "A-0003")]
    first = desk.bring(table(*rows))
    desk.take(first)
    assert numbers(desk) == {"Satu Contoh": 7, "Dua Contoh": 3}
    # The next number follows the greatest, and one that was given is not given again.
    desk.take(desk.bring(table(("Nama", "No Anggota"), ("Tiga Contoh", "7"), ("Empat Contoh", "9"))))
    assert (numbers(desk)["Tiga Contoh"], numbers(desk)["Empat Contoh"]) == (8, 9)
    desk.undo(first)
    desk.take(desk.bring(table(("Nama", "HP"), ("Lima Contoh", "-"))))
    assert numbers(desk) == {"Tiga Contoh": 8, "Empat Contoh": 9, "Lima Contoh": 10}


def test_a_table_is_brought_once_at_a_time_and_dropped_by_itself(desk):
    batch_id = desk.bring(clean(1))
    assert refused(desk.bring, clean(1)) == {"wrong": "open"}
    assert refused(desk.tell, batch_id, mapping={"name": "Nama", "nik": "Nama"}) == {"wrong": "field"}
    assert refused(desk.tell, batch_id, mapping={"name": "Lain"}) == {"wrong": "field"}
    assert refused(desk.tell, batch_id, double="x") == {"wrong": "choice"}
    assert refused(desk.tell, batch_id, sheet=3) == {"wrong": "sheet"}
    assert refused(desk.tell, batch_id, header_line=99) == {"wrong": "header"}
    desk.tell(batch_id, mapping={"nik": "NIK"})
    assert refused(desk.take, batch_id) == {"wrong": "lacking"}

    assert drop_idle_tables(now=NOW + timedelta(hours=23)) == 0
    assert drop_idle_tables(now=NOW + timedelta(hours=25)) == 1

    with scope(desk.place.id):
        batch = MemberImport.objects.get(cooperative=desk.place, id=batch_id)
        assert (batch.state, bytes(batch.sealed)) == ("DIBUANG", b"")
    assert refused(desk.take, batch_id) == {"wrong": "closed"}
    assert refused(desk.undo, batch_id) == {"wrong": "closed"}


def test_the_same_sheet_again_brings_nothing(desk):
    desk.take(desk.bring(clean(2, with_savings=False)))
    batch_id = desk.bring(clean(2, with_savings=False))
    assert refused(desk.take, batch_id) == {"wrong": "nothing"}


def test_the_worker_takes_a_large_table_and_tells_how_far_it_is(desk, transactional_db):
    batch_id = desk.bring(clean(600, with_savings=False))
    shared = {"actor": desk.actor, "batch_id": batch_id, "now": NOW}
    give_to_worker(verb="take", request_id=new_id(), **shared)
    assert refused(desk.take, batch_id) == {"wrong": "waiting"}
    assert refused(give_to_worker, verb="take", request_id=new_id(), **shared) == {"wrong": "waiting"}

    tell_progress(desk.place.id, batch_id, 250)
    with scope(desk.place.id):
        assert batch_of(cooperative_id=desk.place.id, batch_id=batch_id).done_count == 250
    assert carry_on(cooperative_id=desk.place.id, batch_id=batch_id, now=NOW)
    assert not carry_on(cooperative_id=desk.place.id, batch_id=batch_id, now=NOW)

    with scope(desk.place.id):
        row = batch_of(cooperative_id=desk.place.id, batch_id=batch_id)
        assert (row.state, row.done_count, row.is_waiting) == ("DIMASUKKAN", 600, False)
    give_to_worker(verb="undo", request_id=new_id(), **shared)
    assert carry_on(cooperative_id=desk.place.id, batch_id=batch_id, now=NOW)
    with scope(desk.place.id):
        assert not Member.objects.filter(cooperative=desk.place).exists()


def test_a_refusal_of_the_worker_waits_for_the_page(desk, transactional_db):
    desk.open_books(100_000, 0, 0)
    batch_id = desk.bring(clean(2))
    shared = {"actor": desk.actor, "batch_id": batch_id, "now": NOW}
    give_to_worker(verb="take", request_id=new_id(), **shared)

    assert not carry_on(cooperative_id=desk.place.id, batch_id=batch_id, now=NOW)

    with scope(desk.place.id):
        row = batch_of(cooperative_id=desk.place.id, batch_id=batch_id)
        assert (row.is_waiting, row.choices["refused"]["facts"]["wrong"]) == (False, "more")
        assert not Member.objects.filter(cooperative=desk.place).exists()


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_older_and_open_workbooks_become_members(ending, desk):
    desk.open_books(300_000, 45_000, 0)
    content = (Path(__file__).parents[2] / f"tables/anggota-contoh.{ending}").read_bytes()
    batch_id = desk.bring(content)
    found = desk.check(batch_id)
    assert (found.new, [one.is_met for one in found.reading.totals]) == (3, [True, True])

    desk.take(batch_id)

    with scope(desk.place.id):
        rows = Member.objects.filter(cooperative=desk.place).order_by("number")
        assert list(rows.values_list("joined_on", "pokok_rp")) == [
            (date(2018, 3, day), 100_000) for day in (1, 2, 3)
        ]
        people = list(rows.values_list("person_id", flat=True))
        kk = VaultEntry.objects.filter(person_id__in=people, kind="KK")
        # Merged cells say it of all three; ODS does not tell which cells are merged.
        assert kk.count() == {"xls": 3, "ods": 1}[ending]
        assert not left(desk)


def test_two_at_once_take_a_table_once(desk, transactional_db):
    batch_id = desk.bring(clean(20, with_savings=False))
    outcomes, ready = [], threading.Barrier(2)

    def take():
        try:
            ready.wait()
            desk.take(batch_id)
            outcomes.append("taken")
        except MemberImportRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["closed", "taken"]
    with scope(desk.place.id):
        assert Member.objects.filter(cooperative=desk.place).count() == 20


def test_somebody_who_is_applying_or_was_entered_meanwhile_stops_the_table(desk, world):
    batch_id = desk.bring(clean(1, with_savings=False))
    person = Person.objects.create(name="Siti Contoh 1", password="!", created_at=NOW)
    with scope(desk.place.id):
        keep_secret(person=person, kind=SecretKind.NIK, value=nik(0), now=NOW)
        open_file(
            cooperative_id=desk.place.id,
            person=person,
            typed=FileTyped(name="Siti Contoh 1"),
            today=TODAY,
            now=NOW,
        )
        Application.objects.create(
            cooperative=desk.place,
            year=2026,
            number=1,
            source="LOKET",
            state="DIAJUKAN",
            person=person,
            asked_at=NOW,
        )
    found = desk.check(batch_id)
    assert [(note.wrong, note.is_error) for note in found.reading.notes] == [("applying", True)]
    assert refused(desk.take, batch_id)["wrong"] == "faults"


def numbers(desk):
    """Give the number of each member by name."""
    with scope(desk.place.id):
        return dict(Member.objects.filter(cooperative=desk.place).values_list("file__name", "number"))
