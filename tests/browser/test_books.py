"""The books in people's hands: reading, posting, two people, closing, checking against paper, the city's view."""

import base64
import re

import pytest

from guyub.foundation.kernel.photos import small_copy
from tests.browser.test_mentoring import fits
from tests.browser.test_people import EXAMPLE_PIN

pytestmark = pytest.mark.browser
BOOKS = "/buku/35.73.03.1003"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def record(page, *, memo, rupiah, document=None, paid_from="1.1.02"):
    """Type an entry of two lines: electricity, paid from the treasurer's box or elsewhere."""
    day = page.get_by_label("Tanggal kejadian")
    day.fill(day.get_attribute("max"))
    page.get_by_label("Apa yang terjadi").fill(memo)
    for row, (account, side) in enumerate((("6.1.02", "Debit"), (paid_from, "Kredit")), 1):
        line = page.get_by_role("group", name=f"Baris {row}", exact=True)
        line.get_by_label("Akun").fill(account)
        line.get_by_label(side).fill(rupiah)
    if document:
        page.get_by_label("Foto atau PDF bukti").set_input_files(document)
    page.get_by_role("button", name="Simpan jurnal").click()


def test_from_the_neraca_to_an_entry(visit):
    treasurer = visit(f"{BOOKS}/neraca/", role="BENDAHARA")
    assert "neraca seimbang" in treasurer.get_by_role("heading", level=1).inner_text()

    treasurer.get_by_role("link", name="Bank BRI (contoh)").click()
    treasurer.locator(".opened a").first.click()

    treasurer.get_by_role("heading", name="Asal").wait_for()
    assert re.fullmatch(r"[A-Z]{2}-2026-\d{4}", treasurer.locator("main .chip").first.inner_text())
    fits(treasurer)


def test_an_entry_is_recorded_on_a_phone_with_its_paper_and_taken_back(visit):
    treasurer = visit(f"{BOOKS}/jurnal/baru/", role="BENDAHARA", width=360)
    nota = {"name": "nota.png", "mimeType": "image/png", "buffer": PIXEL}
    record(treasurer, memo="Token listrik kantor", rupiah="125.000", document=nota)

    treasurer.get_by_role("heading", name="Token listrik kantor").wait_for()
    fits(treasurer)
    paper = treasurer.get_by_role("link", name="Buka bukti").get_attribute("href")
    assert treasurer.request.get(paper).body() == small_copy(PIXEL)
    assert treasurer.locator("tfoot").inner_text().split() == ["Jumlah", "125.000", "125.000"]

    treasurer.get_by_label("Alasan").fill("tercatat dua kali")
    treasurer.get_by_role("button", name="Balik jurnal").click()
    treasurer.get_by_text("tercatat dua kali").first.wait_for()
    fits(treasurer)


def test_above_the_threshold_the_chair_approves_in_another_browser(visit):
    treasurer = visit(f"{BOOKS}/jurnal/baru/", role="BENDAHARA")
    record(treasurer, memo="Sambungan listrik baru", rupiah="45.000.000", paid_from="1.1.03.01")
    treasurer.wait_for_url(lambda address: "/baru/" not in address)

    chair = visit("/persetujuan/", role="KETUA", width=360)
    chair.get_by_role("link", name=re.compile("Sambungan listrik baru")).first.click()
    chair.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    chair.get_by_role("button", name="Setujui").click()
    chair.wait_for_load_state()

    treasurer.goto(f"{BOOKS}/jurnal/")
    assert "Sambungan listrik baru" in treasurer.locator("main").inner_text()


def test_a_month_closes_and_the_supervisor_checks_the_books_against_its_seal(visit):
    treasurer = visit(f"{BOOKS}/tutup/", role="BENDAHARA")
    treasurer.get_by_label("Tetap tutup").check()  # a till of the demonstration has not sent all
    treasurer.get_by_role("button", name=re.compile("Tutup bulan")).click()
    treasurer.get_by_role("heading", name="Riwayat").wait_for()
    newest = treasurer.locator(".list > li").first
    newest.get_by_text("Segel").click()
    seal = newest.locator(".break").inner_text()
    sheet = newest.get_by_role("link", name=re.compile("Lembar")).get_attribute("href")
    assert treasurer.request.get(sheet).body().startswith(b"%PDF")

    supervisor = visit(f"{BOOKS}/periksa/", role="PENGAWAS", width=360)
    supervisor.get_by_label("Segel dari kertas, bila ada").fill(seal)
    supervisor.get_by_role("button", name="Periksa sekarang").click()
    supervisor.get_by_role("heading", name="Buku cocok dengan kertas").wait_for()
    fits(supervisor)


def test_the_city_reads_all_books_as_one_and_goes_into_one(visit):
    officer = visit("/kota/", role="PETUGAS_DINAS")
    officer.get_by_role("link", name="Laporan gabungan").first.click()
    officer.get_by_role("heading", name=re.compile("Aset gabungan")).wait_for()
    assert "Piutang antar koperasi" in officer.locator("main").inner_text()

    officer.get_by_role("link", name="KKMP Bumiayu").click()
    officer.wait_for_url("**/buku/35.73.03.1003/neraca/")
    assert (
        officer.get_by_role("link", name="Bank BRI (contoh)").count() == 0
    )  # the journal stays the cooperative's
