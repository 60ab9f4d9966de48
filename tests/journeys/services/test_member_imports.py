"""A dirty table becomes 130 members whose savings tie, and is undone without a trace."""

from datetime import timedelta

import pytest
from django.db import connection

from guyub.community.members.domain.register import Happened
from guyub.community.members.models import (
    Card,
    FileChange,
    ImportedMember,
    Member,
    MemberFile,
    MemberImport,
)
from guyub.community.members.services.register import change_standing
from guyub.finance.savings.models import SavingsAccount
from guyub.finance.savings.selectors.invariants import RECONCILIATIONS
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Membership, Person, VaultEntry
from guyub.foundation.identity.services.people import add_login_name
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.intake.table_desk import wrong
from tests.import_desk import dump, left
from tests.member_tables import TODAY, clean, dirty, nik, table, totals
from tests.world import NOW

pytestmark = pytest.mark.database
BROUGHT = (Person, VaultEntry, Membership, MemberFile, Member, ImportedMember, SavingsAccount)
WITHOUT_INDEX = """
    SELECT c.conrelid::regclass::text, c.conname::text FROM pg_constraint c
    WHERE c.contype = 'f' AND ARRAY[c.conrelid::regclass::text, c.confrelid::regclass::text] <@ %(tables)s::text[]
    AND NOT EXISTS (
        SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indnkeyatts >= cardinality(c.conkey)
        AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] <@ c.conkey)
"""


def test_an_undo_of_many_reads_no_table_whole_for_each(db):
    tables = [model._meta.db_table for model in BROUGHT]
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_INDEX, {"tables": tables})
        assert cursor.fetchall() == []


def test_the_dirty_table_becomes_130_members_and_leaves_no_trace(desk):
    desk.open_books(*totals())
    batch_id = desk.brings(dirty())
    found = desk.checks(batch_id)
    before = dump()

    assert {(note.line, note.wrong) for note in found.reading.notes if note.is_error} == {
        (15, "nik_lost"),
        (94, "young"),
        (95, "nik_twice"),
    }
    assert wrong(desk.takes, batch_id) == {"wrong": "faults", "count": 3}
    assert dump() == before

    desk.tells(batch_id, is_later=True, leaves=True)
    found = desk.checks(batch_id)
    assert (found.new, found.merged, found.skipped) == (130, 0, 0)
    assert [(one.kind.value, one.total_rp, one.left_rp, one.wrong) for one in found.savings] == [
        ("POKOK", 13_000_000, 13_000_000, ""),
        ("WAJIB", 53_775_000, 53_775_000, ""),
        ("SUKARELA", 1_100_000, 1_100_000, ""),
    ]
    assert all(one.is_met for one in found.reading.totals)
    desk.takes(batch_id)

    with scope(desk.place.id):
        members = Member.objects.filter(cooperative=desk.place)
        assert members.count() == 130
        assert sorted(members.values_list("number", flat=True)) == list(range(1, 131))
        assert not left(desk)
        assert not [broken for rule in RECONCILIATIONS for broken in rule(desk.place.id)]
        batch = MemberImport.objects.get(cooperative=desk.place, id=batch_id)
        assert (batch.state, bytes(batch.sealed)) == ("DIMASUKKAN", b"")
    desk.undoes(batch_id)
    assert dump() == before
    assert left(desk) == {"3.1.91": 13_000_000, "3.1.92": 53_775_000, "2.2.91": 1_100_000}


def test_totals_that_differ_are_refused_with_the_difference_and_a_part_may_be_less(desk):
    desk.open_books(500_000, 300_000, 0)
    batch_id = desk.brings(clean(3))
    before = dump()

    assert wrong(desk.takes, batch_id) == {
        "wrong": "less",
        "kind": "Simpanan pokok",
        "total_rp": 300_000,
        "left_rp": 500_000,
        "difference_rp": 200_000,
    }
    desk.tells(batch_id, is_part=True)
    assert wrong(desk.takes, batch_id) == {
        "wrong": "more",
        "kind": "Simpanan sukarela",
        "total_rp": 25_000,
        "left_rp": 0,
        "difference_rp": 25_000,
    }
    assert dump() == before


def test_without_books_members_come_and_savings_are_wrong(desk):
    batch_id = desk.brings(clean(3))
    assert wrong(desk.takes, batch_id)["wrong"] == "unopened"

    desk.takes(desk.bring_again(batch_id, clean(3, with_savings=False)))

    with scope(desk.place.id):
        assert Member.objects.filter(cooperative=desk.place).count() == 3
        assert not SavingsAccount.objects.filter(cooperative=desk.place).exists()


def test_who_is_in_the_register_is_left_or_filled_and_the_fill_is_undone(desk):
    desk.takes(desk.brings(clean(3, with_savings=False)))
    again = table(
        ("NIK", "Nama", "Pekerjaan", "HP"),
        (nik(0), "Siti Contoh 1", "Pedagang", "081299999999"),
        (nik(9), "Baru Contoh", "Guru", "-"),
    )
    batch_id = desk.brings(again)
    found = desk.checks(batch_id)
    assert (found.new, found.merged, found.skipped) == (1, 0, 1)
    desk.tells(batch_id, double="MERGE")
    found = desk.checks(batch_id)
    assert (found.new, found.merged, found.skipped) == (1, 1, 0)
    before = dump()

    desk.takes(batch_id)

    with scope(desk.place.id):
        first = MemberFile.objects.get(cooperative=desk.place, name="Siti Contoh 1")
        assert (first.work, first.address) == ("Pedagang", "Jl. Contoh 0 (contoh)")
        assert Member.objects.get(cooperative=desk.place, file__name="Baru Contoh").number == 4
    desk.undoes(batch_id)
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
    batch_id = desk.brings(clean(2, with_savings=False))
    desk.takes(batch_id)
    with scope(desk.place.id):
        member = Member.objects.get(cooperative=desk.place, number=2)
        card = Card.objects.create(cooperative=desk.place, member=member, no=1, issued_on=TODAY)
    before = dump()

    assert wrong(desk.undoes, batch_id) == {"wrong": "used"}
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
    assert wrong(desk.undoes, batch_id) == {"wrong": "used"}


def test_a_changed_number_or_a_login_keeps_the_table(desk):
    batch_id = desk.brings(clean(2, with_savings=False))
    desk.takes(batch_id)
    with scope(desk.place.id):
        person = Member.objects.select_related("person").get(cooperative=desk.place, number=1).person
        keep_secret(
            person=person, kind=SecretKind.PHONE, value="+6281277777777", now=NOW + timedelta(hours=1)
        )
    assert wrong(desk.undoes, batch_id) == {"wrong": "used"}
    second = desk.brings(clean(2, first=5, with_savings=False))
    desk.takes(second)
    with scope(desk.place.id):
        person = Member.objects.select_related("person").get(cooperative=desk.place, number=6).person
        add_login_name(person=person, login="contoh@example.org", now=NOW)
    assert wrong(desk.undoes, second) == {"wrong": "used"}


def test_a_member_of_another_cooperative_is_flagged_and_not_named(desk, world):
    other = world.member("Rahasia Contoh", world.arjosari)
    with scope(world.arjosari.id):
        keep_secret(person=other.person, kind=SecretKind.NIK, value=nik(1), now=NOW)
    batch_id = desk.brings(clean(3, with_savings=False))

    found = desk.checks(batch_id)

    assert (found.new, found.elsewhere) == (3, 1)
    assert [(note.line, note.wrong, note.suggestion) for note in found.reading.notes] == [
        (3, "elsewhere", "")
    ]
    desk.takes(batch_id)
    with scope(desk.place.id):
        assert Member.objects.get(cooperative=desk.place, number=2).person_id == other.person_id
    desk.undoes(batch_id)
    assert Person.objects.filter(id=other.person_id).exists()
    assert VaultEntry.objects.filter(person_id=other.person_id, kind="NIK").exists()
    assert not VaultEntry.objects.filter(person_id=other.person_id, kind="KK").exists()
