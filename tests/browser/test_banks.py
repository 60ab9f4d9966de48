"""A treasurer reconciles a bank month: what only the bank knew is recorded, the sheet is kept and printed."""

import pytest

from tests.browser.test_mentoring import fits

pytestmark = pytest.mark.browser
BANKS = "/bank/35.73.03.1003/"
# What the example bank's second month holds that no entry tells of, and what each is recorded as.
ONLY_AT_BANK = {
    "BIAYA": "Dipotong biaya bank",
    "PAJAK": "Dipotong pajak bunga bank",
    "BUNGA": "Terima bunga bank",
}


@pytest.mark.parametrize("width", [1280, 360])
def test_what_waits_is_read_at_any_width(visit, width):
    treasurer = visit(BANKS, role="BENDAHARA", width=width)
    fits(treasurer)

    treasurer.get_by_role("link", name="BRI Kedungkandang").click()
    treasurer.get_by_role("heading", name="Di bank, belum di buku").wait_for()
    fits(treasurer)
    treasurer.get_by_role("link", name="Yang sudah cocok").click()
    treasurer.get_by_role("heading", level=1, name="Yang terakhir dicocokkan").wait_for()
    fits(treasurer)


def test_a_treasurer_reconciles_a_month_on_a_phone(visit):
    treasurer = visit(BANKS, role="BENDAHARA", width=360)
    treasurer.get_by_role("link", name="BRI Kedungkandang").click()
    desk = treasurer.url

    while treasurer.get_by_role("button", name="Cocok:").count():
        with treasurer.expect_navigation():
            treasurer.get_by_role("button", name="Cocok:").first.click()
    while treasurer.locator("a.btn", has_text="Catat").count():
        treasurer.locator("a.btn", has_text="Catat").first.click()
        treasurer.get_by_role("button", name="Catat dan cocokkan").wait_for()
        text = treasurer.locator("dd.break").inner_text()
        for label in [label for word, label in ONLY_AT_BANK.items() if word in text][:1]:
            treasurer.get_by_label("Kejadian").select_option(label=label)
        fits(treasurer)
        with treasurer.expect_navigation():
            treasurer.get_by_role("button", name="Catat dan cocokkan").click()
    treasurer.get_by_text("Semua baris bank cocok").first.wait_for()

    treasurer.goto(desk)
    treasurer.locator("#h-bulan").wait_for()
    treasurer.get_by_role("link", name="November 2026").click()
    fits(treasurer)
    treasurer.get_by_role("button", name="Simpan rekonsiliasi").click()
    treasurer.get_by_role("heading", level=1, name="Cocok dan tersimpan").wait_for()
    fits(treasurer)
    paper = treasurer.get_by_role("link", name="PDF").get_attribute("href")
    assert treasurer.request.get(f"{treasurer.url}{paper}").body().startswith(b"%PDF")
