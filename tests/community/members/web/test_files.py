"""The forms about a member's file, and the pages of groups and businesses."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.community.members.models import Business, BusinessPaper, GroupSeat, Heir, MemberFile
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.tenancy.scope import scope
from tests.pictures import photo

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Siti Aminah",
    "sex": "P",
    "birthplace": "",
    "born_on": "1990-05-01",
    "address": "Jl. Contoh 1",
    "rt": "003",
    "rw": "005",
    "ward_code": "",
    "kk_relation": "",
    "work": "Penjahit",
}


@pytest.fixture
def member(world):
    return world.member(address="Jl. Contoh 1", rt="3", rw="5", work="Penjahit")


@pytest.fixture
def secretary(client, world):
    client.force_login(world.person(Role.SEKRETARIS))
    return client


def saved(secretary, member, was=None, reason="pindah rumah", **changed):
    before = {f"was_{field}": value for field, value in (FORM | (was or {})).items()}
    fields = FORM | (was or {}) | changed | before | {"reason": reason}
    return secretary.post(f"/anggota/{member.id}/data/", fields)


def rows(world, model):
    with scope(world.bumiayu.id):
        return list(model.objects.filter(cooperative=world.bumiayu).order_by("id"))


def test_a_change_leads_back_to_the_page(secretary, world, member):
    assert saved(secretary, member, address="Jl. Contoh 9").url == f"/anggota/{member.id}/"
    assert rows(world, MemberFile)[0].address == "Jl. Contoh 9"
    page = secretary.get(f"/anggota/{member.id}/data/").content.decode()
    assert 'name="was_address" value="Jl. Contoh 9"' in page


def test_a_refusal_keeps_what_was_typed(secretary, member):
    answer = saved(secretary, member, reason="", address="Jl. Baru 3")

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Tulis alasan perubahan" in text
    assert 'value="Jl. Baru 3"' in text
    assert 'name="was_address" value="Jl. Contoh 1"' in text


def test_an_old_form_shows_what_changed_and_saves_on_top_of_it(secretary, world, member):
    saved(secretary, member, address="Jl. Contoh 9")
    answer = saved(secretary, member, work="Guru")
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "Alamat kini Jl. Contoh 9" in text
    assert 'id="address" name="address" type="text" value="Jl. Contoh 9"' in text  # not touched here
    assert 'id="work" name="work" type="text" value="Guru"' in text
    assert 'name="was_work" value="Penjahit"' in text
    saved(secretary, member, was={"address": "Jl. Contoh 9"}, work="Guru")
    file = rows(world, MemberFile)[0]
    assert (file.address, file.work) == ("Jl. Contoh 9", "Guru")


def test_numbers_ktp_and_photo_are_kept_from_the_same_page(secretary, world, member):
    here = f"/anggota/{member.id}/"
    wrong = secretary.post(f"{here}data/nomor/", {"kind": "NIK", "number": "123", "why": "dari KTP"})
    assert wrong.status_code == 422
    assert "dari KTP" in wrong.content.decode()
    assert "3573" not in wrong.content.decode()
    assert (
        secretary.post(
            f"{here}data/nomor/", {"kind": "PHONE", "number": "0812 1234 5678", "why": "ganti kartu"}
        ).url
        == here
    )
    assert secretary.post(f"{here}data/ktp/").url == here
    picture = SimpleUploadedFile("wajah.jpg", photo(), "image/jpeg")
    assert secretary.post(f"{here}data/foto/", {"photo": picture}).status_code == 422
    picture.seek(0)
    assert secretary.post(f"{here}data/foto/", {"photo": picture, "consent": "1"}).url == here
    assert secretary.get(f"{here}foto/")["Content-Type"] == "image/jpeg"
    assert secretary.post(f"{here}data/foto/hapus/", {"photo_why": "salah orang"}).url == here
    assert secretary.get(f"{here}foto/").status_code == 404


def test_heirs_are_a_set_that_is_whole(secretary, world, member):
    address = f"/anggota/{member.id}/ahli-waris/"
    fields = {
        "heir_name": ["Ani", "Budi", ""],
        "heir_relation": ["anak", "anak", ""],
        "heir_share": ["60", "30", ""],
        "reason": "atas permintaan anggota",
    }
    refused = secretary.post(address, fields)
    assert refused.status_code == 422
    assert "sekarang 90" in refused.content.decode()
    assert 'value="Budi"' in refused.content.decode()
    assert "ke-2" in secretary.post(address, fields | {"heir_share": ["60", "empat", ""]}).content.decode()
    assert not rows(world, Heir)

    assert (
        secretary.post(address, fields | {"heir_share": ["60", "40 %", ""]}).url == f"/anggota/{member.id}/"
    )
    assert [(heir.name, heir.share_percent) for heir in rows(world, Heir)] == [("Ani", 60), ("Budi", 40)]
    assert 'value="Ani"' in secretary.get(address).content.decode()


def test_a_business_is_told_shown_and_ended(secretary, world, member):
    new = f"/anggota/{member.id}/usaha/baru/"
    told = {"name": "Keripik Bu Siti", "makes": "", "turnover": "3.000.000", "workers": "2", "since": "2019"}
    refused = secretary.post(new, told)
    assert "Tulis apa yang dibuat" in refused.content.decode()
    assert 'value="Keripik Bu Siti"' in refused.content.decode()
    assert secretary.post(new, told | {"makes": "Keripik tempe"}).url == f"/anggota/{member.id}/"
    business = rows(world, Business)[0]
    assert (business.turnover_rp, business.workers, business.since_year) == (3_000_000, 2, 2019)
    here = f"/anggota/usaha/{business.id}/"
    assert "3.000.000" in secretary.get(here).content.decode()

    picture = SimpleUploadedFile("produk.jpg", photo(), "image/jpeg")
    assert secretary.post(f"{here}surat/", {"kind": "FOTO", "document": picture}).url == here
    assert (
        secretary.post(f"{here}surat/", {"kind": "NIB", "number": "99", "until": "besok"}).status_code == 422
    )
    assert secretary.post(f"{here}surat/", {"kind": "NIB", "number": "99", "until": "31-12-2027"}).url == here
    first, second = rows(world, BusinessPaper)
    assert secretary.get(f"{here}surat/{first.id}/")["Content-Type"] == "image/jpeg"
    assert secretary.get(f"{here}surat/{second.id}/").status_code == 404
    assert day(date(2027, 12, 31)) in secretary.get(here).content.decode()
    assert secretary.post(f"{here}surat/{second.id}/hapus/").url == here
    same = secretary.post(f"{here}ubah/", told | {"makes": "Keripik tempe"})
    assert "Belum ada yang diubah" in same.content.decode()
    assert secretary.post(f"{here}akhiri/").url == f"/anggota/{member.id}/"
    assert secretary.get(here).status_code == 404
    assert "Berakhir" in secretary.get(f"/anggota/{member.id}/").content.decode()


def test_groups_from_the_list_to_the_leader(secretary, world, member):
    assert "Belum ada kelompok" in secretary.get("/anggota/kelompok/").content.decode()
    assert secretary.post("/anggota/kelompok/rt/").url == "/anggota/kelompok/"
    text = secretary.get("/anggota/kelompok/").content.decode()
    assert "RT 003 RW 005" in text
    assert "1 orang" in text
    assert "sudah sesuai alamat" in secretary.post("/anggota/kelompok/rt/").content.decode()

    here = secretary.post("/anggota/kelompok/baru/", {"kind": "TANGGUNG_RENTENG", "name": "Melati 2"}).url
    assert "Siti Aminah" in secretary.get(f"{here}?cari=aminah").content.decode()
    assert "Siti Aminah" in secretary.get(f"{here}?cari=A-0001").content.decode()
    fields = {"member": str(member.id)}
    assert secretary.post(f"{here}masuk/", fields).url == here
    assert secretary.post(f"{here}masuk/", fields).status_code == 422
    assert secretary.post(f"{here}ketua/", fields).url == here
    assert "Ketua" in secretary.get(here).content.decode()
    assert secretary.post(f"{here}keluar/", fields).url == here
    assert secretary.post(f"{here}tutup/").url == "/anggota/kelompok/"
    assert "ditutup" in secretary.get(here).content.decode()
    assert not [
        seat for seat in rows(world, GroupSeat) if seat.until_on is None and str(seat.group_id) in here
    ]
