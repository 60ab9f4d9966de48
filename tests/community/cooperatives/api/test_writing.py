"""What programs bring: words on steps and papers, each kept once, in the name of whoever made the key."""

import pytest

from guyub.community.cooperatives.models import LegalRecord, StepNote
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.audit import trail
from guyub.foundation.kernel.tenancy.scope import scope
from tests.programs import headers_of, send
from tests.world import NOW, new_id

NOTES, PAPERS = (f"/api/cooperatives/35.73.03.1003/{what}" for what in ("notes", "papers"))
NOTE = {"step": "NIB", "started_on": "2026-11-02", "responsible": "Rina", "waits_for": "KETUA", "note": "OSS"}
NIB = {"kind": "NIB", "number": "1234567890123", "issuer": "OSS", "issued_on": "2026-11-02"}
WRITES = [(NOTES, NOTE, {"note": "Akta"}), (PAPERS, NIB, {"number": "9999999999999"})]


def kept(world):
    """What the cooperative holds: steps noted, papers, lines of the trail."""
    place = world.bumiayu.id
    with scope(place):
        return (
            list(StepNote.objects.filter(cooperative_id=place).values_list("step", "noted_by_name")),
            list(LegalRecord.objects.filter(cooperative_id=place).values_list("number", "recorded_by_id")),
            [line.act for line in trail(cooperative_id=place, most=9) if line.act.startswith("cooperatives")],
        )


NOTHING = ([], [], [])


@pytest.mark.parametrize("role", [Role.KETUA, Role.PETUGAS_DINAS])
def test_a_word_and_a_paper_are_kept_by_the_own_key_and_the_citys(role, client, world):
    headers, maker = headers_of(world, role, "steps:write"), world.person(role)

    note, paper = send(client, headers, NOTES, NOTE), send(client, headers, PAPERS, NIB)

    assert (note.status_code, paper.status_code) == (201, 201)
    assert kept(world) == (
        [("NIB", maker.name)],
        [("1234567890123", maker.id)],
        ["cooperatives.paper.kept", "cooperatives.step.noted"],
    )
    with scope(world.bumiayu.id):
        assert str(LegalRecord.objects.get(cooperative=world.bumiayu).id) == paper.json()["id"]


def test_a_paper_comes_after_the_one_whose_id_the_card_shows(client, world):
    headers = headers_of(world, Role.KETUA)
    send(client, headers, PAPERS, NIB)

    def card():
        return client.get("/api/cooperatives/35.73.03.1003", headers=headers).json()["papers"]

    again = send(client, headers, PAPERS, {**NIB, "number": "9999999999999"})
    assert (again.status_code, again.json()["code"]) == (409, "cooperatives.paper.refused")
    newer = {**NIB, "number": "9999999999999", "replaces": card()[0]["record_id"]}
    assert send(client, headers, PAPERS, newer).status_code == 201
    assert [paper["number"] for paper in card()] == ["9999999999999"]


@pytest.mark.parametrize(("address", "body", "change"), WRITES)
def test_one_intention_is_kept_once(address, body, change, client, world):
    headers, request_id = headers_of(world, Role.KETUA), new_id()

    first, again = (send(client, headers, address, body, request_id) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = send(client, headers, address, body | change, request_id)
    assert (other.status_code, other.json()["code"]) == (409, "kernel.request.reused")
    assert len(kept(world)[0]) + len(kept(world)[1]) == len(kept(world)[2]) == 1


@pytest.mark.parametrize(("address", "body", "_change"), WRITES)
def test_without_scope_reach_seat_or_request_id_nothing_is_kept(address, body, _change, client, world):
    reader = headers_of(world, Role.KETUA, "steps:read", "reports:write", "needs:write")
    neighbour = headers_of(world, Role.KETUA, "steps:write", place=world.arjosari)
    operator = headers_of(world, Role.OPERATOR, "steps:write")
    own = headers_of(world, Role.BENDAHARA, "steps:write")

    assert send(client, {}, address, body).status_code == 401
    assert send(client, reader, address, body).status_code == 403
    assert send(client, neighbour, address, body).status_code == 404
    assert send(client, operator, address, body).status_code == 403  # keeps no papers for anybody
    assert client.post(address, body, content_type="application/json", headers=own).status_code == 422
    world.seat(Role.BENDAHARA).ends_at = NOW
    world.seat(Role.BENDAHARA).save()
    assert send(client, own, address, body).status_code == 403
    assert kept(world) == NOTHING


@pytest.mark.parametrize(
    ("address", "body", "code"),
    [
        (NOTES, NOTE | {"step": "TERBANG"}, "cooperatives.step.refused"),
        (NOTES, NOTE | {"started_on": "2999-01-01"}, "cooperatives.step.refused"),
        (NOTES, NOTE | {"waits_for": "SIAPA"}, "cooperatives.step.refused"),
        (NOTES, NOTE | {"note": "\0"}, None),
        (NOTES, NOTE | {"note": "\ud800"}, None),
        (NOTES, {"step": "NIB"}, None),
        (PAPERS, NIB | {"kind": "PUISI"}, "cooperatives.paper.refused"),
        (PAPERS, NIB | {"number": "12"}, "cooperatives.paper.refused"),
        (PAPERS, NIB | {"replaces": str(new_id())}, "cooperatives.paper.refused"),
        (PAPERS, NIB | {"expires_on": "2026-11-01"}, "cooperatives.paper.refused"),
        (PAPERS, NIB | {"issued_on": "besok"}, None),
        (PAPERS, NIB | {"replaces": "x"}, None),
    ],
)
def test_what_does_not_fit_is_refused(address, body, code, client, world):
    answer = send(client, headers_of(world, Role.KETUA), address, body)

    assert (answer.status_code, answer.json().get("code")) == (409 if code else 422, code)
    assert code is None or answer.json()["message"].endswith(".")
    assert kept(world) == NOTHING
