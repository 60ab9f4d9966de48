"""Programs read partners with the cooperative's own key: terms, and nothing of persons or accounts."""

from dataclasses import replace

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.community.partners.partner_world import BRI, GADANG, PHONE, Desk
from tests.journal_writing import approve
from tests.programs import headers_of
from tests.world import new_id

pytestmark = pytest.mark.database
ROOT = "/api/cooperatives/35.73.03.1003"


@pytest.fixture
def partners(world):
    desk = Desk(world)
    first = desk.adds(phone=PHONE)
    approve(world, desk.asks(first))
    for name in ("Telur Pak Yono", "Tempe Bu Wiwik"):
        desk.ends(desk.adds(replace(GADANG, kind="PRODUSEN", name=name)))
    return first


def test_partners_are_read_page_by_page(client, partners, world):
    headers = headers_of(world, Role.KETUA, "partners:read")
    answer = client.get(f"{ROOT}/partners", {"limit": 2}, headers=headers)
    first = answer.json()
    rest = client.get(f"{ROOT}/partners", {"after": first["next"]}, headers=headers).json()

    assert first["items"][0] == {
        "partner_id": str(partners),
        "code": "GROPASGA",
        "name": GADANG.name,
        "kind": "PEMASOK",
        "payment_days": 14,
        "lead_days": 1,
        "delivery_days": "14",
        "minimum_rp": 500_000,
        "ended_on": None,
    }
    assert [one["name"] for one in rest["items"]] == ["Tempe Bu Wiwik"]
    assert (rest["items"][0]["ended_on"], rest["next"]) == ("2026-11-25", None)
    for hidden in ("Endah", "7890", BRI.number):
        assert hidden not in answer.content.decode()


def test_one_partner(client, partners, world):
    headers = headers_of(world, Role.BENDAHARA)

    assert client.get(f"{ROOT}/partners/{partners}", headers=headers).json()["code"] == "GROPASGA"
    assert client.get(f"{ROOT}/partners/{new_id()}", headers=headers).status_code == 404


@pytest.mark.parametrize("path", ["partners", f"partners/{new_id()}"])
def test_who_may_not(client, partners, world, path):
    address = f"{ROOT}/{path}"
    without = headers_of(world, Role.KETUA, "needs:read")
    citys = headers_of(world, Role.PETUGAS_DINAS, "partners:read")
    others = headers_of(world, Role.KETUA, "partners:read", place=world.arjosari)

    assert client.get(address).status_code == 401
    assert client.get(address, headers=without).status_code == 403
    assert client.get(address, headers=citys).status_code == 403
    assert client.get(address, headers=others).status_code == 404
