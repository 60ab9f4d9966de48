"""A buyer brings a table of debts through the pages, the treasurer takes it in and undoes it."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.intake.domain.notes import Note
from guyub.foundation.kernel.documents.spreadsheets import read_sheets
from guyub.trade.procurement.domain import opening_rows
from guyub.trade.procurement.domain.opening_fields import FIELDS
from guyub.trade.procurement.web.opening_words import FIELD_HELP, NOTE_WORDS, note_line
from tests.trade.procurement.opening_desk import FIRST, HEADER, SECOND, DebtDesk, changed, clean, table
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/belanja/saldo-awal/"
MOST_QUERIES = 17


@pytest.fixture
def desk(monkeypatch):
    for module in (
        "foundation.identity.web.doors",
        "foundation.intake.web.pages",
        "trade.procurement.web.frame",
    ):
        monkeypatch.setattr(f"guyub.{module}.utc_now", lambda: NOW)
    return DebtDesk(World())


@pytest.fixture
def buyer(desk, client):
    client.force_login(desk.world.person(Role.PENGELOLA_GERAI))
    return client


@pytest.fixture
def treasurer(desk):
    client = Client()
    client.force_login(desk.world.person(Role.BENDAHARA))
    return client


def send(client, content):
    file = SimpleUploadedFile("utang (contoh).csv", content)
    return client.post(f"{BASE}unggah/", {"table": file, "request_id": str(new_id())})


def text(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def act(client, page, verb, **fields):
    return client.post(f"{page}{verb}/", fields | {"request_id": str(new_id())})


def test_debts_are_looked_at_by_one_taken_in_by_the_other_and_undone(desk, buyer, treasurer):
    page = send(buyer, clean()).url
    with CaptureQueriesContext(connection) as asked:
        shown = text(buyer.get(page))
    assert len(asked) <= MOST_QUERIES
    assert "2 nota siap dimasukkan" in shown
    assert "Sudah siap. Bendahara yang memasukkannya" in shown
    assert "Cocok" in shown
    assert act(buyer, page, "masukkan").status_code == 403

    assert "Rinci utang pemasok" in text(treasurer.get(f"/saldo-awal/{desk.place.code}/"))
    shown = text(treasurer.get(page))
    assert "Masukkan 2 nota" in shown
    assert "Buang tabel" not in shown
    assert act(treasurer, page, "masukkan").url == page
    shown = text(treasurer.get(page))
    assert "2 nota masuk" in shown
    assert "F-101" in shown
    assert "2 nota, Rp 2.000.000" in text(treasurer.get(BASE))
    assert BASE in text(treasurer.get("/belanja/utang/"))

    bill = f"/belanja/tagihan/{desk.opened(page.split('/')[-2])[0].id}/"
    shown = text(buyer.get(bill))
    assert "Utang dari sebelum pembukuan" in shown
    assert "Batalkan tagihan" not in shown

    assert act(treasurer, page, "batalkan").url == page
    shown = text(treasurer.get(page))
    assert "Tabel ini dibatalkan" in shown
    assert "pembatalannya" in shown
    again = act(treasurer, page, "batalkan")
    assert again.status_code == 422
    assert "Tabel ini sudah ditutup." in text(again)


def test_faults_are_named_by_line_and_handed_over(buyer):
    page = send(buyer, table(changed(FIRST, c1="Grosir Kta"), changed(SECOND, c3="02/01/2026"))).url
    shown = text(buyer.get(page))
    assert "2 hal harus beres dulu" in shown
    assert "Mungkin Grosir Kita" in shown
    assert "Hari saldo awal 1 Jan 2026" in shown
    (notes, *_) = read_sheets(buyer.get(f"{page}catatan/").getvalue())
    assert any("Pemasok ini tidak ada" in cell for _, cells in notes.lines for cell in cells)


def test_columns_are_told_and_a_table_is_thrown_away(buyer, desk):
    page = send(buyer, clean()).url
    mapping = {"f-name": HEADER[1], "f-number": HEADER[2], "f-billed": HEADER[3]}
    assert act(buyer, page, "kolom", sheet="0", header_line="1", **mapping).url == page
    shown = text(buyer.get(page))
    assert "Ada kolom yang belum ketemu" in shown
    assert buyer.get(f"{page}catatan/").status_code == 404
    assert act(buyer, page, "buang").url == page
    assert "Tabel ini dibuang" in text(buyer.get(page))


def test_more_than_waits_is_said_before_it_is_refused(buyer, treasurer):
    page = send(buyer, table(changed(FIRST, c5="2.000.001"))).url
    shown = text(treasurer.get(page))
    assert "Jumlahnya lebih daripada saldo awal" in shown
    assert "Masukkan 1 nota" not in shown
    refused = act(treasurer, page, "masukkan")
    assert refused.status_code == 422
    assert "lebih Rp 1." in text(refused)


def test_the_example_is_read_as_it_is_and_refused_until_its_row_goes(buyer):
    example = buyer.get(f"{BASE}contoh/")
    file = SimpleUploadedFile("contoh.xlsx", example.getvalue())
    page = buyer.post(f"{BASE}unggah/", {"table": file, "request_id": str(new_id())}).url
    assert "Ini baris contoh" in text(buyer.get(page))


def test_a_file_is_needed_and_a_page_of_nobody_is_missing(buyer):
    refused = buyer.post(f"{BASE}unggah/", {"request_id": str(new_id())})
    assert refused.status_code == 422
    assert buyer.get(f"{BASE}{new_id()}/").status_code == 404


def test_every_note_and_field_has_words():
    written = Path(opening_rows.__file__).read_text("utf-8")
    told = set(re.findall(r'line\.error\(\s*"\w+", "(\w+)"', written))
    assert told == set(NOTE_WORDS)
    assert set(FIELD_HELP) == {one.code for one in FIELDS}
    for wrong in NOTE_WORDS:
        suggestion = "2026-01-01" if wrong == "day_after" else "1"
        assert note_line(Note(1, "", "name", wrong, is_error=True, suggestion=suggestion)).what
