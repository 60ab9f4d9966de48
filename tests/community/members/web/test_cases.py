"""The pages of missed dues and of leaving, as officers meet them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guyub.community.members.models import ExitCase, PassiveCase
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.case_world import (
    TODAY,
    again,
    agreed_exit,
    asked_exit,
    given_notice,
    joined,
    saved,
)
from tests.pictures import photo
from tests.world import NOW, new_id

PASSIVE, EXITS = "/anggota/pasif/", "/anggota/keluar/"
WHY = "Dua kali diingatkan"


@pytest.fixture
def sit(client, world):
    def sit(role):
        client.force_login(world.person(role))
        return client

    return sit


@pytest.fixture
def budi(world):
    world.cash()
    return joined(world)


def words(answer):
    return answer.content.decode().replace("\u00a0", " ")


def notice(world):
    with scope(world.bumiayu.id):
        return PassiveCase.objects.get(cooperative=world.bumiayu)


def send(client, address, **fields):
    return client.post(address, {"request_id": str(new_id())} | fields)


def test_nobody_missed_anything(sit, world):
    world.cash()
    page = words(sit(Role.SEKRETARIS).get(PASSIVE))
    assert "Tidak ada anggota pasif" in page
    assert "Semua anggota aktif membayar simpanan wajib" in page


def test_one_tap_gives_notice_and_shows_it(sit, world, budi):
    joined(world, "Sri Contoh")
    page = words(sit(Role.SEKRETARIS).get(PASSIVE))
    assert "2 anggota lama tidak membayar simpanan wajib" in page
    assert "Beri tahu semua" in page

    assert send(sit(Role.SEKRETARIS), f"{PASSIVE}beri-tahu/", member=str(budi.id)).url == PASSIVE
    page = words(sit(Role.SEKRETARIS).get(PASSIVE))
    assert "1 anggota lama tidak membayar simpanan wajib" in page
    assert "14 hari lagi" in page

    assert send(sit(Role.SEKRETARIS), f"{PASSIVE}beri-tahu/", all="1").url == PASSIVE
    again_sent = send(sit(Role.SEKRETARIS), f"{PASSIVE}beri-tahu/", all="1")
    assert again_sent.status_code == 422
    assert "Tidak ada lagi anggota yang cocok untuk itu." in words(again_sent)


def test_the_chair_sees_the_list_without_its_buttons(sit, world, budi):
    joined(world, "Sri Contoh")
    page = words(sit(Role.KETUA).get(PASSIVE))
    assert "Sri Contoh" in page
    assert "Beri tahu" not in page


def test_the_letters_of_open_notices_are_a_pdf(sit, world, budi):
    assert sit(Role.SEKRETARIS).get(f"{PASSIVE}surat/").status_code == 404
    given_notice(world)
    answer = sit(Role.SEKRETARIS).get(f"{PASSIVE}surat/?kertas=f4")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert sit(Role.SEKRETARIS).get(f"{PASSIVE}surat/?perkara={notice(world).id}").status_code == 200


def test_the_board_decides_after_the_last_day_and_a_refusal_keeps_what_was_typed(sit, world, budi):
    given_notice(world)
    address = f"{PASSIVE}{notice(world).id}/"
    page = words(sit(Role.KETUA).get(address))
    assert "Jadikan pasif" not in page
    early = send(sit(Role.KETUA), f"{address}putus/", outcome="pasif", reason="Sudah diingatkan dua kali")
    assert early.status_code == 422
    assert "Putuskan sesudah tanggal itu." in words(early)
    assert "Sudah diingatkan dua kali" in words(early)

    with scope(world.bumiayu.id):
        past = timezone.now().date() - timedelta(days=2)
        PassiveCase.objects.filter(cooperative=world.bumiayu).update(due_on=past)
    assert "Jadikan pasif" in words(sit(Role.KETUA).get(address))
    done = send(sit(Role.KETUA), f"{address}putus/", outcome="pasif", reason="Sudah diingatkan dua kali")
    assert done.url == address
    assert again(world, budi).state == "PASIF"
    assert "Sudah diingatkan dua kali" in words(sit(Role.KETUA).get(address))
    assert "1 anggota pasif" in words(sit(Role.KETUA).get(PASSIVE))


def test_an_appeal_is_typed_and_read_by_the_board(sit, world, budi):
    given_notice(world, today=timezone.now().date())
    address = f"{PASSIVE}{notice(world).id}/"
    assert send(sit(Role.SEKRETARIS), f"{address}banding/", appeal="Sakit sejak Maret").url == address
    page = words(sit(Role.KETUA).get(address))
    assert "Sakit sejak Maret" in page
    assert (
        send(sit(Role.KETUA), f"{address}putus/", outcome="tetap", reason="Alasan bisa diterima").url
        == address
    )
    assert again(world, budi).state == "AKTIF"


def test_the_phone_is_shown_once_with_the_message(sit, world, budi):
    given_notice(world)
    address = f"{PASSIVE}{notice(world).id}/"
    with scope(world.bumiayu.id):
        keep_secret(person=budi.person, kind=SecretKind.PHONE, value="+6281299990000", now=NOW)
    pressed = {"request_id": str(new_id())}
    shown = sit(Role.SEKRETARIS).post(f"{address}nomor/", pressed)
    assert "https://wa.me/6281299990000?text=Yth.%20Bapak/Ibu%20Budi%20Contoh" in words(shown)
    assert "no-store" in shown["Cache-Control"]
    repeated = sit(Role.SEKRETARIS).post(f"{address}nomor/", pressed)
    assert repeated.status_code == 422
    assert "81299990000" not in words(repeated)


def test_paid_notices_are_lifted_in_one_tap_and_a_passive_member_comes_back(sit, world, budi):
    given_notice(world)
    saved(world, budi, "WAJIB", 15_000)
    assert "Cabut 1 yang sudah bayar" in words(sit(Role.SEKRETARIS).get(PASSIVE))
    assert send(sit(Role.SEKRETARIS), f"{PASSIVE}sudah-bayar/").url == PASSIVE
    assert "Simpanan wajib sudah dibayar" in words(sit(Role.SEKRETARIS).get(PASSIVE))
    refused = send(sit(Role.SEKRETARIS), f"/anggota/{budi.id}/aktifkan/", reason="Sudah membayar lagi")
    assert refused.status_code == 422
    assert "Anggota ini tidak sedang pasif." in words(refused)


def test_a_leaving_is_asked_with_the_photo_of_the_letter(sit, world, budi):
    address = f"/anggota/{budi.id}/keluar/"
    page = words(sit(Role.SEKRETARIS).get(address))
    assert "Budi Contoh keluar" in page
    assert "Meninggal dunia" in page
    assert "Batal menjadi anggota" not in page
    typed = {"kind": "MUNDUR", "happened_on": TODAY.isoformat(), "reason": "Pindah ke luar kota"}

    without = send(sit(Role.SEKRETARIS), address, **typed)
    assert without.status_code == 422
    assert "Foto surat pengunduran diri belum ada." in words(without)
    assert "Pindah ke luar kota" in words(without)

    from django.core.files.uploadedfile import SimpleUploadedFile

    letter = SimpleUploadedFile("surat.jpg", photo(), content_type="image/jpeg")
    sent = send(sit(Role.SEKRETARIS), address, **typed, document=letter)
    with scope(world.bumiayu.id):
        case = ExitCase.objects.get(cooperative=world.bumiayu)
    assert sent.url == f"{EXITS}{case.id}/"
    picture = sit(Role.KETUA).get(f"{EXITS}{case.id}/berkas/surat/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert sit(Role.KETUA).get(f"{EXITS}{case.id}/berkas/lain/").status_code == 404
    assert "Perkaranya sedang berjalan" in words(sit(Role.SEKRETARIS).get(address))


def test_the_lists_say_what_waits(sit, world, budi):
    chair = sit(Role.KETUA)
    assert "Tidak ada perkara keluar yang menunggu" in words(chair.get(EXITS))
    asked_exit(world, budi)
    agreed_exit(world, joined(world, "Sri Contoh"))

    assert "1 perkara keluar menunggu putusan" in words(chair.get(EXITS))
    settling = words(chair.get(f"{EXITS}?bagian=bayar"))
    assert "1 anggota menunggu haknya dibayar" in settling
    assert "Sri Contoh" in settling
    assert "Budi Contoh" not in settling
    assert "Belum ada yang selesai" in words(chair.get(f"{EXITS}?bagian=selesai"))
    assert "menunggu putusan" in words(chair.get(f"{EXITS}?bagian=aneh"))
