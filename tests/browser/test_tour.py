"""The guided tour in Chromium: each of the seven goes in at the stop and does what stands on the bar."""

import re

import pytest

from guyub.city.public_site.domain.tour import STOPS
from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.test_mentoring import fits
from tests.browser.test_till_server import comes_back, open_till, sets_pin
from tests.browser.till_page import sell

pytestmark = pytest.mark.browser


@pytest.fixture
def demo(year):
    """Where everybody's own demonstration answers."""
    return year


@pytest.fixture
def tour(visit):
    """Go to a stop on a page that stands at the list of stops."""

    def tour(number, width=1280):
        page = visit("/tur/", width=width)
        page.locator(f'li:has(input[name="stop"][value="{number}"]) button').click()
        page.get_by_text(f"Tur {number} dari 7: {STOPS[number - 1].who}").wait_for()
        return page

    return tour


def to_second(page, number):
    """Follow the bar to the second thing to do."""
    task = STOPS[number - 1].tasks[1]
    page.get_by_role("complementary", name="Tur peragaan").get_by_role("link", name=task.words).click()
    page.wait_for_url(f"**{task.path}")
    return page


def test_every_stop_opens_and_leads_to_the_next(visit):
    page = visit("/tur/", width=360)
    assert findings_in_both_themes(page) == []
    fits(page)
    page.get_by_role("button", name="Mulai sebagai Kasir").click()
    for number, stop in enumerate(STOPS, 1):
        page.get_by_text(f"Tur {number} dari 7: {stop.who}").wait_for()
        assert page.url.endswith(stop.tasks[0].path)
        fits(page)
        to_second(page, number)
        if number < len(STOPS):
            page.get_by_role("button", name=f"Lanjut: {STOPS[number].who}").click()
    page.get_by_role("button", name="Akhiri tur").click()
    page.wait_for_url("**/")
    assert page.get_by_text("Tur 7 dari 7").count() == 0


def test_the_cashier_sells(tour, visit):
    sets_pin(visit("/beranda/", role="KASIR"))
    page = tour(1)
    page.get_by_role("button", name="Ikat peramban ini").click()
    page.get_by_role("button", name="Ikat", exact=True).click()
    open_till(page)
    sell(page, "Indomie", "Gula pasir")
    number = re.search(r"K\d+-\d{4}", page.inner_text("body"))[0]
    comes_back(page, 1)  # the server has it before the till is left
    page.go_back()
    to_second(page, 1).locator("main").get_by_text(number).first.wait_for()


def test_the_treasurer_records_and_sees_the_balance_sheet(tour):
    page = tour(2)
    page.get_by_role("searchbox", name=re.compile("Cari kejadian")).fill("listrik")
    page.locator("#daftar").get_by_role("link", name="Bayar listrik dan air", exact=True).click()
    page.get_by_role("heading", level=1, name="Bayar listrik dan air").wait_for()
    page.keyboard.type("350000")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Tersimpan sebagai").wait_for()
    to_second(page, 2)
    page.get_by_role("heading", name=re.compile("[Nn]eraca")).first.wait_for()


def test_the_chair_reads_what_waits_and_may_agree(tour):
    page = tour(3)
    page.get_by_role("link", name="Periksa").first.click()
    page.get_by_role("button", name="Setujui").wait_for()


def test_the_supervisor_sees_what_looks_odd_and_what_was_asked(tour):
    page = tour(4)
    page.get_by_role("heading", level=1).wait_for()
    to_second(page, 4)


def test_the_member_sees_the_own_savings(tour):
    page = to_second(tour(5), 5)
    page.get_by_text("Rp").first.wait_for()


def test_the_city_sees_who_is_stuck(tour):
    page = tour(6)
    page.get_by_role("heading", level=1).wait_for()
    to_second(page, 6)


def test_a_resident_finds_lpg(tour):
    page = tour(7)
    page.get_by_role("heading", level=1).wait_for()
    to_second(page, 7)
