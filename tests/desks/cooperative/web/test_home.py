"""Home: everybody arrives at the own desk, and sees what waits for them alone."""

import pytest
from django.core.management import call_command

from guyub.city.supervision.services.summaries import sum_all
from guyub.foundation.identity.domain.roles import Role
from guyub.journeys.services.access import ask_role
from tests.world import NOW, World, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    call_command("load_network", without_regions=True)
    world = World()
    sum_all(now=NOW)
    return world


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.PETUGAS_DINAS, "/kota/"),
        (Role.KEPALA_DINAS, "/kota/"),
        (Role.PENDAMPING, "/pembinaan/"),
        (Role.ANGGOTA, "/saya/"),
        (Role.OPERATOR, "/saya/"),
    ],
)
def test_everybody_is_led_to_the_own_desk(role, address, city, client):
    client.force_login(city.person(role))

    assert client.get("/beranda/").url == address


def test_the_next_step_and_what_waits_for_this_person(city, client):
    ask_role(
        actor=city.actor(Role.SEKRETARIS),
        person_id=city.person(Role.ANGGOTA).id,
        role=Role.PENGAWAS,
        reason="terpilih",
        request_id=new_id(),
        now=NOW,
    )
    client.force_login(city.person(Role.KETUA))
    tasks = client.get("/beranda/").context["tasks"]
    assert [task.title for task in tasks] == ["Putuskan 1 usulan", "Buka rekening atas nama koperasi"]

    client.force_login(city.person(Role.SEKRETARIS))
    assert [task.title for task in client.get("/beranda/").context["tasks"]] == [
        "Buka rekening atas nama koperasi"
    ]


def test_deadlines_that_passed_unmet_are_listed(city, client):
    client.force_login(city.person(Role.KASIR))
    page = client.get("/beranda/").content.decode()

    assert "RAT, batas undang-undang" in page
    assert "Lewat, belum tercatat" in page
