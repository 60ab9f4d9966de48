"""Buyers in pages: registered, found, changed, ended, forgotten; who used a NIK, on screen and on paper."""

import re

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.vault import identify
from guyub.foundation.kernel.selectors.own_data import Owner
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.programmes import KnownBy, UseState
from guyub.trade.subsidised.models import Consumer, QuotaUse
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik, nik_indexes
from guyub.trade.subsidised.selectors.own_data import OWN_DATA
from tests.trade.subsidised.buyers import KK, TODAY, nik, rationed, registered
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
TYPED = {
    "golongan": "LPG_3KG:RT",
    "nama": "Siti Aminah",
    "kk": KK,
    "kelurahan": "35.73.03.1003",
    "surat": ["KTP", "KK"],
    "setuju": "1",
}


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        rationed()
        world = World()
        for role in (Role.ANGGOTA, Role.PENGELOLA_GERAI, Role.KASIR, Role.SEKRETARIS):
            world.person(role)
        world.person(Role.KASIR, world.arjosari)
        yield world


@pytest.fixture
def shop(stands, db, client):
    client.force_login(stands.person(Role.PENGELOLA_GERAI))
    return stands


@pytest.fixture(autouse=True)
def at_the_day(monkeypatch):
    """Let pages read the day of the tests."""
    monkeypatch.setattr("guyub.foundation.identity.web.doors.utc_now", lambda: NOW)
    monkeypatch.setattr("guyub.trade.subsidised.web.frame.utc_now", lambda: NOW)


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u00a0", " ")))


def bought(world, place, order=1, qty=2):
    return QuotaUse.objects.create(
        programme_id="LPG_3KG",
        category="RT",
        nik_index=nik_indexes(nik(order))[0],
        cooperative=place,
        qty=qty,
        at=NOW,
        day=TODAY,
        state=UseState.USED.value,
        known_by=KnownBy.UNKNOWN.value,
        decision={},
        recorded_at=NOW,
    )


def test_a_buyer_from_the_counter_to_being_forgotten(shop, client):
    refused = client.post("/jatah/pembeli/baru/", sent(nik=nik(), **TYPED | {"surat": ["KTP"]}))
    assert refused.status_code == 422
    assert "Belum semua surat diperiksa: Kartu Keluarga" in text(refused)
    assert "Siti Aminah" in refused.content.decode()  # what was typed is there still
    made = client.post("/jatah/pembeli/baru/", sent(nik=nik(), **TYPED))
    assert made.status_code == 302, text(made)
    page = client.get(made.url)
    assert "Rumah tangga, LPG 3 kg" in text(page)
    assert "1 pembeli terdaftar" in text(page)
    assert not {nik(), KK, "Aminah"} & set(re.findall(r"\w+", page.content.decode()))

    stall = {"golongan": "LPG_3KG:UM", "surat": ["KTP", "NIB", "FOTO_USAHA"], "nib": "1234567890123"}
    client.post("/jatah/pembeli/baru/", sent(nik=nik(), **TYPED | stall))
    listed = text(client.get("/jatah/pembeli/?cari=siti&golongan=LPG_3KG:UM"))
    assert (
        "Siti •••• 0001 Usaha mikro makanan dan minuman, LPG 3 kg; Rumah tangga, LPG 3 kg Bumiayu" in listed
    )
    assert "Tidak ada yang cocok" in text(client.get("/jatah/pembeli/?cari=budi"))
    assert "1 orang" in text(
        client.get(f"/jatah/pembeli/?cari={nik()}&halaman=x")
    )  # never looked for in an address
    assert client.post("/jatah/pembeli/cari/", sent(nik=nik())).url == made.url
    assert "NIK ini belum terdaftar" in text(client.post("/jatah/pembeli/cari/", sent(nik=nik(2))))
    assert client.post("/jatah/pembeli/cari/", sent(nik="123")).status_code == 422

    short = client.post(f"{made.url}ubah/", sent(kk="3573030101100008", alasan="pindah"))
    assert (short.status_code, "10 huruf" in text(short)) == (422, True)
    moved = client.post(f"{made.url}ubah/", sent(kk="3573030101100008", alasan="pindah kartu keluarga"))
    assert moved.url == made.url
    standing = consumer_by_nik(nik()).standings[0]
    ended = sent(sampai="2026-11-25", alasan="usahanya sudah tutup")
    assert client.post(f"{made.url}golongan/{standing.id}/akhiri/", ended).url == made.url
    assert "usahanya sudah tutup" in text(client.get(made.url))

    assert client.post(f"{made.url}lupa/", sent()).url == "/jatah/pembeli/"
    assert client.get(made.url).status_code == 404
    assert "Belum ada pembeli" in text(client.get("/jatah/pembeli/"))


def test_a_buyer_of_another_outlet_is_shown_and_no_page_of_theirs_opens(shop, client):
    theirs = registered(shop, 3, place=shop.arjosari)

    found = text(client.post("/jatah/pembeli/cari/", sent(nik=nik(3))))
    assert "Didaftar di KKMP Arjosari" in found
    assert "Aminah" not in found
    for address in ("", "ubah/", "lupa/"):
        told = client.post if address else client.get
        assert told(f"/jatah/pembeli/{theirs.consumer_id}/{address}", sent()).status_code == 404
    again = client.post("/jatah/pembeli/baru/", sent(nik=nik(3), **TYPED))
    assert "Sudah terdaftar di koperasi lain" in text(again)


def test_who_used_my_nik_at_the_counter_on_paper_and_on_the_own_page(shop, client):
    registered(shop, 4)
    bought(shop, shop.arjosari, 4), bought(shop, shop.bumiayu, 5, 9)
    seen = text(client.post("/jatah/nik-saya/", sent(nik=nik(4))))
    assert "25 Nov 2026 10.00 KKMP Arjosari LPG 3 kg 2 tabung Rumah tangga dicatat tanpa jaringan" in seen
    assert "9 tabung" not in seen
    assert client.post("/jatah/nik-saya/", sent(nik="1")).status_code == 422
    paper = client.post("/jatah/nik-saya/", sent(nik=nik(4), cetak="1"))
    assert (paper["Content-Type"], paper.content[:4]) == ("application/pdf", b"%PDF")
    with scope(shop.bumiayu.id):
        newest = AuditEntry.objects.filter(cooperative=shop.bumiayu).order_by("-position").first()
    assert (newest.act, newest.facts["buyer"]) == ("subsidised.uses.shown", f"Siti ({nik(4)[-4:]})")

    me = shop.person(Role.ANGGOTA)
    client.force_login(me)
    assert "NIK Anda belum tercatat" in text(client.get("/saya/jatah/"))
    identify(
        actor=shop.actor(Role.SEKRETARIS),
        person_id=me.id,
        kind=SecretKind.NIK,
        written=nik(4),
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    own = text(client.get("/saya/jatah/"))
    assert "KKMP Arjosari LPG 3 kg 2 tabung" in own
    assert "Rumah tangga, LPG 3 kg" in own
    parts = [list(part.rows(Owner(shop.bumiayu.id, me.id))) for part in OWN_DATA]
    assert parts[0][0] | {"Golongan": "RT", "Surat yang diperiksa": "Kartu Keluarga, KTP"} == parts[0][0]
    assert [row["Banyak"].replace("\u00a0", " ") for row in parts[1]] == ["2 tabung"]
    nobody = shop.person(Role.KASIR)
    assert not any(list(part.rows(Owner(shop.bumiayu.id, nobody.id))) for part in OWN_DATA)
    assert Consumer.objects.count() == 1
