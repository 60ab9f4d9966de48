"""Simpanan berjangka in pages: placing with a quote, one deposit, paying out, the bilyet."""

import pytest

from guyub.finance.savings.domain.deposits import Roll
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.models import IssuedPaper
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.deposit_world import BERJANGKA, DepositWorld
from tests.world import new_id

pytestmark = pytest.mark.django_db


def today():
    """Read the day as the doors do, when the test runs: a run may pass midnight."""
    return business_date(utc_now(), Zone.WIB)


@pytest.fixture
def deposits(world, client):
    client.force_login(world.person(Role.BENDAHARA))
    return DepositWorld(world)


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_a_quote_before_it_is_placed(deposits, client):
    base = f"/simpanan/berjangka/baru/{deposits.siti.id}/"
    product = str(deposits.products[BERJANGKA])
    asked = client.get(f"{base}hitung/", {"product": product, "amount": "12.000.000"})
    assert "jasa 6 % setahun: <b>Rp 720.000</b>" in text(asked)
    assert "Tulis jumlahnya" in text(client.get(f"{base}hitung/", {"product": product, "amount": "x"}))
    assert "Tempatkan" in text(client.get(base))

    fields = {"product": product, "amount": "12.000.000", "roll": "POKOK_DAN_JASA"}
    answer = client.post(base, sent(**fields, money="sukarela"))
    assert answer.status_code == 422
    assert "12.000.000" in text(answer)  # what was typed is there
    answer = client.post(base, sent(**fields, money=str(deposits.cash)))
    assert answer.status_code == 302
    page = text(client.get(answer.headers["Location"]))
    assert "Rp 12.000.000" in page
    assert "Perpanjang pokok dan jasanya" in page


def test_what_is_due_stands_first(deposits, client):
    deposits.places(12_000_000, on=today())
    page = text(client.get("/simpanan/berjangka/"))
    assert "1 simpanan berjangka" in page
    assert "SB-2026-0001" in page
    assert "Tidak ada bilyet di sini" in text(client.get("/simpanan/berjangka/?tampil=tunggu"))
    assert client.get("/simpanan/berjangka/unduh/").status_code == 200
    assert b"SB-2026-0001" in client.get("/simpanan/berjangka/unduh/?bentuk=csv").content


def test_taking_it_early_says_what_it_costs(deposits, client):
    account = deposits.places(1_200_000, on=today())
    address = f"/simpanan/berjangka/{account}/"
    assert "Yang dilepas anggota" in text(client.get(address))
    answer = client.post(f"{address}cairkan/", sent(money="sukarela"))
    assert answer.status_code == 422
    assert "Tulis alasannya" in text(answer)
    answer = client.post(f"{address}cairkan/", sent(money="sukarela", reason="biaya sekolah"))
    assert answer.status_code == 302
    assert deposits.savings_rp() == 1_200_000
    assert "Diambil lebih awal" in text(client.get(address))


def test_a_large_one_leads_to_the_request(deposits, client):
    account = deposits.places(12_000_000, on=today())
    fields = sent(money="sukarela", reason="biaya sekolah")
    answer = client.post(f"/simpanan/berjangka/{account}/cairkan/", fields)
    assert answer.headers["Location"].startswith("/persetujuan/")
    assert "ditahan" in text(client.get(f"/simpanan/berjangka/{account}/"))


def test_the_end_is_changed_and_the_placing_taken_back(deposits, client):
    account = deposits.places(1_200_000, on=today())
    address = f"/simpanan/berjangka/{account}/"
    client.post(f"{address}perpanjangan/", sent(roll="POKOK"))
    assert deposits.periods(account)[0].roll == Roll.POKOK
    assert client.post(f"{address}perpanjangan/", sent(roll="LAIN")).status_code == 422
    assert client.post(f"{address}batal/", sent(reason="keliru anggota")).status_code == 302
    assert "Dibatalkan" in text(client.get(address))


def test_the_bilyet_and_its_replacement(deposits, client):
    account = deposits.places(12_000_000, on=today())
    address = f"/simpanan/berjangka/{account}/bilyet/"
    first = client.post(address, sent())
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    assert client.post(address, sent()).status_code == 422
    assert client.post(address, sent(reason="hilang saat pindah rumah")).status_code == 200
    with scope(deposits.place.id):
        papers = IssuedPaper.objects.filter(cooperative=deposits.place, kind="BILYET_BERJANGKA")
        told = [dict(paper.facts) for paper in papers.order_by("issued_at", "id")]
        assert {one["Lembar"] for one in told} == {"pertama", "pengganti ke-1"}
        assert all("Siti" not in str(one) for one in told)


def test_another_cooperatives_deposit_is_not_there(deposits, client):
    assert client.get(f"/simpanan/berjangka/{new_id()}/").status_code == 404
