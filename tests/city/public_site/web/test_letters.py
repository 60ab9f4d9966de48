import pytest

from guyub.city.public_site.web.views.letters import MOST_LETTERS
from guyub.community.members.models import JoinRequest, Suggestion
from guyub.foundation.identity.models import ConsentEvent
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.world import NOW, new_id

JOIN, BOX = "/koperasi/35.73.03.1003/gabung/", "/koperasi/35.73.03.1003/saran/"
TYPED = {"name": "Warga Baru", "phone": "0813 9876 5432", "wish": "Ingin menabung.", "consent": "1"}


@pytest.fixture
def open_world(world):
    load_national(now=NOW)
    return world


def kept(world, model):
    with scope(world.bumiayu.id):
        return model.objects.filter(cooperative=world.bumiayu).count()


def test_a_resident_joins_and_is_told_the_number_and_what_comes_next(client, open_world):
    answer = client.post(JOIN, TYPED)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Permintaan Anda tercatat dengan nomor 1/" in page
    assert "Pengurus menghubungi Anda" in page
    assert "9876" not in page
    assert "no-store" in answer["Cache-Control"]
    assert kept(open_world, JoinRequest) == kept(open_world, ConsentEvent) == 1


def test_the_form_sent_twice_is_one_request(client, open_world):
    fields = TYPED | {"request_id": new_id()}
    first, second = client.post(JOIN, fields).content, client.post(JOIN, fields).content

    assert b"nomor 1/" in first
    assert b"nomor 1/" in second
    assert kept(open_world, JoinRequest) == 1


def test_nobody_learns_whether_somebody_is_known(client, open_world):
    first = client.post(JOIN, TYPED).content.decode()
    second = client.post(JOIN, TYPED).content.decode()

    def without_number(page):
        return page[page.index("<main") : page.index("</main>")].replace("2/2", "1/2")

    assert without_number(first) == without_number(second)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"consent": ""}, "Beri tanda bahwa pengurus boleh menghubungi Anda."),
        ({"phone": "12"}, "Nomor HP belum terbaca."),
        ({"name": ""}, "Nama masih kosong."),
        ({"situs": "https://spam.example"}, "Kolom tersembunyi ikut terisi"),
    ],
)
def test_a_refusal_keeps_what_was_typed_and_nothing_else(changed, words, client, open_world):
    answer = client.post(JOIN, TYPED | changed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Ingin menabung." in answer.content.decode()
    assert kept(open_world, JoinRequest) == kept(open_world, ConsentEvent) == 0


def test_the_box_leads_to_a_page_that_only_its_writer_knows(client, open_world):
    answer = client.post(BOX, {"kind": "KELUHAN", "text": "LPG sering habis."})

    with scope(open_world.bumiayu.id):
        letter = Suggestion.objects.get(cooperative=open_world.bumiayu)
    assert answer.url == f"{BOX}{letter.id}/"
    page = client.get(answer.url)
    assert "LPG sering habis." in page.content.decode()
    assert "menunggu jawaban" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    for path in ("/", "/koperasi/35.73.03.1003/", BOX, "/data/koperasi.csv"):
        assert "LPG sering habis." not in client.get(path).content.decode()
    assert client.get(f"/koperasi/35.73.01.1011/saran/{letter.id}/").status_code == 404
    assert client.get(f"{BOX}{new_id()}/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "USUL", "text": ""}, "Suratnya masih kosong."),
        ({"kind": "PUJIAN", "text": "Bagus"}, "Pilih dulu: usul atau keluhan."),
        ({"kind": "USUL", "text": "Bagus", "situs": "x"}, "Kolom tersembunyi ikut terisi"),
    ],
)
def test_a_letter_that_is_refused_is_not_kept(fields, words, client, open_world):
    answer = client.post(BOX, fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert kept(open_world, Suggestion) == 0


@pytest.mark.parametrize("path", [JOIN, BOX])
def test_a_program_that_sends_many_is_stopped_and_readers_are_not(path, client, open_world):
    answers = [client.post(path, {}).status_code for _ in range(MOST_LETTERS + 1)]

    assert answers[-2:] == [422, 429]
    assert client.get(path).status_code == 200
