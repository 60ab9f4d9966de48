import hashlib
import io

import pytest
from django.core.cache import cache
from django.test import Client

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.web import photos
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.photos import small_copy
from guyub.foundation.kernel.services.uploads import PART_BYTES
from guyub.foundation.kernel.tenancy.scope import scope
from tests.pictures import photo
from tests.world import new_id

PHOTO = photo(900, 700, noise=True, quality=95)
NEW = "/buku/35.73.03.1003/jurnal/baru/"


@pytest.fixture
def treasurer(client, world):
    cache.clear()
    world.books()
    client.force_login(world.person(Role.BENDAHARA))
    return client


def begin(client, content=PHOTO, **told):
    facts = {"name": "nota.jpg", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()} | told
    return client.post("/kiriman/", facts)


def piece(client, upload_id, from_byte, content=PHOTO):
    return client.post(
        f"/kiriman/{upload_id}/?dari={from_byte}",
        content[from_byte : from_byte + PART_BYTES],
        content_type="application/octet-stream",
    )


def sent_whole(client, content=PHOTO):
    upload_id = begin(client, content).json()["id"]
    for from_byte in range(0, len(content), PART_BYTES):
        assert piece(client, upload_id, from_byte, content).status_code == 200
    assert client.post(f"/kiriman/{upload_id}/selesai/").json()["whole"] is True
    return upload_id


def entry(**more):
    return {
        "occurred_on": "2026-11-25",
        "memo": "Bayar air",
        "account": ["6.1.02", "1.1.02"],
        "debit": ["200000", ""],
        "credit": ["", "200000"],
        "unit": ["", ""],
        "line_note": ["", ""],
        "request_id": str(new_id()),
    } | more


def kept(world):
    with scope(world.bumiayu.id):
        return list(StoredFile.objects.filter(cooperative=world.bumiayu).order_by("id"))


def test_a_photo_in_pieces_becomes_the_paper_of_an_entry_however_often_the_form_comes(treasurer, world):
    form = entry(document_sent=sent_whole(treasurer))

    first, again = treasurer.post(NEW, form), treasurer.post(NEW, form)

    assert (first.status_code, again.url) == (302, first.url)
    assert b"".join(treasurer.get(f"{first.url}bukti/")) == small_copy(PHOTO)
    (file,) = kept(world)
    assert (file.original_name, file.media_type) == ("nota.jpg", "image/jpeg")


def test_a_cut_line_goes_on_where_it_was(treasurer):
    upload_id = begin(treasurer).json()["id"]
    piece(treasurer, upload_id, 0)

    gap = piece(treasurer, upload_id, 2 * PART_BYTES)
    again = begin(treasurer)

    assert (gap.status_code, gap.json()["wrong"], gap.json()["received"]) == (422, "gap", PART_BYTES)
    assert again.json() == {"id": upload_id, "received": PART_BYTES, "whole": False}


@pytest.mark.parametrize(
    ("_case", "told", "said"),
    [
        ("no size", {"size": "banyak"}, "Berkas ini kosong."),
        ("a size of a hundred digits", {"size": "9" * 100}, "Berkas ini kosong."),
        ("too large", {"size": "25000001"}, "Foto ini lebih dari 25 MB."),
        ("no hash", {"sha256": "?"}, "Foto berubah di perjalanan."),
    ],
)
def test_what_is_told_strangely_is_answered_in_words(_case, told, said, treasurer):
    answer = begin(treasurer, **told)

    assert answer.status_code == 422
    assert answer.json()["message"].startswith(said)


def test_a_piece_beyond_what_a_body_may_hold_is_turned_away(treasurer):
    upload_id = begin(treasurer).json()["id"]
    whole = treasurer.post(
        f"/kiriman/{upload_id}/?dari=0", bytes(3_000_000), content_type="application/octet-stream"
    )
    strange = treasurer.post(f"/kiriman/{upload_id}/?dari=dua", b"x", content_type="application/octet-stream")

    assert (whole.status_code, strange.status_code, strange.json()["wrong"]) == (400, 422, "part")


def test_a_piece_without_the_forms_token_is_turned_away(treasurer, world):
    upload_id = begin(treasurer).json()["id"]
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(world.person(Role.BENDAHARA))

    assert piece(forger, upload_id, 0).status_code == 403


@pytest.mark.parametrize("role", [Role.KETUA, Role.ANGGOTA])
def test_another_person_s_photo_is_not_there(role, treasurer, world, client):
    upload_id = sent_whole(treasurer)
    client.force_login(world.person(role))

    answer = piece(client, upload_id, 0)

    assert (answer.status_code, answer.json()["wrong"]) == (422, "gone")


@pytest.mark.parametrize("sent", ["", "x", str(new_id())])
def test_a_form_that_names_nothing_or_nothing_of_ones_own(sent, treasurer, world):
    answer = treasurer.post(NEW, entry(document_sent=sent))

    assert answer.status_code == (422 if sent else 302)
    assert kept(world) == []
    if sent:
        assert "Foto yang dikirim tadi sudah tidak ada." in answer.content.decode()


def test_a_photo_that_is_not_whole_is_said_and_stays_in_the_form(treasurer, world):
    upload_id = begin(treasurer).json()["id"]

    answer = treasurer.post(NEW, entry(document_sent=upload_id))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Foto belum terkirim seluruhnya." in page
    assert f'name="document_sent" value="{upload_id}"' in page


def test_without_script_a_photo_comes_with_the_form_up_to_25_mb(treasurer, world, monkeypatch):
    paper = io.BytesIO(photo(4000, 3000, noise=True, quality=97))
    paper.name = "IMG_0001.JPG"
    assert len(paper.getvalue()) > 5_000_000

    done = treasurer.post(NEW, entry(document=paper))

    (file,) = kept(world)
    assert (done.status_code, file.original_name) == (302, "IMG_0001.jpg")
    assert file.size_bytes < 1_500_000
    monkeypatch.setattr(photos, "MOST_BYTES", 10_000)
    paper.seek(0)
    refused = treasurer.post(NEW, entry(document=paper))
    assert (refused.status_code, len(kept(world))) == (422, 1)
    assert "Foto ini lebih dari 25 MB." in refused.content.decode()
