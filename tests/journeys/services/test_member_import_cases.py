"""Numbers of the own, the worker, older workbooks, two at once: cases of a table of members."""

from datetime import date
from pathlib import Path

import pytest

from guyub.community.members.models import (
    Application,
    Member,
)
from guyub.community.members.services.files import FileTyped, open_file
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Person, VaultEntry
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.intake.table_desk import wrong
from tests.import_desk import left, numbers
from tests.member_tables import TODAY, clean, nik, table
from tests.world import NOW


def test_numbers_are_kept_where_all_differ_and_given_in_order_otherwise(desk):
    rows = [("Nama", "No Anggota"), ("Satu Contoh", "007/KKMP"), ("Dua Contoh", "A-0003")]
    first = desk.brings(table(*rows))
    desk.takes(first)
    assert numbers(desk) == {"Satu Contoh": 7, "Dua Contoh": 3}
    # The next number follows the greatest, and one that was given is not given again.
    desk.takes(desk.brings(table(("Nama", "No Anggota"), ("Tiga Contoh", "7"), ("Empat Contoh", "9"))))
    assert (numbers(desk)["Tiga Contoh"], numbers(desk)["Empat Contoh"]) == (8, 9)
    desk.undoes(first)
    desk.takes(desk.brings(table(("Nama", "HP"), ("Lima Contoh", "-"))))
    assert numbers(desk) == {"Tiga Contoh": 8, "Empat Contoh": 9, "Lima Contoh": 10}


def test_what_is_chosen_is_known(desk):
    batch_id = desk.brings(clean(1))
    assert wrong(desk.tells, batch_id, double="x") == {"wrong": "choice"}
    desk.tells(batch_id, mapping={"nik": "NIK"})
    assert wrong(desk.takes, batch_id) == {"wrong": "lacking"}


def test_the_same_sheet_again_brings_nothing(desk):
    desk.takes(desk.brings(clean(2, with_savings=False)))
    batch_id = desk.brings(clean(2, with_savings=False))
    assert wrong(desk.takes, batch_id) == {"wrong": "nothing"}


def test_the_worker_takes_a_table_and_takes_it_out(desk):
    batch_id = desk.brings(clean(20, with_savings=False))
    desk.gives(batch_id)

    assert desk.works(batch_id)

    batch = desk.batch(batch_id)
    assert (batch.state, batch.done_count, batch.work) == ("DIMASUKKAN", 20, {})
    desk.gives(batch_id, "undo")
    assert desk.works(batch_id)
    with scope(desk.place.id):
        assert not Member.objects.filter(cooperative=desk.place).exists()


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_older_and_open_workbooks_become_members(ending, desk):
    desk.open_books(300_000, 45_000, 0)
    content = (Path(__file__).parents[2] / f"tables/anggota-contoh.{ending}").read_bytes()
    batch_id = desk.brings(content)
    found = desk.checks(batch_id)
    assert (found.new, [one.is_met for one in found.reading.totals]) == (3, [True, True])

    desk.takes(batch_id)

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


def test_somebody_who_is_applying_or_was_entered_meanwhile_stops_the_table(desk, world):
    batch_id = desk.brings(clean(1, with_savings=False))
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
    found = desk.checks(batch_id)
    assert [(note.wrong, note.is_error) for note in found.reading.notes] == [("applying", True)]
    assert wrong(desk.takes, batch_id)["wrong"] == "faults"
