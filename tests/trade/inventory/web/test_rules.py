"""The pages of price rules."""

import pytest

from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.services.price_rules import load_rules
from tests.world import NOW

TYPED = {
    "kind": "HET",
    "amount_rp": "17.500",
    "valid_from": "2099-01-01",
    "legal_basis": "Perwali 5/2026",
    "source": "JDIH",
    "reason": "kesepakatan agen",
}


@pytest.fixture
def officer(world, client):
    load_rules(now=NOW)
    client.force_login(world.person(Role.PETUGAS_DINAS))
    return client


def test_the_list_names_price_basis_and_how_sure_it_is(officer):
    page = officer.get("/aturan-harga/").content.decode()
    assert "Minyakita" in page
    assert "HET <b>Rp\xa015.700 per liter</b>" in page
    assert "Belum diperiksa: ingatan" in page


def test_one_good_shows_what_held_and_takes_a_proposal(officer, world):
    page = officer.get("/aturan-harga/LPG_3KG/").content.decode()
    assert "Rp\xa018.000 per tabung" in page
    assert "Pertamina 135" in page

    answer = officer.post("/aturan-harga/LPG_3KG/usul/", TYPED)

    assert answer.url == "/persetujuan/"
    with scope(world.city.id):
        (asked,) = ApprovalRequest.objects.filter(cooperative=world.city)
    assert asked.facts["shown"].replace("\xa0", " ") == "Rp 17.500 per tabung"


def test_a_looser_ceiling_is_refused_with_the_limit_and_keeps_what_was_typed(officer):
    answer = officer.post("/aturan-harga/LPG_3KG/usul/", TYPED | {"amount_rp": "19.000"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Rp\xa018.000" in page
    assert 'value="19.000"' in page


@pytest.mark.parametrize(
    ("field", "value"), [("valid_from", "kapan"), ("valid_to", "kapan"), ("amount_rp", "x")]
)
def test_what_is_no_day_or_amount_is_refused_in_words(officer, field, value):
    assert officer.post("/aturan-harga/LPG_3KG/usul/", TYPED | {field: value}).status_code == 422


def test_an_unknown_good_is_not_there(officer):
    assert officer.get("/aturan-harga/EMAS/").status_code == 404


def test_a_member_of_staff_reads_and_proposes_nothing(world, client):
    load_rules(now=NOW)
    client.force_login(world.person(Role.KASIR))
    assert "Usulkan" not in client.get("/aturan-harga/GULA/").content.decode()


def test_as_a_table(officer):
    answer = officer.get("/aturan-harga/unduh/?bentuk=csv")
    assert "Minyakita" in b"".join(answer).decode("utf-8-sig")
