"""Pages of members from a spreadsheet: upload, what is said, taking in, the worker, undoing; numbers stay masked."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.community.members.domain import import_rows
from guyub.community.members.models import Member, MemberImport
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.intake.domain.notes import Note
from guyub.foundation.intake.services.bringing import bring_table
from guyub.foundation.intake.services.working import carry_on
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from guyub.journeys.selectors import member_import_plans
from guyub.journeys.services.member_imports import MEMBERS
from guyub.journeys.web.member_import_words import NOTE_WORDS, note_line, without_numbers
from tests.member_tables import clean, dirty, nik
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
BASE = "/anggota/impor/"
LARGE = "guyub.foundation.intake.domain.work.AT_ONCE"
MOST_QUERIES, MOST_BYTES = 20, 100_000


@pytest.fixture
def world(monkeypatch):
    for module in ("foundation.identity.web.doors", "foundation.intake.web.pages"):
        monkeypatch.setattr(f"guyub.{module}.utc_now", lambda: NOW)
    load_national(now=NOW)
    return World()


@pytest.fixture
def officer(world, client):
    client.force_login(world.person(Role.SEKRETARIS))
    return client


def send(client, content, name="anggota (contoh).xlsx"):
    return client.post(BASE, {"table": SimpleUploadedFile(name, content), "request_id": str(new_id())})


def text(answer):
    return answer.content.decode()


def act(client, page, verb, **fields):
    return client.post(f"{page}{verb}/", fields | {"request_id": str(new_id())})


def test_a_dirty_table_is_looked_at_mended_taken_in_and_undone(world, officer):
    page = send(officer, dirty()).url
    with CaptureQueriesContext(connection) as asked:
        shown = text(officer.get(page))
    assert len(asked) <= MOST_QUERIES
    assert len(shown) <= MOST_BYTES
    assert "3 hal harus beres dulu" in shown
    assert NOTE_WORDS["nik_lost"][0] in shown
    assert "12 angka jumlah cocok" in shown
    # Nobody reads a NIK from the samples.
    assert nik(1) not in shown
    assert nik(2)[:6] + " " not in shown
    assert "•••• 0002" in shown

    refused = act(officer, page, "masukkan")
    assert refused.status_code == 422
    assert "Ada 3 hal yang harus beres" in text(refused)
    chosen = {"sheet": "1", "header_line": "4", "double": "SKIP", "is_later": "1", "leaves": "1"}
    mapping = {"f-name": "Nama Anggota", "f-nik": "No. KTP", "f-kk": "No. KK", "f-joined_on": "Tgl. Masuk"}
    assert act(officer, page, "kolom", **chosen, **mapping).url == page
    assert "130 orang siap dimasukkan" in text(officer.get(page))
    assert act(officer, page, "masukkan").url == page
    shown = text(officer.get(page))
    assert "130 anggota masuk" in shown
    assert "Batalkan tabel ini" in shown
    assert "Dimasukkan" in text(officer.get(BASE))

    assert act(officer, page, "batalkan").url == page
    assert "Tabel ini dibatalkan" in text(officer.get(page))
    with scope(world.bumiayu.id):
        assert not Member.objects.filter(cooperative=world.bumiayu).exists()


def test_notes_are_handed_over_without_a_number(officer):
    page = send(officer, dirty()).url

    rows = read_table(officer.get(f"{page}catatan/").content)
    lines = officer.get(f"{page}catatan/?bentuk=csv").content.decode()

    assert rows[2][:4] == ["Baris", "Nama", "Kolom", "Jenis"]
    assert rows[3][0] == "15"
    assert rows[3][3] == "Harus beres"
    assert "Angka NIK hilang" in lines
    assert not [cell for row in rows for cell in row if sum(map(str.isdecimal, cell)) >= 12]
    act(officer, page, "buang")
    assert officer.get(f"{page}catatan/").status_code == 404
    assert "Tabel ini dibuang" in text(officer.get(page))


def test_a_large_table_goes_to_the_worker_and_the_page_follows(world, officer, monkeypatch):
    monkeypatch.setattr(LARGE, 2)
    page = send(officer, clean(3, with_savings=False)).url
    batch_id = page.split("/")[-2]
    assert act(officer, page, "masukkan").url == page
    shown = text(officer.get(page))
    assert "Tabel sedang dikerjakan" in shown
    assert f'hx-get="{page}kemajuan/"' in shown
    assert "HX-Refresh" not in officer.get(f"{page}kemajuan/").headers
    assert act(officer, page, "buang").status_code == 422

    assert carry_on(intake=MEMBERS, cooperative_id=world.bumiayu.id, batch_id=batch_id, now=NOW)

    assert officer.get(f"{page}kemajuan/").headers["HX-Refresh"] == "true"
    assert "3 anggota masuk" in text(officer.get(page))


def test_what_the_worker_refused_stands_on_the_page(world, officer, monkeypatch):
    monkeypatch.setattr(LARGE, 2)
    page = send(officer, clean(3)).url
    act(officer, page, "masukkan")
    assert not carry_on(
        intake=MEMBERS, cooperative_id=world.bumiayu.id, batch_id=page.split("/")[-2], now=NOW
    )
    shown = text(officer.get(page))
    assert "Buku belum dimulai, jadi Simpanan pokok belum bisa masuk." in shown


def test_no_file_no_table_and_somebody_elses_table(world, officer):
    assert officer.post(BASE, {}).status_code == 422
    assert "Berkas ini belum berisi daftar" in text(send(officer, b"a;b"))
    assert send(officer, b"PK\x03\x04x").status_code == 422
    other = bring_table(
        intake=MEMBERS,
        actor=world.actor(Role.SEKRETARIS, world.arjosari),
        name="lain.csv",
        content=clean(1),
        request_id=new_id(),
        now=NOW,
    )
    assert officer.get(f"{BASE}{other}/").status_code == 404
    assert act(officer, f"{BASE}{other}/", "masukkan").status_code == 404
    with scope(world.arjosari.id):
        assert MemberImport.objects.get(cooperative=world.arjosari, id=other).state == "DIUNGGAH"


def test_the_example_table_is_read_by_its_titles_and_its_row_is_refused(officer):
    content = officer.get(f"{BASE}contoh/").content
    page = send(officer, content).url

    shown = text(officer.get(page))

    assert "hal harus beres dulu" in shown
    assert "Kolom nama belum" not in shown
    assert officer.get(f"{BASE}contoh/?bentuk=csv").content.startswith("\ufeffNama;NIK;".encode())


def test_every_note_has_its_words():
    for module in (import_rows, member_import_plans):
        told = re.findall(
            r"(?:error|soft|warn|note)\((?:row, )?\S+ \"(\w+)\"", Path(module.__file__).read_text()
        )
        assert len(told) >= 7
        assert set(told) <= NOTE_WORDS.keys()
    for wrong in NOTE_WORDS:
        suggestion = {"born_other": "1984-05-12", "total_differs": "-10000"}.get(wrong, "5")
        line = note_line(Note(1, "Contoh", "nik", wrong, is_error=True, suggestion=suggestion))
        assert line.what[0].isupper()
        assert line.todo.endswith(".")


def test_samples_hide_numbers_of_people_in_every_spelling():
    cells = [
        "3573034101500001",
        "'357303 410150.0001",
        "3.57303410590000E+15",
        "0812-0000-0001",
        "12-5-1984",
        "Rp 100.000",
    ]
    shown = [without_numbers(cell) for cell in cells]
    assert shown == ["•••• 0001", "'•••• 0001", "•••• E+15", "•••• 0001", "12-5-1984", "Rp 100.000"]
