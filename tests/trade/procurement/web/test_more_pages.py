"""Cash at the market, returns, credits, suggestions, prices of suppliers and requests in vain, in pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.procurement.models import PurchaseOrder, RefusedRequest, Supply
from tests.trade.procurement.market import PHOTO, Market
from tests.trade.procurement.web.test_pages import sent, text
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(world, client):
    market = Market(world)
    client.force_login(world.person(Role.BENDAHARA))
    return market


@pytest.fixture(autouse=True)
def at_the_day(monkeypatch):
    """Let pages read the day of the tests."""
    for module in (
        "foundation.identity.web.doors",
        "trade.procurement.web.frame",
        "trade.procurement.web.views.bills",
    ):
        monkeypatch.setattr(f"guyub.{module}.utc_now", lambda: NOW)


def test_a_purchase_at_the_market_is_kept_on_one_page(market, client):
    assert "Belum ada kulak" in text(client.get("/belanja/kulak/"))
    assert "Catat kulak" in text(client.get("/belanja/kulak/baru/"))
    form = sent(
        seller="Lapak Bu Sri",
        on="2026-11-25",
        location=str(market.store.id),
        cash_place=str(market.cash["BRANKAS"]),
        product=[market.rice.name, ""],
        qty=["10 kg", ""],
        amount=["120.000", ""],
        total="120.000",
    )
    answer = client.post("/belanja/kulak/baru/", form)
    assert answer.status_code == 422
    assert "Sertakan foto" in text(answer)
    assert "Lapak Bu Sri" in text(answer)
    path = client.post(
        "/belanja/kulak/baru/", form | sent() | {"document": SimpleUploadedFile(*PHOTO)}
    ).headers["Location"]
    page = text(client.get(path))
    assert "10 kg" in page
    assert client.get(f"{path}foto/").status_code == 200
    assert client.post(f"{path}batal/", sent(why="x")).status_code == 422
    client.post(f"{path}batal/", sent(why="salah nota"))
    assert "salah nota" in text(client.get(path))
    assert "dibatalkan" in text(client.get("/belanja/kulak/"))
    assert market.broken() == []


def test_goods_go_back_and_what_is_owed_back_settles_the_bill(market, client, world):
    receipt_id = market.receives(market.came(market.rice, market.sack, 4, 1_200_000))
    bill_id = market.billed(receipt_id, 1_200_000)
    (line,) = market.came_lines(receipt_id)
    client.force_login(world.person(Role.PENGELOLA_GERAI))
    assert "Diterima 4 karung" in text(client.get(f"/belanja/retur/baru/?terima={receipt_id}"))
    form = sent(
        receipt=str(receipt_id),
        location=str(market.store.id),
        on="2026-11-25",
        reason="berasnya apak",
        line=str(line.id),
        product=f"{market.rice.code} {market.rice.name}",
        qty="1 karung",
        amount="290.000",
    )
    assert client.post("/belanja/retur/baru/", form | {"qty": "9 karung"}).status_code == 422
    path = client.post("/belanja/retur/baru/", form | sent()).headers["Location"]
    assert "1 karung" in text(client.get(path))
    assert "berasnya apak" in text(client.get("/belanja/retur/"))
    note = sent(credit="50.000", goods=str(line.id), note_no="NK-9", credit_why="harga turun")
    assert client.post(f"/belanja/tagihan/{bill_id}/nota-kredit/", note | {"credit": "0"}).status_code == 422
    assert client.post(f"/belanja/tagihan/{bill_id}/nota-kredit/", note).status_code == 302

    client.force_login(world.person(Role.BENDAHARA))
    page = text(client.get(f"/belanja/tagihan/{bill_id}/"))
    assert "Retur barang" in page
    assert "290.000" in page
    assert "Nota kredit NK-9" in page
    credit_id = page.split("/pakai/")[1].split("/")[0]
    assert client.post(f"/belanja/tagihan/{bill_id}/pakai/{credit_id}/", sent()).status_code == 302
    assert client.post(f"/belanja/tagihan/{bill_id}/pakai/{credit_id}/", sent()).status_code == 422
    client.force_login(world.person(Role.PENGELOLA_GERAI))
    assert client.post(f"{path}batal/", sent(why="tidak jadi")).status_code == 422
    assert market.broken() == []


def test_money_is_paid_before_and_taken_back(market, client):
    here = f"/belanja/utang/{market.partner_id}/"
    form = sent(
        before="100.000",
        order="",
        before_place=str(market.cash["BRANKAS"]),
        before_on="2026-11-25",
        before_why="pesan telur",
    )
    assert client.post(f"{here}uang-muka/", form | {"before": "9.000.000"}).status_code == 422
    assert client.post(f"{here}uang-muka/", form).status_code == 302
    page = text(client.get(here))
    assert "pesan telur" in page
    credit_id = page.split("/potongan/")[1].split("/")[0]
    assert client.post(f"{here}potongan/{credit_id}/batal/", sent(why="x")).status_code == 422
    assert client.post(f"{here}potongan/{credit_id}/batal/", sent(why="batal pesan")).status_code == 302
    assert market.books("1.4.03") == [0]


def test_what_runs_out_is_suggested_with_its_reason_and_drafted(market, client, world):
    client.force_login(world.person(Role.PENGELOLA_GERAI))
    assert "Tidak ada yang perlu dipesan" in text(client.get("/belanja/saran/"))
    market.receives(
        market.came(market.soap, market.carton, 10, 1_200_000), on=market.today - timedelta(days=24)
    )
    for back in range(20, 0, -1):
        market.shop.issue(market.soap, 22, on=market.today - timedelta(days=back))
    with scope(market.place.id):
        Supply.objects.create(
            cooperative=market.place,
            partner_id=market.partner_id,
            product=market.soap,
            unit=market.carton,
            case_qty=48,
            price_rp=120_000,
            priced_on=market.today,
            is_preferred=True,
            changed_at=NOW,
        )
    page = text(client.get("/belanja/saran/"))
    assert "1 barang perlu dipesan" in page
    assert "Terjual rata-rata" in page
    assert "karton" in page
    form = sent(pick=str(market.soap.id), location=str(market.store.id)) | {
        f"qty-{market.soap.id}": "4 karton"
    }
    answer = client.post("/belanja/saran/", form | {f"qty-{market.soap.id}": "1 buah"})
    assert answer.status_code == 422
    path = client.post("/belanja/saran/", form).headers["Location"]
    assert "4 karton" in text(client.get(path))
    with scope(market.place.id):
        assert PurchaseOrder.objects.get(cooperative=market.place).total_rp == 480_000
    assert client.post("/belanja/saran/", sent(location=str(market.store.id))).status_code == 422


def test_what_was_asked_for_in_vain_is_noted_in_two_taps(market, client, world):
    client.force_login(world.person(Role.KASIR))
    assert client.post("/belanja/tidak-terlayani/", sent(product="Gula merah", qty="2")).status_code == 302
    assert (
        client.post("/belanja/tidak-terlayani/", sent(product=market.rice.name, qty="2 kg")).status_code
        == 302
    )
    assert client.post("/belanja/tidak-terlayani/", sent(product="", qty="2")).status_code == 422
    page = text(client.get("/belanja/tidak-terlayani/"))
    assert "Gula merah" in page
    assert "2 kg" in page
    with scope(market.place.id):
        assert RefusedRequest.objects.filter(cooperative=market.place).count() == 2


def test_what_a_supplier_asks_is_written_down(market, client, world):
    form = sent(
        product=market.soap.name,
        partner=str(market.partner_id),
        unit="karton",
        price="120.000",
        case="1 karton",
    )
    assert client.post("/belanja/harga-pemasok/", form).status_code == 422
    client.force_login(world.person(Role.PENGELOLA_GERAI))
    assert client.post("/belanja/harga-pemasok/", form | sent(unit="peti")).status_code == 422
    more = sent(preferred="1", least="2 karton", lead="3")
    assert client.post("/belanja/harga-pemasok/", form | more).status_code == 302
    page = text(client.get("/belanja/harga-pemasok/"))
    for said in ("Didahulukan", "120.000", "per karton", "1 karton", "2 karton"):
        assert said in page
    for fields in ({"case": "0"}, {"lead": "999"}, {"price": "0"}, {"partner": ""}, {"product": "hantu"}):
        assert client.post("/belanja/harga-pemasok/", form | sent(**fields)).status_code == 422
    assert client.post("/belanja/saran/", sent()).status_code == 422
