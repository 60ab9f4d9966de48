"""Pay-first orders on phones: opened, paid, ordered in whole cases, fetched, and the rest comes back."""

import re

import pytest

from tests.browser.test_shop_life import looked_at, words_of

pytestmark = pytest.mark.browser
SUPPLIER, TIN = re.compile("Grosir Pasar Gadang"), "Sarden kaleng 155 g"


def opened(phone):
    """Offer tins by the piece, 24 to a case."""
    supplier = phone.get_by_label("Pemasok", exact=True)
    supplier.select_option(label=next(filter(SUPPLIER.search, supplier.locator("option").all_inner_texts())))
    phone.get_by_label("Barang datang ke").select_option(label="Rak gerai")
    today = phone.get_by_label("Hari terakhir memesan").get_attribute("min")
    for label in ("Hari terakhir memesan", "Barang diperkirakan datang"):
        phone.get_by_label(label).fill(today)
    for label, typed in (
        ("Barang", TIN),
        ("Isi kemasan", "24 kaleng"),
        ("Harga beli", "10500"),
        ("Harga anggota", "11200"),
        ("Harga umum", "11500"),
    ):
        phone.get_by_label(label, exact=True).first.fill(typed)
    looked_at(phone)
    phone.get_by_role("button", name="Buka", exact=True).click()
    phone.get_by_text("Belum ada yang memesan.").wait_for()
    looked_at(phone)


def test_from_the_first_payment_to_the_last_piece(visit):
    phone = visit("/belanja/setor-beli/baru/", role="PENGELOLA_GERAI", width=360)
    opened(phone)
    address = phone.url

    treasurer = visit(f"{address}pesan/?pembeli=1", role="BENDAHARA", width=360)
    treasurer.get_by_label("Nama pembeli").fill("Bu Sumirah (contoh)")
    treasurer.get_by_label("Banyaknya, kaleng").fill("47")
    treasurer.get_by_label("Boleh lebih sampai").fill("2")
    treasurer.get_by_role("button", name="Hitung jumlah").click()
    treasurer.get_by_text("Jumlah yang diterima").wait_for()
    assert "Rp 563.500" in words_of(treasurer)
    looked_at(treasurer)
    treasurer.get_by_role("button", name="Terima uang dan simpan").click()
    treasurer.get_by_text("Lunas, menunggu barang").wait_for()
    order = treasurer.url
    looked_at(treasurer)

    phone.reload()
    assert "1 kaleng dari toleransi" in words_of(phone)
    looked_at(phone)
    phone.get_by_role("button", name="Tutup dan pesan").click()
    phone.get_by_role("heading", name="Menunggu barang").wait_for()
    phone.get_by_role("link", name="Terima barang").click()
    phone.get_by_label("Nomor surat jalan").fill("SJ-0099")
    phone.get_by_role("button", name="Terima barang").click()
    phone.get_by_role("link", name="Catat tagihan").wait_for()
    phone.goto(address)
    phone.get_by_role("button", name="Bagikan").click()
    phone.get_by_text("Siap diambil").wait_for()
    assert "dibagi 48" in words_of(phone)
    looked_at(phone)

    treasurer.goto(order)
    assert "Rp 11.500" in words_of(treasurer)
    looked_at(treasurer)
    treasurer.get_by_role("button", name="Serahkan").click()
    treasurer.get_by_role("heading", name="Sudah diserahkan").wait_for()
    assert re.search(r"Masih dipegang\s+Rp 0", words_of(treasurer))
    looked_at(treasurer)
