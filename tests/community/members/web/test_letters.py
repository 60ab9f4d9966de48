import pytest

from guyub.community.members.models import JoinRequest, Suggestion
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import new_id


@pytest.fixture
def secretary(client, world):
    client.force_login(world.person(Role.SEKRETARIS))
    return client


def test_an_empty_inbox_says_so(secretary):
    assert "Tidak ada surat yang menunggu" in secretary.get("/surat/").content.decode()


def test_the_inbox_shows_what_waits_and_for_how_long(secretary, world):
    world.join_request()
    world.suggestion()

    page = secretary.get("/surat/").content.decode()

    assert "2 surat menunggu pengurus" in page
    assert "Warga Baru" in page
    assert "Gerai tutup lebih awal." in page


def test_the_secretary_moves_a_wish_on(secretary, world):
    letter_id = world.join_request()

    assert (
        secretary.post(f"/surat/gabung/{letter_id}/", {"state": "INVITED", "note": "Sabtu"}).url == "/surat/"
    )
    with scope(world.bumiayu.id):
        assert JoinRequest.objects.get(cooperative=world.bumiayu).state == "INVITED"
    again = secretary.post(f"/surat/gabung/{letter_id}/", {"state": "NEW", "note": "tetap tertulis"})
    assert again.status_code == 422
    assert "Langkah itu tidak bisa dipilih" in again.content.decode()
    assert "tetap tertulis" in again.content.decode()


def test_the_phone_is_shown_once_with_a_way_to_write_and_never_kept_by_the_browser(secretary, world):
    letter_id, request_id = world.join_request(), new_id()
    address, fields = (
        f"/surat/gabung/{letter_id}/nomor/",
        {"reason": "menghubungi calon anggota", "request_id": request_id},
    )
    assert "81398765432" not in secretary.get(f"/surat/gabung/{letter_id}/").content.decode()

    shown = secretary.post(address, fields)

    assert "+6281398765432" in shown.content.decode()
    assert "https://wa.me/6281398765432?text=" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    again = secretary.post(address, fields)
    assert again.status_code == 422
    assert "81398765432" not in again.content.decode()


def test_a_reason_that_says_nothing_opens_nothing(secretary, world):
    refused = secretary.post(f"/surat/gabung/{world.join_request()}/nomor/", {"reason": "iseng"})

    assert refused.status_code == 422
    assert "paling sedikit 10 huruf" in refused.content.decode()
    assert "81398765432" not in refused.content.decode()


def test_an_answer_reaches_whoever_wrote(secretary, world, client):
    letter_id = world.suggestion()
    address = f"/surat/saran/{letter_id}/"
    assert secretary.post(address, {"answer": " "}).status_code == 422

    assert secretary.post(address, {"answer": "Jam buka kami tempel."}).url == "/surat/"

    with scope(world.bumiayu.id):
        assert Suggestion.objects.get(cooperative=world.bumiayu).answered_by == world.person(Role.SEKRETARIS)
    client.logout()
    page = client.get(f"/koperasi/35.73.03.1003/saran/{letter_id}/").content.decode()
    assert "Jam buka kami tempel." in page
    assert "sudah dijawab" in page
    assert world.person(Role.SEKRETARIS).name not in page
