"""Each kind of single paper of goods, as its list leads to it: wide and narrow, by day and by night.

Tables of what was before the books are looked at in ``test_goods_openings.py``.
"""

import re

import pytest

from tests.browser.test_accessibility import findings_on_both_screens

pytestmark = pytest.mark.browser
ID = "[0-9a-f-]{36}"
# Whose list, what its rows lead to, and what hangs on such a paper.
PAPERS = (
    ("/belanja/?keadaan=RANCANGAN", f"/belanja/pesanan/{ID}/", ("ubah/",)),
    ("/belanja/datang/", f"/belanja/datang/{ID}/", ()),
    ("/belanja/tagihan/", f"/belanja/tagihan/{ID}/", ()),
    ("/belanja/utang/", f"/belanja/utang/{ID}/", ()),
    ("/belanja/retur/", f"/belanja/retur/{ID}/", ()),
    ("/belanja/kulak/", f"/belanja/kulak/{ID}/", ()),
    ("/stok/", f"/stok/kartu/{ID}/", ()),
    ("/stok/pindah/", f"/stok/pindah/{ID}/", ()),
    ("/stok/kemas/", f"/stok/kemas/{ID}/", ()),
    ("/stok/rusak/", f"/stok/rusak/{ID}/", ()),
    ("/stok/hitung/", f"/stok/hitung/{ID}/", ()),
    ("/barang/", f"/barang/{ID}/", ()),
    ("/wadah/", f"/wadah/jenis/{ID}/", ()),
    ("/wadah/pemegang/", f"/wadah/pemegang/{ID}/", ()),
    ("/mitra/", f"/mitra/{ID}/", ()),
)


@pytest.mark.parametrize(("listed", "paper", "parts"), PAPERS)
def test_a_single_paper_stands_in_nobodys_way(read, listed, paper, parts):
    page = read(listed, role="PENGELOLA_GERAI")
    links = page.locator("main a").evaluate_all("found => found.map(one => one.pathname)")
    address = next(link for link in links if re.fullmatch(paper, link))
    for part in ("", *parts):
        page.goto(f"{address}{part}")
        assert page.locator("h1").count() == 1
        assert findings_on_both_screens(page) == [], part
