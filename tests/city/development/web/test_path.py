"""The page of a path: to the cooperative itself, to its city, to nobody else."""

import pytest
from django.core.management import call_command

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.models import Cooperative
from tests.world import World

pytestmark = pytest.mark.django_db
BARENG = "35.73.02.1009"  # without a NIB on record


@pytest.fixture
def city():
    call_command("load_network", without_regions=True)
    world = World()
    world.bumiayu = Cooperative.objects.get(code=BARENG)
    return world


def test_the_chair_sees_the_one_next_step_with_what_it_holds_back(city, client):
    client.force_login(city.person(Role.KETUA))
    page = client.get("/jalur/35.73.02.1009/").content.decode()

    assert "3 dari 11 langkah selesai, 3 di antaranya baru dilaporkan. Berikutnya: NIB di OSS." in page
    assert "Daftarkan NIB di OSS" in page
    assert "Pinjaman bank Himbara" in page
    assert "Tercatat belum per 5\xa0Agu\xa02026" in page
    assert page.count("btn--main") == 2  # one on the page, one in the dialog that asks for help
    assert "/lembaga/35.73.02.1009/dokumen/?jenis=NIB" in page
    assert client.get("/jalur/").url == "/jalur/35.73.02.1009/"


def test_the_city_sees_it_and_the_neighbour_does_not(city, client):
    client.force_login(city.person(Role.PETUGAS_DINAS))
    assert client.get("/jalur/35.73.02.1009/").status_code == 200
    assert client.get("/jalur/").url == "/kota/"
    client.force_login(city.person(Role.KETUA, city.arjosari))
    assert client.get("/jalur/35.73.02.1009/").status_code == 404
    client.force_login(city.person(Role.ANGGOTA))
    assert client.get("/jalur/35.73.02.1009/").status_code == 403


def test_the_guide_of_a_step_and_of_none(city, client):
    client.force_login(city.person(Role.SEKRETARIS))

    assert "Buka oss.go.id" in client.get("/jalur/35.73.02.1009/NIB/").content.decode()
    assert client.get("/jalur/35.73.02.1009/ENTAH/").status_code == 404
