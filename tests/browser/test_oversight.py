"""The pengawas on a phone: asks, is answered, settles, works a sample through, signs off."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PENGAWAS = "/pengawas/35.73.03.1003"
QUESTION = "Apakah barangnya sudah diterima?"


def test_a_question_goes_from_the_pengawas_to_the_treasurer_and_back(visit):
    page = visit("/buku/35.73.03.1003/jurnal/", role="PENGAWAS", width=360)
    page.locator("table .group a").first.click()
    page.get_by_role("link", name="Tanya jawab pengawas").click()
    page.get_by_label(re.compile("Pertanyaan tentang")).fill(QUESTION)
    page.get_by_role("button", name="Kirim pertanyaan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 pertanyaan menunggu")

    treasurer = visit(f"{PENGAWAS}/tanya/", role="BENDAHARA", width=360)
    treasurer.get_by_role("link", name=QUESTION).click()
    treasurer.get_by_label("Jawaban").fill("Sudah, ada di gudang.")
    treasurer.get_by_role("button", name="Kirim jawaban").click()
    expect(treasurer.get_by_role("heading", level=1)).to_contain_text("sudah dijawab")

    page.goto(page.url)
    page.get_by_role("link", name=QUESTION).click()
    expect(page.get_by_text("Sudah, ada di gudang.")).to_be_visible()
    page.get_by_role("button", name="Selesai").click()
    expect(page.get_by_role("listitem").filter(has_text=QUESTION).get_by_text("Selesai")).to_be_visible()


def test_the_pengawas_works_a_month_through_with_one_tap_for_each_entry_and_signs_it_off(visit):
    page = visit(f"{PENGAWAS}/bulan/2026/8/", role="PENGAWAS", width=360)
    page.get_by_role("link", name="Sampel diperiksa").click()
    page.get_by_role("button", name="Ambil sampel").click()
    title = page.get_by_role("heading", level=1)
    while not title.inner_text().endswith("selesai diperiksa"):
        page.get_by_role("button", name="Cocok").click()
    page.get_by_role("link", name="Bulan ini").click()
    page.get_by_label("Temuan dan saran").fill("Nota lengkap.")
    page.get_by_role("button", name="Sahkan bulan ini").click()
    expect(title).to_have_text("Agustus 2026 menunggu satu pengawas lagi")
    expect(page.get_by_text("Nota lengkap.")).to_be_visible()


def test_the_desk_fetches_what_should_be_looked_at(visit):
    page = visit(f"{PENGAWAS}/", role="PENGAWAS", width=360)

    expect(page.get_by_role("link", name="Bulan terlambat ditutup")).to_be_visible()
    expect(page.locator(".tabs a[aria-current]")).to_be_in_viewport()


def test_the_current_tab_of_a_long_row_is_seen_on_a_phone(visit):
    page = visit(f"{PENGAWAS}/catatan/", role="PENGAWAS", width=360)

    expect(page.locator(".tabs a[aria-current]")).to_be_in_viewport(ratio=0.9)
