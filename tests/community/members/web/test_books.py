import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from guyub.community.members.models import BookLine, Employee
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

BASE = "/buku-koperasi/"
GUEST = {"who": "Bu Ratna (contoh)", "of": "Diskopindag", "text": "Pendampingan", "on": "2026-11-20"}


@pytest.fixture
def secretary(client, world):
    client.force_login(world.person(Role.SEKRETARIS))
    return client


def rows_of(answer):
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    return sheet.to_python()[3:]


def test_the_shelf_holds_sixteen_and_says_what_is_to_come(secretary):
    shown = secretary.get(BASE).content.decode()

    assert "13 dari 16 buku wajib ada di sini" in shown
    assert shown.count("Menyusul") == 3
    assert 'href="/buku-koperasi/simpanan/"' in shown
    assert 'href="/buku-koperasi/catatan/tamu/tulis/"' in shown


def test_who_reads_only_sees_no_way_to_write(client, world):
    client.force_login(world.person(Role.PENGAWAS))

    assert "/tulis/" not in client.get(BASE).content.decode()
    assert "/tulis/" not in client.get(f"{BASE}catatan/tamu/").content.decode()


def test_a_guest_is_written_in_one_form_and_corrected_by_another_line(secretary, world):
    address = f"{BASE}catatan/tamu/tulis/"
    assert 'value="' in secretary.get(address).content.decode()

    assert secretary.post(address, GUEST).url == f"{BASE}catatan/tamu/"
    with scope(world.bumiayu.id):
        first = BookLine.objects.get(cooperative=world.bumiayu)
    correction = f"{address}?koreksi={first.id}"
    assert "Koreksi nomor 1/2026" in secretary.get(correction).content.decode()
    assert "Bu Ratna (contoh)" in secretary.get(correction).content.decode()
    assert secretary.post(correction, GUEST | {"who": "Bu Ratna Dewi"}).status_code == 302

    shown = secretary.get(f"{BASE}catatan/tamu/").content.decode()
    assert "<s>Bu Ratna (contoh)</s>" in shown
    assert "Dikoreksi oleh nomor 2/2026." in shown
    assert "Mengoreksi nomor 1/2026." in shown
    again = secretary.post(correction, GUEST)
    assert again.status_code == 422
    assert "Baris ini sudah dikoreksi" in again.content.decode()


def test_what_is_missing_is_said_and_the_rest_stays_typed(secretary):
    refused = secretary.post(f"{BASE}catatan/kejadian/tulis/", {"who": "Gerai", "text": "", "on": "besok"})

    assert refused.status_code == 422
    assert "Tanggalnya belum terbaca" in refused.content.decode()
    assert 'value="Gerai"' in refused.content.decode()


@pytest.mark.parametrize("address", ["catatan/rapat/", "catatan/rapat/tulis/", "daftar/dewan/"])
def test_a_book_that_is_none_is_not_found(secretary, address):
    assert secretary.get(f"{BASE}{address}").status_code == 404


@pytest.mark.parametrize("written", ["x", "0193a1b2-1234-7abc-8def-0123456789ab"])
def test_a_line_that_is_none_is_not_corrected(secretary, written):
    assert secretary.get(f"{BASE}catatan/tamu/tulis/?koreksi={written}").status_code == 404


def test_the_register_is_by_number_with_who_left_and_no_number_of_an_identity_card(secretary, world):
    world.member("Siti Aminah", address="Jl. Kyai Parseh 12", rt="004", rw="002", work="Penjahit")
    world.member("Budi Santoso", born_on=date(1980, 2, 3))

    shown = secretary.get(f"{BASE}anggota/").content.decode()
    assert shown.index("A-0001") < shown.index("A-0002")
    assert "Jl. Kyai Parseh 12, RT 004 RW 002" in shown
    titles, first, second = rows_of(secretary.get(f"{BASE}anggota/?bentuk=xlsx"))
    assert titles == [
        "No. anggota",
        "Nama lengkap",
        "Tanggal lahir",
        "Mata pencaharian",
        "Tempat tinggal",
        "Masuk",
        "Berhenti",
        "Sebab berhenti",
        "Catatan",
    ]
    assert first[:2] == ["A-0001", "Siti Aminah"]
    assert second[:3] == ["A-0002", "Budi Santoso", date(1980, 2, 3)]
    assert "1 anggota" in secretary.get(f"{BASE}anggota/?cari=budi").content.decode()
    assert "Siti Aminah" not in secretary.get(f"{BASE}anggota/?cari=a-0002").content.decode()
    assert "Belum ada yang menjadi anggota." in secretary.get(f"{BASE}anggota/?tahun=2024").content.decode()


def test_another_cooperatives_members_are_not_in_it(client, world):
    world.member("Siti Aminah")
    client.force_login(world.person(Role.SEKRETARIS, world.arjosari))

    assert "Siti Aminah" not in client.get(f"{BASE}anggota/").content.decode()


def test_an_employee_begins_and_ends(secretary, world):
    typed = {"name": "Sari (contoh)", "position": "Penjaga gerai", "from_on": "2026-03-01"}
    assert secretary.post(f"{BASE}karyawan/baru/", typed | {"name": ""}).status_code == 422
    assert secretary.post(f"{BASE}karyawan/baru/", typed).url == f"{BASE}karyawan/"
    with scope(world.bumiayu.id):
        worker = Employee.objects.get(cooperative=world.bumiayu)
    address = f"{BASE}karyawan/{worker.id}/akhiri/"
    assert "Penjaga gerai" in secretary.get(address).content.decode()
    assert secretary.post(address, {"until_on": "2026-02-01", "why": "Selesai"}).status_code == 422
    assert secretary.post(address, {"until_on": "2026-11-01", "why": "Selesai"}).url == f"{BASE}karyawan/"
    assert "1 Nov" in secretary.get(f"{BASE}karyawan/").content.decode().replace("\xa0", " ")
    assert "Akhiri" not in secretary.get(f"{BASE}karyawan/").content.decode()


def test_the_book_of_suggestions_reads_the_letters(secretary, world):
    world.suggestion()

    assert "Gerai tutup lebih awal." in secretary.get(f"{BASE}saran/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "anggota/",
        "daftar/pengurus/",
        "daftar/pengawas/",
        "karyawan/",
        "saran/",
        "simpanan/",
        "catatan/tamu/",
        "catatan/surat-keluar/",
        "catatan/ekspedisi/",
    ],
)
def test_every_book_is_a_paper_even_when_it_is_empty(secretary, address):
    for query in ("bentuk=pdf", "bentuk=pdf&kertas=a4&tahun=2026&cari=x"):
        answer = secretary.get(f"{BASE}{address}?{query}")

        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    assert secretary.get(f"{BASE}{address}?bentuk=csv").content.decode().startswith("\ufeff")


def test_a_long_book_is_paged_and_a_page_stays_light(secretary, world, django_assert_max_num_queries):
    with scope(world.bumiayu.id):
        BookLine.objects.bulk_create(
            BookLine(
                cooperative=world.bumiayu,
                kind="TAMU",
                year=2026,
                number=number,
                on=NOW.date(),
                who=f"Tamu {number:03} (contoh)",
                of="Kelurahan",
                text="Melihat gerai dan menanyakan syarat anggota",
                written_by=world.person(Role.SEKRETARIS),
                written_at=NOW,
            )
            for number in range(1, 131)
        )
    with django_assert_max_num_queries(12):
        shown = secretary.get(f"{BASE}catatan/tamu/")
    assert len(shown.content) < 100_000
    assert "130 baris" in shown.content.decode()
    assert "Tamu 031" in shown.content.decode()
    assert "Tamu 030" not in shown.content.decode()
    assert "Tamu 030" in secretary.get(f"{BASE}catatan/tamu/?halaman=2").content.decode()


def test_the_shelf_asks_little(secretary, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        secretary.get(BASE)
