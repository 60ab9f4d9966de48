"""The secretary brings the dirty table: faults are told, 130 members come in, and go again without a trace."""

import re

import pytest

from tests.browser.test_accessibility import findings
from tests.member_tables import dirty

pytestmark = pytest.mark.browser


def members(page):
    """Read from the register how many members there are."""
    page.goto("/anggota/")
    return page.locator("h1").inner_text()


def test_the_dirty_table_becomes_130_members_and_is_undone(visit, tmp_path):
    table = tmp_path / "buku anggota (contoh).xlsx"
    table.write_bytes(dirty())
    page = visit("/anggota/impor/", role="SEKRETARIS", width=360, expects=(422,))
    before = members(page)
    page.goto("/anggota/impor/")
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url(re.compile("/anggota/impor/[0-9a-f-]{36}/"))
    said = page.locator("main").inner_text()
    assert "3 hal harus beres dulu" in said
    assert "Angka NIK hilang" in said
    assert "Belum cukup umur" in said
    assert "NIK sudah ada di baris lain" in said
    assert "12 angka jumlah cocok dengan isi di atasnya" in said
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    # The example books told their opening savings long ago: this table brings people alone.
    for title in ("Simpanan pokok", "Simpanan wajib", "Simpanan sukarela"):
        page.get_by_label(title, exact=True).select_option("")
    page.get_by_label("NIK, KK, dan tanggal yang belum terbaca menyusul").check()
    page.get_by_label("Tinggalkan baris yang harus beres").check()
    page.get_by_role("button", name="Simpan dan periksa lagi").click()
    page.get_by_role("heading", name="130 orang siap dimasukkan").wait_for()
    assert findings(page) == []
    address = page.url
    page.get_by_role("button", name="Masukkan 130 orang").click()
    page.get_by_role("heading", name="130 anggota masuk").wait_for()
    assert findings(page) == []
    assert members(page) != before

    page.goto(address)
    page.get_by_role("button", name="Batalkan tabel ini").click()
    page.get_by_role("heading", name="Tabel ini dibatalkan").wait_for()
    assert members(page) == before
