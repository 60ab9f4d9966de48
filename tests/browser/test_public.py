"""A resident on a phone finds the ward and asks to join; the secretary calls back and answers a letter."""

import re

import pytest

from tests.browser.test_accessibility import findings

pytestmark = pytest.mark.browser
BUMIAYU = "/koperasi/35.73.03.1003/"


def test_a_resident_joins_from_a_phone_and_the_secretary_calls_back(visit):
    resident = visit("/", width=360)
    resident.get_by_role("searchbox").first.fill("bumi")
    resident.locator("#koperasi").get_by_role("link", name="KKMP Bumiayu").click()
    resident.get_by_role("heading", name="Koperasi Kelurahan Merah Putih Bumiayu").wait_for()
    assert findings(resident) == []
    resident.get_by_role("link", name="Ingin bergabung").click()
    resident.get_by_label("Nama", exact=True).fill("Tutik Handayani")
    resident.get_by_label("Nomor HP", exact=True).fill("0812 0000 0071")
    resident.get_by_label("RT dan RW").fill("RT 03 RW 01")
    resident.get_by_label("Saya setuju").check()
    resident.get_by_role("button", name="Kirim").click()
    told = resident.get_by_role("heading", name="Permintaan Anda tercatat dengan nomor").inner_text()
    number = re.search(r"\d+/\d{4}", told)[0]
    assert "0071" not in resident.url + resident.content()
    assert resident.evaluate("document.documentElement.scrollWidth") <= 360
    assert findings(resident) == []

    secretary = visit("/surat/", role="SEKRETARIS")
    row = secretary.locator("li", has_text="Tutik Handayani").first
    assert f"Nomor {number}" in row.inner_text()
    row.get_by_role("link").click()
    secretary.get_by_label("Alasan").fill("menghubungi calon anggota")
    secretary.get_by_role("button", name="Buka nomor HP").click()
    assert secretary.locator("code[data-module=copy-secret]").inner_text() == "+6281200000071"
    assert findings(secretary) == []
    secretary.get_by_label("Keadaan sekarang").select_option("CONTACTED")
    secretary.get_by_role("button", name="Simpan").click()
    secretary.wait_for_url("**/surat/")
    assert "Sudah dihubungi" in secretary.locator("li", has_text="Tutik Handayani").first.inner_text()


def test_a_complaint_is_answered_where_its_writer_reads_it(visit):
    resident = visit(f"{BUMIAYU}saran/", width=360)
    resident.get_by_label("Keluhan").check()
    resident.get_by_label("Isi surat").fill("Timbangan di gerai tampaknya tidak pas.")
    resident.get_by_role("button", name="Kirim").click()
    resident.get_by_role("heading", name="menunggu jawaban").wait_for()
    assert findings(resident) == []

    secretary = visit("/surat/", role="SEKRETARIS", width=360)
    secretary.get_by_role("link", name="Timbangan di gerai").first.click()
    secretary.get_by_label("Jawaban", exact=True).fill("Timbangan ditera ulang hari Senin.")
    secretary.get_by_role("button", name="Kirim jawaban").click()
    secretary.wait_for_url("**/surat/")

    resident.reload()
    resident.get_by_text("Timbangan ditera ulang hari Senin.").wait_for()
    assert findings(resident) == []


def test_a_ward_on_the_map_opens_by_keyboard(visit):
    page = visit("/")
    ward = page.locator("svg.map").get_by_role("link", name=re.compile("^Bumiayu"))
    ward.focus()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{BUMIAYU}")
