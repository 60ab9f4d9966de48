"""Pay-first orders in pages: a cycle, an order with its money, closing, sharing, handing over, money that goes back."""

import re

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from tests.trade.retail.buyers import Buyers
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        yield Buyers(World())


@pytest.fixture
def buyers(stands, db, client):
    client.force_login(stands.world.person(Role.PENGELOLA_GERAI))
    return stands


@pytest.fixture(autouse=True)
def at_the_day(monkeypatch):
    """Let pages read the day of the tests."""
    monkeypatch.setattr("guyub.foundation.identity.web.doors.utc_now", lambda: NOW)
    monkeypatch.setattr("guyub.trade.procurement.web.frame.utc_now", lambda: NOW)


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def form(buyers, **more):
    return sent(
        partner=str(buyers.partner_id),
        location=str(buyers.store.id),
        closes="2026-11-28",
        expected="2026-11-30",
        product=[f"{buyers.rice.code} {buyers.rice.name}", ""],
        case=["2 karung", ""],
        buying=["300.000", ""],
        member=["310.000", ""],
        other=["320.000", ""],
        **more,
    )


def as_treasurer(buyers, client):
    client.force_login(buyers.world.person(Role.BENDAHARA))


def test_a_cycle_is_opened_changed_and_extended(buyers, client):
    assert "Belum ada putaran" in text(client.get("/belanja/setor-beli/"))
    assert "Setor beli" in text(client.get("/belanja/"))
    assert "Isi kemasan" in text(client.get("/belanja/setor-beli/baru/"))
    path = client.post("/belanja/setor-beli/baru/", form(buyers, note="Ambil sore")).headers["Location"]
    page = text(client.get(path))
    for said in ("SB-2026-0001", "Menerima pesanan", "Ambil sore", "310.000", "Belum ada yang memesan"):
        assert said in page
    changing = text(client.get(f"{path}ubah/"))
    assert 'value="2 karung"' in changing
    client.post(f"{path}ubah/", form(buyers) | {"member": ["305.000", ""]})
    assert "305.000" in text(client.get(path))
    assert client.post(f"{path}tanggal/", sent(closes="2026-11-24", expected="2026-11-30")).status_code == 422
    client.post(f"{path}tanggal/", sent(closes="2026-12-02", expected="2026-12-05"))
    assert "2 Des 2026" in text(client.get(path))
    assert "1 putaran berjalan" in text(client.get("/belanja/setor-beli/"))
    client.post(f"{path}batal/", sent(why="pemasok tutup"))
    assert "pemasok tutup" in text(client.get(path))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"product": ["Barang hantu", ""]}, "bukan satu barang yang dikenal"),
        ({"case": ["1½ karung", ""]}, "Isi kemasan Beras medium belum benar"),
        ({"member": ["0", ""]}, "Harga Beras medium harus lebih dari nol"),
        ({"partner": ""}, "Pilih pemasok"),
        ({"closes": "2026-11-01"}, "paling cepat hari ini"),
    ],
)
def test_what_was_typed_stays_beside_the_refusal(buyers, client, fields, said):
    answer = client.post("/belanja/setor-beli/baru/", form(buyers, note="Jangan hilang") | fields)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Jangan hilang" in text(answer)


def test_more_goods_are_asked_for_without_sending(buyers, client):
    page = text(client.post("/belanja/setor-beli/baru/", form(buyers, add="1")))
    assert page.count('name="product"') == 4


def test_an_order_is_counted_then_paid(buyers, client):
    cycle_id = buyers.opens()
    (good,) = buyers.goods(cycle_id)
    siti = buyers.world.member()
    as_treasurer(buyers, client)
    path = f"/belanja/setor-beli/{cycle_id}/pesan/"
    assert "Siti Aminah" in text(client.get(f"{path}?cari=Siti"))
    typed = {"anggota": str(siti.id), "good": str(good.id), "qty": "3", "tolerance": "1"}
    counted = text(client.post(path, sent(count="1", **typed)))
    assert "1.240.000" in counted
    assert "Kotak bendahara" in counted
    cash = {"cash_place": str(buyers.cash["BRANKAS"])}
    wrong_sum = client.post(path, sent(shown="930000", **typed, **cash))
    assert "Jumlahnya sekarang Rp 1.240.000" in text(wrong_sum)
    answer = client.post(path, sent(shown="1240000", **typed, **cash))
    order = answer.headers["Location"]
    page = text(client.get(order))
    for said in ("Siti Aminah", "SB-2026-0001/01", "3 karung, boleh lebih 1", "Lunas, menunggu barang"):
        assert said in page
    assert client.get(f"{order}bukti/").content.startswith(b"%PDF")
    assert "kecil" not in page
    for fields, said in (({"qty": "dua"}, "bukan bilangan bulat"), ({"qty": ""}, "paling sedikit satu")):
        assert said in text(client.post(path, sent(count="1", **typed | fields)))
    client.post(f"{order}tarik/", sent(**cash))
    assert "Ditarik kembali" in text(client.get(order))


def test_a_cycle_is_closed_shared_and_handed_over(buyers, client):
    cycle_id = buyers.opens()
    path = f"/belanja/setor-beli/{cycle_id}/"
    mine, other = buyers.takes(cycle_id, 2), buyers.takes(cycle_id, 2, buyer="Pak Edi")
    assert "2 kemasan penuh isi 2 karung, dipesan 4 karung" in text(client.get(path))
    assert "berubah" in text(client.post(f"{path}tutup/", sent(shown="1")))
    client.post(f"{path}tutup/", sent(shown="1200000"))
    assert "Menunggu barang" in text(client.get(path))
    order_id = buyers.cycle(cycle_id).order_id
    assert "Belum ada barang" in text(client.post(f"{path}bagikan/", sent()))
    buyers.receives_sacks(order_id, 3)
    assert "Bagikan yang datang" in text(client.get(path))
    client.post(f"{path}bagikan/", sent())
    page = text(client.get(f"{path}?cari=edi"))
    assert "Pak Edi" in page
    assert "Bu Tutik" not in page
    assert client.get(f"{path}daftar/").content.startswith(b"%PDF")
    table = read_table(client.get(f"{path}unduh/").content)
    assert any("Pak Edi" in [str(cell) for cell in row] for row in table)

    as_treasurer(buyers, client)
    cash = {"cash_place": str(buyers.cash["BRANKAS"])}
    (line,) = buyers.lines(other)
    page = text(client.get(f"/belanja/setor-beli/pesanan/{other}/"))
    assert "Kembalikan sekalian" in page
    assert re.search(r"Uang kembali dari", page)
    answer = client.post(
        f"/belanja/setor-beli/pesanan/{other}/serahkan/",
        sent(line=str(line.id), qty="2", refund="1", **cash),
    )
    assert answer.status_code == 422
    client.post(
        f"/belanja/setor-beli/pesanan/{other}/serahkan/",
        sent(line=str(line.id), qty="1", refund="1", **cash),
    )
    page = text(client.get(f"/belanja/setor-beli/pesanan/{other}/"))
    assert "Sudah diserahkan" in page
    assert "Sudah dikembalikan" in page
    assert buyers.money(other) == (640_000, 320_000, 320_000, 0)
    refund = buyers.refund_of(other)
    client.post(
        f"/belanja/setor-beli/pesanan/{other}/pengembalian/{refund.id}/batal/", sent(why="salah orang")
    )
    assert "Pak Edi" in text(client.get("/belanja/setor-beli/uang-kembali/"))
    assert "Pak Edi" in text(client.get(f"/belanja/setor-beli/uang-kembali/?putaran={cycle_id}"))
    with_due = text(client.get(f"/belanja/setor-beli/pesanan/{other}/"))
    assert "perlu dikembalikan" in with_due
    client.post(f"/belanja/setor-beli/pesanan/{other}/kembalikan/", sent(**cash))
    handing_id = buyers.hands(mine)
    client.post(f"/belanja/setor-beli/pesanan/{mine}/serahan/{handing_id}/batal/", sent(why="salah orang"))
    assert "dibatalkan: salah orang" in text(client.get(f"/belanja/setor-beli/pesanan/{mine}/"))
    assert "Siap diambil" in text(client.get(path))


def test_pages_take_few_queries(buyers, client, django_assert_max_num_queries):
    cycle_id, orders = buyers.shared(2, (1, 1), 1, sacks=4)
    as_treasurer(buyers, client)
    for path in (
        "/belanja/setor-beli/",
        "/belanja/setor-beli/uang-kembali/",
        f"/belanja/setor-beli/{cycle_id}/",
        f"/belanja/setor-beli/pesanan/{orders[0]}/",
    ):
        with django_assert_max_num_queries(12):
            client.get(path)


def test_what_is_not_there_or_anothers_is_not_found(buyers, client):
    for path in (f"/belanja/setor-beli/{new_id()}/", f"/belanja/setor-beli/pesanan/{new_id()}/"):
        assert client.get(path).status_code == 404
