"""The pages of cards, the prints, and what a stranger who scans one is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.community.members.domain.cards import card_in, card_path
from guyub.community.members.models import Card
from guyub.community.members.selectors.cards import CardFace
from guyub.community.members.web.card_files import cards_pdf
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.services.file_contents import keep_content
from guyub.foundation.kernel.tenancy.scope import scope
from tests.pictures import photo
from tests.world import NOW, new_id


@pytest.fixture
def secretary(client, world):
    for n in range(12):
        world.member(f"Contoh {n:02}")
    client.force_login(world.person(Role.SEKRETARIS))
    return client


def text(answer):
    return answer.content.decode()


def current(world, name):
    with scope(world.bumiayu.id):
        return Card.objects.get(cooperative=world.bumiayu, member=world.member(name), revoked_on__isnull=True)


def test_the_page_offers_the_first_ten(secretary):
    page = text(secretary.get("/anggota/kartu/"))

    assert "12 anggota belum punya kartu" in page
    assert page.count(" checked>") == 10
    assert "Belum ada kartu yang berlaku" in text(secretary.get("/anggota/kartu/?kartu=punya"))


def test_printing_gives_and_hands_over_a_sheet(secretary, world):
    ids = [str(world.member(f"Contoh {n:02}").id) for n in range(11)]

    answer = secretary.post("/anggota/kartu/", {"anggota": ids, "request_id": new_id()})

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "1 anggota belum punya kartu" in text(secretary.get("/anggota/kartu/"))
    with scope(world.bumiayu.id):
        assert Card.objects.filter(cooperative=world.bumiayu).count() == 11


def test_nobody_chosen_is_said_and_nothing_given(secretary, world):
    answer = secretary.post("/anggota/kartu/", {"anggota": ["x"]})

    assert answer.status_code == 422
    assert "Belum ada yang dipilih" in text(answer)
    with scope(world.bumiayu.id):
        assert not Card.objects.filter(cooperative=world.bumiayu).exists()


def test_one_member(secretary, world):
    address = f"/anggota/{world.member('Contoh 03').id}/kartu/"
    assert "Belum punya kartu" in text(secretary.get(address))
    assert secretary.get(f"{address}cetak/").status_code == 404

    assert secretary.post(address, {"act": "baru"}).url == address
    first = current(world, "Contoh 03")
    assert secretary.get(f"{address}cetak/").content.startswith(b"%PDF")
    refused = secretary.post(address, {"act": "ganti", "reason": "x"})
    assert refused.status_code == 422
    assert "5 sampai 120 huruf" in text(refused)
    assert secretary.post(address, {"act": "ganti", "reason": "hilang di pasar"}).status_code == 302
    page = text(secretary.get(address))
    assert "Kartu ke-2" in page
    assert "hilang di pasar" in page
    assert current(world, "Contoh 03").id != first.id
    secretary.post(address, {"act": "matikan", "reason": "dipinjamkan"})
    assert secretary.get(f"{address}cetak/").status_code == 404
    assert secretary.post(address, {"act": "lain"}).status_code == 404


def test_a_stranger_reads_no_name(secretary, client, world):
    address = f"/anggota/{world.member('Contoh 03').id}/kartu/"
    secretary.post(address, {"act": "baru"})
    path = card_path(world.bumiayu.id, current(world, "Contoh 03").id)
    client.logout()

    page = client.get(path)

    assert "Kartu anggota berlaku" in text(page)
    assert "KKMP Bumiayu" in text(page)
    assert "Contoh 03" not in text(page)
    assert "A-0004" not in text(page)
    assert "no-store" in page["Cache-Control"]
    client.force_login(world.person(Role.SEKRETARIS))
    client.post(address, {"act": "matikan", "reason": "hilang di pasar"})
    client.logout()
    gone = text(client.get(path))
    assert "Kartu sudah dicabut" in gone
    assert "hilang" not in gone.split("<main")[1].split("Halaman ini")[0]
    assert client.get(card_path(world.arjosari.id, new_id())).status_code == 404
    assert client.get(card_path(999_999, new_id())).status_code == 404


def test_the_page_costs_the_same_however_many_there_are(secretary):
    secretary.get("/anggota/kartu/")

    with CaptureQueriesContext(connection) as asked:
        secretary.get("/anggota/kartu/")

    assert len([q for q in asked if "set_config" not in q["sql"]]) <= 12


def test_a_card_of_another_cooperative_is_not_there(secretary, client, world):
    member = world.member("Contoh 03")
    client.force_login(world.person(Role.SEKRETARIS, world.arjosari))

    assert client.get(f"/anggota/{member.id}/kartu/").status_code == 404
    assert client.post("/anggota/kartu/", {"anggota": [str(member.id)]}).status_code == 422


def test_cards_are_set_with_photo_and_without(world, settings):
    kept = keep_content(photo(900, 1200), is_public=False)
    faces = [
        CardFace(new_id(), n, name, f"A-{n:04}", NOW.date(), sha256)
        for n, (name, sha256) in enumerate(
            [
                ("Siti Aminah", kept),
                ("Sukarno", ""),
                ('Muhammad Nur\'aini "Bu Nur" 🙂 ' + "Kusumaningrum " * 6, "0" * 64),
            ],
            start=1,
        )
    ]
    common = {"cooperative_id": 1, "who": "KKMP Bumiayu", "where": "Kedungkandang, Kota Malang"}

    for is_sheet in (False, True):
        content = cards_pdf(faces, root="https://guyub.example.id", is_sheet=is_sheet, **common)
        assert content.startswith(b"%PDF")
        assert content == cards_pdf(faces, root="https://guyub.example.id", is_sheet=is_sheet, **common)
    assert card_in(f"https://guyub.example.id{card_path(1, faces[0].card_id)}") == faces[0].card_id
