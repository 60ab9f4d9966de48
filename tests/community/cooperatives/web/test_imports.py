"""The pages of imports: what an officer sees before anything is written, and after."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guyub.community.cooperatives.models import ImportBatch, Officer
from guyub.community.cooperatives.selectors.wards import wards
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.tenancy.scope import all_cooperatives, scope
from tests.world import new_id

GOOD = b"kode;nama;jabatan;mulai;sampai\n35.73.03.1003;Bambang;Ketua;02/06/2025;01/06/2030\n"
BAD = GOOD + b"35.73.03.9999;Sri;Sekertaris;02/06/2025;01/06/2030\n"


@pytest.fixture
def officer(world, client):
    call_command("load_network", without_regions=True)
    client.force_login(world.person(Role.PETUGAS_DINAS))
    return client


@pytest.fixture
def bring(officer):
    def bring(content=GOOD, kind="OFFICERS", **more):
        file = SimpleUploadedFile("pengurus.csv", content)
        fields = {"kind": kind, "table": file, "request_id": new_id(), **more}
        return officer.post("/impor/", fields)

    return bring


def officers():
    with all_cooperatives("a test counts"):
        return Officer.objects.count()


def send(client, answer, verb, **fields):
    return client.post(f"{answer.url}{verb}/", {"request_id": new_id(), **fields})


def test_a_good_table_is_shown_taken_and_undone(bring, officer):
    answer = bring()
    page = officer.get(answer.url).content.decode()
    assert "1 baris siap dimasukkan" in page
    assert officers() == 0

    assert send(officer, answer, "masukkan").url == answer.url
    assert officers() == 1
    assert "1 baris dimasukkan" in officer.get(answer.url).content.decode()
    assert "Dimasukkan" in officer.get("/impor/").content.decode()

    assert send(officer, answer, "batalkan").url == answer.url
    assert officers() == 0
    assert "Tabel ini dibatalkan" in officer.get(answer.url).content.decode()
    assert send(officer, answer, "masukkan").status_code == 422


def test_a_faulty_table_names_its_lines_and_cannot_be_taken_by_hand_either(bring, officer):
    answer = bring(BAD)

    page = officer.get(answer.url).content.decode()

    assert "2 catatan pada tabel ini" in page
    assert "Mungkin Sekretaris" in page
    assert "Kode ini bukan kelurahan yang dibina" in page
    assert "/masukkan/" not in page
    refused = send(officer, answer, "masukkan")
    assert refused.status_code == 422
    assert "Masih ada 2 catatan" in refused.content.decode()
    assert officers() == 0
    notes = read_table(officer.get(f"{answer.url}kesalahan/").content)
    assert [row[:2] for row in notes[3:]] == [["3", "Kode wilayah"], ["3", "Jabatan"]]
    assert "Sekretaris" in officer.get(f"{answer.url}kesalahan/?bentuk=csv").content.decode()
    assert send(officer, answer, "buang").url == answer.url
    assert "Tabel ini dibuang" in officer.get(answer.url).content.decode()
    assert officer.get(f"{answer.url}kesalahan/").status_code == 404


def test_a_refused_upload_keeps_what_was_typed(bring, officer):
    for answer in (
        bring(b"\0", kind="REPORTS", source="Laporan RT"),
        officer.post("/impor/", {"kind": "REPORTS", "source": "Laporan RT"}),
    ):
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'role="alert"' in page
        assert 'value="Laporan RT"' in page
        assert '<option value="REPORTS" selected>' in page


def test_columns_are_chosen_on_the_page(bring, officer):
    answer = bring(b"wil;n\n35.73.03.1003;140\n", kind="REPORTS")
    assert "isian wajib belum punya kolom" in officer.get(answer.url).content.decode()

    chosen = {"f-code": "wil", "f-members": "n", "as_of": "2026-11-01", "source": "Laporan RT"}
    assert send(officer, answer, "kolom", **chosen).url == answer.url
    assert "1 baris siap dimasukkan" in officer.get(answer.url).content.decode()
    refused = send(officer, answer, "kolom", **{**chosen, "f-value": "n"})
    assert refused.status_code == 422


@pytest.mark.parametrize("kind", ["COOPERATIVES", "OFFICERS", "REPORTS"])
def test_the_example_of_a_kind_reads_back_and_its_row_is_refused(bring, officer, kind):
    content = officer.get(f"/impor/contoh/{kind}/").content

    page = officer.get(bring(content, kind=kind).url).content.decode()

    assert "1 catatan pada tabel ini" in page
    assert "Kode ini bukan kelurahan yang dibina" in page
    assert officer.get("/impor/contoh/LAIN/").status_code == 404
    assert officer.get(f"/impor/contoh/{kind}/?bentuk=csv").content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("kind", ["COOPERATIVES", "OFFICERS", "REPORTS"])
def test_the_page_asks_at_most_twelve_times_and_stays_light(bring, officer, kind):
    rows = "\n".join(f"{ward.code};Ketua;-;x" for ward in wards() for _ in range(10))
    header = ";".join(["kode", "nama", "jabatan", "nib", *(f"Kolom lain {n}" for n in range(56))])
    answer = bring(f"{header}\n{rows}\n".encode(), kind=kind, as_of="2026-11-01", source="a")

    with CaptureQueriesContext(connection) as captured:
        page = officer.get(answer.url)

    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len([sql for sql in asked if "set_config" not in sql]) <= 12, "\n".join(asked)
    assert len(page.content) < 100_000


def test_another_city_gets_404_for_everything(bring, client, world):
    answer = bring()
    other = type(world.city).objects.create(code="35.79", name="Dinas Kota Batu", zone="WIB", kind="KOTA")
    client.force_login(world.person(Role.PETUGAS_DINAS, other))

    for verb in ("", "kesalahan/"):
        assert client.get(f"{answer.url}{verb}").status_code == 404
    for verb in ("kolom", "masukkan", "batalkan", "buang"):
        assert send(client, answer, verb).status_code == 404
    with scope(world.city.id):
        assert ImportBatch.objects.get(cooperative_id=world.city.id).state == "BROUGHT"
    assert "pengurus.csv" not in client.get(reverse("cooperatives:imports")).content.decode()


def test_no_number_of_a_person_in_a_table_reaches_a_page(bring, officer):
    header, row = GOOD.decode().strip().split("\n")
    content = io.BytesIO(f"{header};NIK;HP\n{row};3573034105900001;081234567890\n".encode())

    answer = bring(content.getvalue())

    for page in (officer.get(answer.url), officer.get("/impor/"), officer.get("/jejak/")):
        assert page.status_code == 200
        assert "3573034105900001" not in page.content.decode()
        assert "81234567890" not in page.content.decode()
