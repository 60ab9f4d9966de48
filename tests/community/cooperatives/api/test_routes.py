"""What programs read of cooperatives, and the reports that they bring."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from guyub.community.cooperatives.models import LegalRecord, Officer, Region, ReportedFigure, StepNote
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.scopes import SCOPES
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from tests.programs import headers_of
from tests.world import BEGAN, NOW, new_id

BUMIAYU, ARJOSARI = "35.73.03.1003", "35.73.01.1011"
FIGURE = {"indicator": "members", "value": "141 ", "as_of": "2026-11-20", "source": "Laporan RT"}


@pytest.fixture
def network(world):
    call_command("load_network", without_regions=True)
    return world


@pytest.fixture
def key(network):
    """Make the key of a city (by an operator who is its officer too) or of a cooperative."""

    def key(*scopes, role=Role.OPERATOR, place=None):
        return headers_of(network, role, *scopes, place=place)

    return key


@pytest.fixture
def officer_seat(network):
    """The operator keeps reports too."""
    return Membership.objects.create(
        person=network.person(Role.OPERATOR), cooperative=network.city, role="PETUGAS_DINAS", starts_at=BEGAN
    )


def post(client, headers, request_id=None, figure=FIGURE, code=BUMIAYU):
    more = {"Idempotency-Key": str(request_id)} if request_id else {}
    return client.post(
        f"/api/cooperatives/{code}/reports",
        json.dumps(figure),
        content_type="application/json",
        headers={**headers, **more},
    )


def kept(network):
    with scope(network.city.id):
        rows = ReportedFigure.objects.filter(cooperative_id=network.city.id, source="Laporan RT")
        return list(rows.values_list("about__code", "number", "entered_by_id"))


def test_a_citys_key_pages_through_what_it_guides(client, key):
    Cooperative.objects.create(code="35.79.01.1001", name="KKMP Batu", zone="WIB")
    headers, codes, after = key("cooperatives:read"), [], ""

    while after is not None:
        page = client.get("/api/cooperatives", {"limit": 25, "after": after}, headers=headers).json()
        codes += [item["code"] for item in page["items"]]
        after = page["next"]

    assert len(codes) == len(set(codes)) == 57
    assert codes == sorted(codes)
    assert {code[:5] for code in codes} == {"35.73"}
    assert client.get("/api/cooperatives", {"limit": 201}, headers=headers).status_code == 422
    assert client.get("/api/cooperatives/35.79.01.1001", headers=headers).status_code == 404


def test_a_cooperatives_key_reaches_its_own_alone(client, key):
    headers = key(role=Role.KETUA)

    assert [item["code"] for item in client.get("/api/cooperatives", headers=headers).json()["items"]] == [
        BUMIAYU
    ]
    for path in ("", "/reports", "/notes"):
        assert client.get(f"/api/cooperatives/{BUMIAYU}{path}", headers=headers).status_code == 200
        assert client.get(f"/api/cooperatives/{ARJOSARI}{path}", headers=headers).status_code == 404
        assert client.get(f"/api/cooperatives/35.73{path}", headers=headers).status_code == 422


@pytest.mark.parametrize(
    ("path", "needed"),
    [
        ("/api/cooperatives", "cooperatives:read"),
        (f"/api/cooperatives/{BUMIAYU}", "cooperatives:read"),
        ("/api/regions?query=bumi", "cooperatives:read"),
        (f"/api/cooperatives/{BUMIAYU}/reports", "reports:read"),
        (f"/api/cooperatives/{BUMIAYU}/notes", "steps:read"),
    ],
)
def test_each_operation_needs_its_scope(client, key, path, needed):
    others = [code for code in SCOPES if code != needed]

    assert client.get(path, headers=key(*others)).status_code == 403
    assert client.get(path, headers=key(needed)).status_code == 200
    assert client.get(path).status_code == 401


def test_a_card_shows_papers_that_hold_and_who_is_in_office(client, key, network):
    place = network.bumiayu.id
    with scope(place):
        for number in ("1234567890123", "9999999999999"):
            earlier = LegalRecord.objects.filter(cooperative_id=place).first()
            LegalRecord.objects.create(
                cooperative_id=place,
                kind="NIB",
                number=number,
                issued_on=date(2025, 8, 4),
                replaces=earlier,
                recorded_at=NOW,
            )
        for name, ended_on in (("Bambang", None), ("Lama", date(2026, 1, 1))):
            Officer.objects.create(
                cooperative_id=place,
                name=name,
                post="ANGGOTA_PENGAWAS",
                term_from=date(2025, 6, 2),
                term_to=date(2030, 6, 1),
                ended_on=ended_on,
                recorded_at=NOW,
            )

    card = client.get(f"/api/cooperatives/{BUMIAYU}", headers=key()).json()

    assert card["official_name"] == "Koperasi Kelurahan Merah Putih Bumiayu"
    assert [paper["number"] for paper in card["papers"]] == ["9999999999999"]
    assert card["officers"] == [
        {"post": "ANGGOTA_PENGAWAS", "name": "Bambang", "term_from": "2025-06-02", "term_to": "2030-06-01"}
    ]


def test_reports_and_notes_are_read(client, key, network):
    with scope(network.bumiayu.id):
        StepNote.objects.create(
            cooperative_id=network.bumiayu.id,
            step="NIB",
            responsible="Rina",
            waits_for="OSS",
            started_on=date(2026, 11, 1),
            noted_by_name="Rina",
            noted_at=NOW,
        )
    headers = key()

    said = {
        row["indicator"]: row
        for row in client.get(f"/api/cooperatives/{BUMIAYU}/reports", headers=headers).json()
    }
    (note,) = client.get(f"/api/cooperatives/{BUMIAYU}/notes", headers=headers).json()

    assert (said["members"]["number"], said["members"]["unit"]) == (130, "orang")
    assert (said["savings_value"]["number"], said["savings_value"]["unit"]) == (0, "")
    assert (note["step"], note["waits_for"], note["target_on"]) == ("NIB", "OSS", None)


def test_a_report_is_kept_once_in_the_name_of_the_keys_maker(client, key, network, officer_seat):
    headers, request_id = key("reports:write"), new_id()

    first, again = (post(client, headers, request_id) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert kept(network) == [(BUMIAYU, 141, network.person(Role.OPERATOR).id)]
    other = post(client, headers, request_id, {**FIGURE, "value": "142"})
    assert (other.status_code, other.json()["code"]) == (409, "kernel.request.reused")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"value": "banyak"}, 409, "cooperatives.report.refused"),
        ({"as_of": "2999-01-01"}, 409, "cooperatives.report.refused"),
        ({"indicator": "x"}, 409, "cooperatives.report.refused"),
        ({"value": "\0"}, 422, None),
        ({"as_of": "besok"}, 422, None),
    ],
)
def test_a_bad_report_keeps_nothing(client, key, network, officer_seat, change, status, code):
    answer = post(client, key("reports:write"), new_id(), {**FIGURE, **change})

    assert (answer.status_code, answer.json().get("code")) == (status, code)
    assert kept(network) == []


def test_without_a_request_id_or_reach_or_seat_nothing_is_kept(client, key, network, officer_seat):
    headers = key("reports:write")

    assert post(client, headers).status_code == 422
    assert post(client, headers, new_id(), code="35.79.01.1001").status_code == 404
    assert post(client, key("reports:read"), new_id()).status_code == 403
    assert post(client, key("reports:write", role=Role.KETUA), new_id()).status_code == 403
    officer_seat.ends_at = NOW
    officer_seat.save()
    ended = post(client, headers, new_id())
    assert (ended.status_code, kept(network)) == (403, [])


def test_regions_are_found_by_how_they_begin(client, key):
    above = Region.objects.create(code="35", name="Jawa Timur", level="PROVINSI")
    Region.objects.create(code="35.73", name="Kota Malang", level="KOTA", parent=above)

    rows = client.get("/api/regions", {"query": "kota ma"}, headers=key()).json()

    assert [(row["code"], row["within"]) for row in rows] == [("35.73", "Jawa Timur")]
