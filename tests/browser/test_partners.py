"""A supplier from its first telling to the account that two people agreed to, on a phone."""

import re

import pytest

from tests.browser.test_offers import looks_right
from tests.browser.test_people import EXAMPLE_PIN

pytestmark = pytest.mark.browser


def test_a_supplier_is_told_and_paid_to_an_account_of_two_people(visit):
    desk = visit("/mitra/baru/", role="PENGELOLA_GERAI", width=360)
    desk.get_by_label("Nama", exact=True).fill("UD Beras Sumber Rejeki (contoh)")
    desk.get_by_label("Nama kontak").fill("Pak Hartono (contoh)")
    desk.get_by_label("Nomor HP").fill("0812 0000 0086")
    desk.get_by_label("Jatuh tempo, hari").fill("14")
    desk.get_by_label("Pesanan paling kecil").fill("750000")
    desk.get_by_label("Selasa").check()
    looks_right(desk)
    desk.get_by_role("button", name="Simpan").click()
    desk.wait_for_url(re.compile("/mitra/[0-9a-f-]{36}/"))
    address = desk.url
    desk.get_by_role("link", name="Usulkan rekening").click()
    desk.get_by_label("Bank", exact=True).fill("BRI")
    desk.get_by_label("Nomor rekening").fill("0000 00 000000 86")
    desk.get_by_label("Atas nama").fill("Hartono (contoh)")
    desk.get_by_label("Dari mana Anda tahu").fill("buku tabungan dilihat di tokonya")
    looks_right(desk)
    desk.get_by_role("button", name="Usulkan").click()
    desk.wait_for_url(re.compile("/persetujuan/"))

    chair = visit(desk.url, role="KETUA", width=360)
    looks_right(chair)
    chair.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    chair.get_by_role("button", name="Setujui").click()
    chair.get_by_text("Disetujui").first.wait_for()

    for width in (360, 1280):
        desk = visit(address, role="BENDAHARA", width=width)
        told = desk.locator("main").inner_text().replace("\u00a0", " ")
        for said in ("14 hari sesudah tagihan", "Selasa", "•••• 0086", "00000000000086", "Hartono (contoh)"):
            assert said in told
        looks_right(desk)
        desk.goto(f"{address}ubah/")
        looks_right(desk)

    desk.goto(address)
    desk.locator("summary", has_text="Buka nomor HP").click()
    desk.get_by_label("Untuk apa").fill("menanyakan harga beras")
    desk.get_by_role("button", name="Buka sekali").click()
    desk.get_by_role("link", name="Kirim lewat WhatsApp").wait_for()
    looks_right(desk)
