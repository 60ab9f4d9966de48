"""What programs read of needs, and how they raise and move them."""

from datetime import timedelta

import pytest

from guyub.city.development.models import Need, NeedEvent
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from tests.city.development.makers import S, bring_to, raise_one
from tests.programs import headers_of, send
from tests.world import NOW, new_id

HERE = "/api/cooperatives/35.73.03.1003/needs"
WISH = {
    "kind": "TIMBANGAN",
    "title": "Timbangan 50 kg",
    "quantity": 1,
    "unit": "buah",
    "estimate_rp": 750_000,
    "reason": "Menimbang beras",
    "urgency": 2,
}


def moves(need_id):
    return f"{HERE}/{need_id}/moves"


def left(world):
    """Name the states of Bumiayu's needs, and count their events and the lines of its trail on them."""
    here = {"cooperative": world.bumiayu}
    with scope(world.bumiayu.id):
        return (
            [need.state for need in Need.objects.filter(**here).order_by("number")],
            NeedEvent.objects.filter(**here).count(),
            AuditEntry.objects.filter(**here, act__startswith="development").count(),
        )


NOTHING = ([], 0, 0)


@pytest.fixture
def need_id(world):
    return raise_one(world, actor=world.actor(Role.KETUA, name="Sri Wahyuni"))


def test_a_citys_key_pages_through_all_needs_and_a_cooperatives_through_its_own(client, world):
    Cooperative.objects.create(code="35.79.01.1001", name="KKMP Batu", zone="WIB")
    mine = [str(raise_one(world, title=f"Rak {n}")) for n in range(3)]
    theirs = str(raise_one(world, place=world.arjosari))
    city, own, found, after = headers_of(world, Role.PETUGAS_DINAS), headers_of(world, Role.KETUA), [], None

    while after or not found:
        query = {"limit": 2, **({"after": after} if after else {})}
        page = client.get("/api/needs", query, headers=city).json()
        found += [item["need_id"] for item in page["items"]]
        after = page["next"]

    assert found == [*mine, theirs]
    assert [item["need_id"] for item in client.get("/api/needs", headers=own).json()["items"]] == mine
    for headers in (city, own):
        here = client.get(HERE, {"after": mine[0], "limit": 2}, headers=headers).json()
        assert ([item["need_id"] for item in here["items"]], here["next"]) == (mine[1:], None)
    assert client.get("/api/cooperatives/35.79.01.1001/needs", headers=city).status_code == 404
    assert client.get("/api/cooperatives/35.73.01.1011/needs", headers=own).status_code == 404
    for query in ({"limit": 201}, {"limit": 0}, {"after": "x"}):
        assert client.get("/api/needs", query, headers=city).status_code == 422


def test_a_city_without_cooperatives_has_no_needs(client, world):
    office = Cooperative.objects.create(code="35.79", name="Dinas Kota Batu", zone="WIB", kind="KOTA")

    answer = client.get("/api/needs", headers=headers_of(world, Role.OPERATOR, place=office))

    assert answer.json() == {"items": [], "next": None}


def test_a_need_is_told_without_persons(client, world, need_id):
    answer = client.get("/api/needs", headers=headers_of(world, Role.PETUGAS_DINAS))
    (need,) = answer.json()["items"]

    assert {name: need[name] for name in ("need_id", "place_code", "number", "state", "estimate_rp")} == {
        "need_id": str(need_id),
        "place_code": "35.73.03.1003",
        "number": 1,
        "state": "RAISED",
        "estimate_rp": 4_500_000,
    }
    assert "Sri" not in answer.content.decode()


def test_a_need_is_raised_once_in_the_name_of_the_keys_maker(client, world):
    headers, request_id = headers_of(world, Role.KETUA, "needs:write"), new_id()

    first, again = (send(client, headers, HERE, WISH, request_id) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = send(client, headers, HERE, WISH | {"quantity": 2}, request_id)
    assert (other.status_code, other.json()["code"]) == (409, "kernel.request.reused")
    assert left(world) == (["RAISED"], 1, 1)
    with scope(world.bumiayu.id):
        need = Need.objects.get(cooperative=world.bumiayu)
    assert (str(need.id), need.raised_by_name) == (first.json()["id"], world.person(Role.KETUA).name)


def test_a_citys_key_moves_a_need_up_to_the_proof_that_people_bring(client, world, need_id):
    city = headers_of(world, Role.PETUGAS_DINAS)
    planned_on = (utc_now() + timedelta(days=30)).date().isoformat()
    money = {"funding_source": "APBD 2027", "amount_rp": 4_500_000}
    for seen, to, more in (
        ("RAISED", "VERIFIED", {}),
        ("VERIFIED", "PLANNED", {"planned_on": planned_on}),
        ("PLANNED", "FUNDED", money),
        ("FUNDED", "BOUGHT", {}),
    ):
        step, request_id = {"seen": seen, "to": to, **more}, new_id()
        answers = [send(client, city, moves(need_id), step, request_id).status_code for _ in range(2)]
        assert answers == [204, 204], to
    assert left(world) == (["BOUGHT"], 5, 5)

    without_proof = send(client, city, moves(need_id), {"seen": "BOUGHT", "to": "HANDED_OVER"})
    assert (without_proof.status_code, without_proof.json()["code"]) == (409, "development.need.not_moved")
    assert "bukti" in without_proof.json()["message"].lower()
    assert left(world)[0] == ["BOUGHT"]


@pytest.mark.parametrize(
    "change",
    [
        {"seen": "VERIFIED", "to": "PLANNED"},
        {"to": "BOUGHT"},
        {"to": "TERBANG"},
        {"to": "DECLINED"},
    ],
)
def test_a_step_that_does_not_fit_moves_nothing(change, client, world, need_id):
    before = left(world)

    answer = send(
        client,
        headers_of(world, Role.PETUGAS_DINAS),
        moves(need_id),
        {"seen": "RAISED", "to": "VERIFIED"} | change,
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "development.need.not_moved")
    assert left(world) == before


def test_without_scope_reach_or_right_no_need_moves(client, world, need_id):
    step, before = {"seen": "RAISED", "to": "VERIFIED"}, left(world)
    city = headers_of(world, Role.PETUGAS_DINAS, "needs:write")
    neighbours = raise_one(world, place=world.arjosari)

    assert send(client, {}, moves(need_id), step).status_code == 401
    reader = headers_of(world, Role.PETUGAS_DINAS, "needs:read", "steps:write")
    assert send(client, reader, moves(need_id), step).status_code == 403
    neighbour = headers_of(world, Role.KETUA, place=world.arjosari)
    assert send(client, neighbour, moves(need_id), step).status_code == 404
    assert send(client, city, moves(neighbours), step).status_code == 404  # not under this address
    assert send(client, headers_of(world, Role.KETUA), moves(need_id), step).status_code == 403
    assert left(world) == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "PESAWAT"}, "development.need.refused"),
        ({"quantity": 0}, "development.need.refused"),
        ({"quantity": 10**30}, "development.need.refused"),
        ({"urgency": 9}, "development.need.refused"),
        ({"estimate_rp": -1}, "development.need.refused"),
        ({"title": "  "}, "development.need.refused"),
        ({"estimate_rp": 0.5}, None),
        ({"reason": "\0"}, None),
    ],
)
def test_a_need_that_does_not_fit_is_not_raised(change, code, client, world):
    answer = send(client, headers_of(world, Role.KETUA), HERE, WISH | change)

    assert (answer.status_code, answer.json().get("code")) == (409 if code else 422, code)
    assert left(world) == NOTHING


def test_without_scope_reach_or_seat_no_need_is_raised_or_read(client, world):
    writer, reader = (headers_of(world, Role.KETUA, f"needs:{way}") for way in ("write", "read"))

    assert client.get("/api/needs").status_code == 401
    for address in ("/api/needs", HERE):
        assert client.get(address, headers=writer).status_code == 403
        assert client.get(address, headers=reader).status_code == 200
    assert send(client, reader, HERE, WISH).status_code == 403
    assert send(client, headers_of(world, Role.OPERATOR), HERE, WISH).status_code == 403
    world.seat(Role.KETUA).ends_at = NOW
    world.seat(Role.KETUA).save()
    assert send(client, writer, HERE, WISH).status_code == 403
    assert left(world) == NOTHING


def test_the_cooperative_itself_says_that_it_is_in_use(client, world, need_id):
    bring_to(world, need_id, S.HANDED_OVER)
    use = {"seen": "HANDED_OVER", "to": "IN_USE"}

    assert send(client, headers_of(world, Role.PETUGAS_DINAS), moves(need_id), use).status_code == 403
    assert send(client, headers_of(world, Role.KETUA), moves(need_id), use).status_code == 204
    assert left(world)[0] == ["IN_USE"]
