"""A keeper of goods brings a table through the pages, the treasurer takes it in and undoes it."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.intake.domain.notes import Note
from guyub.foundation.intake.services.bringing import bring_table
from guyub.foundation.kernel.documents.spreadsheets import read_sheets
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain import opening_products, opening_rows, opening_stock
from guyub.trade.inventory.domain.opening_fields import FIELDS
from guyub.trade.inventory.models import Location, StockOpening
from guyub.trade.inventory.services.openings import GOODS
from guyub.trade.inventory.web.opening_notes import NOTE_WORDS
from guyub.trade.inventory.web.opening_words import FIELD_HELP, note_line
from tests.trade.inventory.opening_desk import OpeningDesk
from tests.trade.inventory.opening_tables import HEADER, MIE, ROWS, SABUN, changed, clean, row, table
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/barang/saldo-awal/"
MOST_QUERIES, MOST_BYTES = 17, 100_000


@pytest.fixture
def desk(monkeypatch):
    for module in (
        "foundation.identity.web.doors",
        "foundation.intake.web.pages",
        "trade.inventory.web.goods_pages",
    ):
        monkeypatch.setattr(f"guyub.{module}.utc_now", lambda: NOW)
    return OpeningDesk(World())


@pytest.fixture
def keeper(desk, client):
    client.force_login(desk.world.person(Role.PENGELOLA_GERAI))
    return client


@pytest.fixture
def treasurer(desk):
    client = Client()
    client.force_login(desk.world.person(Role.BENDAHARA))
    return client


def send(client, content, name="barang (contoh).csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(f"{BASE}unggah/", {"table": file, "request_id": str(new_id())})


def text(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def act(client, page, verb, **fields):
    return client.post(f"{page}{verb}/", fields | {"request_id": str(new_id())})


def test_goods_are_looked_at_by_one_taken_in_by_the_other_and_undone(desk, keeper, treasurer):
    page = send(keeper, clean()).url
    with CaptureQueriesContext(connection) as asked:
        shown = text(keeper.get(page))
    assert len(asked) <= MOST_QUERIES
    assert len(shown) <= MOST_BYTES
    assert "5 barang siap dimasukkan" in shown
    assert "Sudah siap. Bendahara yang memasukkannya" in shown
    assert "2 karton 3 bungkus" in shown
    assert "kedaluwarsa 31 Agu 2027" in shown
    assert "Cocok" in shown
    assert act(keeper, page, "masukkan").status_code == 403

    shown = text(treasurer.get(page))
    assert "Masukkan 5 barang" in shown
    assert "Buang tabel" not in shown
    assert act(treasurer, page, "masukkan").url == page
    shown = text(treasurer.get(page))
    assert "5 barang masuk" in shown
    assert "Rincian saldo awal" in shown
    assert "5 barang, Rp 441.500" in text(treasurer.get(BASE))
    again = act(treasurer, page, "masukkan")
    assert again.status_code == 422
    assert "Tabel ini sudah ditutup." in text(again)

    desk.shop().issue(desk.product("Sabun mandi (contoh)"), 1)
    refused = act(treasurer, page, "batalkan")
    assert "1 barang dari tabel ini sudah bergerak" in text(refused)


def test_undone_the_page_says_so(desk, keeper, treasurer):
    page = send(keeper, clean()).url
    act(treasurer, page, "masukkan")
    assert act(treasurer, page, "batalkan").url == page
    shown = text(treasurer.get(page))
    assert "Tabel ini dibatalkan" in shown
    assert "pembatalannya" in shown


def test_a_large_table_is_the_workers_and_its_refusal_stands_on_the_page(
    desk, keeper, treasurer, monkeypatch
):
    monkeypatch.setattr("guyub.foundation.intake.domain.work.AT_ONCE", 2)
    page = send(keeper, clean()).url
    batch_id = page.split("/")[-2]
    assert act(treasurer, page, "masukkan").url == page
    shown = text(treasurer.get(page))
    assert "Tabel sedang dikerjakan" in shown
    assert f'hx-get="{page}kemajuan/"' in shown
    assert "Dikerjakan" in text(keeper.get(BASE))
    assert "Tabel ini sedang dikerjakan" in text(act(keeper, page, "buang"))
    assert "HX-Refresh" not in keeper.get(f"{page}kemajuan/").headers

    with monkeypatch.context() as patch:
        patch.setattr("guyub.trade.inventory.services.opening_taking.left_of", lambda **_: 0)
        assert not desk.works(batch_id)
    assert keeper.get(f"{page}kemajuan/").headers["HX-Refresh"] == "true"
    refused = treasurer.get(page)
    assert (refused.status_code, "berubah sementara tabel dimasukkan" in text(refused)) == (200, True)

    act(treasurer, page, "masukkan")
    assert desk.works(batch_id)
    assert "5 barang masuk" in text(treasurer.get(page))
    assert act(treasurer, page, "batalkan").url == page
    assert "Tabel sedang dikerjakan" in text(treasurer.get(page))
    assert desk.works(batch_id)
    assert "Tabel ini dibatalkan" in text(treasurer.get(page))
    assert desk.broken() == []


def test_faults_are_named_by_line_counted_by_kind_and_handed_over_beside_the_rows(keeper):
    wrong = changed(
        SABUN, nama_barang="Sabun cuci (contoh)", barcode="8990000000021", stok="-3", nilai_stok="-"
    )
    page = send(keeper, table(*ROWS, wrong)).url

    shown = text(keeper.get(page))
    assert "2 hal harus beres dulu" in shown
    assert "Angka terakhir barcode tidak cocok. <b>Seharusnya 8990000000020</b>" in shown
    assert "Menurut jenis" in shown
    by_line, rows = read_sheets(keeper.get(f"{page}catatan/").content)
    assert by_line.lines[3][1][:4] == ["7", "Sabun cuci (contoh)", "Barcode", "Harus beres"]
    # The reason stands beside the row as it was written.
    (beside,) = [cells for _, cells in rows.lines if cells[0] == "7"]
    assert beside[1] == (
        "Barcode: Angka terakhir barcode tidak cocok (Seharusnya 8990000000020); Stok: Jumlah di bawah nol"
    )
    assert beside[2 + HEADER.index("Nama Barang")] == "Sabun cuci (contoh)"


def test_what_will_be_is_handed_over(keeper):
    page = send(keeper, clean()).url

    (sheet,) = read_sheets(keeper.get(f"{page}barang/").content)

    mie = next(cells for _, cells in sheet.lines if cells[:2] == ["4", "Mie goreng (contoh)"])
    assert mie[2] == "ya"
    assert mie[3].startswith("kode M-01; Makanan ringan dan siap saji; karton isi 40 bungkus; rata-rata")
    assert mie[4:9] == ["2 karton 3 bungkus", "207500", "3000", "2900", "bungkus"]
    act(keeper, page, "buang")
    assert keeper.get(f"{page}barang/").status_code == 404
    assert keeper.get(f"{page}catatan/").status_code == 404
    assert "Tabel ini dibuang" in text(keeper.get(page))


def test_known_goods_are_told_apart(desk, keeper, treasurer):
    act(treasurer, send(keeper, table(MIE)).url, "masukkan")
    again = changed(MIE, kode_produksi="L-7", harga_jual="3.000")
    page = send(keeper, table(again)).url
    shown = text(keeper.get(page))
    assert "kode M-01, sudah ada" in shown
    assert "L-7, kedaluwarsa 31 Agu 2027" in shown
    assert "Sebagian" in shown


def test_columns_and_the_place_are_told(desk, keeper):
    with scope(desk.place.id):
        Location.objects.create(
            cooperative=desk.place, kind="GUDANG", name="Gudang belakang", opened_on=NOW.date()
        )
    page = send(keeper, clean()).url
    shown = text(keeper.get(page))
    assert "Di mana barangnya?" in shown
    assert "Pilih tempat barangnya di bawah" in shown

    told = {
        "sheet": "0",
        "header_line": "2",
        "f-name": "Nama Barang",
        "f-qty": "Stok",
        "f-cost": "Harga Beli",
    }
    place = str(desk.locations[0].id)
    assert act(keeper, page, "kolom", **told, location=place).url == page
    assert "Di mana barangnya?" not in text(keeper.get(page))
    refused = act(keeper, page, "kolom", **told, location="gudang")
    assert refused.status_code == 422
    assert "Tempat ini tidak ada" in text(refused)
    assert act(keeper, page, "kolom", **(told | {"f-name": ""})).url == page
    shown = text(keeper.get(page))
    assert "Kolom nama belum ketemu" in shown
    assert "Pilih kolom untuk Nama barang" in shown


def test_without_a_place_or_books_the_page_says_what_first(desk, keeper):
    with scope(desk.place.id):
        Location.objects.filter(cooperative=desk.place).update(closed_on=NOW.date())
    page = send(keeper, clean()).url
    assert "Belum ada gudang atau rak gerai." in text(keeper.get(page))


def test_more_than_the_books_hold_is_said(keeper):
    dear = row("Emas (contoh)", kategori="lain-lain", satuan="buah", stok="1", harga_beli="2.000.000")
    shown = text(keeper.get(send(keeper, table(dear)).url))
    assert "Nilainya lebih daripada saldo awal" in shown
    assert "Rp 1.558.500" in shown


def test_no_file_no_table_and_somebody_elses_table(desk, keeper):
    assert keeper.post(f"{BASE}unggah/", {}).status_code == 422
    assert "Berkas ini belum berisi daftar" in text(send(keeper, b"a;b"))
    assert send(keeper, b"PK\x03\x04x").status_code == 422
    other = bring_table(
        intake=GOODS,
        actor=desk.world.actor(Role.PENGELOLA_GERAI, desk.world.arjosari),
        name="lain.csv",
        content=clean(),
        request_id=new_id(),
        now=NOW,
    )
    assert keeper.get(f"{BASE}{other}/").status_code == 404
    assert act(keeper, f"{BASE}{other}/", "buang").status_code == 404
    with scope(desk.world.arjosari.id):
        assert StockOpening.objects.get(cooperative=desk.world.arjosari, id=other).state == "DIUNGGAH"


def test_the_example_table_is_read_by_its_titles_and_its_row_is_refused(keeper):
    content = keeper.get(f"{BASE}contoh/").content
    assert [sheet.name for sheet in read_sheets(content)] == ["Barang", "Penjelasan"]
    page = send(keeper, content, "contoh.xlsx").url

    shown = text(keeper.get(page))

    assert "1 hal harus beres dulu" in shown
    assert NOTE_WORDS["example"][0] in shown
    assert keeper.get(f"{BASE}contoh/?bentuk=csv").content.startswith("\ufeffKode;Nama barang;".encode())


def test_the_opening_position_leads_here_while_goods_wait(desk, keeper, treasurer):
    opening = f"/saldo-awal/{desk.place.code}/"
    assert f'href="{BASE}"' in text(treasurer.get(opening))
    act(treasurer, send(keeper, clean()).url, "masukkan")
    assert f'href="{BASE}"' not in text(treasurer.get(opening))


def test_every_note_and_every_field_has_its_words():
    told = set()
    for module in (opening_rows, opening_products, opening_stock):
        source = Path(module.__file__).read_text()
        told |= set(re.findall(r"(?:error|warn)\(\s*[^,()]+,\s*\"(\w+)\"", source))
    assert len(told) >= 40
    assert told <= NOTE_WORDS.keys()
    for wrong in NOTE_WORDS:
        line = note_line(Note(1, "Contoh", "name", wrong, is_error=True, suggestion="5"))
        assert line.what[0].isupper()
        assert line.todo.endswith(".")
    assert FIELD_HELP.keys() == {field.code for field in FIELDS}
