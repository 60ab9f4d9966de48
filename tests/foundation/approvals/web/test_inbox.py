"""What the inbox and the page of a request say of who is still needed."""

import pytest

from guyub.foundation.approvals.domain.bodies import Body, Missing
from guyub.foundation.approvals.web.words import waiting_words
from guyub.foundation.identity.domain.roles import Role
from tests.foundation.approvals.lending_world import LOOSE, PIN, Lending
from tests.world import new_id

P, S = Body.PENGURUS, Body.PENGAWAS


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (Missing(0), ""),
        (Missing(1), "menunggu 1 orang lagi"),
        (Missing(0, (), P), ""),
        (Missing(1, (), P), "menunggu 1 orang lagi, dari pengurus"),
        (Missing(2, (P,), P), "menunggu 2 orang lagi, dari pengurus"),
        (Missing(1, (S,)), "menunggu 1 orang lagi, dari pengawas"),
        (Missing(2, (S,)), "menunggu 2 orang lagi, salah satunya pengawas"),
        (Missing(2, (P, S)), "menunggu 2 orang lagi, dari pengurus dan pengawas"),
        (Missing(3, (P, S)), "menunggu 3 orang lagi, di antaranya pengurus dan pengawas"),
    ],
)
def test_who_is_still_needed_in_words(missing, said):
    assert waiting_words(missing) == said


@pytest.fixture
def lending(world, monkeypatch):
    return Lending(world, monkeypatch)


def shown(client, lending, role, address):
    client.force_login(lending.world.person(role))
    return client.get(address).content.decode()


def test_both_pages_say_who_is_missing_until_it_is_decided(lending, client):
    asked = lending.asks(approvals=3, bodies={"PENGAWAS"})
    lending.votes(asked, Role.KETUA)
    waits = "menunggu 2 orang lagi, salah satunya pengawas"

    assert f"1 dari 3 menyetujui, {waits}" in shown(client, lending, Role.KETUA, "/persetujuan/")
    assert waits in shown(client, lending, Role.SEKRETARIS, "/persetujuan/")
    page = f"/persetujuan/{asked}/"
    assert f"{waits.capitalize()}." in shown(client, lending, Role.PENGAWAS, page)
    assert "Anda sudah memutus" in shown(client, lending, Role.KETUA, page)

    lending.votes(asked, Role.PENGAWAS)
    lending.votes(asked, Role.SEKRETARIS)
    assert "orang lagi" not in shown(client, lending, Role.PENGAWAS, page)


def test_a_supervisor_who_is_not_asked_is_told_so(lending, client):
    asked = lending.asks()
    page = f"/persetujuan/{asked}/"
    told = shown(client, lending, Role.PENGAWAS, page)

    assert "Peran Anda bukan dari badan yang memutus usulan ini." in told
    assert 'name="decision"' not in told

    lending.voter(Role.PENGAWAS)
    sent = {"decision": "setuju", "proof": PIN, "request_id": str(new_id())}
    answer = client.post(f"{page}putus/", sent)
    assert answer.status_code == 422
    assert "Minta pengurus atau pengawas yang ditunggu membukanya." in answer.content.decode()
    assert lending.row(asked).votes == ()


def test_one_second_person_is_not_counted_out_for_the_one_who_is_it(lending, client):
    asked = lending.asks(LOOSE)

    assert "orang lagi" not in shown(client, lending, Role.KETUA, "/persetujuan/")
    assert "0 dari 1 menyetujui, menunggu 1 orang lagi" in shown(
        client, lending, Role.BENDAHARA, "/persetujuan/"
    )
    assert "Menunggu 1 orang lagi." in shown(client, lending, Role.BENDAHARA, f"/persetujuan/{asked}/")
