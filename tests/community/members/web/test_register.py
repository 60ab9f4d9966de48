"""The pages of the register: the list, the search, the table."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

NIK, PHONE = "3573034105900001", "+6281234567890"


@pytest.fixture
def register(world):
    siti = world.member("Siti Aminah", rt="003", rw="001")
    world.member("Budi Hartono", rt="004", rw="001")
    world.candidate("Calon Contoh")
    with scope(world.bumiayu.id):
        keep_secret(person=siti.person, kind=SecretKind.NIK, value=NIK, now=NOW)
        keep_secret(person=siti.person, kind=SecretKind.PHONE, value=PHONE, now=NOW)
    return world


@pytest.fixture
def secretary(client, register):
    client.force_login(register.person(Role.SEKRETARIS))
    return client


def text(answer):
    return answer.content.decode()


def test_an_empty_register_says_how_it_fills(client, world):
    client.force_login(world.person(Role.SEKRETARIS))

    page = text(client.get("/anggota/"))

    assert "Belum ada anggota" in page
    assert "Daftar masih kosong" in page


def test_the_list_shows_members_and_leads_on(secretary):
    page = text(secretary.get("/anggota/"))

    assert "2 anggota" in page
    assert "2 aktif, 1 calon anggota." in page
    assert "Siti Aminah" in page
    assert "Calon Contoh" not in page
    assert "Calon Contoh" in text(secretary.get("/anggota/?keadaan=CALON"))
    assert "Tidak ada yang cocok" in text(secretary.get("/anggota/?keadaan=PASIF"))


@pytest.mark.parametrize(
    "asked",
    [
        "keadaan=X",
        "halaman=0",
        "halaman=-3",
        "halaman=99999",
        "halaman=999999",
        "kelompok=x",
        "rt=x",
        "urut=%F0",
    ],
)
def test_what_an_address_cannot_mean_is_passed_over(secretary, asked):
    assert secretary.get(f"/anggota/?{asked}").status_code == 200


def test_a_narrow_list(secretary):
    page = text(secretary.get("/anggota/?rt=003/001"))

    assert "Siti Aminah" in page
    assert "Budi Hartono" not in page
    assert 'value="003/001" selected' in page


def test_the_list_turns_its_pages(client, world):
    for n in range(51):
        world.member(f"Contoh {n:02}")
    client.force_login(world.person(Role.KASIR))

    first, second = text(client.get("/anggota/")), text(client.get("/anggota/?halaman=2"))

    assert "1–50 dari 51" in first
    assert "51–51 dari 51" in second
    assert ("Contoh 50" in first, "Contoh 50" in second) == (False, True)
    assert "51–51 dari 51" in text(client.get("/anggota/?halaman=77"))


def test_it_costs_the_same_however_many_there_are(client, world):
    client.force_login(world.person(Role.SEKRETARIS))
    client.get("/anggota/")
    for n in range(60):
        world.member(f"Contoh {n:02}")

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/anggota/")

    assert len([q for q in asked if "set_config" not in q["sql"]]) <= 12
    assert len(answer.content) < 100_000


def test_somebody_is_found_by_what_was_sent_and_never_by_an_address(secretary):
    for written in ("siti", "1", "A-0001", "0812 3456 7890", NIK):
        page = text(secretary.post("/anggota/cari/", {"cari": written}))
        assert "Siti Aminah" in page, written
        assert "Budi Hartono" not in page, written
    assert secretary.get(f"/anggota/cari/?cari={NIK}").status_code == 405


def test_a_part_of_the_page_for_who_types(secretary):
    part = text(secretary.post("/anggota/cari/", {"cari": "siti"}, headers={"HX-Request": "true"}))

    assert part.lstrip().startswith("<section")
    assert "1 ketemu" in part
    assert "Tidak ada di daftar ini" in text(secretary.post("/anggota/cari/", {"cari": "zzz"}))
    assert "paling sedikit dua huruf" in text(secretary.post("/anggota/cari/", {"cari": "z"}))
    assert "Nomor dicari utuh" in text(secretary.post("/anggota/cari/", {"cari": "3573034105900009"}))


def test_numbers_of_the_vault_only_for_who_may_see_files(client, register):
    client.force_login(register.person(Role.KASIR))

    for written in (NIK, "081234567890"):
        page = text(client.post("/anggota/cari/", {"cari": written}))
        assert "hanya untuk pengurus dan pengawas" in page
        assert "Siti Aminah" not in page
    assert "Siti Aminah" in text(client.post("/anggota/cari/", {"cari": "siti"}))


def test_the_table_holds_no_number_of_a_person(secretary):
    book = secretary.get("/anggota/unduh/?keadaan=SEMUA")
    rows = [row for row in read_table(book.content) if row and row[0].startswith("A-")]
    lines = text(secretary.get("/anggota/unduh/?bentuk=csv")).splitlines()

    assert [row[:3] for row in rows] == [
        ["A-0001", "Siti Aminah", "Aktif"],
        ["A-0002", "Budi Hartono", "Aktif"],
    ]
    assert len(lines) == 3
    assert "Calon Contoh" not in "".join(lines)
    assert NIK not in str(read_table(book.content))


def test_another_cooperative_sees_nothing_of_it(client, register):
    client.force_login(register.person(Role.SEKRETARIS, register.arjosari))

    assert "Siti Aminah" not in text(client.get("/anggota/?keadaan=SEMUA"))
    assert "Siti Aminah" not in text(client.post("/anggota/cari/", {"cari": NIK}))
