"""A member reads the passbook on a phone and asks for a withdrawal; the cashier answers, and prints a book of paper."""

import pytest

from tests.browser.test_mentoring import fits

pytestmark = pytest.mark.browser
ASKED = "1.000"


def test_a_member_reads_the_passbook_and_asks(visit):
    phone = visit("/saya/simpanan/", role="ANGGOTA", width=360)
    fits(phone)
    phone.get_by_role("link", name="Simpanan sukarela", exact=True).click()
    phone.get_by_role("heading", name="Simpanan sukarela").wait_for()
    fits(phone)
    assert phone.get_by_role("rowheader").first.is_visible()
    phone.get_by_text("Arti sandi").click()
    phone.get_by_text("setoran", exact=True).wait_for()

    phone.get_by_role("link", name="Simpanan saya").click()
    phone.get_by_role("link", name="Minta pengambilan").click()
    phone.get_by_label("Jumlah").fill(ASKED)
    fits(phone)
    phone.get_by_role("button", name="Kirim permintaan").click()
    phone.get_by_text("Menunggu").wait_for()

    cashier = visit("/simpanan/permintaan/", role="KASIR")
    cashier.get_by_text("Jawab").first.click()
    cashier.get_by_label("Pesan untuk anggota").first.fill("Besok pagi di kantor.")
    cashier.get_by_role("button", name="Uang siap").first.click()
    cashier.get_by_text("Siap", exact=True).wait_for()

    phone.reload()
    phone.get_by_text("Siap diambil").wait_for()
    phone.get_by_text("Besok pagi di kantor.").wait_for()
    fits(phone)

    cashier.locator("main a.b").first.click()
    cashier.get_by_role("button", name="Mulai buku baru").click()
    cashier.get_by_role("button", name="Cetak halaman 1").click()
    assert cashier.locator(".lineprint").inner_text().startswith(" 1 ")
    fits(cashier)
