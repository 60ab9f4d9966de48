"""The treasurer brings a list of running loans: each is worked out, what is amiss is told, and it is thrown away."""

import re

import pytest

from tests.browser.test_accessibility import findings
from tests.finance.loans.opening_tables import HEADER, ROWS, table

pytestmark = pytest.mark.browser


def test_a_list_of_loans_is_worked_out_and_thrown_away(visit, tmp_path):
    page = visit("/pinjaman/produk/", role="BENDAHARA", width=360)
    product = page.locator("main h2").first.inner_text()
    rows = [("", "Orang tak dikenal", *row[2:], product) for row in ROWS[:1]]
    rows += [(str(at), "", *row[2:], product) for at, row in enumerate(ROWS[1:9], 1)]
    listed = tmp_path / "daftar pinjaman (contoh).csv"
    listed.write_bytes(table(*rows, header=(*HEADER, "Produk")))

    page.get_by_role("link", name="Bawa pinjaman yang sudah berjalan").click()
    page.locator("input[type=file]").set_input_files(listed)
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url(re.compile("/pinjaman/saldo-awal/[0-9a-f-]{36}/"))
    said = page.locator("main").inner_text()
    assert "hal harus beres dulu" in said
    assert "Tidak ada anggota bernama ini" in said
    assert "tunggak" in said
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_label("Baru sebagian pinjaman; sisanya dari tabel lain").check()
    page.get_by_role("button", name="Simpan dan periksa lagi").click()
    page.get_by_role("button", name="Buang tabel").click()
    page.get_by_role("heading", name="Tabel ini dibuang").wait_for()
    assert findings(page) == []
