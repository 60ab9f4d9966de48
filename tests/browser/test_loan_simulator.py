"""A resident on a phone fills in what a money-lender offers, sees what it really costs, and prints it."""

import re

import pytest

from tests.browser.test_accessibility import findings

pytestmark = pytest.mark.browser
PAGE = "/simulasi-pinjaman/"
FOUR = (
    f"{PAGE}?jenis1=pinjaman&nama1=Bank&pokok1=5.000.000&suku1=18&per1=tahun&cara1=menurun&kali1=24&potong1=100.000"
    "&jenis2=titil&nama2=Bank+titil+Senin&diterima2=900.000&angsur2=50.000&kali2=24&tiap2=minggu&disebut2=1.000.000"
    "&jenis3=cicilan&nama3=HP+di+toko&harga3=2.400.000&muka3=400.000&angsur3=250.000&kali3=10"
    "&jenis4=pinjaman&nama4=Koperasi&pokok4=1.000.000&suku4=2&cara4=sekali&kali4=6"
)


def test_a_simulation_on_a_phone(visit):
    page = visit("/", width=360)
    page.get_by_role("link", name="Ditawari pinjaman?").click()
    page.wait_for_url(f"**{PAGE}")
    lender = page.get_by_role("group", name=re.compile("Penawaran 2"))
    lender.get_by_label("Bayar tiap kali").fill("25.000")
    page.get_by_role("button", name="Hitung", exact=True).click()

    page.wait_for_url("**angsur2=25.000**")
    page.locator("article", has_text="Rentenir").get_by_text("191,33%", exact=True).wait_for()
    assert findings(page) == []
    page.locator("summary", has_text="Rentenir, 40 kali").click()
    assert page.get_by_role("cell", name="1.000.000").last.is_visible()

    lender = page.get_by_role("group", name=re.compile("Penawaran 2"))
    lender.get_by_label("Berapa kali").fill("0")
    lender.get_by_label("Berapa kali").press("Enter")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert alert.evaluate("part => part === document.activeElement")
    assert lender.get_by_label("Berapa kali").input_value() == "0"
    assert findings(page) == []

    page.get_by_role("button", name="Hapus Rentenir").click()
    page.get_by_role("group", name=re.compile("Penawaran 2: Paylater")).wait_for()
    assert "hapus" not in page.url
    page.get_by_role("button", name="Paylater atau cicilan barang").click()
    page.get_by_role("group", name="Penawaran 3: Paylater").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("address", "offers"), [(PAGE, 3), (FOUR, 4)])
def test_a_simulation_prints_on_one_sheet_side_by_side(visit, address, offers):
    page = visit(address)
    sheet = page.pdf(prefer_css_page_size=True)
    page.set_viewport_size({"width": 688, "height": 1000})  # A4 between its margins
    page.emulate_media(media="print")

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    tops = page.locator("article.offer").evaluate_all(
        "all => all.map(part => part.getBoundingClientRect().top)"
    )
    assert len(tops) == offers
    assert len(set(tops)) == 1
    assert not page.locator("form").first.is_visible()
    assert not page.locator("header").is_visible()
    assert page.locator(".letter").is_visible()
    assert page.get_by_text("Batas jasa pinjaman koperasi 24%").is_visible()


def test_a_simulation_works_without_script(chromium, demo):
    context = chromium.new_context(java_script_enabled=False, base_url=demo)
    page = context.new_page()
    page.goto(f"{PAGE}?jenis1=titil")
    page.get_by_label("Uang yang diterima").fill("1.000.000")
    page.get_by_label("Bayar tiap kali").fill("110.000")
    page.get_by_label("Berapa kali").fill("10")
    page.keyboard.press("Enter")
    page.wait_for_url("**diterima1=1.000.000**")

    assert page.locator("article.offer").count() == 1
    context.close()
