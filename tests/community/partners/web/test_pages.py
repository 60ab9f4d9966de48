"""Partners in pages: the list, a new one, changing, the account by two, the phone, the table."""

import pytest

from guyub.community.partners.models import PartnerAccount
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import read_table
from tests.community.partners.partner_world import BRI, GADANG, JATIM, PHONE, Desk
from tests.world import new_id

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "AGEN",
    "name": "PT Sinar Elpiji",
    "contact": "Pak Dodik",
    "phone": "0813 1111 2222",
    "payment": "7",
    "lead": "1",
    "minimum": "1.500.000",
    "day": ["2", "5"],
}


@pytest.fixture
def desk(world, client):
    client.force_login(world.person(Role.BENDAHARA))
    return Desk(world, Role.BENDAHARA, now=utc_now())  # the doors read the clock


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_the_list_is_empty_then_found_by_name_and_kind(desk, client):
    assert "Belum ada mitra" in text(client.get("/mitra/"))
    desk.adds()
    page = text(client.get("/mitra/?cari=gadang"))
    assert "1 mitra" in page
    assert "GROPASGA" in page
    assert "14 hari sesudah tagihan" in page
    assert "Senin dan Kamis" in page
    assert "Tidak ada yang cocok" in text(client.get("/mitra/?cari=tidak"))
    assert "Tidak ada yang cocok" in text(client.get("/mitra/?jenis=BANK"))
    assert GADANG.name in text(client.get("/mitra/?jenis=apa-saja"))


def test_a_bank_has_no_terms_of_trade(desk, client):
    bank = desk.adds(GADANG.__class__(kind="BANK", name="BRI Unit Kedungkandang"))
    assert "Syarat dagang" not in text(client.get(f"/mitra/{bank}/"))
    assert "sesudah tagihan" not in text(client.get("/mitra/"))
    assert "Syarat dagang" in text(client.get(f"/mitra/{desk.adds()}/"))


def test_who_ended_stands_in_a_part_of_its_own(desk, client):
    partner_id = desk.adds()
    assert "Berakhir" not in text(client.get("/mitra/"))
    answer = client.post(f"/mitra/{partner_id}/akhiri/", sent())
    assert answer.headers["Location"] == f"/mitra/{partner_id}/"

    page = text(client.get(f"/mitra/{partner_id}/"))
    assert "Kerja sama berakhir" in page
    assert "Mulai kerja sama lagi" in page
    assert "Usulkan rekening" not in page
    assert GADANG.name not in text(client.get("/mitra/"))
    assert GADANG.name in text(client.get("/mitra/?jenis=BERAKHIR"))
    assert client.post(f"/mitra/{partner_id}/akhiri/", sent()).status_code == 422
    client.post(f"/mitra/{partner_id}/mulai-lagi/", sent())
    assert desk.row(partner_id).ended_on is None


def test_a_new_partner(desk, client):
    assert "Mitra baru" in text(client.get("/mitra/baru/"))
    answer = client.post("/mitra/baru/", sent(**FORM))
    page = text(client.get(answer.headers["Location"]))
    for said in (
        "PT Sinar Elpiji",
        "Agen atau penyalur",
        "7 hari sesudah tagihan",
        "1 hari sesudah pesan",
        "Selasa dan Jumat",
        "1.500.000",
        "Pak Dodik",
        "•••• 2222",
    ):
        assert said in page
    assert "1111" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Tulis nama mitra"),
        ({"payment": "dua"}, "Jatuh tempo 0 sampai 365"),
        ({"lead": "9999"}, "Waktu tunggu 0 sampai 365"),
        ({"minimum": "banyak"}, "bukan jumlah rupiah"),
        ({"phone": "123"}, "Nomor HP belum terbaca"),
        ({"npwp": "3573034105900001"}, "NIK seseorang"),
    ],
)
def test_what_was_typed_stays_beside_the_refusal(desk, client, fields, said):
    answer = client.post("/mitra/baru/", sent(**FORM | {"address": "Jalan Pasar 1"} | fields))

    assert answer.status_code == 422
    assert said in text(answer)
    assert "Jalan Pasar 1" in text(answer)
    assert 'value="5" checked' in text(answer)
    assert desk.count() == 0


def test_a_partner_is_changed(desk, client):
    partner_id = desk.adds(phone=PHONE)
    form = text(client.get(f"/mitra/{partner_id}/ubah/"))
    for said in (GADANG.name, "GROPASGA", "500.000", "•••• 7890", 'value="4" checked'):
        assert said in form
    told = {"kind": "PEMASOK", "name": GADANG.name, "contact": "Bu Endah", "code": "GADANG"}
    assert client.post(f"/mitra/{partner_id}/ubah/", sent(**told, forgets="1")).status_code == 302
    assert (desk.row(partner_id).code, desk.row(partner_id).contact_id) == ("GADANG", None)
    answer = client.post(f"/mitra/{partner_id}/ubah/", sent(**told))
    assert answer.status_code == 422
    assert "Tidak ada yang berubah" in text(answer)


def test_an_account_needs_two(desk, client, world):
    partner_id = desk.adds()
    assert "Mitra ini dibayar tunai" in text(client.get(f"/mitra/{partner_id}/"))
    form = {"bank": "BRI", "number": BRI.number, "holder": BRI.holder, "why": "katanya"}
    answer = client.post(f"/mitra/{partner_id}/rekening/", sent(**form))
    assert answer.status_code == 422
    assert "Tulis dari mana Anda tahu" in text(answer)
    assert BRI.number in text(answer)
    answer = client.post(f"/mitra/{partner_id}/rekening/", sent(**form | {"why": "buku tabungan dilihat"}))
    assert answer.headers["Location"].startswith("/persetujuan/")
    assert "menunggu orang kedua" in text(client.get(f"/mitra/{partner_id}/"))
    assert "masih menunggu" in text(client.get(f"/mitra/{partner_id}/rekening/"))
    assert desk.count(PartnerAccount) == 0

    desk.approves(desk.page(partner_id).waiting)
    page = text(client.get(f"/mitra/{partner_id}/"))
    assert BRI.number in page
    assert "Riwayat rekening" not in page
    desk.approves(desk.asks(partner_id, JATIM))
    assert "Riwayat rekening" in text(client.get(f"/mitra/{partner_id}/"))


def test_an_account_is_stopped(desk, client, world):
    partner_id = desk.adds()
    desk.approves(desk.asks(partner_id))
    assert client.post(f"/mitra/{partner_id}/rekening/hentikan/", sent(why="x")).status_code == 422
    client.post(f"/mitra/{partner_id}/rekening/hentikan/", sent(why="kabar nomornya palsu"))

    page = text(client.get(f"/mitra/{partner_id}/"))
    assert "Mitra ini dibayar tunai" in page
    assert "Dihentikan" in page


def test_the_chair_rings_before_deciding_and_changes_nothing(desk, client, world):
    partner_id = desk.adds(phone=PHONE)
    desk.asks(partner_id)
    client.force_login(world.person(Role.KETUA))
    page = text(client.get(f"/mitra/{partner_id}/"))
    assert "jangan bertanya ke nomor yang baru diganti" in page
    assert "Usulkan rekening" not in page
    assert "Batalkan usulan rekening" in page
    assert "Hentikan rekening ini" not in page
    assert client.get(f"/mitra/{partner_id}/ubah/").status_code == 403

    assert client.post(f"/mitra/{partner_id}/hp/", sent(reason="x")).status_code == 422
    shown = text(client.post(f"/mitra/{partner_id}/hp/", sent(reason="memastikan rekening")))
    assert "+6281234567890" in shown
    assert "https://wa.me/6281234567890?text=" in shown
    assert "+6281234567890" not in text(client.get(f"/mitra/{partner_id}/"))


def test_a_cashier_sees_that_there_is_an_account_and_not_its_number(desk, client, world):
    partner_id = desk.adds(phone=PHONE)
    desk.approves(desk.asks(partner_id))
    client.force_login(world.person(Role.KASIR))
    page = text(client.get(f"/mitra/{partner_id}/"))

    assert "<dd>•••• 3530</dd>" in page
    assert BRI.number not in page
    assert "Buka nomor HP" not in page
    assert client.post(f"/mitra/{partner_id}/hp/", sent(reason="memesan beras lagi")).status_code == 403


def test_a_page_of_another_cooperative_is_not_there(desk, client, world):
    partner_id = desk.adds(actor=world.actor(Role.BENDAHARA, world.arjosari))
    for path in ("", "ubah/", "rekening/"):
        assert client.get(f"/mitra/{partner_id}/{path}").status_code == 404
    for path in ("akhiri/", "mulai-lagi/", "hp/", "rekening/hentikan/"):
        assert client.post(f"/mitra/{partner_id}/{path}", sent()).status_code == 404


def test_the_list_is_taken_along_without_phones_and_accounts(desk, client, world):
    desk.approves(desk.asks(desk.adds(phone=PHONE)))
    desk.ends(desk.adds(GADANG.__class__(kind="BANK", name="Bank lama")))
    rows = read_table(client.get("/mitra/unduh/").content)
    told = " ".join(cell for row in rows for cell in row)
    for said in ("GROPASGA", GADANG.name, "Pemasok", "Bu Endah", "Senin dan Kamis", "500000"):
        assert said in told
    assert "7890" not in told
    assert BRI.number not in told
    assert "Bank lama" not in told
    assert b"Bank lama" in client.get("/mitra/unduh/?jenis=BERAKHIR&bentuk=csv").content
