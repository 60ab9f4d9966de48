"""A product from its opening to its terms, a deposit with its bilyet, and the city's word for the unit."""

import re

import pytest

from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.test_counter import served
from tests.browser.test_mentoring import fits
from tests.browser.test_people import EXAMPLE_PIN

pytestmark = pytest.mark.browser
PRODUCTS = "/simpanan/produk/"


def looks_right(page):
    """It fits its width, and axe finds nothing in either theme."""
    fits(page)
    assert findings_in_both_themes(page) == []


def test_a_product_is_opened_and_the_chair_agrees_to_its_terms(visit):
    desk = visit(f"{PRODUCTS}baru/", role="BENDAHARA", width=360)
    desk.get_by_label("Jenis").select_option(label="Simpanan bertujuan")
    desk.get_by_label("Nama").fill("Simpanan seragam sekolah")
    desk.get_by_role("button", name="Buka produk").click()
    desk.wait_for_url(re.compile("/simpanan/produk/[0-9a-f-]{36}/ketentuan/"))  # what it pays comes next
    address = desk.url.removesuffix("ketentuan/")
    desk.get_by_label("Jasa setahun, persen").fill("4,25")
    desk.get_by_label("Keputusan").select_option(label="RAT-04/2025 (contoh), Jasa simpanan 2026")
    desk.get_by_label("Dihitung dari").select_option(label="Saldo terendah sebulan")
    looks_right(desk)
    desk.get_by_role("button", name="Minta persetujuan").click()
    desk.wait_for_url(re.compile("/persetujuan/"))

    chair = visit(desk.url, role="KETUA", width=360)
    assert "4,25 %" in chair.locator("main").inner_text().replace("\u00a0", " ")
    looks_right(chair)
    chair.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    chair.get_by_role("button", name="Setujui").click()
    chair.get_by_text("Disetujui").first.wait_for()

    desk = visit(address, role="BENDAHARA", width=1280)
    assert "4,25 %" in desk.locator("main").inner_text().replace("\u00a0", " ")
    looks_right(desk)


def test_a_deposit_is_placed_and_its_bilyet_printed(visit):
    desk = served(visit, "44", width=360)
    desk.get_by_role("link", name="Simpanan berjangka baru").click()
    desk.get_by_label("Jumlah", exact=True).fill("5000000")
    desk.locator("#hitungan").get_by_text("Rp").first.wait_for()
    looks_right(desk)
    desk.get_by_role("button", name="Tempatkan").click()
    desk.wait_for_url(re.compile("/simpanan/berjangka/[0-9a-f-]{36}/"))
    looks_right(desk)

    form = desk.locator("form", has=desk.get_by_role("button", name="Cetak bilyet"))
    fields = form.evaluate("form => Object.fromEntries(new FormData(form))")
    origin = desk.url.split("/simpanan")[0]
    paper = desk.request.post(
        f"{origin}{form.get_attribute('action')}", form=fields, headers={"Referer": desk.url}
    )
    assert (paper.headers["content-type"], paper.body()[:4]) == ("application/pdf", b"%PDF")


def test_the_head_of_the_office_takes_the_word_back_and_gives_it_again(visit):
    page = visit("/kota/koperasi/35.73.03.1003/simpan-pinjam/", role="KEPALA_DINAS", width=360)
    looks_right(page)
    page.get_by_label("Alasan").fill("Modal unit dipakai untuk membeli barang dagangan.")
    page.get_by_role("button", name="Cabut izin").click()
    page.get_by_role("heading", name="Setoran simpan pinjam masih ditutup").wait_for()
    looks_right(page)

    counter = served(visit, "45", width=360, expects=[422])
    counter.get_by_label("Jumlah", exact=True).first.fill("10000")
    counter.get_by_label("Jumlah", exact=True).first.press("Enter")
    counter.get_by_role("alert").wait_for()
    assert counter.get_by_text("Sudah dibukukan.").count() == 0

    page = visit("/kota/koperasi/35.73.03.1003/simpan-pinjam/", role="KEPALA_DINAS", width=1280)
    page.get_by_label("Alasan").fill("Modal dikembalikan; sisanya dipenuhi sampai RAT.")
    page.get_by_role("button", name="Beri izin khusus").click()
    page.get_by_role("heading", name="Unit simpan pinjam boleh menerima setoran").wait_for()
    looks_right(page)
