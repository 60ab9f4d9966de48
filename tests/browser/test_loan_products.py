"""A product of loans from its opening to its terms, as the treasurer and the chair see it."""

import re

import pytest

from tests.browser.test_offers import looks_right
from tests.browser.test_people import EXAMPLE_PIN

pytestmark = pytest.mark.browser


def test_a_loan_product_is_opened_and_the_chair_agrees_to_its_terms(visit):
    desk = visit("/pinjaman/produk/baru/", role="BENDAHARA", width=360)
    desk.get_by_label("Nama").fill("Pinjaman renovasi")
    desk.get_by_role("button", name="Buka produk").click()
    desk.wait_for_url(re.compile("/pinjaman/produk/[0-9a-f-]{36}/ketentuan/"))  # what it costs comes next
    address = desk.url.removesuffix("ketentuan/")
    choice = "RAT-05/2025 (contoh), Produk dan jasa pinjaman 2026 (rapat anggota)"
    desk.get_by_label("Keputusan", exact=True).select_option(label=choice)
    desk.get_by_label("Jasa, persen", exact=True).fill("1")
    desk.get_by_label("Pinjaman dari").fill("1000000")
    desk.locator("#most_rp").fill("5000000")
    for part in ("Biaya", "Denda dan pelunasan", "Pembulatan, tenggang, dan jaminan"):
        desk.locator("summary", has_text=part).click()
    looks_right(desk)
    desk.get_by_role("button", name="Minta persetujuan").click()
    desk.wait_for_url(re.compile("/persetujuan/"))

    chair = visit(desk.url, role="KETUA", width=360)
    assert "12% setahun (1% sebulan) flat" in chair.locator("main").inner_text().replace("\u00a0", " ")
    looks_right(chair)
    chair.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    chair.get_by_role("button", name="Setujui").click()
    chair.get_by_text("Disetujui").first.wait_for()

    for width in (360, 1280):
        desk = visit(address, role="BENDAHARA", width=width)
        assert "21,46%" in desk.locator("main").inner_text()
        looks_right(desk)
