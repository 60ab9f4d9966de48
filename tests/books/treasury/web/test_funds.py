"""Pages of funds: beginning, a rule, contributions, payments; a benefit's name only before its keeper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.books.treasury.domain.funds import Benefit
from guyub.books.treasury.selectors.funds import funds_standing, movements_of, rules_of
from guyub.books.treasury.web.fund_words import benefit_words
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.claim_world import RECEIPT, ClaimWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
BASE = "/dana/35.73.03.1003/"


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr("guyub.foundation.identity.web.doors.utc_now", lambda: NOW)
    monkeypatch.setattr("guyub.books.treasury.web.list_pages.utc_now", lambda: NOW)
    return ClaimWorld()


@pytest.fixture
def health(world):
    """The address of the health fund with its rule and 400,000 rupiah."""
    world.health = world.fund()
    world.decided_by = world.decision()
    world.ruled(world.health, decision_id=world.decided_by)
    world.collected(world.health)
    return f"{BASE}{world.health}/"


def held(world):
    with scope(world.bumiayu.id):
        return {row.name: row.balance_rp for row in funds_standing(cooperative_id=world.bumiayu.id)}


def paid(world, **more):
    typed = {
        "benefit": "Rawat jalan",
        "beneficiary": "Bu Sumarmi (contoh)",
        "since": "2026-11-24",
        "amount": "50.000",
        "cash_place": world.box,
        "on": "2026-11-25",
        "document": SimpleUploadedFile(*RECEIPT),
    }
    return typed | more


def test_a_fund_begins_gets_its_rule_and_money(world, client):
    client.force_login(world.person(Role.BENDAHARA))
    assert "Belum ada dana" in client.get(BASE).content.decode()
    answer = client.post(f"{BASE}mulai/", {"name": "Dana kesehatan", "use": "SANTUNAN", "account": "2.3.06"})
    page = answer.url
    decision = world.decision()
    rule = {
        "on": "2026-11-01",
        "contribution": "2.000",
        "decision": decision,
        "benefit_name": ["Rawat jalan", "Bantuan obat", "", ""],
        "benefit_rp": ["50.000", "75.000", "", ""],
        "benefit_exact": ["1", "0", "1", "1"],
        "benefit_times": ["", "6", "", ""],
    }
    assert client.post(f"{page}aturan/", rule).url == page
    assert (
        client.post(
            f"{page}masuk/", {"members": "130", "amount": "", "on": "2026-11-25", "cash_place": world.box}
        ).url
        == page
    )

    shown = client.get(page).content.decode()
    assert "Dana kesehatan berisi Rp" in shown
    assert "Iuran 130 anggota" in shown
    assert held(world) == {"Dana kesehatan": 260_000}
    with scope(world.bumiayu.id):
        (row,) = rules_of(cooperative_id=world.bumiayu.id, fund_id=page.rstrip("/").rpartition("/")[2])
    assert row.rule.benefits == (
        Benefit("Rawat jalan", 50_000),
        Benefit("Bantuan obat", 75_000, is_ceiling=True, times_a_year=6),
    )
    assert benefit_words(row.rule.benefits[1]).startswith("paling banyak Rp")


def test_what_was_typed_stays_where_a_form_is_refused(world, client, health):
    client.force_login(world.person(Role.BENDAHARA))
    forms = {
        f"{BASE}mulai/": {"name": "Dana kesehatan", "use": "SANTUNAN", "account": "2.3.06"},
        f"{health}masuk/": {"members": "banyak", "on": "2026-11-25", "cash_place": world.box},
        f"{health}bayar/": paid(world, amount="60.000"),
        f"{health}aturan/": {"on": "x", "contribution": "2.000", "benefit_name": ["Rawat jalan"]},
    }
    kept = ("Dana kesehatan", 'value="banyak"', 'value="60.000"', 'value="Rawat jalan"')
    for (address, typed), words in zip(forms.items(), kept, strict=True):
        answer = client.post(address, typed)
        assert answer.status_code == 422, address
        assert words in answer.content.decode()
    assert held(world) == {"Dana kesehatan": 400_000}


def test_a_benefit_is_paid_and_only_its_keeper_reads_who_got_it(world, client, health):
    client.force_login(world.person(Role.BENDAHARA))
    assert client.post(f"{health}bayar/", paid(world)).url == health
    assert held(world) == {"Dana kesehatan": 350_000}
    with scope(world.bumiayu.id):
        row = movements_of(cooperative_id=world.bumiayu.id, fund_id=world.health, with_names=True)[0]
    proof = f"{BASE}bukti/{row.payout.id}/"
    assert "Rawat jalan, Bu Sumarmi (contoh)" in client.get(health).content.decode()
    assert client.get(proof).headers["Content-Type"] == "image/jpeg"

    client.force_login(world.person(Role.KETUA))
    shown = client.get(health).content.decode()
    assert "Santunan" in shown
    assert "Sumarmi" not in shown
    assert client.get(proof).status_code == 403
    for address in (
        "/jejak/",
        "/buku/35.73.03.1003/jurnal/",
        f"/buku/35.73.03.1003/jurnal/{row.entry_id}/",
        "/catat/35.73.03.1003/riwayat/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Sumarmi" not in answer.content.decode(), address


def test_outside_the_rule_the_decision_is_shown_for_ever(world, client, health):
    client.force_login(world.person(Role.BENDAHARA))
    outside = paid(world, amount="75.000")
    assert client.post(f"{health}bayar/", outside).status_code == 422
    outside["document"] = SimpleUploadedFile(*RECEIPT)
    assert client.post(f"{health}bayar/", outside | {"decision": world.decided_by}).url == health

    assert "di luar aturan: keputusan 04/RAT/2026" in client.get(health).content.decode()


def test_a_movement_is_undone_from_its_row(world, client, health):
    client.force_login(world.person(Role.BENDAHARA))
    with scope(world.bumiayu.id):
        (row,) = movements_of(cooperative_id=world.bumiayu.id, fund_id=world.health, with_names=True)
    address = f"{health}batal/{row.id}/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "dobel", "request_id": str(new_id())}).url == health
    assert held(world) == {"Dana kesehatan": 0}
    assert "Dibatalkan" in client.get(health).content.decode()


def test_a_fund_for_a_purpose_says_what_it_paid(world, client):
    social = world.fund("Dana sosial", "TUJUAN", "2.3.02")
    world.collected(social, members=0, amount_rp=80_000)
    client.force_login(world.person(Role.BENDAHARA))
    page = f"{BASE}{social}/"
    typed = paid(
        world,
        amount="30.000",
        purpose="Kerja bakti RW 03",
        beneficiary="Panitia contoh",
        benefit="",
        since="",
    )
    assert client.post(f"{page}bayar/", typed).url == page

    client.force_login(world.person(Role.PENGAWAS))
    assert "Kerja bakti RW 03, Panitia contoh" in client.get(page).content.decode()
