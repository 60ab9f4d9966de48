"""Pages of containers: kinds and places, one kind, who has them, handing out and taking back at the counter."""

import re

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.models import ContainerMove
from tests.trade.inventory.depot import DEPOSIT, TODAY, Depot
from tests.trade.inventory.shop import Shop
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/wadah/"


@pytest.fixture
def depot(world, monkeypatch):
    for module in ("guyub.foundation.identity.web.doors", "guyub.finance.savings.web.frame"):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return Depot(world)


def by(depot, client, role):
    client.force_login(depot.world.person(role))
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def sent(**fields):
    return fields | {"request_id": new_id()}


def test_a_kind_from_the_first_count_to_the_bar(depot, client):
    keeper = by(depot, client, Role.PENGELOLA_GERAI)
    made = keeper.post(f"{BASE}jenis/", sent(name="Galon 19 liter", deposit="40.000")).url
    where = {"location": depot.shop}
    moved = keeper.post(f"{made}gerak/", sent(form="datang", qty="40", state="ISI", **where))
    assert moved.url == made
    keeper.post(f"{made}gerak/", sent(form="rusak", qty="2", state="ISI", note="retak", **where))
    keeper.post(f"{made}gerak/", sent(form="pindah", qty="8", state="ISI", to_location=depot.store, **where))
    keeper.post(f"{made}gerak/", sent(form="pulih", qty="1", state="KOSONG", **where))
    keeper.post(f"{made}gerak/", sent(form="afkir", qty="1", note="pecah", **where))
    keeper.post(f"{made}hitung/", sent(isi="29", note="hitungan sore", **where))

    shown = text_of(keeper.get(made))
    for words in ("37 isi", "1 kosong", "Belakang", "Selisih hitungan", "40.000", "Diafkir"):
        assert words in shown
    assert "40.000" in text_of(keeper.get(BASE))
    refused = keeper.post(
        f"{made}gerak/", sent(form="pindah", qty="99", state="ISI", to_location=depot.store, **where)
    )
    assert refused.status_code == 422
    assert "Yang ada kurang 70" in text_of(refused)
    assert keeper.post(f"{made}gerak/", sent(form="lain", qty="1", **where)).status_code == 422
    assert keeper.post(f"{made}gerak/", sent(form="datang", qty="x", state="ISI", **where)).status_code == 422
    assert keeper.post(f"{made}gerak/", sent(form="datang", qty="", state="?", **where)).status_code == 422
    assert keeper.post(f"{BASE}jenis/", sent(name="galon 19 LITER")).status_code == 422
    assert depot.broken() == []


def test_deposits_and_products_of_a_kind(depot, client):
    keeper, kind = by(depot, client, Role.PENGELOLA_GERAI), f"{BASE}jenis/{depot.lpg}/"
    product = Shop(depot.world).rice
    keeper.post(f"{kind}jaminan/", sent(deposit="175.000", **{"from": TODAY.isoformat()}))
    keeper.post(f"{kind}barang/", sent(product=product.id))
    shown = text_of(keeper.get(kind))
    assert "175.000" in shown
    assert "Lepas Beras medium" in shown
    assert keeper.post(f"{kind}barang/", sent(product=product.id)).status_code == 422
    keeper.post(f"{kind}barang/", sent(product=product.id, off="1"))
    assert "Lepas Beras medium" not in text_of(keeper.get(kind))
    assert keeper.post(f"{kind}barang/", sent(product=product.id, off="1")).status_code == 422
    assert keeper.post(f"{kind}barang/", sent(product=new_id())).status_code == 422


def test_at_the_counter_a_deposit_comes_and_goes_back_with_its_receipt(depot, client):
    treasurer = by(depot, client, Role.BENDAHARA)
    assert "Siti Aminah" in text_of(treasurer.get(f"{BASE}serahkan/?cari=siti"))
    fields = {
        "kind": depot.lpg,
        "location": depot.shop,
        "state": "ISI",
        "qty": "2",
        "way": "jaminan",
        "cash_place": depot.safe,
        "anggota": depot.member,
    }
    receipt = treasurer.post(f"{BASE}serahkan/", sent(**fields)).url
    assert "Siti Aminah" in text_of(treasurer.get(receipt))
    held = depot.held()[0]
    page = f"{BASE}pemegang/{held.holding_id}/"
    assert "300.000" in text_of(treasurer.get(page))
    assert "Siti Aminah" in text_of(treasurer.get(f"{BASE}pemegang/"))
    back = {"location": depot.store, "state": "KOSONG", "cash_place": depot.safe}
    refused = treasurer.post(f"{page}kembali/", sent(qty="3", **back))
    assert refused.status_code == 422
    assert 'value="3"' in refused.content.decode()
    assert "/kas/" in treasurer.post(f"{page}kembali/", sent(qty="2", **back)).url
    assert treasurer.get(page).status_code == 404
    assert depot.account() == 0
    assert depot.broken() == []


def test_lent_to_a_buyer_then_left_for_a_deposit_then_given_up(depot, client):
    keeper = by(depot, client, Role.PENGELOLA_GERAI)
    fields = {"kind": depot.lpg, "location": depot.shop, "state": "ISI", "qty": "3", "way": "pinjam"}
    nobody = keeper.post(f"{BASE}serahkan/", sent(pembeli="1", buyer="", **fields))
    assert nobody.status_code == 422
    assert (
        keeper.post(f"{BASE}serahkan/", sent(pembeli="1", buyer="Warung", **fields)).url == f"{BASE}pemegang/"
    )
    page = f"{BASE}pemegang/{depot.held()[0].holding_id}/"
    by(depot, client, Role.BENDAHARA).post(f"{page}jaminan/", sent(qty="1", cash_place=depot.safe))
    keeper = by(depot, client, Role.PENGELOLA_GERAI)
    keeper.post(f"{page}kembali/", sent(qty="1", location=depot.shop, state="ISI"))
    assert keeper.post(f"{page}lepas/", sent(qty="1", reason="")).status_code == 422
    keeper.post(f"{page}lepas/", sent(qty="1", reason="hilang"))
    assert depot.book() == (98, 20, 0, 0, 1, DEPOSIT)


def test_old_ones_are_listed_and_a_move_is_taken_back(depot, client):
    keeper = by(depot, client, Role.PENGELOLA_GERAI)
    fields = {"kind": depot.lpg, "qty": "1", "anggota": depot.member, "since": "2026-10-01"}
    assert keeper.post(f"{BASE}daftarkan/", sent(each="150.000", **fields)).status_code == 422
    listed = keeper.post(f"{BASE}daftarkan/", sent(**fields)).url
    assert "55 hari" in text_of(keeper.get(listed))
    kind = f"{BASE}jenis/{depot.lpg}/"
    move = depot.last_move().id
    assert keeper.post(f"{kind}gerak/{move}/batal/", sent(reason="")).status_code == 422
    keeper.post(f"{kind}gerak/{move}/batal/", sent(reason="dobel"))
    assert depot.book() == (100, 20, 0, 0, 0, 0)
    assert "Batal: sudah di tangan orang" in text_of(keeper.get(kind))
    with scope(depot.place.id):
        assert ContainerMove.objects.filter(cooperative=depot.place).count() == 4


def test_tables_are_handed_over(depot, client):
    depot.hands(2)
    keeper = by(depot, client, Role.PENGELOLA_GERAI)
    for path, words in (
        ("tabel/", "LPG 3 kg"),
        (f"jenis/{depot.lpg}/tabel/", "Dipinjam"),
        ("pemegang/tabel/", "Siti Aminah"),
    ):
        assert words in keeper.get(f"{BASE}{path}?bentuk=csv").content.decode()
        assert keeper.get(f"{BASE}{path}").content[:2] == b"PK"
    assert keeper.get(f"{BASE}jenis/{new_id()}/tabel/").status_code == 404
    assert keeper.get(f"{BASE}jenis/{new_id()}/").status_code == 404


def test_who_is_looked_for(depot, client):
    keeper = by(depot, client, Role.PENGELOLA_GERAI)
    depot.world.member("Siti Rahma")
    assert "Siti Rahma" in text_of(keeper.get(f"{BASE}serahkan/?cari=siti"))
    assert "Tidak ada anggota yang cocok" in text_of(keeper.get(f"{BASE}serahkan/?cari=zzz"))
    assert "cukup nomor anggota" in text_of(keeper.get(f"{BASE}serahkan/?cari=3573031708840001"))
    assert "Nama pembeli" in text_of(keeper.get(f"{BASE}serahkan/?pembeli=1"))
    part = text_of(keeper.get(f"{BASE}pemegang/?wadah={depot.lpg}"))
    assert "Tidak ada wadah di tangan orang" in part
