"""Pages of applications: the link on a phone, the check, the counter's form, from the public wish to a candidate."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.community.members.domain.applications import ApplicationState
from guyub.community.members.models import Application, MemberFile
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.community.members.application_world import KK, NIK, ApplicationWorld
from tests.pictures import photo
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
BASE = "/anggota/pendaftaran/"
TYPED = {
    "name": "Siti Rahayu",
    "nik": "3573 0352 0590 0004",
    "kk": KK,
    "phone": "0812-3456-0007",
    "sex": "P",
    "birthplace": "Malang",
    "born_on": "1990-05-12",
    "address": "Jl. Contoh 4",
    "rt": "3",
    "rw": "2",
    "ward_code": "35.73.03.1003",
    "kk_relation": "PASANGAN",
    "work": "Penjahit",
    "instalments": "2",
    "consent_MEMBER_REGISTER": "1",
}


@pytest.fixture
def world(monkeypatch):
    cache.clear()
    for module in ("foundation.identity.web.doors", "community.members.web.views.applications"):
        monkeypatch.setattr(f"guyub.{module}.utc_now", lambda: NOW)
    monkeypatch.setattr("guyub.community.members.web.views.application_links.utc_now", lambda: NOW)
    return ApplicationWorld()


def only(world):
    with scope(world.bumiayu.id):
        return Application.objects.filter(cooperative=world.bumiayu).get()


def text(answer):
    return answer.content.decode()


def officer(world, client):
    client.force_login(world.person(Role.SEKRETARIS))
    return client


def invited(world, client):
    """Make a link as the page does; give its address and the application's."""
    answer = officer(world, client).post(f"{BASE}tautan/", {"name": "Siti Rahayu"})
    page = client.get(answer.url)
    token = world.row(only(world).id).token
    assert token in text(page)
    assert "wa.me/?text=" in text(page)
    client.logout()
    return f"/gabung/35.73.03.1003/{token}/", answer.url


def test_a_resident_fills_in_the_form_once(world, client):
    address, _ = invited(world, client)
    form = client.get(address)
    assert form.status_code == 200
    assert form.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Siti Rahayu" in text(form)  # what the officer typed for the list

    answer = client.post(address, TYPED | {"request_id": str(new_id())})
    assert (answer.status_code, answer.url) == (302, address)
    page = client.get(address)
    assert "Pendaftaran PA-2026-0001 sudah terkirim" in text(page)
    assert NIK not in text(page)
    assert client.post(address, TYPED).status_code == 200  # the form is there no more
    assert only(world).state == "DIAJUKAN"


def test_what_was_typed_stays_where_it_is_refused(world, client):
    address, _ = invited(world, client)

    answer = client.post(address, TYPED | {"born_on": "1990-05-13"})

    assert answer.status_code == 422
    assert "Tanggal lahir ini tidak cocok dengan NIK" in text(answer)
    assert 'value="Jl. Contoh 4"' in text(answer)
    assert only(world).state == "DIUNDANG"


def test_a_program_that_fills_in_everything_is_turned_away(world, client):
    address, _ = invited(world, client)

    assert client.post(address, TYPED | {"situs": "x"}).status_code == 422
    assert only(world).state == "DIUNDANG"


def test_links_that_open_nothing(world, client, monkeypatch):
    address, _ = invited(world, client)
    assert client.get(f"/gabung/35.73.03.1003/{'a' * 26}/").status_code == 404
    assert client.get(f"/gabung/35.73.01.1011/{address.split('/')[-2]}/").status_code == 404
    assert client.get("/gabung/99.99.99.9999/x/").status_code == 404

    late = NOW + timedelta(days=7)
    monkeypatch.setattr("guyub.community.members.web.views.application_links.utc_now", lambda: late)
    page = client.get(address)
    assert page.status_code == 410
    assert "sudah lewat masanya" in text(page)


def test_too_many_forms_from_one_place(world, client):
    address, _ = invited(world, client)
    for _ in range(20):
        assert client.post(address, {"name": ""}).status_code == 422

    assert client.post(address, {"name": ""}).status_code == 429


def test_an_officer_compares_the_form_with_the_card(world, client):
    address, page = invited(world, client)
    client.post(address, TYPED)
    officer(world, client)
    assert "1 pendaftaran perlu diperiksa" in text(client.get(BASE))
    assert "Cocokkan dengan KTP" in text(client.get(page))

    form = client.get(f"{page}periksa/")
    assert "•••• 0004" in text(form)
    assert 'value="Jl. Contoh 4"' in text(form)
    assert NIK not in text(form)
    assert "081234560007" not in text(form)
    assert "+6281234560007" not in text(form)

    missing = client.post(f"{page}periksa/", TYPED | {"kk": "", "phone": ""})
    assert "Lihat dulu KTP aslinya" in text(missing)
    face = SimpleUploadedFile("wajah.jpg", photo())
    answer = client.post(
        f"{page}periksa/",
        TYPED | {"kk": "", "phone": "", "ktp": "1", "photo": face, "consent_PHOTO": "1"},
    )
    assert answer.url == page
    shown = text(client.get(page))
    assert "Menunggu persetujuan" in shown
    assert "•••• 0004" in shown
    assert NIK not in shown
    with scope(world.bumiayu.id):
        assert MemberFile.objects.get(cooperative=world.bumiayu).photo_id
    assert client.get(f"{page}periksa/").status_code == 404  # checked already


def test_the_counter_form_for_a_public_wish(world, client):
    letter_id = world.join_request()
    officer(world, client)
    letter = f"/surat/gabung/{letter_id}/"
    assert "Undang mendaftar" in text(client.get(letter))
    form = client.get(f"{BASE}baru/?surat={letter_id}")
    assert 'value="Warga Baru"' in text(form)

    answer = client.post(f"{BASE}baru/", TYPED | {"letter": str(letter_id), "phone": "", "ktp": "1"})

    row = world.row(only(world).id)
    assert answer.url == f"{BASE}{row.id}/"
    assert (row.state, row.letter_id) == (ApplicationState.DIPERIKSA, letter_id)
    assert client.get(f"{BASE}baru/?surat={new_id()}").status_code == 404


def test_inviting_from_the_wish_and_again_after_it_was_closed(world, client):
    letter_id = world.join_request()
    officer(world, client)
    first = client.post(f"{BASE}tautan/", {"letter": str(letter_id)})
    assert "Buka pendaftarannya" in text(client.get(f"/surat/gabung/{letter_id}/"))
    assert client.post(f"{BASE}tautan/", {"letter": str(letter_id)}).status_code == 422
    assert client.post(f"{BASE}tautan/", {"letter": "x"}).status_code == 422

    assert client.post(f"{first.url}tutup/", {"reason": "pindah"}).status_code == 422
    assert client.post(f"{first.url}tutup/", {"reason": "Belum jadi tahun ini."}).url == first.url
    assert "Ditarik" in text(client.get(first.url))
    assert client.post(f"{BASE}tautan/", {"letter": str(letter_id)}).status_code == 302


def test_the_chair_reads_and_decides_but_does_not_check(world, client):
    page = f"{BASE}{world.checked()}/"
    client.force_login(world.person(Role.KETUA))

    shown = text(client.get(page))
    assert "Putuskan" in shown
    assert "Tutup pendaftaran ini" not in shown
    assert client.get(f"{BASE}baru/").status_code == 403

    world.decided(only(world).id)
    assert "Simpanan pokok" in text(client.get(page))


def test_few_queries_and_small_pages(world, client):
    for at in range(12):
        world.checked(nik=f"35730352059001{at:02}", name=f"Contoh {at}")
    with scope(world.bumiayu.id):
        page = f"{BASE}{Application.objects.filter(cooperative=world.bumiayu).first().id}/"
    officer(world, client)
    for address in (BASE, page, f"{BASE}baru/"):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(address)
        assert answer.status_code == 200
        assert len([one for one in asked if "SET " not in one["sql"][:12]]) <= 12, address
        assert len(answer.content) < 100_000
