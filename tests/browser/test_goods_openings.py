"""The keeper of goods brings a list: what is amiss is told by row and kind, and the table is thrown away."""

import re

import pytest

from tests.browser.test_accessibility import findings_on_both_screens
from tests.trade.inventory.opening_tables import BERAS, MIE, ROWS, SABUN, changed, table

pytestmark = pytest.mark.browser


def test_a_list_of_goods_is_looked_at_and_thrown_away(visit, tmp_path):
    page = visit("/barang/", role="PENGELOLA_GERAI", width=360)
    amiss = (
        changed(MIE, kode_barang="M-02", nama_barang="Mie kuah (contoh)", barcode="8990000000021", stok="-3"),
        changed(SABUN, nama_barang="Sabun cair (contoh)", barcode="-", kategori="sabunn"),
        changed(BERAS, nama_barang="Gula (contoh)", stok="1.250"),
    )
    listed = tmp_path / "daftar barang (contoh).csv"
    listed.write_bytes(table(*ROWS, *amiss))

    page.get_by_role("link", name="Saldo awal").click()
    page.locator("input[type=file]").set_input_files(listed)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url(re.compile("/barang/saldo-awal/[0-9a-f-]{36}/"))
    said = page.locator("main").inner_text()
    assert "4 hal harus beres dulu" in said
    assert "Seharusnya 8990000000020" in said
    assert "Menurut jenis" in said
    assert findings_on_both_screens(page) == []
    page.get_by_role("button", name="Buang tabel").click()
    assert "Tabel ini dibuang" in page.locator("main").inner_text()


def test_a_list_of_old_debts_is_looked_at_and_thrown_away(visit, tmp_path):
    page = visit("/belanja/saldo-awal/", role="PENGELOLA_GERAI", width=360)
    listed = tmp_path / "utang lama (contoh).xlsx"
    listed.write_bytes(page.request.get("/belanja/saldo-awal/contoh/").body())
    page.locator("input[type=file]").set_input_files(listed)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url(re.compile("/belanja/saldo-awal/[0-9a-f-]{36}/"))
    assert findings_on_both_screens(page) == []
    page.get_by_role("button", name="Buang tabel").click()
    assert "Tabel ini dibuang" in page.locator("main").inner_text()
