"""Buying in pages: an order, goods that come, their bill, the debt and its payment; refusals keep what was typed."""

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import Location
from tests.trade.inventory.shop import OPENED
from tests.trade.procurement.market import PHOTO, Market
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world, client, settings, monkeypatch):
    market = Market(world)
    client.force_login(world.person(Role.PENGELOLA_GERAI))
    return market


@pytest.fixture(autouse=True)
def at_the_day(monkeypatch):
    """Let pages read the day of the tests."""
    from tests.world import NOW

    monkeypatch.setattr("guyub.foundation.identity.web.doors.utc_now", lambda: NOW)
    monkeypatch.setattr("guyub.trade.procurement.web.frame.utc_now", lambda: NOW)
    monkeypatch.setattr("guyub.trade.procurement.web.views.bills.utc_now", lambda: NOW)


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def order_form(market, **more):
    return sent(
        partner=str(market.partner_id),
        location=str(market.store.id),
        product=[market.rice.code, f"{market.soap.code} {market.soap.name}", ""],
        qty=["4 karung", "2 karton", ""],
        price=["300.000", "120.000", ""],
        tolerance=["", "5", ""],
        **more,
    )


def test_a_shop_without_a_place_or_a_supplier_is_led_there(world, client):
    world.books()
    client.force_login(world.person(Role.PENGELOLA_GERAI))
    pages = ("/belanja/pesanan/baru/", "/belanja/datang/baru/", "/belanja/kulak/baru/")
    for path in pages:
        page = text(client.get(path))
        assert "Belum ada tempat barang" in page, path
        assert 'href="/stok/tempat/"' in page
        assert 'name="product"' not in page
    place = text(client.get("/stok/tempat/"))
    assert 'value="GUDANG"' in place
    assert 'value="GERAI"' not in place
    with scope(world.bumiayu.id):
        Location.objects.create(cooperative=world.bumiayu, kind="GUDANG", name="Gudang", opened_on=OPENED)
    for path in pages[:2]:
        assert "Belum ada pemasok" in text(client.get(path)), path
    assert 'name="product"' in text(client.get(pages[2]))


def test_an_order_is_typed_agreed_to_sent_and_read(market, client):
    assert "Belum ada pesanan" in text(client.get("/belanja/"))
    assert "Pesanan baru" in text(client.get("/belanja/pesanan/baru/"))
    answer = client.post("/belanja/pesanan/baru/", order_form(market, note="Minta yang baru"))
    assert answer.status_code == 302
    path = answer.headers["Location"]
    page = text(client.get(path))
    for said in ("PB-2026-0001", "4 karung", "2 karton", "1.440.000", "Minta yang baru", "Tetapkan"):
        assert said in page
    form = text(client.get(f"{path}ubah/"))
    assert 'value="4 karung"' in form
    assert 'value="300.000"' in form
    assert client.post(f"{path}ubah/", order_form(market)).status_code == 302

    client.post(f"{path}ajukan/", sent())
    page = text(client.get(path))
    assert "https://wa.me/?text=Pesanan%20PB-2026-0001" in page
    assert client.get(f"{path}surat/").content.startswith(b"%PDF")
    client.post(f"{path}terkirim/", sent())
    assert "1 pesanan ditunggu" in text(client.get("/belanja/"))
    assert "PB-2026-0001" in text(client.get("/belanja/?keadaan=DIKIRIM"))
    assert "PB-2026-0001" not in text(client.get("/belanja/?keadaan=LUNAS"))
    assert client.post(f"{path}terkirim/", sent()).status_code == 422
    client.post(f"{path}batal/", sent(why="pemasok tutup"))
    assert "pemasok tutup" in text(client.get(path))


def test_a_large_order_leads_to_the_question(market, client):
    form = order_form(market) | {"price": ["3.000.000", "120.000", ""]}
    path = client.post("/belanja/pesanan/baru/", form).headers["Location"]
    assert client.post(f"{path}ajukan/", sent()).headers["Location"].startswith("/persetujuan/")
    assert "menunggu orang kedua" in text(client.get(path))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"product": ["Barang hantu", "", ""]}, "bukan satu barang yang dikenal"),
        ({"qty": ["empat", "2 karton", ""]}, "empat"),
        ({"qty": ["4 karton", "2 karton", ""]}, "karton"),
        ({"price": ["mahal", "120.000", ""]}, "bukan jumlah rupiah"),
        ({"tolerance": ["x", "", ""]}, "Toleransi"),
        ({"partner": ""}, "Pilih pemasok"),
        ({"expected": "kapan-kapan"}, "Tanggal datang"),
    ],
)
def test_what_was_typed_stays_beside_the_refusal(market, client, fields, said):
    answer = client.post("/belanja/pesanan/baru/", order_form(market, note="Jangan hilang") | fields)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Jangan hilang" in text(answer)


def test_more_lines_are_asked_for_without_sending(market, client):
    page = text(client.post("/belanja/pesanan/baru/", order_form(market, add="1")))
    assert page.count('name="product"') > 5


def test_goods_come_of_an_order_then_their_bill_then_the_payment(market, client, world):
    order_id = market.ordered()
    (line,) = market.order_lines(order_id)
    form = text(client.get(f"/belanja/datang/baru/?pesanan={order_id}"))
    assert 'value="4 karung"' in form
    assert 'value="1.200.000"' in form
    typed = sent(
        order=str(order_id),
        location=str(market.store.id),
        on="2026-11-25",
        note_no="SJ-7",
        line=str(line.id),
        product=f"{market.rice.code} {market.rice.name}",
        qty="3 karung",
        amount="900.000",
        difference="RUSAK",
        reason="robek satu",
        refused="1 karung",
    )
    answer = client.post("/belanja/datang/baru/", typed)
    assert answer.status_code == 422
    assert "Sertakan fotonya" in text(answer)
    assert "robek satu" in text(answer)
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile(*PHOTO)
    answer = client.post("/belanja/datang/baru/", typed | {"document": photo} | sent())
    path = answer.headers["Location"]
    page = text(client.get(path))
    for said in ("TB-2026-0001", "3 karung", "Rusak", "robek satu", "ditolak 1 karung", "SJ-7"):
        assert said in page
    assert client.get(f"{path}foto/").status_code == 200
    assert "Diterima sebagian" in text(client.get("/belanja/"))

    assert "1 barang menunggu tagihan" in text(client.get("/belanja/datang/"))
    assert "Dari pemasok mana" in text(client.get("/belanja/tagihan/baru/"))
    form = text(client.get(f"/belanja/tagihan/baru/?mitra={market.partner_id}"))
    assert 'value="900.000"' in form
    (goods,) = [one.id for one in market.came_lines(path.split("/")[3])]
    bill = sent(
        partner=str(market.partner_id),
        paper_no="GDG-1",
        on="2026-11-25",
        due="",
        total="900.000",
        goods=str(goods),
        picked=str(goods),
        qty="3 karung",
        amount="900.000",
    )
    answer = client.post("/belanja/tagihan/baru/", bill | {"total": "950.000"})
    assert answer.status_code == 422
    assert "Cocokkan dengan kertasnya" in text(answer)
    path = client.post("/belanja/tagihan/baru/", bill).headers["Location"]
    page = text(client.get(path))
    assert "GDG-1" in page
    assert "kurang" in page
    assert "GDG-1" in text(client.get("/belanja/tagihan/"))

    client.force_login(world.person(Role.BENDAHARA))
    page = text(client.get("/belanja/utang/"))
    assert "Utang kepada pemasok Rp 900.000" in page
    here = f"/belanja/utang/{market.partner_id}/"
    assert "hanya dibayar tunai" in text(client.get(here))
    pays = sent(amount="950.000", cash_place=str(market.cash["BRANKAS"]), on="2026-11-25")
    assert client.post(f"{here}bayar/", pays).status_code == 422
    assert client.post(f"{here}bayar/", pays | {"amount": "400.000"}).status_code == 302
    page = text(client.get(here))
    assert "Kartu utang" in page
    assert "500.000" in page
    by_hand = sent(cash_place=str(market.cash["BRANKAS"]), on="2026-11-25")
    bill_id = path.split("/")[3]
    assert client.post(f"{here}bayar/", by_hand | {f"part-{bill_id}": "100.000"}).status_code == 302
    rows = read_table(client.get(f"{here}unduh/").content)
    assert "400000" in " ".join(cell for row in rows for cell in row)
    payment = text(client.get(here)).split("/bayaran/")[1].split("/")[0]
    assert client.post(f"{here}bayaran/{payment}/batal/", sent(why="x")).status_code == 422
    assert client.post(f"{here}bayaran/{payment}/batal/", sent(why="salah pemasok")).status_code == 302
    assert market.broken() == []


def test_a_bill_that_differs_is_shown_to_the_second_person(market, client, world):
    receipt_id = market.receives_all(market.ordered())
    done = market.books_bill(*market.asked(receipt_id, 1_300_000), document=PHOTO)
    page = text(client.get("/belanja/tagihan/"))
    assert "Menunggu orang kedua" in page
    assert "menurut pesanan" in page
    assert client.get(f"/belanja/tagihan/menunggu/{done.approval_id}/foto/").status_code == 200
    client.force_login(world.person(Role.KETUA))
    page = text(client.get(f"/persetujuan/{done.approval_id}/"))
    assert "Yang berbeda" in page


def test_what_was_taken_in_and_billed_is_taken_back(market, client):
    receipt_id = market.receives_all(market.ordered())
    bill_id = market.billed(receipt_id, 1_200_000)
    assert client.post(f"/belanja/datang/{receipt_id}/batal/", sent(why="salah barang")).status_code == 422
    assert client.post(f"/belanja/tagihan/{bill_id}/batal/", sent(why="x")).status_code == 422
    assert client.post(f"/belanja/tagihan/{bill_id}/batal/", sent(why="salah kertas")).status_code == 302
    assert "salah kertas" in text(client.get(f"/belanja/tagihan/{bill_id}/"))
    assert client.post(f"/belanja/datang/{receipt_id}/batal/", sent(why="salah barang")).status_code == 302
    assert "salah barang" in text(client.get(f"/belanja/datang/{receipt_id}/"))


def test_goods_come_without_an_order(market, client):
    form = sent(
        partner=str(market.partner_id),
        location=str(market.store.id),
        on="2026-11-25",
        line=["", ""],
        product=[market.soap.name, ""],
        qty=["2 karton 3 buah", ""],
        amount=["250.000", ""],
    )
    assert "Terima tanpa pesanan" in text(client.get("/belanja/datang/baru/"))
    path = client.post("/belanja/datang/baru/", form).headers["Location"]
    assert "2 karton 3 buah" in text(client.get(path))
    answer = client.post("/belanja/datang/baru/", form | {"on": "besok"} | sent())
    assert "Pilih tanggal" in text(answer)
    answer = client.post("/belanja/datang/baru/", form | {"add": "1"} | sent())
    assert answer.status_code == 200


def test_lists_are_taken_along(market, client):
    market.billed(market.receives_all(market.ordered()), 1_200_000)
    for path in ("unduh", "datang/unduh", "tagihan/unduh", "utang/unduh"):
        rows = read_table(client.get(f"/belanja/{path}/").content)
        assert "1200000" in " ".join(cell for row in rows for cell in row)


def test_a_page_of_another_cooperative_is_not_there(market, client, world):
    order_id = market.ordered()
    receipt_id = market.receives_all(order_id)
    bill_id = market.billed(receipt_id, 1_200_000)
    client.force_login(world.person(Role.PENGELOLA_GERAI, world.arjosari))
    paths = (
        f"pesanan/{order_id}/",
        f"pesanan/{order_id}/surat/",
        f"datang/{receipt_id}/",
        f"datang/{receipt_id}/foto/",
        f"datang/baru/?pesanan={order_id}",
        f"tagihan/{bill_id}/",
        f"tagihan/{bill_id}/foto/",
        f"utang/{market.partner_id}/",
    )
    for path in paths:
        assert client.get(f"/belanja/{path}").status_code == 404, path


def test_a_cashier_reads_and_does_nothing(market, client, world):
    order_id = market.ordered()
    client.force_login(world.person(Role.KASIR))
    page = text(client.get(f"/belanja/pesanan/{order_id}/"))
    assert "Terima barang" not in page
    assert client.get("/belanja/pesanan/baru/").status_code == 403
    assert client.get("/belanja/datang/baru/").status_code == 403
    assert client.post(f"/belanja/utang/{market.partner_id}/bayar/", sent()).status_code == 403


def test_pages_ask_few_questions(market, client, django_assert_max_num_queries):
    order_id = market.ordered()
    receipt_id = market.receives_all(order_id)
    bill_id = market.billed(receipt_id, 1_200_000)
    for path in (
        "",
        "pesanan/baru/",
        f"pesanan/{order_id}/",
        "datang/",
        f"datang/{receipt_id}/",
        "datang/baru/",
        "tagihan/",
        f"tagihan/baru/?mitra={market.partner_id}",
        f"tagihan/{bill_id}/",
        "utang/",
        f"utang/{market.partner_id}/",
    ):
        with django_assert_max_num_queries(12, info=path):
            assert client.get(f"/belanja/{path}").status_code == 200
