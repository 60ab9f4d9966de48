import pytest

from guyub.community.members.models import MailingLine
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.permission_rows_member_registers import mail, reachable
from tests.world import new_id

BASE = "/anggota/hubungi/"
TYPED = {"title": "Undangan rapat anggota", "text": "Yth. {nama}, {nomor}: {koperasi}."}


@pytest.fixture
def secretary(client, world):
    reachable(world, world.member("Siti Aminah", address="Jl. Kyai Parseh 12", rt="004", rw="002"))
    world.member("Budi Santoso")
    client.force_login(world.person(Role.SEKRETARIS))
    return client


def test_a_choice_says_how_many_and_by_phone(secretary, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        shown = secretary.get(BASE).content.decode()
    assert "2 anggota" in shown
    assert "<b>1</b> setuju dihubungi" in shown
    assert "1 anggota" in secretary.get(f"{BASE}?siapa=SEMUA&rt=004/002").content.decode()
    assert "0 anggota" in secretary.get(f"{BASE}?siapa=PASIF&kelompok=x").content.decode()
    assert "81200000099" not in shown


def test_a_message_is_looked_at_made_and_sent_link_by_link(secretary, world, django_assert_max_num_queries):
    address = f"{BASE}tulis/wa/"
    assert "Pesan untuk 1 anggota" in secretary.get(address).content.decode()
    looked = secretary.post(address, TYPED | {"check": "1"})
    assert looked.status_code == 200
    assert "Yth. Siti Aminah, A-0001: KKMP Bumiayu." in looked.content.decode()

    made = secretary.post(address, TYPED).url
    assert "Buka 1 nomor berikutnya" in secretary.get(made).content.decode()
    request_id = new_id()
    with django_assert_max_num_queries(40):
        shown = secretary.post(made, {"reason": "Undangan rapat anggota", "request_id": request_id})
    page = shown.content.decode()
    assert "https://wa.me/6281200000099?text=Yth.%20Siti%20Aminah%2C%20A-0001%3A%20KKMP%20Bumiayu." in page
    assert "no-store" in shown["Cache-Control"]
    again = secretary.post(made, {"reason": "Undangan rapat anggota", "request_id": request_id})
    assert again.status_code == 422
    assert "81200000099" not in again.content.decode()

    member = world.member("Siti Aminah")
    assert secretary.post(f"{made}terkirim/", {"sent": [member.id, "x"]}).url == made
    with scope(world.bumiayu.id):
        assert MailingLine.objects.get(cooperative=world.bumiayu).sent_at is not None
    tapped = secretary.post(f"{made}terkirim/", {"sent": member.id, "tap": "1"})
    assert (tapped.status_code, tapped.content) == (204, b"")
    assert "Semua 1 pesan sudah terkirim" in secretary.get(made).content.decode()
    assert "1 dari 1 pesan terkirim" in secretary.get(BASE).content.decode()


def test_a_refused_text_stays_typed(secretary):
    refused = secretary.post(f"{BASE}tulis/wa/", TYPED | {"text": "NIK Anda {nik}"})

    assert refused.status_code == 422
    assert "tidak dikenal: “nik”" in refused.content.decode()
    assert "NIK Anda {nik}" in refused.content.decode()


def test_letters_are_made_once_and_printed_again_and_again(secretary):
    assert "Dengan hormat," in secretary.get(f"{BASE}tulis/surat/?pola=ucapan").content.decode()
    made = secretary.post(f"{BASE}tulis/surat/", TYPED).url
    assert "001/KKMP/XI" in secretary.get(made).content.decode()
    for paper in ("f4", "a4", "x"):
        answer = secretary.get(f"{made}surat/?kertas={paper}")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


def test_a_message_is_no_letter_and_an_unknown_way_is_none(secretary, world):
    assert secretary.get(f"{BASE}{mail(world, way='WA')}/surat/").status_code == 404
    assert secretary.get(f"{BASE}tulis/pos/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "label/?lembar=3x8",
        "label/?lembar=2x7&siapa=PASIF",
        "label/?lembar=x",
        "daftar-hadir/",
        "daftar-hadir/?judul=Rapat&tanggal=2026-12-03&tempat=Balai+RW&kertas=a4",
        "daftar-hadir/?tanggal=besok&siapa=PASIF",
    ],
)
def test_labels_and_lists_are_papers(secretary, query):
    answer = secretary.get(f"{BASE}{query}")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_another_place_sees_neither_mailing_nor_members(client, world):
    mailing_id = mail(world, way="WA") if reachable(world, world.member()) else None
    client.force_login(world.person(Role.SEKRETARIS, world.arjosari))

    assert client.get(f"{BASE}{mailing_id}/").status_code == 404
    assert "Siti Aminah" not in client.get(BASE).content.decode()
