"""Simpanan wajib on a phone: who is behind pays at once and gets a receipt; a waiver that the chair grants."""

import re

import pytest

from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.test_mentoring import fits
from tests.browser.test_people import EXAMPLE_PIN

pytestmark = pytest.mark.browser
BILLS = "/simpanan/tagihan/"
BEHIND = "ul.list a[href^='/simpanan/wajib/']"


def test_who_is_behind_pays_in_three_taps(visit):
    phone = visit(BILLS, role="BENDAHARA", width=360)
    fits(phone)
    phone.locator(BEHIND).first.click()
    sum_line = phone.locator("[data-total]")
    sum_line.wait_for()
    asked = sum_line.inner_text()
    assert findings_in_both_themes(phone) == []
    phone.get_by_role("button", name="Terima", exact=True).click()
    phone.get_by_text(f"{asked} diterima.").wait_for()
    fits(phone)
    assert findings_in_both_themes(phone) == []
    assert "bentuk=kwitansi" in phone.get_by_role("link", name="Cetak kwitansi").get_attribute("href")
    assert not sum_line.is_visible()
    phone.get_by_label(re.compile("^Des 2026|^Jan 2027")).first.check()
    assert sum_line.is_visible()


def test_a_waiver_is_granted_by_the_chair(visit):
    treasurer = visit(BILLS, role="BENDAHARA")
    treasurer.locator(BEHIND).last.click()
    treasurer.get_by_role("link", name="Beri keringanan").click()
    treasurer.locator("input[name=month]").first.check()
    treasurer.get_by_label("Sebab").fill("usaha tutup (contoh)")
    assert findings_in_both_themes(treasurer) == []
    treasurer.get_by_role("button", name="Ajukan ke ketua").click()
    treasurer.wait_for_url(re.compile("/persetujuan/"))

    chair = visit(treasurer.url, role="KETUA", width=360)
    fits(chair)
    chair.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    chair.get_by_role("button", name="Setujui").click()
    chair.get_by_text("Disetujui").first.wait_for()
