"""A member died: the treasurer pays the heirs on a phone, prints the sheet and keeps it signed."""

import re

import pytest

from tests.browser.test_mentoring import fits
from tests.browser.test_photos import brought

pytestmark = pytest.mark.browser


def test_the_treasurer_settles_a_leaving_on_a_phone(visit):
    treasurer = visit("/anggota/keluar/?bagian=bayar", role="BENDAHARA", width=360)
    fits(treasurer)
    treasurer.locator("main .list a.b").first.click()
    treasurer.get_by_text("Ratna Contoh, Istri").wait_for()
    fits(treasurer)
    pay = treasurer.get_by_role("button", name=re.compile("dan akhiri keanggotaan"))
    assert pay.bounding_box()["height"] >= 44

    pay.click()

    treasurer.get_by_role("heading", name=re.compile("sudah keluar")).wait_for()
    fits(treasurer)
    sheet = treasurer.get_by_role("link", name="Cetak lembar").get_attribute("href")
    assert treasurer.request.get(sheet).body()[:5] == b"%PDF-"
    treasurer.get_by_label("Foto lembar yang sudah ditandatangani").set_input_files(brought("lembar.jpg"))
    treasurer.get_by_text("lembar.jpg sudah terkirim.").wait_for()
    treasurer.get_by_role("button", name="Simpan foto").click()
    treasurer.get_by_role("link", name="Buka fotonya").wait_for()


def test_the_chair_reads_an_appeal_on_a_phone(visit):
    chair = visit("/anggota/pasif/", role="KETUA", width=360)
    fits(chair)
    chair.locator("section[aria-labelledby=h-tahu] .list a.b").first.click()
    chair.get_by_text("Usaha saya sepi sejak Lebaran").wait_for()
    fits(chair)
    assert chair.get_by_role("button", name="Tetap aktif").bounding_box()["height"] >= 44
