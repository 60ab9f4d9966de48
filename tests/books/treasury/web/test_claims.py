"""Pages of claims: filing on a phone, who sees whose, paying what is ticked, undoing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.books.treasury.selectors.claims import closed_claims, open_claims
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.treasury.claim_world import RECEIPT, TODAY, ClaimWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
BASE = "/klaim/35.73.03.1003/"


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr("guyub.foundation.identity.web.doors.utc_now", lambda: NOW)
    monkeypatch.setattr("guyub.books.treasury.web.list_pages.utc_now", lambda: NOW)
    monkeypatch.setattr("guyub.books.treasury.web.views.claims.utc_now", lambda: NOW)
    return ClaimWorld()


def opened(world):
    with scope(world.bumiayu.id):
        people = open_claims(cooperative_id=world.bumiayu.id, now=NOW)
    return [claim for one in people for claim in one.claims]


def test_a_cashier_files_a_claim_with_its_picture_and_withdraws_it(world, client):
    client.force_login(world.person(Role.KASIR))
    assert client.get("/klaim/").url == BASE
    page = client.get(f"{BASE}baru/")
    assert page.status_code == 200
    assert b"2026-11-25" in page.content  # today stands there already

    answer = client.post(
        f"{BASE}baru/",
        {
            "choice": "Meterai dan surat",
            "amount": "45.000",
            "spent_on": "2026-11-25",
            "document": SimpleUploadedFile(*RECEIPT),
            "request_id": str(new_id()),
        },
    )
    (claim,) = opened(world)
    assert answer.url == f"{BASE}{claim.id}/"
    assert (claim.amount_rp, claim.has_receipt) == (45_000, True)
    assert client.get(f"{answer.url}nota/").headers["Content-Type"] == "image/jpeg"
    assert "Menunggu persetujuan" in client.get(answer.url).content.decode()

    assert client.post(f"{answer.url}tarik/").url == answer.url
    assert "Ditarik" in client.get(answer.url).content.decode()
    assert "Tidak ada klaim yang terbuka" in client.get(BASE).content.decode()


def test_what_was_typed_stays_where_it_is_refused(world, client):
    client.force_login(world.person(Role.KASIR))
    answer = client.post(
        f"{BASE}baru/",
        {"choice": "Meterai dan surat", "amount": "45.000", "spent_on": "2026-11-25", "note": "akad"},
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Foto notanya" in page
    assert 'value="45.000"' in page
    assert 'value="akad"' in page
    assert opened(world) == []
    assert client.post(f"{BASE}baru/", {"amount": "empat", "spent_on": "besok"}).status_code == 422


def test_others_claims_are_not_there_for_who_reads_no_journal(world, client):
    claim_id = world.filed(receipt=RECEIPT)
    pages = [f"{BASE}{claim_id}/", f"{BASE}{claim_id}/nota/"]
    client.force_login(world.person(Role.KASIR))
    assert "Sekretaris" not in client.get(BASE).content.decode()
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert client.post(f"{BASE}{claim_id}/tarik/").status_code == 404

    client.force_login(world.person(Role.PENGAWAS))
    assert "Sekretaris KKMP Bumiayu" in client.get(BASE).content.decode()
    assert [client.get(page).status_code for page in pages] == [200, 200]
    assert client.post(f"{BASE}{claim_id}/tarik/").status_code == 404  # only one's own


def test_the_treasurer_pays_what_is_ticked_and_takes_it_back(world, client):
    claims = [world.approved(amount_rp=amount_rp) for amount_rp in (45_000, 30_000)]
    client.force_login(world.person(Role.BENDAHARA))
    assert "2 klaim terbuka" in client.get(BASE).content.decode()
    assert client.post(f"{BASE}bayar/", {"cash_place": world.box}).status_code == 422
    assert client.post(f"{BASE}bayar/", {"claim": claims}).status_code == 422

    assert client.post(f"{BASE}bayar/", {"claim": claims, "cash_place": world.box}).url == BASE
    assert world.held("2.1.04") == 0
    one = f"{BASE}{claims[0]}/"
    assert client.post(f"{one}batal-bayar/", {"reason": ""}).status_code == 422
    assert client.post(f"{one}batal-bayar/", {"reason": "salah kas"}).url == one
    assert world.held("2.1.04") == 75_000
    assert client.post(f"{one}batal/", {"reason": "nota pribadi"}).url == one
    assert "Dikeluarkan dari buku" in client.get(one).content.decode()


def test_the_treasurers_own_claim_leads_to_the_second_person(world, client):
    claim_id = world.approved(actor=world.actor(Role.BENDAHARA))
    client.force_login(world.person(Role.BENDAHARA))
    answer = client.post(f"{BASE}bayar/", {"claim": claim_id, "cash_place": world.box})

    assert answer.url.startswith("/persetujuan/")
    assert "bayar klaim bendahara sendiri" in client.get(answer.url).content.decode().lower()
    assert "Menunggu orang kedua" in client.get(BASE).content.decode()


def test_the_chair_is_led_from_the_claim_to_the_decision(world, client):
    claim_id = world.filed()
    client.force_login(world.person(Role.KETUA))

    assert "Putuskan" in client.get(f"{BASE}{claim_id}/").content.decode()
    client.force_login(world.person(Role.SEKRETARIS))
    assert "Putuskan" not in client.get(f"{BASE}{claim_id}/").content.decode()


def test_closed_claims_are_listed_newest_first(world):
    first, second = world.approved(), world.approved(amount_rp=9_000)
    world.repaid(first, second)
    with scope(world.bumiayu.id):
        rows = closed_claims(cooperative_id=world.bumiayu.id, now=NOW)
        mine = closed_claims(cooperative_id=world.bumiayu.id, now=NOW, person_id=world.person(Role.KASIR).id)

    assert [(row.amount_rp, row.paid_on) for row in rows] == [(9_000, TODAY), (45_000, TODAY)]
    assert mine == []
