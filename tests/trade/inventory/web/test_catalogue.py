"""The pages of the catalogue, through the door."""

import html
import io
import re
import zipfile

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Barcode, Price, PrintedTag, Product
from guyub.trade.inventory.services.barcodes import make_label
from tests.pictures import photo
from tests.trade.inventory.counter import EAN, KILO, OIL, SUGAR, Counter
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db]
MOST_QUERIES = 12


@pytest.fixture
def shop(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.trade.inventory.web.goods_pages",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return Counter(world)


@pytest.fixture
def keeper(shop, client):
    client.force_login(shop.world.person(Role.PENGELOLA_GERAI))
    return client


@pytest.fixture
def cashier(shop, client):
    client.force_login(shop.world.person(Role.KASIR))
    return client


def text_of(answer):
    page = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", page)


def posted(client, address, **fields):
    return client.post(address, {"request_id": str(new_id()), **fields}, follow=True)


def rows(shop, model):
    with scope(shop.place.id):
        return list(model.objects.filter(cooperative=shop.place).order_by("id"))


def test_an_empty_shop_begins_with_the_list_and_nothing_is_doubled(shop, keeper):
    rows_before = len(rows(shop, Product))
    assert "100 barang yang biasa dijual" not in text_of(keeper.get("/barang/contoh/"))
    page = posted(keeper, "/barang/contoh/", key=["minyakita-1", "gula-curah"], category="LPG")
    assert page.redirect_chain == [("/barang/harga/?keadaan=tanpa-harga", 302)]
    assert len(rows(shop, Product)) == rows_before + 4
    assert "Minyakita kemasan 1 liter" in text_of(page)
    posted(keeper, "/barang/contoh/", key=["minyakita-1", "minyakita-2"])
    assert len(rows(shop, Product)) == rows_before + 5
    refused = posted(keeper, "/barang/contoh/")
    assert refused.status_code == 422
    assert "Belum ada barang yang dicentang" in text_of(refused)
    assert posted(keeper, "/barang/contoh/", key="emas").status_code == 422


def test_the_list_searches_by_name_code_and_barcode(shop, keeper, django_assert_max_num_queries):
    oil, sugar = shop.add(), shop.add(SUGAR, (KILO,))
    shop.scan(oil)
    shop.price(sugar, 17_000, "kg")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = text_of(keeper.get("/barang/"))
    assert "Rp 17.000 / kg" in page
    assert "Tanpa harga" in page
    for asked in ("minyakita", "b0001", EAN):
        found = text_of(keeper.get("/barang/", {"cari": asked}))
        assert "Minyakita 1 liter" in found
        assert "Gula pasir curah" not in found
    assert "Tidak ada yang cocok" in text_of(keeper.get("/barang/?cari=100%25"))
    assert "Gula pasir curah" not in text_of(keeper.get("/barang/?keadaan=tanpa-harga"))
    assert "Minyakita" not in text_of(keeper.get("/barang/?jenis=RUMAH"))


def test_a_product_is_made_priced_and_a_ceiling_refused_keeps_what_was_typed(shop, keeper):
    made = posted(
        keeper,
        "/barang/baru/",
        product_name="Minyakita isi ulang",
        category="SEMBAKO",
        base_unit="bungkus",
        unit_name=["bungkus", "karton", ""],
        unit_holds=["", "12", ""],
        unit_kind=["sold", "both", "sold"],
        content="1000",
        content_unit="ML",
        good="MINYAKITA",
    )
    product = next(one for one in rows(shop, Product) if one.name == "Minyakita isi ulang")
    address = f"/barang/{product.id}/harga/"
    assert made.request["PATH_INFO"] == address
    unit = str(shop.unit(product.id, "bungkus").id)
    refused = posted(keeper, address, unit=unit, amount="16.500")
    assert refused.status_code == 422
    said = text_of(refused)
    assert "di atas HET, selisih Rp 800" in said
    assert "Keputusan Menteri Perdagangan 1028/2024" in said
    assert 'value="16.500"' in refused.content.decode()
    fine = posted(keeper, address, unit=unit, amount="15.700")
    assert "Rp 15.700 / bungkus" in text_of(fine)
    tarik = {"unit": unit, "audience": "UMUM", "outlet": "", "from_on": "2026-11-25"}
    assert "Ditarik" in text_of(posted(keeper, f"{address}tarik/", **tarik))
    assert posted(keeper, f"{address}tarik/", **tarik).status_code == 422
    assert posted(keeper, f"{address}tarik/").status_code == 422


def test_what_cannot_be_read_is_refused_in_words(shop, keeper):
    fields = {"product_name": "Kecap", "category": "BUMBU", "base_unit": "botol"}
    assert posted(keeper, "/barang/baru/", **fields, content="banyak").status_code == 422
    assert posted(keeper, "/barang/baru/", **fields, unit_name="dus", unit_holds="?").status_code == 422
    oil = shop.add()
    address = f"/barang/{oil}/harga/"
    assert posted(keeper, address, unit="", amount="15.000").status_code == 422
    unit = str(shop.unit(oil, "bungkus").id)
    assert posted(keeper, address, unit=unit, amount="lima").status_code == 422
    assert posted(keeper, address, unit=unit, amount="5.000", from_on="kapan").status_code == 422


def test_many_prices_at_once_all_or_none(shop, keeper):
    oil, sugar = shop.add(), shop.add(SUGAR, (KILO,))
    fields = {
        f"rp_{oil}_{shop.unit(oil, 'bungkus').id}": "15.500",
        f"rp_{sugar}_{shop.unit(sugar, 'kg').id}": "18.000",
    }
    refused = posted(keeper, "/barang/harga/", **fields)
    assert refused.status_code == 422
    assert "Gula pasir curah, kg" in text_of(refused)
    assert 'value="18.000"' in refused.content.decode()
    assert rows(shop, Price) == []
    posted(keeper, "/barang/harga/", **fields, reason="harga agen naik", until_on="31-12-2026")
    assert sorted(row.amount_rp for row in rows(shop, Price)) == [15_500, 18_000]
    assert posted(keeper, "/barang/harga/").status_code == 422


def test_a_product_is_changed_with_its_photo_closed_and_opened(shop, keeper, django_assert_max_num_queries):
    oil = shop.add()
    told = {
        "product_name": "Minyakita baru",
        "category": "SEMBAKO",
        "content": "1.000",
        "content_unit": "ML",
        "good": "MINYAKITA",
        "least": "2 karton",
    }
    picture = io.BytesIO(photo())
    picture.name = "minyak.jpg"
    page = posted(keeper, f"/barang/{oil}/ubah/", **told, document=picture)
    assert "2 karton" in text_of(page)
    assert keeper.get(f"/barang/{oil}/foto/")["Content-Type"] == "image/jpeg"
    assert posted(keeper, f"/barang/{oil}/ubah/", **told).status_code == 422
    assert 'value="2 karton"' in keeper.get(f"/barang/{oil}/ubah/").content.decode()
    with django_assert_max_num_queries(MOST_QUERIES):
        keeper.get(f"/barang/{oil}/")
    assert "Ditutup" in text_of(posted(keeper, f"/barang/{oil}/tutup/"))
    assert posted(keeper, f"/barang/{oil}/tutup/").status_code == 422
    assert "Minyakita baru" in text_of(keeper.get("/barang/?keadaan=tutup"))
    assert "Tutup barang ini" in text_of(posted(keeper, f"/barang/{oil}/buka/"))
    assert posted(keeper, f"/barang/{oil}/buka/").status_code == 422


def test_a_product_with_goods_says_how_much_is_left_and_its_value_to_who_sees_statements(
    shop, keeper, client
):
    oil = shop.add()
    shop.receive(shop.kept(oil), 25, 375_000)
    refused = posted(keeper, f"/barang/{oil}/tutup/")
    assert "masih ada 2 karton 1 bungkus" in text_of(refused)
    client.force_login(shop.world.person(Role.BENDAHARA))
    assert "Rp 375.000" in text_of(client.get(f"/barang/{oil}/"))
    client.force_login(shop.world.person(Role.KASIR))
    seen = text_of(client.get(f"/barang/{oil}/"))
    assert "2 karton 1 bungkus" in seen
    assert "Rp 375.000" not in seen


def test_units_are_added_and_closed(shop, keeper):
    oil = shop.add()
    page = posted(
        keeper, f"/barang/{oil}/satuan/", unit_name="palet", unit_holds="40 karton", unit_kind="bought"
    )
    assert "480 bungkus, dibeli" in text_of(page)
    again = posted(keeper, f"/barang/{oil}/satuan/", unit_name="palet", unit_holds="4")
    assert again.status_code == 422
    unit = shop.unit(oil, "palet").id
    assert "Ditutup" in text_of(posted(keeper, f"/barang/{oil}/satuan/{unit}/tutup/"))
    assert posted(keeper, f"/barang/{oil}/satuan/{unit}/tutup/").status_code == 422


def test_barcodes_labels_and_stickers(shop, keeper):
    oil = shop.add()
    address, unit = f"/barang/{oil}/barcode/", str(shop.unit(oil, "bungkus").id)
    wrong = posted(keeper, address, scanned="8991002101105", unit=unit)
    assert "seharusnya 4" in text_of(wrong)
    assert EAN in text_of(posted(keeper, address, scanned=EAN, unit=unit))
    assert posted(keeper, address, scanned=EAN, unit=unit).status_code == 422
    assert posted(keeper, address, scanned=EAN, unit="x").status_code == 422
    assert "2000000000015" in text_of(posted(keeper, f"{address}label/", unit=unit))
    assert posted(keeper, f"{address}timbangan/", unit=unit, prefix="21", plu="7").status_code == 422
    assert posted(keeper, f"{address}timbangan/", unit=unit, prefix="21", plu="x").status_code == 422
    code = rows(shop, Barcode)[0]
    sheet = keeper.get(f"{address}{code.id}/stiker/?jumlah=3")
    assert sheet.content.startswith(b"%PDF")
    assert keeper.get(f"{address}{new_id()}/stiker/").status_code == 404
    assert EAN not in text_of(posted(keeper, f"{address}{code.id}/hapus/"))


def test_a_scale_code_is_shown_and_has_no_sticker(shop, keeper):
    sugar = shop.add(SUGAR, (KILO,))
    address = f"/barang/{sugar}/barcode/"
    page = posted(keeper, f"{address}timbangan/", unit=str(shop.unit(sugar, "kg").id), prefix="21", plu="7")
    assert "2100007" in text_of(page)
    (code,) = rows(shop, Barcode)
    assert keeper.get(f"{address}{code.id}/stiker/").status_code == 404


def test_tags_are_printed_remembered_and_asked_for_again_when_the_price_changes(shop, keeper):
    oil, sugar = shop.add(), shop.add(SUGAR, (KILO,))
    shop.price(oil, 15_500)
    shop.price(sugar, 17_000, "kg")
    make_label(**shop.given(product_id=oil, unit_id=shop.unit(oil, "bungkus").id))
    page = text_of(keeper.get("/barang/label/"))
    assert "2 label perlu dicetak" in page
    assert "belum dicetak" in page
    units = [str(shop.unit(oil, "bungkus").id), str(shop.unit(sugar, "kg").id)]
    sheet = posted(keeper, "/barang/label/cetak/", unit=units)
    assert sheet.content.startswith(b"%PDF")
    assert len(rows(shop, PrintedTag)) == 2
    assert "Semua label sudah sesuai" in text_of(keeper.get("/barang/label/"))
    shop.price(oil, 15_000, now=NOW.replace(hour=9))
    assert "harga berubah" in text_of(keeper.get("/barang/label/"))
    posted(keeper, f"/barang/{sugar}/tutup/")
    assert "Turunkan dari rak" in text_of(keeper.get("/barang/label/"))
    assert posted(keeper, "/barang/label/cetak/", unit=units[1]).status_code == 422
    down = posted(keeper, "/barang/label/turun/", unit=units[1])
    assert "Turunkan dari rak" not in text_of(down)
    assert posted(keeper, "/barang/label/turun/", unit=units[1]).status_code == 422
    assert posted(keeper, "/barang/label/cetak/").status_code == 422
    assert keeper.get(f"/barang/label/{new_id()}/").status_code == 404


def test_tags_of_an_outlet_are_its_own(shop, keeper):
    oil, outlet = shop.add(), shop.outlet()
    shop.price(oil, 15_500)
    shop.price(oil, 15_000, outlet_id=outlet.id)
    unit = str(shop.unit(oil, "bungkus").id)
    posted(keeper, "/barang/label/cetak/", unit=unit, outlet=str(outlet.id))
    (tag,) = rows(shop, PrintedTag)
    assert tag.price.replace("\u00a0", " ") == "Rp 15.000 per bungkus"
    assert "Semua label sudah sesuai" in text_of(keeper.get("/barang/label/", {"gerai": str(outlet.id)}))
    assert "1 label perlu dicetak" in text_of(keeper.get("/barang/label/"))
    assert posted(keeper, "/barang/label/cetak/", unit=unit, outlet=str(new_id())).status_code == 422


def test_the_board_shows_ceiling_basis_and_prints_on_both_papers(shop, keeper):
    oil = shop.add()
    shop.price(oil, 15_500)
    shop.price(shop.add(SUGAR, (KILO,)), 17_000, "kg")
    page = text_of(keeper.get("/barang/papan-harga/?jenis=DIATUR"))
    assert "Rp 15.500 per bungkus" in page
    assert "HET Rp 15.700 per liter (Keputusan Menteri Perdagangan 1028/2024)" in page
    for paper in ("a4", "f4", "x"):
        assert keeper.get(f"/barang/papan-harga/cetak/?kertas={paper}").content.startswith(b"%PDF")
    assert "2 harga di papan" in text_of(keeper.get("/barang/papan-harga/?jenis=SEMBAKO"))
    assert "Belum ada harga" in text_of(keeper.get("/barang/papan-harga/?jenis=OBAT"))


def test_the_catalogue_goes_out_as_a_table_with_its_prices(shop, keeper):
    oil = shop.add()
    shop.price(oil, 15_500)
    shop.price(oil, 15_000, audience="ANGGOTA")
    book = zipfile.ZipFile(io.BytesIO(keeper.get("/barang/unduh/").content))
    assert len([name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]) == 2
    flat = b"".join(keeper.get("/barang/unduh/?bentuk=csv")).decode("utf-8-sig")
    assert "Minyakita 1 liter" in flat
    assert "karton = 12 bungkus" in flat


def test_who_reads_changes_nothing(shop, cashier):
    oil = shop.add()
    assert "Barang baru" not in text_of(cashier.get("/barang/"))
    assert "Atur harga" not in text_of(cashier.get(f"/barang/{oil}/"))
    assert cashier.get(f"/barang/{oil}/harga/").status_code == 403


def test_no_page_of_another_cooperatives_product(shop, client):
    oil = shop.add(OIL)
    client.force_login(shop.world.person(Role.PENGELOLA_GERAI, shop.world.arjosari))
    for part in ("", "ubah/", "satuan/", "barcode/", "harga/", "foto/"):
        assert client.get(f"/barang/{oil}/{part}").status_code == 404
