"""A mentor visits with a phone, a chair raises a need, an officer of the city looks at it."""

import re
from datetime import date, timedelta

import pytest

from tests.browser.test_accessibility import findings

pytestmark = pytest.mark.browser


def fits(page):
    """Tell that nothing hangs over the side, and that nothing stands in anybody's way."""
    page.wait_for_load_state("domcontentloaded")  # the address may be the new one while nothing is there yet
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(page) == []


def test_a_mentor_plans_a_visit_and_writes_it_up_on_a_phone(visit):
    mentor = visit(
        "/pembinaan/", role="PENDAMPING", width=360, expects=[422]
    )  # one row lacks its day on purpose
    card = mentor.locator("section", has=mentor.get_by_role("heading", name="KKMP Mergosono"))
    card.get_by_role("link", name="Rencanakan kunjungan").click()
    today = date.fromisoformat(mentor.get_by_label("Tanggal").get_attribute("min"))
    mentor.get_by_label("Tanggal").fill(today.isoformat())
    mentor.get_by_label("Tujuan").fill("Melihat calon tempat gerai")
    mentor.get_by_role("button", name="Simpan rencana").click()

    mentor.get_by_role("heading", name="Melihat calon tempat gerai").wait_for()
    fits(mentor)
    mentor.get_by_label("Lama (menit)").fill("45")
    mentor.get_by_label("Bertemu").fill("Wulan Sari (ketua)")
    mentor.get_by_role("textbox", name="Hasil").fill("Ruang 5 x 7 m, listrik belum ada.")
    first = mentor.get_by_role("group", name="Tindak lanjut 1")
    first.get_by_label("Apa", exact=True).fill("Minta surat pinjam pakai")
    first.get_by_label("Siapa").fill("Wulan Sari")
    mentor.get_by_role("button", name="Simpan hasil").click()
    mentor.get_by_role("alert").get_by_text("perlu batas waktu").wait_for()
    fits(mentor)
    first.get_by_label("Paling lambat").fill((today + timedelta(days=7)).isoformat())
    mentor.get_by_role("button", name="Simpan hasil").click()

    mentor.get_by_role("heading", name="Yang disepakati").wait_for()
    assert "Ruang 5 x 7 m" in mentor.locator("main").inner_text()
    whatsapp = mentor.get_by_role("link", name="Bagikan").get_attribute("href")
    assert whatsapp.startswith("https://wa.me/?text=")
    fits(mentor)
    mentor.get_by_role("button", name="Selesai: Minta surat pinjam pakai").click()
    mentor.wait_for_url("**/kunjungan/")
    mentor.goto("/pembinaan/laporan/")
    assert "Melihat calon tempat gerai" in mentor.locator("main").inner_text()


def test_a_chair_raises_a_need_and_the_city_looks_at_it(visit):
    chair = visit("/kebutuhan/", role="KETUA", width=360)
    chair.get_by_role("link", name="Ajukan", exact=True).click()
    chair.get_by_label("Jenis").select_option("PRINTER")
    chair.get_by_label("Apa yang dibutuhkan").fill("Printer nota 58 mm")
    chair.get_by_label("Perkiraan biaya").fill("450000")
    chair.get_by_label("Untuk apa").fill("Nota masih ditulis tangan")
    chair.get_by_label("Menahan usaha").check()
    chair.locator("main").get_by_role("button", name="Ajukan", exact=True).click()
    chair.get_by_text("Menunggu Diskopindag memeriksa").wait_for()
    fits(chair)
    assert "450.000" in chair.locator("main").inner_text()

    officer = visit("/kebutuhan/?keadaan=RAISED", role="PETUGAS_DINAS")
    fits(officer)
    officer.get_by_role("link", name="Printer nota 58 mm").click()
    officer.get_by_role("button", name="Nyatakan sudah diperiksa").click()
    officer.get_by_role("button", name="Masukkan ke rencana").wait_for()
    fits(officer)

    chair.reload()
    chair.get_by_text(re.compile("Menunggu Diskopindag merencanakan")).wait_for()
    assert "Ratna Dewanti (Petugas dinas)" in chair.locator("main").inner_text()
