"""The city's plan of deliveries: from contracts or a proposal, whom it leaves out and why, as a table."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.parameters.services.values import load_national
from guyub.trade.subsidised.models import OutletFigures, Programme
from tests.trade.subsidised.city import City
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
PAGE = "/kota/lpg/kirim/"
ASKED = {"barang": "LPG_3KG", "dari": "35.73.03.1003", "truk": "2", "muat": "560"}


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        load_national(now=NOW)
        yield City(World())


@pytest.fixture
def city(stands, db, client):
    client.force_login(stands.world.person(Role.PETUGAS_DINAS))
    return stands


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u00a0", " ")))


def asked(client, **more):
    return client.get(PAGE, ASKED | more)


def test_the_form_alone_says_what_there_is_to_bring(city, client):
    """Two outlets, 25 cylinders a week each by their contracts."""
    shown = text(client.get(PAGE))

    assert "2 koperasi, 50 tabung" in shown
    assert "Truk 1" not in shown
    assert (
        "kali 1,35, 20 km sejam, berhenti 10 menit ditambah 6 detik tiap tabung, sopir paling lama 8 jam"
        in shown
    )


def test_stops_in_order_with_hours_loads_and_ways(city, client):
    OutletFigures.objects.filter(code=city.world.arjosari.code).update(out_since=date(2026, 11, 20))
    shown = text(asked(client))

    assert "Semua koperasi terlayani menurut rencana ini." in shown
    assert "Koperasi terlayani 2" in shown
    assert "Tabung terkirim 50" in shown
    # The depot is in Bumiayu, so its own outlet is no way at all, and is open from eight on.
    assert f"{city.world.bumiayu.name} 08.00 25 0 km" in shown
    assert f"{city.world.arjosari.name} stok habis" in shown
    assert "Truk 2" not in shown


def test_whoever_is_left_out_is_named_with_the_reason(city, client):
    shown = text(asked(client, truk="1", muat="30"))

    assert "1 koperasi tidak terlayani" in shown
    assert "Semua tempat minta 50 tabung, semua truk memuat 30 tabung: kurang 20 tabung." in shown
    assert "Minta 200 kg, satu truk memuat 150 kg." in text(asked(client, berat="150"))
    assert "sopir paling lama" in shown


def test_shares_of_a_proposal_are_brought(city, client):
    round_id = city.proposes()
    amounts = {code: amount for code, (_, _, amount) in city.amounts(round_id).items()}
    shown = text(asked(client, usul=str(round_id)))

    assert f"2 koperasi, {sum(amounts.values())} tabung" in shown
    assert "Rencana kirim" in text(client.get(f"/kota/lpg/pembagian/{round_id}/"))
    assert asked(client, usul="0190aaaa-0000-7000-8000-000000000000").status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"truk": "0"}, "Tulis jumlah truk, dari 1 sampai 60. Tiap truk jalan satu kali."),
        ({"muat": "banyak"}, "Tulis muatan satu truk dalam tabung, dari 1 sampai 5.000."),
        ({"berat": "berat"}, "Tulis muatan satu truk dalam kg, dari 1 sampai 40.000, atau kosongkan."),
        ({"mulai": "25:00"}, "Tulis jamnya, misalnya 07:00. Jam selesai tidak bisa sebelum jam mulai."),
        ({"dari": "35.99.01.1001"}, "Pilih kelurahan tempat gudang dari daftar."),
    ],
)
def test_what_is_no_plan_is_told_and_what_was_typed_stays(city, client, change, sentence):
    answer = asked(client, **change)

    assert (answer.status_code, sentence in text(answer)) == (422, True)
    (value,) = change.values()
    assert value.startswith("35.99") or f'value="{value}"' in answer.content.decode()


def test_a_plan_as_a_table(city, client):
    answer = client.get(f"{PAGE}unduh/?{urlencode(ASKED | {'muat': '30', 'truk': '1', 'bentuk': 'csv'})}")
    lines = answer.content.decode("utf-8-sig").splitlines()

    assert lines[0].startswith("Truk;Urutan;Kode;Koperasi;Tiba;Tabung")
    assert len(lines) == 3
    assert lines[1].startswith("1;1;35.73.")
    assert "kurang" in lines[2]
    assert client.get(f"{PAGE}unduh/").status_code == 404
    # The links of a page with a question carry it on, in both forms.
    assert "truk=2&amp;muat=560&amp;bentuk=csv" in asked(client).content.decode()
    assert "barang=LPG_3KG&amp;bentuk=csv" in client.get("/kota/lpg/?barang=LPG_3KG").content.decode()


def test_without_cylinders_that_are_rationed_there_is_no_page(city, client):
    Programme.objects.filter(unit="TABUNG").update(unit="KG")

    assert client.get(PAGE).status_code == 404
