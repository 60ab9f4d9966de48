"""A loan on phones from the request to the receipt: asked, analysed, decided by two, signed, paid out, paid."""

import re

import pytest

from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.test_mentoring import fits
from tests.browser.test_people import EXAMPLE_PIN

pytestmark = pytest.mark.browser
NEW = "/pinjaman/permohonan/baru/"
# A PDF opens in the browser's own viewer, which nobody can ask: the form is sent beside the page.
SENT = """async form => {
  const answer = await fetch(form.action, {method: "POST", body: new FormData(form)});
  return [answer.headers.get("content-type"), (await answer.text()).slice(0, 5)];
}"""


def looked_at(phone):
    """The page fits a phone and everybody can use it, by day and by night."""
    fits(phone)
    assert findings_in_both_themes(phone) == []


def decides(visit, address, role):
    """Somebody of the committee opens the question on the own phone and agrees."""
    phone = visit(address, role=role, width=360)
    looked_at(phone)
    phone.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    phone.get_by_role("button", name="Setujui").click()
    phone.get_by_text("Setuju", exact=True).last.wait_for()
    looked_at(phone)


def test_from_the_request_to_the_receipt(visit):
    phone = visit(NEW, role="BENDAHARA", width=360)
    phone.get_by_label("Nomor anggota atau nama").fill("118")
    phone.keyboard.press("Enter")
    phone.wait_for_url(re.compile(f"{NEW}[0-9a-f-]+/"))
    phone.get_by_label("Produk").select_option(index=1)
    phone.get_by_label("Jumlah", exact=True).fill("1200000")
    phone.get_by_label("Diangsur, kali").fill("6")
    phone.get_by_label("Jenis keperluan").select_option(index=1)
    phone.get_by_label("Untuk apa").fill("menambah stok warung")
    looked_at(phone)
    phone.get_by_role("button", name="Simpan permohonan").click()

    phone.get_by_role("link", name="Analisis", exact=True).click()
    phone.get_by_label("Hasil usaha").fill("3500000")
    phone.get_by_label("Biaya hidup").fill("1800000")
    phone.get_by_label("Yang dilihat").fill("Warung buka, rak setengah kosong.")
    phone.locator("#visited_on").fill(phone.locator("#visited_on").get_attribute("max"))
    phone.locator("#advice").select_option("LAYAK")
    looked_at(phone)
    phone.get_by_role("button", name="Simpan analisis").click()
    phone.get_by_role("heading", name="Nilai").wait_for()
    looked_at(phone)
    asked = phone.url
    phone.get_by_role("button", name="Minta putusan").click()
    phone.wait_for_url(re.compile("/persetujuan/"))
    for role in ("KETUA", "SEKRETARIS"):
        decides(visit, phone.url, role)

    phone.goto(asked)
    phone.get_by_role("link", name=re.compile("^PJ-")).click()
    phone.get_by_role("heading", name="Cairkan").wait_for()
    looked_at(phone)
    form = phone.locator("form", has=phone.get_by_role("button", name="Cetak akad"))
    kind, head = form.evaluate(SENT)
    assert (kind, head) == ("application/pdf", "%PDF-")
    phone.get_by_label("Uangnya dari, atau ke simpanan").select_option(label="Kotak bendahara")
    phone.get_by_role("button", name="Cairkan").click()
    phone.get_by_text("Berjalan").first.wait_for()
    looked_at(phone)
    phone.locator("#amount").fill("212000")
    phone.get_by_role("button", name="Terima").click()
    phone.get_by_text("Sudah dibukukan").wait_for()
    looked_at(phone)
    receipt = phone.get_by_role("link", name="Cetak kuitansi").get_attribute("href")
    phone.goto(receipt.partition("?")[0])
    phone.get_by_text("angsuran 1").first.wait_for()
    looked_at(phone)
    for form in ("pdf", "struk"):
        assert phone.request.get(f"{phone.url}?bentuk={form}").body().startswith(b"%PDF-")
