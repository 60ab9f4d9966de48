import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.community.cooperatives.models import Officer, Outlet, Profile
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

BUMIAYU, LESANPURO = "/koperasi/35.73.03.1003/", "/koperasi/35.73.03.1007/"


@pytest.fixture
def loaded(db):
    call_command("load_network", without_regions=True)


def test_what_was_reported_stands_with_source_and_date(client, loaded, settings):
    settings.IS_DEMO = True
    with CaptureQueriesContext(connection) as asked:
        page = client.get(BUMIAYU).content.decode()

    assert len([query for query in asked if "set_config" not in query["sql"]]) <= 12
    assert "<h1" in page
    assert "Koperasi Kelurahan Merah Putih Bumiayu" in page
    assert "Dilaporkan berjalan, menurut malangpagi.com, 14\u00a0Nov\u00a02025." in page
    assert "Rp\u00a05.220.000" in page
    assert "Dua laporan tidak cocok" in page
    assert "130 orang" in page
    assert "pembayar simpanan pokok nol" in page
    assert ">Contoh<" not in page  # what was reported is real, and nothing of its own is there


def test_what_nobody_reported_is_said_to_be_unknown(client, loaded):
    page = client.get(LESANPURO).content.decode()

    assert "belum dilaporkan per 5\u00a0Agu\u00a02026" in page
    assert "Koperasi belum mencatat pengurusnya di Guyub." in page


def test_own_records_stand_marked_in_a_demo_and_former_officers_do_not(client, world, settings):
    settings.IS_DEMO = True
    with scope(world.bumiayu.id):
        terms = {"cooperative": world.bumiayu, "recorded_at": NOW, "term_from": NOW.date().replace(year=2025)}
        Officer.objects.create(
            name="Bambang Sutrisno", post="KETUA", term_to=NOW.date().replace(year=2030), **terms
        )
        Officer.objects.create(
            name="Mantan Ketua",
            post="SEKRETARIS",
            term_to=NOW.date().replace(year=2030),
            ended_on=NOW.date().replace(month=1),
            **terms,
        )
        Outlet.objects.create(
            cooperative=world.bumiayu,
            kind="SEMBAKO",
            name="Gerai Bumiayu",
            ownership="PINJAM_PAKAI",
            internet="HP",
            status="OPERASIONAL",
            opened_on=NOW.date(),
            opening_hours="07.30–16.00",
            changed_at=NOW,
        )
        Profile.objects.create(
            cooperative=world.bumiayu,
            official_name="Koperasi Kelurahan Merah Putih Bumiayu",
            office_email="kantor@contoh.example",
            changed_at=NOW,
        )

    page = client.get(BUMIAYU).content.decode()

    assert "Bambang Sutrisno" in page
    assert "Mantan Ketua" not in page
    assert "Buka 07.30–16.00" in page
    assert page.count(">Contoh<") == 2
    assert "kantor@contoh.example" not in page
    settings.IS_DEMO = False
    assert ">Contoh<" not in client.get(BUMIAYU).content.decode()


@pytest.mark.parametrize(
    "path", ["/koperasi/35.73.09.9999/", "/koperasi/35.73/", "/koperasi/x/", "/koperasi/%00/"]
)
def test_what_is_no_cooperative_is_not_found(path, client, world):
    assert client.get(path).status_code == 404
