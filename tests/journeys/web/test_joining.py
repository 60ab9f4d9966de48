"""Pages of candidates: the list, a payment, taking one back, the slip."""

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db
BASE = "/anggota/calon/"


@pytest.fixture
def world(monkeypatch):
    for module in ("foundation.identity.web.doors", "journeys.web.views.joining"):
        monkeypatch.setattr(f"guyub.{module}.utc_now", lambda: NOW)
    world = World()
    world.places = world.cash()
    world.page = f"{BASE}{world.candidate().id}/"
    return world


def text(answer):
    return answer.content.decode()


def pays(world, client, amount, **more):
    fields = {"amount": amount, "cash_place": str(world.places["BRANKAS"]), "request_id": str(new_id())}
    return client.post(world.page, fields | more)


def test_two_payments_make_a_member_with_a_slip(world, client):
    client.force_login(world.person(Role.BENDAHARA))
    assert "1 calon anggota belum lunas" in text(client.get(BASE))
    page = text(client.get(world.page))
    assert 'value="50.000"' in page
    assert "Laci gerai" not in page  # no shift of the own

    assert pays(world, client, "50.000").url == world.page
    page = text(client.get(world.page))
    assert "/kas/35.73.03.1003/bukti/" in page
    assert "Batalkan KM-" in page or "Batalkan " in page
    assert client.post(f"{world.page}selamat-datang/").status_code == 422

    assert pays(world, client, "50.000").url == world.page
    page = text(client.get(world.page))
    assert "Nomor A-0001" in page
    assert "Terima pembayaran" not in page
    slip = client.post(f"{world.page}selamat-datang/")
    assert slip.headers["Content-Type"] == "application/pdf"
    assert slip.content.startswith(b"%PDF")
    assert "Semua calon anggota sudah lunas" in text(client.get(BASE))


@pytest.mark.parametrize(
    ("amount", "said"),
    [("100.001", "Yang masih kurang hanya"), ("10.000", "paling sedikit"), ("banyak", "")],
)
def test_what_was_typed_stays_where_it_is_refused(world, client, amount, said):
    client.force_login(world.person(Role.BENDAHARA))

    answer = pays(world, client, amount)

    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{amount}"' in text(answer)
    assert pays(world, client, "50.000", cash_place="").status_code == 422


def test_taking_a_payment_back(world, client):
    client.force_login(world.person(Role.BENDAHARA))
    pays(world, client, "50.000")
    movement = text(client.get(world.page)).split('name="movement" value="')[1].split('"')[0]

    refused = client.post(f"{world.page}batal/", {"movement": movement, "reason": ""})
    assert refused.status_code == 422
    assert client.post(f"{world.page}batal/", {"movement": "x"}).status_code == 404
    assert (
        client.post(f"{world.page}batal/", {"movement": movement, "reason": "salah orang"}).url == world.page
    )
    page = text(client.get(world.page))
    assert "Dibatalkan" in page
    assert "Pembatalan" in page


def test_a_cashier_without_a_shift_is_told_what_to_do(world, client):
    client.force_login(world.person(Role.KASIR))

    page = text(client.get(world.page))

    assert "Buka dulu giliran di laci Anda" in page
    assert 'name="movement"' not in page
