"""From a link to a number: a resident's phone, the check, the chair's phone, two payments; and a public wish."""

import re

import pytest

from tests.browser.test_mentoring import fits
from tests.browser.test_people import EXAMPLE_PIN

pytestmark = pytest.mark.browser
LIST = "/anggota/pendaftaran/"
NAME = "Rukmini Dewi (contoh)"
TYPED = {
    "NIK": "3573994102910083",
    "Tempat lahir": "Malang",
    "Alamat": "Jl. Contoh 9",
    "RT": "3",
    "RW": "2",
    "Pekerjaan": "Penjahit",
    "Nomor KK": "3573990101150083",
    "Nomor HP": "0812 0000 0083",
}


def fills(page, **more):
    """Type the form of an applicant."""
    for label, value in (TYPED | more).items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Tanggal lahir").fill("1991-02-01")
    page.get_by_label("Jenis kelamin").select_option("P")
    page.get_by_label("Simpanan pokok", exact=True).select_option("2")
    page.get_by_label("dicatat koperasi di buku daftar").check()


def test_a_resident_joins_by_a_link_and_pays_in_two_parts(visit):
    officer = visit(LIST, role="SEKRETARIS")
    officer.get_by_label("Untuk siapa").fill(NAME)
    officer.get_by_role("button", name="Buat tautan").click()
    officer.get_by_role("heading", name=NAME).wait_for()
    link = officer.locator("code").inner_text()

    phone = visit(link, width=360, expects=[422])
    fits(phone)
    fills(phone, NIK="3.57303E+15")
    phone.get_by_role("button", name="Kirim pendaftaran").click()
    phone.get_by_role("alert").wait_for()
    assert phone.get_by_label("Alamat", exact=True).input_value() == "Jl. Contoh 9"
    phone.get_by_label("NIK", exact=True).fill(TYPED["NIK"])
    phone.get_by_role("button", name="Kirim pendaftaran").click()
    phone.get_by_role("heading", name=re.compile("sudah terkirim")).wait_for()
    fits(phone)

    officer.reload()
    officer.get_by_role("link", name="Cocokkan dengan KTP").click()
    officer.get_by_label("NIK", exact=True).fill(TYPED["NIK"])
    officer.get_by_label("Saya melihat KTP aslinya").check()
    officer.get_by_role("button", name="Kirim ke pengurus").click()
    officer.get_by_text("Menunggu persetujuan").first.wait_for()

    chair = visit("/persetujuan/", role="KETUA", width=360)
    chair.get_by_role("link", name=re.compile(re.escape(NAME))).first.click()
    fits(chair)
    chair.get_by_label("PIN atau kode").fill(EXAMPLE_PIN)
    chair.get_by_role("button", name="Setujui").click()
    chair.get_by_text("Disetujui").first.wait_for()

    treasurer = visit("/anggota/calon/", role="BENDAHARA", width=360)
    treasurer.get_by_role("link", name=NAME).click()
    for _ in range(2):
        assert treasurer.get_by_label("Jumlah", exact=True).input_value() == "50.000"
        treasurer.get_by_role("button", name="Terima").click()
        treasurer.get_by_role("link", name=re.compile("^BKM-")).first.wait_for()
        fits(treasurer)
        treasurer.reload()
    treasurer.get_by_text(re.compile(r"nomor anggota A-\d{4}")).wait_for()


def test_a_public_wish_becomes_an_application(visit):
    resident = visit("/koperasi/35.73.03.1003/gabung/", width=360)
    resident.get_by_label("Nama", exact=True).fill("Suhartini Ayu (contoh)")
    resident.get_by_label("Nomor HP", exact=True).fill("0812 0000 0082")
    resident.locator("input[name=consent]").check()
    resident.get_by_role("button", name="Kirim").click()
    resident.get_by_role("heading", name=re.compile("tercatat")).wait_for()

    officer = visit("/surat/", role="SEKRETARIS", width=360)
    officer.get_by_role("link", name="Suhartini Ayu (contoh)").first.click()
    fits(officer)
    officer.get_by_role("link", name="Isi di loket").click()
    assert officer.get_by_label("Nama", exact=True).input_value() == "Suhartini Ayu (contoh)"
    fills(officer, NIK="3573994203920082", **{"Nomor KK": "3573990101150082", "Nomor HP": ""})
    officer.get_by_label("Tanggal lahir").fill("1992-03-02")
    officer.get_by_label("Saya melihat KTP aslinya").check()
    officer.get_by_role("button", name="Kirim ke pengurus").click()
    officer.get_by_text("Menunggu persetujuan").first.wait_for()
    fits(officer)
