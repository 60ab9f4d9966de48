"""A treasurer brings running loans through the pages: looked at, mended, taken in, undone."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.finance.loans.domain import opening_rows
from guyub.finance.loans.domain.opening_fields import FIELDS
from guyub.finance.loans.models import Loan, LoanOpening
from guyub.finance.loans.services.openings import RUNNING_LOANS
from guyub.finance.loans.web.opening_words import FIELD_HELP, NOTE_WORDS, note_line
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.intake.domain.notes import Note
from guyub.foundation.intake.services.bringing import bring_table
from guyub.foundation.kernel.documents.spreadsheets import read_sheets
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.opening_desk import OpeningDesk
from tests.finance.loans.opening_tables import ROWS, changed, clean, table
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
BASE = "/pinjaman/saldo-awal/"
MOST_QUERIES, MOST_BYTES = 16, 100_000


@pytest.fixture
def desk(monkeypatch):
    for module in (
        "foundation.identity.web.doors",
        "foundation.intake.web.pages",
        "finance.savings.web.frame",
    ):
        monkeypatch.setattr(f"guyub.{module}.utc_now", lambda: NOW)
    return OpeningDesk(World())


@pytest.fixture
def treasurer(desk, client):
    client.force_login(desk.world.person(Role.BENDAHARA))
    return client


def send(client, content, name="pinjaman (contoh).csv"):
    return client.post(BASE, {"table": SimpleUploadedFile(name, content), "request_id": str(new_id())})


def text(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def act(client, page, verb, **fields):
    return client.post(f"{page}{verb}/", fields | {"request_id": str(new_id())})


def test_loans_are_looked_at_taken_in_and_undone(desk, treasurer):
    page = send(treasurer, clean()).url
    with CaptureQueriesContext(connection) as asked:
        shown = text(treasurer.get(page))
    assert len(asked) <= MOST_QUERIES
    assert len(shown) <= MOST_BYTES
    assert "12 pinjaman siap dimasukkan" in shown
    assert "tunggak 2 angsuran, Rp 1.320.000" in shown
    assert "2 angsuran di muka" in shown
    assert "flat 1,5% sebulan, 12 angsuran tiap bulan" in shown
    assert "flat 2% sebulan, 24 angsuran tiap minggu" in shown
    assert shown.count("jadwal disusun ulang") == 1
    assert shown.count("Cocok") == 3

    assert act(treasurer, page, "masukkan").url == page
    shown = text(treasurer.get(page))
    assert "12 pinjaman masuk" in shown
    assert "PJ-2026-0012" in shown
    assert "12 pinjaman, Rp 47.603.526" in text(treasurer.get(BASE))
    again = act(treasurer, page, "masukkan")
    assert again.status_code == 422
    assert "Tabel ini sudah ditutup." in text(again)

    assert act(treasurer, page, "batalkan").url == page
    assert "Tabel ini dibatalkan" in text(treasurer.get(page))
    with scope(desk.place.id):
        rows = Loan.objects.filter(cooperative=desk.place)
        assert set(rows.values_list("state", flat=True)) == {"BATAL"}


def test_faults_are_named_by_line_and_handed_over(treasurer):
    page = send(treasurer, table(*ROWS, changed(0, c10="99.000.000"), changed(1, c7="campur"))).url

    shown = text(treasurer.get(page))
    assert "2 hal harus beres dulu" in shown
    assert NOTE_WORDS["left_more"][0] in shown
    refused = act(treasurer, page, "masukkan")
    assert refused.status_code == 422
    assert "Ada 2 hal yang harus beres." in text(refused)
    (sheet,) = read_sheets(treasurer.get(f"{page}catatan/").content)
    assert sheet.lines[3][1][:4] == ["14", "Siti Aminah", "Sisa pokok", "Harus beres"]
    assert "Cara hitung belum terbaca" in treasurer.get(f"{page}catatan/?bentuk=csv").content.decode()


def test_the_calculation_is_handed_over(treasurer):
    page = send(treasurer, clean()).url

    (sheet,) = read_sheets(treasurer.get(f"{page}pinjaman/").content)

    assert sheet.lines[3][1][:3] == ["3", "Siti Aminah", "Pinjaman usaha"]
    assert sheet.lines[4][1][7:9] == ["1320000", "tunggak 2 angsuran, Rp\u00a01.320.000"]
    assert sheet.lines[12][1][-1] == "disusun ulang"
    act(treasurer, page, "buang")
    assert treasurer.get(f"{page}pinjaman/").status_code == 404
    assert treasurer.get(f"{page}catatan/").status_code == 404
    assert "Tabel ini dibuang" in text(treasurer.get(page))


def test_columns_are_told_and_totals_said(treasurer):
    page = send(treasurer, table(*ROWS[:2])).url
    shown = text(treasurer.get(page))
    assert "Jumlahnya belum cocok dengan saldo awal" in shown
    assert "Kurang" in shown

    told = {"sheet": "0", "header_line": "1", "is_part": "1", "f-name": "Nama", "f-left": "Sisa Pokok"}
    assert act(treasurer, page, "kolom", **told).url == page
    assert "Beberapa kolom belum ketemu" in text(treasurer.get(page))
    assert "Tanggal cair, Plafon, Jangka (angsuran), Jasa sebulan (%)" in text(treasurer.get(page))
    assert act(treasurer, page, "kolom", **(told | {"sheet": "x"})).status_code == 422
    assert act(treasurer, page, "kolom", **(told | {"header_line": "1", "f-left": "Lain"})).status_code == 422


def test_the_opening_position_leads_here_while_loans_wait(desk, treasurer):
    opening = f"/saldo-awal/{desk.place.code}/"
    assert f'href="{BASE}"' in text(treasurer.get(opening))
    act(treasurer, send(treasurer, clean()).url, "masukkan")
    assert f'href="{BASE}"' not in text(treasurer.get(opening))


def test_no_file_no_table_and_somebody_elses_table(desk, treasurer):
    assert treasurer.post(BASE, {}).status_code == 422
    assert "Berkas ini belum berisi daftar" in text(send(treasurer, b"a;b"))
    assert send(treasurer, b"PK\x03\x04x").status_code == 422
    other = bring_table(
        intake=RUNNING_LOANS,
        actor=desk.world.actor(Role.BENDAHARA, desk.world.arjosari),
        name="lain.csv",
        content=clean(),
        request_id=new_id(),
        now=NOW,
    )
    assert treasurer.get(f"{BASE}{other}/").status_code == 404
    assert act(treasurer, f"{BASE}{other}/", "masukkan").status_code == 404
    with scope(desk.world.arjosari.id):
        assert LoanOpening.objects.get(cooperative=desk.world.arjosari, id=other).state == "DIUNGGAH"


def test_the_example_table_is_read_by_its_titles_and_its_row_is_refused(treasurer):
    content = treasurer.get(f"{BASE}contoh/").content
    assert [sheet.name for sheet in read_sheets(content)] == ["Pinjaman", "Penjelasan"]
    page = send(treasurer, content, "contoh.xlsx").url

    shown = text(treasurer.get(page))

    assert "1 hal harus beres dulu" in shown
    assert NOTE_WORDS["example"][0] in shown
    assert treasurer.get(f"{BASE}contoh/?bentuk=csv").content.startswith("\ufeffNomor anggota;Nama;".encode())


def test_every_note_and_every_field_has_its_words():
    told = re.findall(r"(?:error|warn)\(.+?, \"(\w+)\"", Path(opening_rows.__file__).read_text())
    assert len(set(told)) >= 25
    assert set(told) | {"settled", "empty"} == NOTE_WORDS.keys()
    for wrong in NOTE_WORDS:
        suggestion = "2026-01-01" if wrong == "after_cut_off" else "5"
        line = note_line(Note(1, "Contoh", "number", wrong, is_error=True, suggestion=suggestion))
        assert line.what[0].isupper()
        assert line.todo.endswith(".")
    assert FIELD_HELP.keys() == {field.code for field in FIELDS}
