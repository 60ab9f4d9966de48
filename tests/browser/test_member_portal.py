"""A member reads and disputes the own account on a phone; a device at the counter is a kiosk."""

import re

import pytest

pytestmark = pytest.mark.browser
EXAMPLE_PIN = "246802"


def test_a_member_disputes_a_line_on_a_phone_and_reads_the_answer(visit):
    member = visit("/beranda/", role="ANGGOTA", width=360)
    member.get_by_role("heading", name=re.compile("^Selamat (pagi|siang|sore|malam)")).wait_for()
    assert member.evaluate("document.documentElement.scrollWidth") == 360
    member.get_by_role("navigation", name="Menu ponsel").get_by_role("link", name="Simpanan").click()
    member.get_by_role("heading", name="Buku simpanan").wait_for()
    assert member.evaluate("document.documentElement.scrollWidth") == 360
    member.locator(".table").get_by_role("link", name=re.compile("^Sanggah")).first.click()
    about = member.locator(".lead").inner_text()
    member.get_by_label("Apa yang tidak cocok").fill("Saya menyetor 25.000 hari itu. (contoh)")
    member.get_by_role("button", name="Kirim sanggahan").click()
    member.get_by_text("Menunggu", exact=True).first.wait_for()

    secretary = visit("/permintaan-anggota/", role="SEKRETARIS")
    secretary.get_by_role("link", name=about).click()
    secretary.get_by_label("Kata untuk anggota").fill("Kwitansinya kami cari, lalu dibetulkan. (contoh)")
    secretary.get_by_role("button", name="Terima").click()
    secretary.get_by_role("heading", name="Sudah dijawab").wait_for()

    member.reload()
    member.get_by_text("Kwitansinya kami cari, lalu dibetulkan. (contoh)").wait_for()


def test_own_numbers_are_shown_after_the_pin(visit):
    member = visit("/saya/data/", role="ANGGOTA", width=360)
    member.get_by_text("•••• ", exact=False).first.wait_for()
    numbers = member.locator("section", has=member.get_by_role("heading", name="Nomor"))
    numbers.get_by_label("PIN atau kata sandi Anda").fill(EXAMPLE_PIN)
    numbers.get_by_role("button", name="Tampilkan utuh").click()

    member.get_by_text("Tampil sekali ini saja.").wait_for()
    assert member.evaluate("document.documentElement.scrollWidth") == 360


def test_a_device_at_the_counter_is_a_kiosk(visit):
    member = visit("/saya/ringkasan/", role="ANGGOTA")
    number = re.search(r"A-\d{4,}", member.locator(".lead").inner_text())[0]
    kiosk = visit("/kios/mulai/", role="KASIR")
    kiosk.get_by_role("button", name="Mulai kios").click()
    kiosk.get_by_role("heading", name="Lihat simpanan Anda").wait_for()

    kiosk.get_by_label("Kartu atau nomor anggota").fill(number)
    kiosk.keyboard.press("Enter")  # as a scanner does
    assert kiosk.evaluate("document.activeElement.id") == "pin"
    for digit in EXAMPLE_PIN:
        kiosk.locator(".keypad").get_by_role("button", name=digit, exact=True).click()
    kiosk.get_by_role("button", name="Lihat").click()
    kiosk.get_by_text(number, exact=False).first.wait_for()
    kiosk.get_by_role("heading", name="Gerak terakhir").wait_for()
    kiosk.get_by_role("link", name="Selesai").click()
    kiosk.goto("/kios/saya/")
    kiosk.get_by_role("heading", name="Lihat simpanan Anda").wait_for()

    kiosk.goto("/beranda/")
    assert "/masuk/" in kiosk.url
    kiosk.goto("/kios/tutup/")
    kiosk.get_by_label("PIN atau kata sandi petugas").fill(EXAMPLE_PIN)
    kiosk.get_by_role("button", name="Tutup kios").click()
    kiosk.wait_for_url(lambda address: "/masuk/" in address)
