"""An official list: taken in by the city, whole or not at all, with what was registered before."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.trade.subsidised.domain.lists import MOST_ROWS, ListRefusedError, read_list
from guyub.trade.subsidised.models import Consumer, Standing
from guyub.trade.subsidised.selectors.consumers import consumer_by_nik, numbers_of
from guyub.trade.subsidised.services.lists import take_list
from tests.trade.subsidised.buyers import KK, TODAY, nik, rationed, registered
from tests.world import NOW, new_id

TITLES = (1, ["NIK", "Nama Petani", "No. KK"])


@pytest.mark.parametrize(
    ("wrong", "lines", "where"),
    [
        ("header", [], None),
        ("header", [(1, ["NIK", "Alamat"])], None),
        ("empty", [TITLES], None),
        ("many", [TITLES, *[(2, [nik(), "Budi", ""])] * (MOST_ROWS + 1)], None),
        ("lines", [TITLES, (2, [nik(), "Budi"]), (4, ["3.57E+15", "Ani", ""])], "4 (NIK)"),
        ("lines", [TITLES, (2, [nik(), "Budi", "12"]), (3, [nik(2), " "])], "2 (KK), 3 (nama)"),
        ("lines", [TITLES, (2, [nik(), "Budi"]), (3, [nik(), "Budi"])], "3 (NIK dua kali)"),
    ],
)
def test_half_a_list_is_none(wrong, lines, where):
    with pytest.raises(ListRefusedError) as refused:
        read_list(lines, today=date(2026, 11, 25))

    assert (refused.value.facts["wrong"], refused.value.facts.get("where")) == (wrong, where)


def taken(world, table, *, role=Role.PETUGAS_DINAS, **more):
    told = {"programme": "LPG_3KG", "category": "PETANI", "basis": "SK 12/2026", "request_id": new_id()}
    return take_list(actor=world.actor(role), table=table.encode(), today=TODAY, now=NOW, **told | more)


def test_a_city_takes_in_farmers_and_the_page_says_what_came_of_it(world, client):
    rationed()
    registered(world)
    table = f"NIK;Nama;Nomor KK\n{nik()};Siti Aminah;\n{nik(2)};Budi Utomo;{KK}\n"

    done = taken(world, table, request_id=(asked := new_id()))
    again = taken(world, table, request_id=asked)
    assert (done.people, done.new, done.joined, again) == (2, 1, 2, done)
    assert taken(world, table).joined == 0
    assert consumer_by_nik(nik()).categories_on("LPG_3KG", TODAY) == ["PETANI", "RT"]
    budi = Consumer.objects.get(registered_by=world.city)
    assert (budi.consent_version, numbers_of(budi)["name"], numbers_of(budi)["kk"]) == (0, "Budi Utomo", KK)
    assert Standing.objects.filter(proofs="KTP DAFTAR").count() == 2
    for more in ({"category": "RT"}, {"basis": " "}):
        with pytest.raises(ListRefusedError):
            taken(world, table, **more)
    with pytest.raises(NotAllowedError):
        taken(world, table, role=Role.BENDAHARA)

    client.force_login(world.person(Role.PETUGAS_DINAS))
    form = {"golongan": "PUPUK_UREA:PETANI", "dasar": "e-RDKK 2026"}
    page = client.post("/jatah/daftar-resmi/", form | {"daftar": SimpleUploadedFile("d.csv", table.encode())})
    assert "2 orang di daftar: 0 baru terdaftar, 2 masuk" in page.content.decode()
    refused = client.post(
        "/jatah/daftar-resmi/", form | {"daftar": SimpleUploadedFile("d.csv", b"NIK;Nama\n1;X\n")}
    )
    assert refused.status_code == 422
    assert "2 (NIK)" in refused.content.decode()
