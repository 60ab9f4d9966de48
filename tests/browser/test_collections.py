"""A collector's evening: the list goes out, is noted on a phone without signal, comes back, and gives receipts."""

import re

import pytest

from tests.browser.test_mentoring import fits

pytestmark = pytest.mark.browser
LISTS = "/simpanan/daftar-tagih/"
KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('guyub.tagih.')).length"


def rupiah_in(text):
    return int(re.sub(r"\D", "", text))


def door(page, at):
    return page.locator("[data-line]").nth(at)


def test_a_list_goes_out_and_comes_back(visit):
    treasurer = visit(f"{LISTS}baru/", role="BENDAHARA")
    treasurer.locator("#collector").select_option(index=1)  # the first after "pilih" is a collector
    treasurer.get_by_role("button", name="Buat daftar").click()
    treasurer.get_by_role("link", name="Terima kembali").wait_for()
    address = treasurer.url

    phone = visit(f"{address}catat/", role="KOLEKTOR", width=360, is_failing_on_purpose=True)
    fits(phone)
    asked_rp = rupiah_in(door(phone, 0).locator("b.lg").inner_text())
    door(phone, 0).get_by_role("radio", name="Lunas").check()
    door(phone, 1).get_by_role("radio", name="Tidak bayar").check()
    door(phone, 1).get_by_role("combobox").select_option("PERGI")
    fits(phone)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Kirim catatan").click()
    phone.get_by_text("sinyalnya putus").wait_for()
    assert phone.evaluate(KEPT) == 1
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Kirim catatan").click()
    phone.wait_for_function("() => !Object.keys(localStorage).some(name => name.startsWith('guyub.tagih.'))")
    assert rupiah_in(phone.locator("[data-total]").inner_text()) == asked_rp
    assert door(phone, 0).get_by_role("radio", name="Lunas").is_checked()

    treasurer.get_by_role("link", name="Terima kembali").click()
    treasurer.get_by_text("Ketik jumlahnya saja").click()
    treasurer.get_by_label("Jumlah uang").fill(str(asked_rp))
    treasurer.get_by_role("button", name="Simpan hitungan").click()
    treasurer.get_by_label("Uangnya masuk ke").select_option(label="Kotak bendahara")
    assert rupiah_in(treasurer.locator("[data-difference]").inner_text()) == 0
    treasurer.get_by_role("button", name="Terima dan bukukan").click()
    treasurer.get_by_role("heading", name="Sudah dibukukan").wait_for()
    receipts = treasurer.get_by_role("link", name="Semua kwitansi").get_attribute("href")
    answer = treasurer.request.get(f"{address.split('/simpanan')[0]}{receipts}")
    assert (answer.headers["content-type"], answer.body()[:4]) == ("application/pdf", b"%PDF")
