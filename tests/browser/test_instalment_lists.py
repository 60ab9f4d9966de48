"""The instalment list that the demonstration's collector has: on a phone at the door, at the office in both widths."""

import re

import pytest

from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.test_mentoring import fits

pytestmark = pytest.mark.browser
LISTS = "/pinjaman/daftar-tagih/"


def test_a_list_is_noted_counted_and_looked_through(visit):
    phone = visit(LISTS, role="KOLEKTOR", width=360)
    phone.locator("main .list a").first.click()
    phone.wait_for_url(re.compile("/catat/$"))
    fits(phone)
    assert findings_in_both_themes(phone) == []
    phone.locator("[data-line]").nth(1).get_by_role("radio", name="Jumlah lain").check()
    phone.locator("#rp-2").fill("50000")
    assert phone.locator("[data-total]").inner_text().endswith("250.000")
    address = phone.url.removesuffix("catat/")

    for width in (360, 1280):
        desk = visit(address, role="BENDAHARA", width=width)
        for part in ("", "hitung/"):
            desk.goto(f"{address}{part}")
            fits(desk)
            assert findings_in_both_themes(desk) == [], part
    desk.locator("main summary").click()
    desk.locator("#total").fill("200000")
    desk.get_by_role("button", name="Simpan hitungan").click()
    desk.wait_for_url(re.compile("/terima/$"))
    assert desk.locator("[data-difference]").inner_text() == "Rp\u00a00"
    desk.set_viewport_size({"width": 360, "height": 740})
    fits(desk)
    assert findings_in_both_themes(desk) == []
