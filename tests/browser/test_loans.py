"""The counter of loans: by keyboard alone a number, Enter, an amount, Enter; and a loan on a phone, with its papers."""

import re

import pytest

from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.test_mentoring import fits

pytestmark = pytest.mark.browser
BOOK = "/pinjaman/"
ONE = re.compile(r"/pinjaman/[0-9a-f-]{36}/$")


def opened(visit, width):
    """Open the first loan of the list."""
    page = visit(BOOK, role="BENDAHARA", width=width)
    page.locator("main .list a").first.click()
    page.wait_for_url(ONE)
    return page


def test_the_counter_of_loans_is_worked_by_keyboard_alone(visit):
    page = opened(visit, 1280)
    number = page.locator(".crumb").inner_text().partition(",")[0]
    page.goto(BOOK)
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.wait_for_url(ONE)
    page.wait_for_function("() => document.activeElement.id === 'amount'")
    page.keyboard.press("Control+a")
    page.keyboard.type("10000")
    page.keyboard.press("Enter")
    page.get_by_text("Sudah dibukukan").wait_for()
    assert "bentuk=pdf" in page.get_by_role("link", name="Cetak kuitansi").get_attribute("href")


def test_a_loan_and_what_hangs_on_it_fit_a_phone(visit):
    phone = opened(visit, 360)
    at = phone.url
    for part in ("", "lunas/", "penjamin/", "agunan/"):
        phone.goto(f"{at}{part}")
        fits(phone)
        assert findings_in_both_themes(phone) == [], part
