"""The city's page of members: figures alone, the few left out, reports beside and never added."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.city.supervision.models import PlaceMembers
from guyub.city.supervision.web.views.members import BAND_WORDS
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.models import Cooperative
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
PAGE = "/kota/anggota/"


@pytest.fixture
def city(client):
    call_command("load_network", without_regions=True)
    world = World()
    client.force_login(world.person(Role.PETUGAS_DINAS))
    return world


def keep(place, members, women, men, ages, **more):
    kept = {"passive_count": 0, "candidates_count": 0, "households_count": 0, "without_kk_count": 0} | more
    kept.setdefault("growth", [["2026-10-01", 0, 0, members - 5], ["2026-11-01", 5, 0, members]])
    PlaceMembers.objects.create(
        cooperative=place,
        code=place.code,
        members_count=members,
        women_count=women,
        men_count=men,
        ages=ages,
        summed_at=NOW,
        **kept,
    )


def test_a_city_without_registers_says_so_and_shows_the_reports(city, client):
    page = client.get(PAGE).content.decode()

    assert "Belum ada koperasi yang menyimpan daftar anggota di sini" in page
    assert "koperasi belum menyimpan daftar di sini dan belum dilaporkan" in page
    assert "KKMP Arjosari" in page
    assert "Dilaporkan, terpisah:" in page


def test_figures_of_two_registers(city, client):
    keep(city.bumiayu, 130, 70, 60, [10, 30, 50, 30, 10, 0], households_count=100, candidates_count=7)
    keep(city.arjosari, 70, 30, 40, [10, 20, 20, 10, 10, 0], households_count=60, candidates_count=8)

    answer = client.get(PAGE)
    page, found = answer.content.decode(), answer.context["found"]

    assert "200 anggota di 2 koperasi" in page
    assert "2 dari 57 koperasi menyimpan daftar anggotanya di sini." in page
    assert found.women_percent == 50
    assert {name: shown.words for name, shown in found.sums.items()} == {
        "members": "200", "candidates": "15", "women": "100", "men": "100", "unsexed": "0",
        "age_0": "20", "age_1": "50", "age_2": "70", "age_3": "40", "age_4": "20", "age_5": "0",
        "households": "160",
    }  # fmt: skip
    assert [(month.month.month, month.members) for month in found.growth] == [(10, 190), (11, 200)]
    assert "November 2026: 200 anggota" in page
    reported = {row.code: row.reported for row in found.rows}
    assert reported[city.bumiayu.code] == 130
    assert found.reported == sum(one for one in reported.values() if one)


def test_the_few_are_left_out_on_the_page_and_in_the_table(city, client):
    keep(city.bumiayu, 130, 3, 127, [10, 30, 50, 30, 10, 0], households_count=4)
    keep(city.arjosari, 70, 30, 40, [10, 20, 20, 10, 10, 0], households_count=60)

    found = client.get(PAGE).context["found"]
    book = client.get(f"{PAGE}unduh/")
    rows = [row for row in read_table(book.content) if row and row[0].startswith("35.73")]
    lines = client.get(f"{PAGE}unduh/?bentuk=csv").content.decode()

    shown = {row.code: row.shown for row in found.rows if row.shown}
    mine = shown[city.bumiayu.code]
    assert (mine["women"].words, mine["men"].words, mine["members"].words) == ("< 5", "–", "130")
    assert shown[city.arjosari.code]["women"].words == "–"
    assert (mine["households"].words, shown[city.arjosari.code]["households"].words) == ("< 5", "–")
    (exported,) = [row for row in rows if row[0] == city.bumiayu.code]
    assert exported[2:6] == ["130", "0", "< 5", "–"]
    assert "127" not in "".join(exported[2:])
    assert "< 5" in lines


def test_a_tiny_register_tells_nothing(city, client):
    keep(city.bumiayu, 3, 1, 2, [0, 1, 2, 0, 0, 0], growth=[["2026-11-01", 3, 0, 3]])

    answer = client.get(PAGE)

    assert "&lt; 5 anggota di 1 koperasi" in answer.content.decode()
    assert answer.context["found"].women_percent is None
    assert answer.context["found"].growth == ()


def test_bands_of_age_have_words():
    assert BAND_WORDS == ("di bawah 25", "25–34", "35–49", "50–64", "65 ke atas", "belum tercatat")


def test_a_city_sees_those_it_guides_alone(city, client):
    elsewhere = Cooperative.objects.create(code="35.79.01.1001", name="KKMP Batu", zone="WIB")
    keep(elsewhere, 500, 250, 250, [100, 100, 100, 100, 100, 0])

    assert client.get(PAGE).context["found"].kept == 0


def test_it_costs_the_same_however_many_there_are(city, client):
    client.get(PAGE)
    for place in Cooperative.objects.filter(code__startswith="35.73."):
        keep(place, 100, 47, 53, [20, 20, 20, 20, 18, 2], households_count=40)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(PAGE)

    assert len([q for q in asked if "set_config" not in q["sql"]]) <= 12
    assert len(answer.content) < 100_000
    assert answer.context["found"].kept == 57
