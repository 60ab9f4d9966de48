"""Programs read the register with the cooperative's own key, and no number of a person."""

import pytest

from guyub.community.members.domain.register import Happened
from guyub.community.members.services.register import change_standing
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.programs import headers_of
from tests.world import NOW, new_id

ROOT = "/api/cooperatives/35.73.03.1003"


@pytest.fixture
def register(world):
    for name in ("Siti Aminah", "Budi Hartono", "Dewi Lestari"):
        world.member(name)
    world.candidate("Calon Contoh")
    for happened in (Happened.DIPASIFKAN, Happened.MUNDUR):
        with scope(world.bumiayu.id):
            change_standing(
                member=world.member("Budi Hartono"),
                happened=happened,
                on=NOW.date(),
                reason="alasan yang tidak keluar",
                person_id=None,
                today=NOW.date(),
                now=NOW,
            )
    return world


def test_the_register_is_read_page_by_page(client, register):
    headers = headers_of(register, Role.KETUA, "members:read")

    first = client.get(f"{ROOT}/members", {"limit": 2}, headers=headers).json()
    rest = client.get(f"{ROOT}/members", {"after": first["next"]}, headers=headers).json()

    assert [(one["number"], one["name"], one["state"]) for one in first["items"]] == [
        ("A-0001", "Siti Aminah", "AKTIF"),
        ("A-0002", "Budi Hartono", "KELUAR"),
    ]
    assert set(first["items"][0]) == {
        "member_id", "number", "name", "state", "state_since", "joined_on", "left_on",
    }  # fmt: skip
    assert ([one["number"] for one in rest["items"]], rest["next"]) == (["A-0003"], None)


def test_one_member(client, register):
    headers = headers_of(register, Role.KETUA)
    candidate = register.candidate("Calon Contoh")

    found = client.get(f"{ROOT}/members/{candidate.id}", headers=headers).json()

    assert (found["number"], found["name"], found["state"], found["joined_on"]) == (
        "",
        "Calon Contoh",
        "CALON",
        None,
    )
    assert client.get(f"{ROOT}/members/{new_id()}", headers=headers).status_code == 404


def test_what_changed_since(client, register):
    headers = headers_of(register, Role.KETUA)

    first = client.get(f"{ROOT}/member-events", {"limit": 1}, headers=headers).json()
    rest = client.get(f"{ROOT}/member-events", {"after": first["next"]}, headers=headers)

    assert [(one["number"], one["happened"]) for one in first["items"]] == [("A-0002", "DIPASIFKAN")]
    assert [one["happened"] for one in rest.json()["items"]] == ["MUNDUR"]
    assert rest.json()["next"] is None
    assert "alasan" not in rest.content.decode()


@pytest.mark.parametrize("path", ["members", "member-events", f"members/{new_id()}"])
def test_who_may_not(client, register, path):
    address = f"{ROOT}/{path}"
    without = headers_of(register, Role.KETUA, "needs:read")
    citys = headers_of(register, Role.PETUGAS_DINAS, "members:read")
    others = headers_of(register, Role.KETUA, "members:read", place=register.arjosari)

    assert client.get(address).status_code == 401
    assert client.get(address, headers=without).status_code == 403
    assert client.get(address, headers=citys).status_code == 403
    assert client.get(address, headers=others).status_code == 404


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 201}, {"after": -1}, {"after": 2**31}])
def test_what_does_not_fit_is_said(client, register, asked):
    headers = headers_of(register, Role.KETUA)

    assert client.get(f"{ROOT}/members", asked, headers=headers).status_code == 422
