"""A shop on phones, from nothing: goods, prices, a shelf, a supplier, an order, goods, bill, payment, a count by two.

Mergosono has books and a chair, and nothing in its shop. Nobody needs anything but a phone of 360 pixels.
"""

import re

import pytest

from tests.browser.newcomers import CHAIR, LOGINS, MERGOSONO, bring
from tests.browser.test_accessibility import findings_in_both_themes
from tests.browser.test_mentoring import fits
from tests.browser.test_people import EXAMPLE_PIN

pytestmark = pytest.mark.browser
PASSWORD = "contoh-guyub-2026"  # published on purpose, in a demo alone
SUPPLIER, TIN = "Grosir Pasar Kebalen (contoh)", "Sarden kaleng 155 g"
PRICES = {TIN: "12.000", "Gula pasir kemasan 1 kg": "17.500", "Minyakita kemasan 1 liter": "15.700"}
MOST_SCREENS = 60


def looked_at(phone):
    """The page fits a phone and everybody can use it, by day and by night."""
    fits(phone)
    assert findings_in_both_themes(phone) == []


def words_of(phone):
    return phone.locator("main").inner_text().replace("\u00a0", " ")


def bar(phone, label):
    """Go where the bar below leads."""
    phone.locator(".dock").get_by_role("link", name=label).click()


class Staff:
    """Who works at Mergosono, each on a phone of their own; every page that they see is counted."""

    def __init__(self, visit):
        self.visit, self.screens = visit, 0

    def enters(self, login):
        phone = self.visit("/masuk/", width=360)
        phone.get_by_label("Nama masuk").fill(login)
        phone.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        phone.get_by_role("button", name="Masuk", exact=True).click()
        phone.wait_for_url(re.compile("/beranda/"))
        phone.on("domcontentloaded", self.saw)
        return phone

    def saw(self, _):
        self.screens += 1


@pytest.fixture
def staff(visit, running):
    bring(running.folder)
    return Staff(visit)


def fills_the_catalogue(phone):
    """Tick goods of the list, then say what they cost: one page leads to the other."""
    bar(phone, "Barang")
    phone.get_by_role("link", name="Mulai dari daftar contoh").click()
    for name in PRICES:
        phone.get_by_label(re.compile(f"^{name}")).check()
    looked_at(phone)
    phone.get_by_role("button", name="Masukkan yang dicentang").click()
    for name, price in PRICES.items():
        phone.get_by_label(f"Harga baru {name} per").first.fill(price)
    looked_at(phone)
    phone.get_by_role("button", name="Simpan semua harga").click()
    phone.get_by_text("Tidak ada barang tanpa harga").wait_for()
    looked_at(phone)


def opens_an_outlet(phone):
    phone.goto("/gerai/")
    phone.get_by_label("Nama gerai").fill("Gerai Mergosono (contoh)")
    phone.locator("#kind").select_option("SEMBAKO")
    phone.locator("form", has=phone.get_by_label("Nama gerai")).get_by_role("button", name="Simpan").click()
    phone.get_by_text("Gerai Mergosono (contoh)").first.wait_for()
    looked_at(phone)


def opens_a_shelf(phone):
    """What is missing says so, and leads to where it is mended."""
    bar(phone, "Belanja")
    phone.get_by_role("link", name="Pesanan baru").first.click()
    phone.get_by_text("Belum ada tempat barang").wait_for()
    looked_at(phone)
    phone.get_by_role("link", name="Buka tempat").click()
    phone.get_by_label("Nama").fill("Rak depan")
    phone.locator("#outlet").select_option(label="Gerai Mergosono (contoh)")
    looked_at(phone)
    phone.get_by_role("button", name="Buka tempat").click()
    phone.get_by_role("heading", name="1 tempat barang").wait_for()


def finds_a_supplier(phone, chair):
    """Enter the supplier; its account is agreed to by a second person."""
    bar(phone, "Belanja")
    phone.get_by_role("link", name="Pesanan baru").first.click()
    phone.get_by_role("link", name="Mitra baru").click()
    phone.get_by_label("Nama", exact=True).fill(SUPPLIER)
    phone.get_by_label("Jatuh tempo, hari").fill("14")
    looked_at(phone)
    phone.get_by_role("button", name="Simpan").click()
    phone.get_by_role("link", name="Usulkan rekening").click()
    phone.get_by_label("Bank", exact=True).fill("BRI")
    phone.get_by_label("Nomor rekening").fill("005101000123530")
    phone.get_by_label("Atas nama").fill("Endah Lestari")
    phone.get_by_label("Dari mana Anda tahu").fill("buku tabungan dilihat di tokonya")
    looked_at(phone)
    phone.get_by_role("button", name="Usulkan").click()
    phone.get_by_text("menunggu").first.wait_for()
    bar(chair, "Persetujuan")
    chair.get_by_role("link", name=re.compile("Kebalen")).first.click()
    looked_at(chair)
    chair.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    chair.get_by_role("button", name="Setujui").click()
    chair.get_by_text("Disetujui").first.wait_for()


def orders(phone):
    bar(phone, "Belanja")
    phone.get_by_role("link", name="Pesanan baru").first.click()
    partner = phone.get_by_label("Pemasok", exact=True)
    partner.select_option(
        label=next(one for one in partner.locator("option").all_inner_texts() if SUPPLIER in one)
    )
    phone.get_by_label("Barang").first.fill(TIN)
    phone.get_by_label("Banyaknya").first.fill("48 kaleng")
    phone.get_by_label("Harga satuan itu").first.fill("10.500")
    looked_at(phone)
    phone.get_by_role("button", name="Simpan rancangan").click()
    phone.get_by_role("button", name="Tetapkan").click()
    phone.get_by_role("button", name="Sudah dikirim").click()
    phone.get_by_role("link", name="Terima barang").wait_for()
    looked_at(phone)


def takes_in_and_books_the_bill(phone):
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


def pays(phone):
    """The treasurer says where the money lies, and pays."""
    phone.goto(f"/kas/{MERGOSONO}/")
    phone.locator("#kind").select_option("BRANKAS")
    phone.locator("#name").fill("Kotak bendahara")
    phone.get_by_role("button", name="Buka tempat uang").click()
    looked_at(phone)
    phone.goto("/belanja/utang/")
    looked_at(phone)
    phone.get_by_role("link", name=SUPPLIER).first.click()
    phone.locator("#amount").fill("504000")
    phone.locator("#cash_place").select_option(label="Kotak bendahara")
    looked_at(phone)
    phone.get_by_role("button", name="Bayar").first.click()
    phone.get_by_text("Semua tagihan lunas").wait_for()
    assert "Tagihan F-0077" in words_of(phone)
    looked_at(phone)


def begins_a_count(phone):
    bar(phone, "Stok")
    phone.get_by_role("link", name="Hitung stok").click()
    phone.get_by_role("link", name="Mulai hitung").first.click()
    looked_at(phone)
    phone.get_by_role("button", name="Mulai").click()
    phone.wait_for_url(re.compile("/isi/"))
    return phone.url.partition("isi/")[0]


def counts(phone, address):
    """Count the only product there, and see nothing of what others counted."""
    phone.goto(f"{address}isi/")
    phone.get_by_label("Banyaknya").fill("47 kaleng")
    looked_at(phone)
    phone.get_by_role("button", name="Simpan, lanjut").click()
    phone.get_by_text("Semua sudah Anda hitung").wait_for()
    assert "buku" not in words_of(phone).casefold()


def books_the_difference(phone, address):
    phone.goto(address)
    phone.get_by_role("button", name="Bandingkan").click()
    phone.get_by_role("heading", name="Yang berbeda dari buku").wait_for()
    assert TIN in words_of(phone)
    looked_at(phone)
    phone.get_by_label("Sebab selisih").fill("Penyok saat menata")
    phone.get_by_role("button", name="Bukukan hasilnya").click()
    phone.get_by_text("Dibukukan").first.wait_for()
    looked_at(phone)


def test_a_shop_begins_with_nothing_and_its_books_follow(staff):
    manager, chair = staff.enters(LOGINS["PENGELOLA_GERAI"][0]), staff.enters(CHAIR)
    fills_the_catalogue(manager)
    opens_an_outlet(chair)
    opens_a_shelf(manager)
    finds_a_supplier(manager, chair)
    orders(manager)
    takes_in_and_books_the_bill(manager)
    treasurer, cashier = staff.enters(LOGINS["BENDAHARA"][0]), staff.enters(LOGINS["KASIR"][0])
    pays(treasurer)
    address = begins_a_count(manager)
    counts(manager, address)
    counts(cashier, address)
    books_the_difference(manager, address)

    # 47 tins at 10,500 stand in the neraca, and nothing is owed to the supplier.
    treasurer.goto(f"/buku/{MERGOSONO}/neraca/")
    assert re.search(r"Persediaan sembako\s+493\.500", words_of(treasurer))
    assert "Utang pemasok" not in words_of(treasurer)
    assert staff.screens <= MOST_SCREENS
