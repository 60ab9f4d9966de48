from html import unescape

from guyub.foundation.identity.domain.roles import Role
from tests.city.development.makers import ask


def page(answer, status=200):
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_the_chair_asks_and_the_mentor_answers(client, world):
    mentor = world.person(Role.PENDAMPING)
    client.force_login(world.person(Role.KETUA))
    form = page(client.get("/bantuan/35.73.03.1003/minta/?langkah=NIB"))
    assert mentor.name in form
    assert '<option value="NIB" selected>' in form
    asked = client.post("/bantuan/35.73.03.1003/minta/", {"step": "NIB", "text": "Alamat beda"})
    assert asked.url == "/bantuan/"
    shown = page(client.get("/bantuan/"))
    assert "1 permintaan menunggu jawaban" in shown
    assert "https://wa.me/?text=KKMP%20Bumiayu" in shown
    assert "Jawab Bumiayu" not in shown

    client.force_login(mentor)
    shown = page(client.get("/bantuan/"))
    address = shown.partition('/jawab/"')[0].rpartition('"')[2] + "/jawab/"
    assert "Alamat beda" in page(client.get(address))
    assert client.post(address, {"answer": "Ubah di OSS dulu"}).url == "/bantuan/"
    assert "baru saja dijawab orang lain" in page(client.post(address, {"answer": "Lain"}), 422)

    client.force_login(world.person(Role.KETUA))
    shown = page(client.get("/bantuan/"))
    assert "Tidak ada permintaan yang menunggu" in shown
    assert "Ubah di OSS dulu" in shown


def test_a_refusal_keeps_what_was_typed(client, world):
    client.force_login(world.person(Role.KETUA))

    shown = page(client.post("/bantuan/35.73.03.1003/minta/", {"step": "", "text": "Alamat beda"}), 422)

    assert "Pilih langkah" in shown
    assert "Alamat beda</textarea>" in shown


def test_a_call_of_another_cooperative_is_not_there(client, world):
    help_id = ask(world)
    client.force_login(world.person(Role.PENDAMPING, world.arjosari))

    for code in (world.bumiayu.code, world.arjosari.code):
        assert client.get(f"/bantuan/{code}/{help_id}/jawab/").status_code == 404
    assert "Alamat di OSS" not in page(client.get("/bantuan/"))
    client.force_login(world.person(Role.PETUGAS_DINAS))
    assert "Alamat di OSS" in page(client.get("/bantuan/"))
