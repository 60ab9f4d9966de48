"""The city's page of households: typed, pasted, told anew, refused with what was typed kept, and where it shows."""

import re

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.trade.subsidised.city import City
from tests.world import World, new_id

pytestmark = pytest.mark.django_db
PAGE = "/kota/lpg/rumah-tangga/"
BUMIAYU, ARJOSARI = "35.73.03.1003", "35.73.01.1011"
TYPED = {"programme": "LPG_3KG", "source": "contoh, bukan angka BPS", "of_on": "2026-11-01", "each": "3"}


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        yield City(World())


@pytest.fixture
def city(stands, db, client):
    client.force_login(stands.world.person(Role.PETUGAS_DINAS))
    return stands


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u00a0", " ")))


def sent(client, **fields):
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(PAGE).content.decode())[1]
    return client.post(PAGE, {"request_id": str(new_id()), "seen": seen} | TYPED | fields)


def test_typed_for_some_wards_and_told_anew(city, client):
    done = sent(client, **{f"n-{BUMIAYU}": "2.310", f"n-{ARJOSARI}": "900", f"e-{ARJOSARI}": "4"})
    assert done.status_code == 302
    shown = text(client.get(done["Location"]))
    assert "2 kelurahan tertulis." in shown
    assert "2.310 × 3 = 6.930 tabung contoh, bukan angka BPS, per 1 Nov 2026" in shown
    assert "900 × 4 = 3.600 tabung" in shown

    refused = sent(client, **{f"n-{BUMIAYU}": "2.250"})
    assert refused.status_code == 422
    assert "Tulis alasan menggantinya" in text(refused)
    assert 'value="2.250"' in refused.content.decode()  # what was typed stays
    assert sent(client, **{f"n-{BUMIAYU}": "2.250", "reason": "angka baru kelurahan"}).status_code == 302
    shown = text(client.get(PAGE))
    assert "2.250 × 3 = 6.750 tabung" in shown
    assert "diganti: angka baru kelurahan" in shown


def test_pasted_lines_fill_the_table_and_keep_nothing(city, client):
    filled = sent(client, fill="1", pasted="Bumiayu\t2.310\nArjosari\t900\t4")
    page = filled.content.decode()

    assert filled.status_code == 200
    assert (
        f'name="n-{BUMIAYU}" inputmode="numeric" maxlength="9" aria-label="Rumah tangga, KKMP Bumiayu" value="2.310"'
        in page
    )
    assert city.told() == {}
    refused = sent(client, fill="1", pasted="Sukun\t1")
    assert (refused.status_code, "Baris 1 yang ditempel" in text(refused)) == (422, True)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("Belum ada kelurahan yang diisi", {}),
        ("Tulis sumber angkanya", {"source": " ", f"n-{BUMIAYU}": "1"}),
        ("Tulis tanggal angka ini", {"of_on": "", f"n-{BUMIAYU}": "1"}),
        ("Rumah tangga KKMP Bumiayu harus angka bulat", {f"n-{BUMIAYU}": "banyak"}),
    ],
)
def test_what_is_refused(city, client, said, fields):
    answer = sent(client, **fields)

    assert (answer.status_code, said in text(answer)) == (422, True)
    assert city.told() == {}


def test_where_it_shows_it_is_called_an_estimate(city, client):
    """The needs, the table, looking before one proposes, the proposal, its table, what anybody sees."""
    assert "perkiraan rumah tangga" not in text(client.get("/kota/lpg/?barang=LPG_3KG"))
    city.tells((BUMIAYU, 2_310, 3))
    needs = text(client.get("/kota/lpg/?barang=LPG_3KG"))
    assert needs.count("perkiraan rumah tangga 6.930") == 2  # of the city and of Bumiayu
    assert "perkiraan rumah tangga belum diisi" in needs  # Arjosari
    table = client.get("/kota/lpg/unduh/?barang=LPG_3KG&bentuk=csv").content.decode()
    assert "Kebutuhan rumah tangga sebulan (perkiraan)" in table
    assert "6930" in table

    look = {
        "programme": "LPG_3KG", "from_on": "2026-11-30", "to_on": "2026-12-06", "supply_qty": "1000",
        "method": "max_min", "basis": "RUMAH_TANGGA", "lot": "1", "floor_qty": "0", "look": "1",
    }  # fmt: skip
    seen = text(client.post("/kota/lpg/pembagian/usulkan/", look))
    assert "1.617" in seen
    assert "Yang belum diisi kota: dipakai yang lebih besar" in seen

    round_id = city.proposes(basis="RUMAH_TANGGA", supply_qty=1_000)
    city.decides(round_id)
    own = f"/kota/lpg/pembagian/{round_id}/"
    for address in (own, f"/lpg/pembagian/{city.place.id}/{round_id}/"):
        shown = text(client.get(address))
        assert "Rumah tangga (perkiraan)" in shown
        assert "1.617 dari 2.310" in shown
        assert "contoh, bukan angka BPS, per 1 Nov 2026, 1 koperasi" in shown
        assert "KKMP Arjosari: dipakai yang lebih besar, pembeli terdaftar atau penjualan" in shown
    table = client.get(f"{own}unduh/?bentuk=csv").content.decode()
    assert "Kebutuhan rumah tangga (perkiraan)" in table
    assert "contoh, bukan angka BPS" in table
