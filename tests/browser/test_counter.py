"""The counter on a phone: a deposit in five taps with its receipt, and a large withdrawal that the chair agrees to."""

import re

import pytest

from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.test_mentoring import fits
from tests.browser.test_people import EXAMPLE_PIN

pytestmark = pytest.mark.browser
COUNTER = "/simpanan/"


def served(visit, number, width, **more):
    """Find a member by number; the one who is found is opened at once."""
    page = visit(COUNTER, role="BENDAHARA", width=width, **more)
    page.get_by_label("Nomor anggota atau nama").fill(number)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/simpanan/loket/"))
    return page


def pays_in(page, amount):
    """Type the amount and press Enter; the receipt is there."""
    page.get_by_label("Jumlah", exact=True).first.fill(amount)
    page.get_by_label("Jumlah", exact=True).first.press("Enter")
    page.get_by_text("Sudah dibukukan.").wait_for()


def test_a_deposit_ends_at_its_receipt(visit):
    phone = served(visit, "42", width=360)
    fits(phone)
    assert findings_in_both_themes(phone) == []
    pays_in(phone, "75000")
    fits(phone)
    assert "bentuk=kwitansi" in phone.get_by_role("link", name="Cetak kwitansi").get_attribute("href")
    assert findings_in_both_themes(phone) == []


def test_the_counter_is_worked_by_keyboard_alone(visit):
    page = visit(COUNTER, role="BENDAHARA", width=1280)
    page.keyboard.type("47")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/simpanan/loket/"))
    page.wait_for_function("() => document.activeElement.id === 'amount'")
    page.keyboard.type("20000")
    page.keyboard.press("Enter")
    page.get_by_text("Sudah dibukukan.").wait_for()


def test_a_large_withdrawal_waits_for_the_chair(visit):
    desk = served(visit, "43", width=1280)
    pays_in(desk, "9000000")
    desk.locator("#take-amount").fill("6000000")
    desk.get_by_role("button", name="Ambil", exact=True).click()
    desk.wait_for_url(re.compile("/persetujuan/"))

    chair = visit(desk.url, role="KETUA", width=360)
    fits(chair)
    chair.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    chair.get_by_role("button", name="Setujui").click()
    chair.get_by_text("Disetujui").first.wait_for()
