"""Beside the official sites in pages: a number for half a minute, a day of two people, papers and tables."""

import re
from copy import copy
from datetime import timedelta

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from tests.trade.subsidised.log_world import HET_RP, LPG, NIK, LogWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
DAY = "/jatah/harian/lpg_3kg/2026-11-25/"


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        yield LogWorld()


@pytest.fixture
def log(stands, db, client):
    client.force_login(stands.world.person(Role.KASIR))
    return copy(stands)


@pytest.fixture(autouse=True)
def at_the_day(monkeypatch):
    for module in (
        "foundation.identity.web.doors",
        "trade.subsidised.web.log_frame",
        "trade.subsidised.web.views.officials",
    ):
        monkeypatch.setattr(f"guyub.{module}.utc_now", lambda: NOW)


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u00a0", " ")))


def test_from_the_queue_to_the_site_and_back(log, client, django_assert_max_num_queries):
    sale, other = log.sale(number="A1-0001"), log.sale(number="A1-0002", consumer_id=None)
    with django_assert_max_num_queries(12):
        queue = client.get("/jatah/catatan/")
    assert "Siti •••• 0042" in text(queue)
    assert NIK not in queue.content.decode()
    address = f"/jatah/catatan/{sale.id}/"
    with django_assert_max_num_queries(12):
        page = client.get(address)
    assert ("Ketik di MAP" in text(page), "(429), tunggu satu menit" in text(page)) == (True, True)
    assert "subsiditepatlpg.mypertamina.id" in page.content.decode()

    shown = client.post(f"{address}nik/", sent())
    assert (NIK in text(shown), shown.headers["Refresh"]) == (True, f"30; url={address}")
    assert "no-store" in shown.headers["Cache-Control"]
    script = client.post(f"{address}nik/", sent(), headers={"Accept": "application/json"})
    assert script.json() == {"nik": NIK}
    unknown = client.post(f"/jatah/catatan/{other.id}/nik/", sent(), headers={"Accept": "application/json"})
    assert (unknown.status_code, "tidak disimpan" in unknown.json()["said"]) == (422, True)

    assert client.post(f"{address}langkah/", sent(step="REFUSED")).status_code == 422
    no = sent(step="REFUSED", refused="NIK", seen_nik="0")
    assert client.post(f"{address}langkah/", no).headers["Location"] == "/jatah/catatan/"
    decide = text(client.get(address))
    assert ("Ada tiga jalan" in decide, "Jatah orang ini habis, sisa NIK 0" in decide) == (True, True)
    client.post(f"{address}langkah/", sent(step="AGAIN"))
    done = client.post(f"{address}langkah/", sent(step="DONE", ref="77"))
    assert done.headers["Location"] == f"/jatah/catatan/{other.id}/"
    assert "Sudah" in text(client.get("/jatah/catatan/"))
    assert client.get(f"/jatah/catatan/{log.sale(official='').id}/").status_code == 404


def test_goods_are_named_though_none_of_theirs_is_among_the_oldest(log, client, monkeypatch):
    monkeypatch.setattr("guyub.trade.subsidised.selectors.officials.MOST_QUEUED", 1)
    log.sale(ago=timedelta(hours=1))
    log.sale(programme="BERAS_SPHP", category="PEMBELI")
    page = text(client.get("/jatah/catatan/"))
    assert "Semua 2 Beras SPHP 1 LPG 3 kg 1" in page
    assert "1 dari 2 penjualan" in page


def test_what_waits_beyond_the_list_is_counted_and_last_year_is_named(log, client, monkeypatch):
    monkeypatch.setattr("guyub.trade.subsidised.selectors.officials.MOST_QUEUED", 1)
    old = log.sale(ago=timedelta(days=400))
    log.sale()
    page = text(client.get("/jatah/catatan/"))
    assert "2 penjualan menunggu dicatat; dari 1 yang paling lama, 1 sudah terlambat." in page
    assert " 2025 " in page
    assert "1 penjualan lain menunggu." in text(client.get(f"/jatah/catatan/{old.id}/"))


def test_a_day_of_two_people_and_its_paper(log, client, django_assert_max_num_queries):
    log.sale()
    assert "Belum diisi" in text(client.get("/jatah/harian/"))
    with django_assert_max_num_queries(12):
        assert "1 penjualan hari ini belum tercatat" in text(client.get(DAY))
    wrong = client.post(DAY, sent(official="0", cash="18.000", cashless="0"))
    assert (wrong.status_code, "Ada yang berbeda" in text(wrong)) == (422, True)
    assert client.post(DAY, sent(official="banyak", cash="18.000")).status_code == 422
    assert client.post(DAY, sent(official="0", cash="18.000", reason="situs mati")).status_code == 302
    assert client.post(f"{DAY}periksa/", sent()).status_code == 422
    assert "kurang 1 tabung" in text(client.get(DAY))
    assert client.get(f"{DAY}cetak/").content.startswith(b"%PDF")

    client.force_login(log.world.person(Role.BENDAHARA))
    assert client.post(f"{DAY}periksa/", sent()).status_code == 302
    assert client.post(f"{DAY}beres/", sent(why="diketik malam hari")).status_code == 302
    assert "Diselesaikan" in text(client.get("/jatah/harian/"))
    for path in (
        "/jatah/harian/lpg_3kg/2026-11-31/",
        "/jatah/harian/emas/2026-11-25/",
        "/jatah/harian/lpg_3kg/2026-11-26/",
    ):
        assert client.get(path).status_code == 404


def test_old_days_are_listed_while_something_differs_alone(log, client):
    for days, official, reason in ((40, 2, ""), (41, 1, "situs mati")):
        log.sale(ago=timedelta(days=days), qty=2)
        log.close(log.today - timedelta(days=days), official=official, cash_rp=2 * HET_RP, reason=reason)
    page = text(client.get("/jatah/harian/"))
    assert ("15 Okt" in page, "16 Okt" in page) == (True, False)
    assert "LPG 3 kg, 1 penjualan, diisi" in page


def test_the_log_masked_blank_and_for_a_reason_in_full(log, client):
    log.sale(qty=2)
    log.sale(number="A1-0002", taken_back_on=log.today, official="")
    asked = f"?barang={LPG}&dari=2026-11-01&sampai=2026-11-25"
    page = text(client.get(f"/jatah/buku/{asked}"))
    assert ("2 tabung" in page, "36.000" in page, NIK in page) == (True, True, False)
    for name in ("cetak", "kosong"):
        assert client.get(f"/jatah/buku/{name}/{asked}").content.startswith(b"%PDF")
    rows = read_table(client.get(f"/jatah/buku/tabel/{asked}").content)
    told = [cell for row in rows for cell in row]
    assert ("•••• 0042" in told, NIK in told) == (True, False)

    fields = {"barang": LPG, "dari": "2026-11-01", "sampai": "2026-11-25", "shape": "tabel"}
    assert client.post("/jatah/buku/lengkap/", sent(reason="pemeriksaan agen", **fields)).status_code == 403
    client.force_login(log.world.person(Role.SEKRETARIS))
    assert client.post("/jatah/buku/lengkap/", sent(reason="audit", **fields)).status_code == 422
    full = client.post("/jatah/buku/lengkap/", sent(reason="pemeriksaan agen", **fields))
    told = [cell for row in read_table(full.content) for cell in row]
    assert (NIK in told, "Siti Aminah" in told) == (True, True)
    paper = client.post(
        "/jatah/buku/lengkap/", sent(reason="pemeriksaan agen", **fields | {"shape": "kertas"})
    )
    assert paper.content.startswith(b"%PDF")


def test_who_went_without_and_what_looks_odd(log, client):
    assert (
        client.post("/jatah/tak-terlayani/", sent(buyer=f"{LPG}:RT", qty="1", reason="EMPTY")).status_code
        == 302
    )
    page = text(client.get(f"/jatah/tak-terlayani/?barang={LPG}"))
    assert ("Barang habis" in page, "1 pembeli" in page) == (True, True)
    assert (
        client.post("/jatah/tak-terlayani/", sent(buyer="EMAS:RT", qty="1", reason="EMPTY")).status_code
        == 422
    )

    assert client.get("/jatah/janggal/").status_code == 403
    client.force_login(log.world.person(Role.PENGAWAS))
    assert "Tidak ada yang janggal" in text(client.get("/jatah/janggal/"))
