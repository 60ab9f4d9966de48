"""Numbers of the own, the worker, older workbooks, two at once: cases of a table of members."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from guyub.community.members.models import (
    Application,
    Member,
    MemberImport,
)
from guyub.community.members.selectors.imports import batch_of
from guyub.community.members.services.files import FileTyped, open_file
from guyub.community.members.services.imports import (
    MemberImportRefusedError,
    drop_idle_tables,
)
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Person, VaultEntry
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.member_import_work import carry_on, give_to_worker, is_forgotten, tell_progress
from tests.import_desk import left, numbers, refused
from tests.member_tables import TODAY, clean, nik, table
from tests.world import NOW, new_id


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

    # A worker that was stopped may be asked again.
    assert not is_forgotten(batch_choices(desk, batch_id), now=NOW + timedelta(minutes=14))
    assert is_forgotten(batch_choices(desk, batch_id), now=NOW + timedelta(minutes=15))
    give_to_worker(verb="take", request_id=new_id(), **shared | {"now": NOW + timedelta(minutes=15)})

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


def batch_choices(desk, batch_id):
    """Read what is kept of a table beside its columns."""
    with scope(desk.place.id):
        return batch_of(cooperative_id=desk.place.id, batch_id=batch_id).choices


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
