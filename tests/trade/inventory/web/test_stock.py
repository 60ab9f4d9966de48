"""Work with stock through the door: sent and received, packed, lost, counted on a phone; what is handed over."""

import html
import re

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import ProductUnit, Repack, StockCount, StockLoss, Transfer
from tests.trade.inventory.stock_work import StockWork
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(monkeypatch):
    for module in ("guyub.foundation.identity.web.doors", "guyub.trade.inventory.web.stock_pages"):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    shop = StockWork(World())
    with scope(shop.place.id):
        ProductUnit.objects.create(cooperative=shop.place, product=shop.rice, name="kg", factor=1_000)
        shop.kilo = shop.product("Beras 1 kg", base_unit="bungkus", content=1000, content_unit="G")
    shop.receive(shop.rice, 10_000, 120_000)
    shop.receive(shop.soap, 10, 30_000)
    return shop


@pytest.fixture
def manager(shop, client):
    client.force_login(shop.world.person(Role.PENGELOLA_GERAI))
    return client


def text_of(answer):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def only(shop, model):
    with scope(shop.place.id):
        return model.objects.get(cooperative=shop.place)


def post(client, address, **fields):
    return client.post(address, {"request_id": str(new_id())} | fields)


def test_goods_are_sent_and_received_with_what_is_missing(shop, manager, client):
    sent = post(
        manager, "/stok/pindah/baru/", giver=str(shop.store.id), taker=str(shop.shelf.id), on="2026-11-25",
        product=["B001 Beras medium", "sabun", ""], qty=["2 1/2", "4", ""], note="Pak Slamet",
    )  # fmt: skip
    transfer = only(shop, Transfer)
    assert sent.url == f"/stok/pindah/{transfer.id}/"
    assert shop.stock(shop.rice)[0] == 7_500
    page = manager.get(sent.url)
    assert "2 kg 500 gram" in text_of(page)
    assert manager.get(f"{sent.url}?bentuk=pdf").content.startswith(b"%PDF")

    client.force_login(shop.world.person(Role.WAKIL_KETUA_USAHA))
    rice, soap = shop.lines(transfer.id)
    refused = post(client, f"{sent.url}terima/", **{f"came-{rice.id}": "2 kg", f"came-{soap.id}": "4"})
    assert refused.status_code == 422
    assert "Tulis sebabnya" in text_of(refused)
    post(client, f"{sent.url}terima/", **{f"came-{rice.id}": "2 kg", f"came-{soap.id}": "4"}, reason="Sobek")
    assert shop.stock(shop.rice, shop.shelf)[0] == 2_000
    assert "Diterima" in text_of(client.get("/stok/pindah/"))
    assert "hilang" in text_of(client.get(sent.url))


def test_what_nobody_knows_is_said(shop, manager):
    given = {"giver": str(shop.store.id), "taker": str(shop.shelf.id)}
    unknown = post(manager, "/stok/pindah/baru/", **given, product=["Kopi"], qty=["1"])
    assert "“Kopi” belum cocok" in text_of(unknown)
    assert 'value="Kopi"' in unknown.content.decode()
    other = post(manager, "/stok/pindah/baru/", **given, product=["B001"], qty=["1 karton"])
    assert "tidak punya satuan karton" in text_of(other)
    with scope(shop.place.id):
        assert not Transfer.objects.filter(cooperative=shop.place).exists()


def test_a_sack_becomes_packs_and_back(shop, manager):
    made = post(
        manager, "/stok/kemas/baru/", location=str(shop.store.id),
        **{"given-product": ["B001"], "given-qty": ["10 kg"], "made-product": ["Beras 1 kg"], "made-qty": ["9"]},
    )  # fmt: skip
    assert "Susut di luar wajar" in text_of(manager.get(made.url))
    assert "10,00%" in text_of(manager.get("/stok/kemas/"))
    post(manager, f"{made.url}batal/", reason="Salah timbang")
    assert only(shop, Repack).state == "DIBATALKAN"
    assert shop.stock(shop.rice) == (10_000, 120_000)


def test_what_is_spoilt_is_written_down(shop, manager):
    given = {"kind": "RUSAK", "location": str(shop.store.id), "product": ["B002"], "qty": ["2"]}
    made = post(manager, "/stok/rusak/baru/", **given, reason="Basah")
    assert "Basah" in text_of(manager.get(made.url))
    assert manager.get(f"{made.url}foto/").status_code == 404
    post(manager, f"{made.url}batal/", reason="Masih baik")
    assert only(shop, StockLoss).state == "DIBATALKAN"


def test_two_phones_count_and_the_books_follow(shop, manager, client):
    begun = post(manager, "/stok/hitung/baru/", location=str(shop.store.id), scope="SEMUA")
    count = only(shop, StockCount)
    assert begun.url == f"/stok/hitung/{count.id}/isi/"
    for person, rice in ((Role.PENGELOLA_GERAI, "9,9"), (Role.KASIR, "9 kg 900 gram")):
        client.force_login(shop.world.person(person))
        page = text_of(client.get(begun.url))
        assert "10 kg" not in page
        for product, qty in ((shop.rice, rice), (shop.soap, "10")):
            found = client.get(begun.url, {"cari": product.code})
            line = re.search(r'name="line" value="([^"]+)"', found.content.decode())[1]
            saved = post(client, begun.url, line=line, qty=qty)
            assert f"baru={line}" in saved.url
    assert "sedang dihitung" in text_of(client.get("/stok/"))
    assert "sedang dihitung" in text_of(client.get(f"/stok/kartu/{shop.rice.id}/"))
    at = f"/stok/hitung/{count.id}/"
    assert client.get(f"{at}?bentuk=lembar").content.startswith(b"%PDF")
    assert client.get(f"{at}?bentuk=hasil").status_code == 403
    post(client, f"{at}bandingkan/")
    assert "−100 gram" in text_of(client.get(at))
    assert post(client, f"{at}putus/", reason="").status_code == 422
    post(client, f"{at}putus/", reason="Tumpah")
    assert shop.stock(shop.rice)[0] == 9_900
    assert client.get(f"{at}?bentuk=hasil").content.startswith(b"%PDF")
    assert "Dibukukan" in text_of(client.get("/stok/hitung/"))
    assert shop.broken() == []


def test_what_is_found_is_added_or_the_count_called_off(shop, manager):
    post(manager, "/stok/hitung/baru/", location=str(shop.store.id), scope="PILIHAN", products="B001")
    at = f"/stok/hitung/{only(shop, StockCount).id}/"
    assert post(manager, f"{at}tambah/", product="Kopi").status_code == 422
    assert "barang=" in post(manager, f"{at}tambah/", product="B002").url
    post(manager, f"{at}batal/", reason="Diulang")
    assert only(shop, StockCount).state == "BATAL"


def test_tables_and_papers_are_handed_over(shop, manager):
    card = f"/stok/kartu/{shop.rice.id}/"
    assert manager.get(f"{card}?bentuk=pdf").content.startswith(b"%PDF")
    for address in (f"{card}?bentuk=xlsx", "/stok/nilai/?bentuk=xlsx", "/stok/gerak/?bentuk=xlsx"):
        assert manager.get(address).content.startswith(b"PK")
    assert "Rp 150.000" in text_of(manager.get("/stok/nilai/")).replace("\xa0", " ")


def test_a_place_is_opened_and_closed(shop, manager):
    post(manager, "/stok/tempat/", kind="GUDANG", name="Gudang dua")
    page = text_of(manager.get("/stok/tempat/"))
    assert "Gudang dua" in page
    assert post(manager, "/stok/tempat/", kind="GERAI", name="Rak").status_code == 422
    full = post(manager, f"/stok/tempat/{shop.store.id}/tutup/")
    assert "Masih ada barang" in text_of(full)
    assert post(manager, f"/stok/tempat/{shop.shelf.id}/tutup/").status_code == 302
