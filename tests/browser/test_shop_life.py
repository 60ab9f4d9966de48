"""A shop on phones: goods are ordered, taken in, billed and paid, and counted by two who do not see each other."""

import re

import pytest

from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.test_mentoring import fits

pytestmark = pytest.mark.browser
SUPPLIER, TIN = re.compile("Grosir Pasar Gadang"), "Sarden kaleng 155 g"


def looked_at(phone):
    """The page fits a phone and everybody can use it, by day and by night."""
    fits(phone)
    assert findings_in_both_themes(phone) == []


def words_of(phone):
    return phone.locator("main").inner_text().replace("\u00a0", " ")


def ordered(phone):
    """Order more tins than the supplier's smallest order asks for."""
    supplier = phone.get_by_label("Pemasok", exact=True)
    supplier.select_option(label=next(filter(SUPPLIER.search, supplier.locator("option").all_inner_texts())))
    phone.get_by_label("Dikirim ke").select_option(label="Rak gerai")
    phone.get_by_label("Barang").first.fill(TIN)
    phone.get_by_label("Banyaknya").first.fill("48 kaleng")
    phone.get_by_label("Harga satuan itu").first.fill("10.500")
    looked_at(phone)
    phone.get_by_role("button", name="Simpan rancangan").click()
    phone.get_by_role("button", name="Tetapkan").click()
    phone.get_by_role("button", name="Sudah dikirim").click()
    phone.get_by_text("Keadaan").wait_for()
    looked_at(phone)


def test_from_the_order_to_the_paid_bill(visit):
    phone = visit("/belanja/pesanan/baru/", role="PENGELOLA_GERAI", width=360)
    ordered(phone)

    phone.get_by_role("link", name="Terima barang").click()
    phone.get_by_label("Nomor surat jalan").fill("SJ-0077")
    looked_at(phone)
    phone.get_by_role("button", name="Terima barang").click()
    phone.get_by_role("link", name="Catat tagihan").wait_for()
    assert "Rp 504.000" in words_of(phone)
    looked_at(phone)

    phone.get_by_role("link", name="Catat tagihan").click()
    phone.get_by_label("Nomor tagihan").fill("F-0077")
    phone.get_by_label("Jumlah tagihan").fill("504000")
    phone.get_by_label(re.compile(f"^{TIN}")).check()
    looked_at(phone)
    phone.get_by_role("button", name="Catat tagihan").click()
    phone.get_by_role("link", name="Lihat utangnya").wait_for()
    assert "simpan pinjam" not in words_of(phone)
    looked_at(phone)

    treasurer = visit("/belanja/utang/", role="BENDAHARA", width=360)
    looked_at(treasurer)
    treasurer.get_by_role("link", name=SUPPLIER).first.click()
    treasurer.locator("#amount").fill("504000")
    treasurer.locator("#cash_place").select_option(label="BRI Kedungkandang")
    looked_at(treasurer)
    treasurer.get_by_role("button", name="Bayar").first.click()
    treasurer.get_by_text("Dibayar Rp").or_(treasurer.get_by_text("Dibayar")).first.wait_for()
    assert "Tagihan F-0077" in words_of(treasurer)
    looked_at(treasurer)


def counted(visit, address, role, qty):
    """Count the only product of the list, and see nothing of what others counted."""
    phone = visit(f"{address}isi/", role=role, width=360)
    phone.get_by_label("Banyaknya").fill(qty)
    looked_at(phone)
    phone.get_by_role("button", name="Simpan, lanjut").click()
    phone.get_by_text("Semua sudah Anda hitung").wait_for()
    assert "buku" not in words_of(phone).casefold().replace("buku koperasi", "")
    return phone


def test_two_count_a_shelf_and_the_books_follow(visit):
    phone = visit("/stok/hitung/baru/", role="PENGELOLA_GERAI", width=360)
    phone.get_by_label("Tempat").select_option(label="Rak gerai")
    phone.locator("#scope").select_option(label="Satu golongan")
    phone.locator("#category").select_option(label="Sayur, buah, telur, dan daging")
    looked_at(phone)
    phone.get_by_role("button", name="Mulai").click()
    phone.wait_for_url(re.compile("/isi/"))
    address = phone.url.partition("isi/")[0]
    for role in ("PENGELOLA_GERAI", "KASIR"):
        counted(visit, address, role, "10 kg")

    phone.goto(address)
    phone.get_by_role("button", name="Bandingkan").click()
    phone.get_by_role("heading", name="Yang berbeda dari buku").wait_for()
    assert "Telur ayam ras" in words_of(phone)
    looked_at(phone)
    phone.get_by_label("Sebab selisih").fill("Pecah saat menata")
    phone.get_by_role("button", name="Bukukan hasilnya").click()
    phone.get_by_text("Dibukukan").first.wait_for()
    looked_at(phone)
