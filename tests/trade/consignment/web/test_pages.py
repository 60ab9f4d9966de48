"""Consignment in pages: agreed, brought, sold, counted, settled, paid, told on paper and by message."""

import re
from copy import copy, deepcopy
from urllib.parse import unquote

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.trade.consignment.desk import Desk
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        yield Desk(World())


@pytest.fixture
def desk(stands, db, client):
    client.force_login(stands.world.person(Role.PENGELOLA_GERAI))
    made = copy(stands)
    made.outbox = deepcopy(stands.outbox)  # what a test sells is rolled back behind it
    return made


@pytest.fixture(autouse=True)
def at_the_day(monkeypatch):
    """Let pages read the day of the tests."""
    monkeypatch.setattr("guyub.foundation.identity.web.doors.utc_now", lambda: NOW)
    monkeypatch.setattr("guyub.trade.procurement.web.frame.utc_now", lambda: NOW)


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u00a0", " ")))


def form(desk, **more):
    return sent(
        partner=str(desk.producer_id),
        location=str(desk.store.id),
        from_on="2026-11-25",
        product=[f"{desk.tempe.code} {desk.tempe.name}", desk.chips.name, ""],
        rate=["20", "", ""],
        setor=["", "8.000", ""],
        settles="MINGGUAN",
        losses="KOPERASI",
        discounts="KOPERASI",
        shown_name="Tempe Wiwik",
        **more,
    )


def test_a_week_in_pages(desk, client):
    made = client.post("/titip-jual/baru/", form(desk))
    assert made.status_code == 302, text(made)
    address = made.headers["Location"]
    goods = {"good": [str(desk.tempe.id), str(desk.chips.id)]}

    brought = sent(moved_on="2026-11-25", qty=["40 buah", "10"], fetch_by="2026-11-25", **goods)
    assert client.post(f"{address}surat/bawa/", brought).status_code == 302
    desk.sells_at_till(desk.tempe_line(10), desk.chips_line(4))
    lost = sent(moved_on="2026-11-25", qty=["", "1"], note="bungkus sobek", **goods)
    assert client.post(f"{address}surat/rusak/", lost).status_code == 302
    told = text(client.get(address))
    assert "bagian koperasi 20" in told
    assert "setor Rp 8.000 per buah; dijual Rp 10.000 per buah" in told
    assert "Dititipkan 40 buah, terjual 10 buah." in told
    assert "Rp 80.000" in told

    counted = client.post(f"{address}surat/hitung/", sent(qty=["30", "banyak"], **goods))
    assert (counted.status_code, "Banyaknya Keripik tempe belum bisa dibaca" in text(counted)) == (422, True)
    drawn = client.post(f"{address}hitung/", sent(until_on="2026-11-25"))
    statement = drawn.headers["Location"]
    shown = client.get(statement)
    assert "Anda yang menyusun perhitungan ini" in text(shown)
    message = unquote(re.search(r'href="https://wa.me/\?text=([^"]+)"', shown.content.decode())[1])
    assert message.replace("\u00a0", " ").splitlines()[2:] == [
        "Keripik tempe: terjual 4 buah, untuk Anda Rp 40.000",
        "Tempe Bu Wiwik: terjual 10 buah, untuk Anda Rp 40.000",
        "Yang kami bayarkan: Rp 80.000",
    ]
    assert client.get(f"{statement}cetak/").content.startswith(b"%PDF")

    client.force_login(desk.world.person(Role.BENDAHARA))
    paid = sent(amount="80.000", cash_place=str(desk.cash["BRANKAS"]))
    assert client.post(f"{statement}bayar/", paid).status_code == 302
    assert "Bukti kas keluar" in text(client.get(statement))
    assert desk.broken() == []


def test_the_producer_and_everybody_see_their_part(desk, client):
    siti = desk.world.member()
    agreement_id = desk.agrees(member=siti, shown_name="Dapur Siti")
    desk.slip(agreement_id, tempe=10, chips=3, fetch_by=desk.today)
    desk.sells_at_till(desk.tempe_line(4))
    desk.draws(agreement_id)
    client.force_login(siti.person)
    own = text(client.get("/saya/titipan/"))
    assert "Terjual 4 buah, untuk Anda Rp 16.000" in own
    assert "ada 6 buah" in own
    assert "terjual Rp 20.000, bagian koperasi Rp 4.000" in own

    public = text(client.get("/koperasi/35.73.03.1003/"))
    assert "Tempe Bu Wiwik Buatan Dapur Siti. Ada di gerai" in public
    assert "Rp 5.000 per buah" in public
    assert "16.000" not in public
    photo = f"/koperasi/35.73.03.1003/produk/{desk.tempe.id}/foto/"
    assert client.get(photo).status_code == 404  # it has none


def test_what_is_refused_keeps_what_was_typed(desk, client):
    answer = client.post("/titip-jual/baru/", form(desk, member="tidak ada orangnya"))
    assert answer.status_code == 422
    assert "Anggota ini tidak ada atau sudah keluar" in text(answer)
    assert 'value="8.000"' in answer.content.decode()
    assert client.get("/titip-jual/").status_code == 200
