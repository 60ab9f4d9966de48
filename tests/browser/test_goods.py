"""From the list of the release to a tag at the shelf, on a phone: a ceiling refuses, the price is put right."""

import re

import pytest

from tests.browser.test_offers import looks_right

pytestmark = pytest.mark.browser
RICE = "Beras premium karung 25 kg"


def words_of(page):
    return page.locator("main").inner_text().replace("\u00a0", " ")


def test_a_product_is_ticked_priced_below_its_ceiling_and_gets_a_tag(visit):
    desk = visit("/barang/contoh/", role="PENGELOLA_GERAI", width=360, expects=[422])
    desk.get_by_label(re.compile(f"^{RICE}")).check()
    looks_right(desk)
    desk.get_by_role("button", name="Masukkan yang dicentang").click()
    desk.wait_for_url(re.compile("/barang/harga/"))
    amount = desk.get_by_label(f"Harga baru {RICE} per karung")
    amount.fill("380000")
    looks_right(desk)
    desk.get_by_role("button", name="Simpan semua harga").click()
    desk.get_by_role("alert").wait_for()
    told = words_of(desk)
    for said in ("di atas HET, selisih Rp 7.500", "Rp 14.900 per kg", "Keputusan Kepala Bapanas 299/2025"):
        assert said in told
    assert amount.input_value() == "380.000"
    looks_right(desk)
    amount.fill("370000")
    desk.get_by_role("button", name="Simpan semua harga").click()
    desk.get_by_text("Tidak ada barang tanpa harga").wait_for()

    desk.goto(f"/barang/?cari={RICE.replace(' ', '+')}")
    assert "Rp 370.000" in re.sub(r"\s+", " ", words_of(desk))
    desk.get_by_role("link", name=RICE).click()
    looks_right(desk)
    for part in ("harga/", "satuan/", "barcode/", "ubah/"):
        desk.goto(desk.url.partition("?")[0].rstrip("/") + f"/{part}")
        looks_right(desk)
        desk.go_back()

    desk.goto("/barang/label/")
    changed = desk.locator("section", has_text="Berubah sejak dicetak")
    assert f"{RICE}" in changed.inner_text()
    looks_right(desk)
    led = []

    def printed(route):  # the browser's own viewer of papers stays shut
        led.append(route.fetch(max_redirects=0).headers["location"])
        route.fulfill(body="", content_type="text/plain")

    desk.route("**/barang/label/cetak/", printed)
    changed.get_by_role("button", name="Cetak yang dicentang").click()
    desk.wait_for_url("**/barang/label/cetak/")
    paper = desk.request.get(led[0])
    assert (paper.headers["content-type"], paper.body()[:4]) == ("application/pdf", b"%PDF")
    desk.goto("/barang/label/")
    assert "Semua label sudah sesuai" in words_of(desk)
