"""The pages of limits: what holds, how sure it is, proposing a stricter one, the table."""

import pytest

from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.services.programmes import load_programmes
from tests.world import NOW

TYPED = {
    "golongan": "",
    "siapa": "KK",
    "masa": "MONTH",
    "hitung": "QTY",
    "banyak": "6",
    "akibat": "BLOCK",
    "luring": "",
    "mulai": "2099-01-01",
    "dasar": "Perwali 5/2026",
    "sumber": "JDIH",
    "alasan": "kesepakatan agen",
}


@pytest.fixture
def officer(world, client):
    load_programmes(now=NOW)
    client.force_login(world.person(Role.PETUGAS_DINAS))
    return client


def test_limits_in_pages(officer, world):
    page = officer.get("/jatah/aturan/").content.decode().replace("\u00a0", " ")
    assert "Paling banyak 10 tabung sebulan, tiap keluarga (KK)<" in page
    assert "diperingatkan, perlu alasan" in page
    assert "Belum pasti: satu laporan" in page
    assert "Jatah tiap pembeli dilihat di i-Pubers" in page
    rice = officer.get("/jatah/aturan/BERAS_SPHP/").content.decode().replace("\u00a0", " ")
    assert "Paling banyak 10 kg sehari" in rice.partition("Yang sudah berakhir")[2]
    assert officer.get("/jatah/aturan/EMAS/").status_code == 404
    assert officer.post("/jatah/aturan/EMAS/usul/", TYPED).status_code == 404
    table = officer.get("/jatah/aturan/unduh/?bentuk=csv").content.decode()
    assert "Rasio kewajaran Pertamina Jawa Timur 2024" in table

    assert officer.post("/jatah/aturan/LPG_3KG/usul/", TYPED).url == "/persetujuan/"
    share = {"golongan": "PENGECER", "siapa": "SHARE", "masa": "ALLOCATION", "banyak": "5", "akibat": "WARN"}
    officer.post("/jatah/aturan/LPG_3KG/usul/", TYPED | share | {"luring": "1"})
    with scope(world.city.id):
        asked = [one.facts for one in ApprovalRequest.objects.filter(cooperative=world.city).order_by("id")]
    assert [one["max_qty"] for one in asked] == [6, 500]
    assert asked[1]["shown"].startswith("paling banyak 5% dari satu kiriman")

    refused = officer.post("/jatah/aturan/LPG_3KG/usul/", TYPED | {"banyak": "12", "akibat": "WARN"})
    assert refused.status_code == 422
    assert "sama ketat atau lebih ketat" in refused.content.decode()
    assert 'value="12"' in refused.content.decode()
    assert officer.post("/jatah/aturan/LPG_3KG/usul/", TYPED | {"banyak": "?"}).status_code == 422
