"""The file of a member, on a phone and on a screen: read, changed, heirs named; nothing in anybody's way."""

import re

import pytest

from tests.browser.test_accessibility import findings

pytestmark = pytest.mark.browser


def opened(visit, **how):
    """Open the page of the eighth member, of whom the demo tells a business, heirs and a group."""
    page = visit("/anggota/", role="SEKRETARIS", **how)
    with page.expect_navigation():
        page.locator("table a").nth(7).click()
    return page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_a_file_stand_in_nobodys_way(visit, width, theme):
    page = opened(visit, width=width, theme=theme)
    address = page.url
    business = page.locator("a[href*='/anggota/usaha/']").last.get_attribute("href")
    group = page.locator("a[href*='/anggota/kelompok/']").last.get_attribute("href")
    places = [address, f"{address}data/", f"{address}ahli-waris/", f"{address}usaha/baru/", business, group]
    for place in places:
        page.goto(place)
        assert page.locator("h1").count() == 1, place
        assert fits(page), place
        assert findings(page) == [], place


def test_an_officer_changes_an_address_and_heirs_on_a_phone(visit):
    page = opened(visit, width=360, expects=(422,))
    page.get_by_role("link", name="Ubah data").click()
    page.get_by_label("Alamat").fill("Jl. Contoh Baru 12")
    page.get_by_label("Alasan perubahan").fill("pindah rumah (contoh)")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url(re.compile(r"/anggota/[0-9a-f-]{36}/$"))
    assert (
        "menjadi Jl. Contoh Baru 12"
        in page.locator("#h-riwayat").locator("xpath=ancestor::section").inner_text()
    )

    page.get_by_role("link", name="Ganti ahli waris").click()
    page.locator("#bagian-1").fill("70")
    page.get_by_label("Alasan").fill("atas permintaan (contoh)")
    page.get_by_role("button", name="Simpan daftar").click()
    assert "sekarang 110" in page.get_by_role("alert").inner_text()
    page.locator("#bagian-2").fill("30")
    page.get_by_role("button", name="Simpan daftar").click()
    page.wait_for_url(re.compile(r"/anggota/[0-9a-f-]{36}/$"))
    assert "70 %" in page.locator("#h-waris").locator("xpath=ancestor::section").inner_text()
