"""Products of loans in pages: opening one, its terms typed, what holds with an example, closing, the table."""

import re
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.servicing import PayoffInterest, Penalty, PenaltyPer
from guyub.finance.loans.domain.terms import Every, Fee, FeeOf, FeeWhen, Method, Unit
from guyub.finance.loans.models import LoanTerms
from guyub.finance.loans.services.offering import columns_of
from guyub.finance.loans.web.product_pages import example_of
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.money import Rounding
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.product_world import FLAT, LoanShop
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
BASE = "/pinjaman/produk/"
TYPED = {
    "method": "flat",
    "rate": "1",
    "per": "bulan",
    "rate_from": "0,9",
    "rate_to": "1,1",
    "least_rp": "500.000",
    "most_rp": "10.000.000",
    "least_instalments": "3",
    "most_instalments": "24",
    "every": "month-1",
}


def today():
    """Read the day as the doors do, when the test runs: a run may pass midnight."""
    return business_date(utc_now(), Zone.WIB)


def typed():
    """Give the form as somebody typed it today."""
    return TYPED | {"from_on": today().isoformat()}


@pytest.fixture
def shop(world, client):
    client.force_login(world.person(Role.BENDAHARA))
    return LoanShop(world)


@pytest.fixture
def usaha(shop):
    return shop.opens(today=today() - timedelta(days=30))


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def text(answer):
    return answer.content.decode().replace("\u00a0", " ")


def put(shop, product_id, offered):
    """Let terms hold since the product began, past the ceilings' checks."""
    with scope(shop.place.id):
        LoanTerms.objects.create(
            cooperative=shop.place,
            product_id=product_id,
            no=1,
            decision_id=shop.meeting,
            person=shop.world.person(Role.BENDAHARA),
            recorded_at=NOW,
            **columns_of(replace(offered, from_on=today() - timedelta(days=20))),
        )


def asked_for(shop):
    with scope(shop.place.id):
        return ApprovalRequest.objects.get(cooperative=shop.place).facts


def test_a_product_is_opened_and_its_terms_come_next(shop, client):
    assert "Belum ada produk pinjaman" in text(client.get(BASE))
    answer = client.post(f"{BASE}baru/", sent(product_name="Pinjaman tani", purpose="Bibit dan pupuk"))
    assert answer.status_code == 302
    assert re.fullmatch(f"{BASE}[0-9a-f-]{{36}}/ketentuan/", answer.headers["Location"])
    page = text(client.get(answer.headers["Location"]))
    assert "Paling tinggi 24% setahun tertulis dan 24% setahun sebenarnya" in page
    assert "05/RAT/2026, Jasa pinjaman (rapat anggota)" in page
    page = text(client.get(answer.headers["Location"].removesuffix("ketentuan/")))
    assert "Belum ada ketentuan" in page
    assert "Bibit dan pupuk" in page
    answer = client.post(f"{BASE}baru/", sent(product_name="pinjaman tani"))
    assert answer.status_code == 422
    assert "sudah ada" in text(answer)


def test_terms_are_typed_and_wait_for_a_second_person(shop, client, usaha):
    address = f"{BASE}{usaha}/ketentuan/"
    more = {
        "rate_to": "1", "fee_name0": "Administrasi", "fee0": "1.000",
        "fee_name1": "Premi", "fee1": "0,5%", "fee_time1": "tiap_sisa", "fee_owner1": "asuransi",
        "penalty": "0,1%", "penalty_per": "day", "penalty_cap": "5", "penalty_after": "3",
        "payoff": "full_period", "step": "100", "mode": "up", "guarantor_above": "2.000.000", "collateral_above": "0",
    }  # fmt: skip
    answer = client.post(address, sent(**(typed() | more), decision=str(shop.meeting)))
    assert (answer.status_code, answer.headers["Location"][:13]) == (302, "/persetujuan/")
    said = {label: words.replace("\u00a0", " ") for label, words in asked_for(shop)["said"]}
    assert said["Jasa"] == "12% setahun (1% sebulan)"
    assert said["Rentang rapat"] == "10,8% sampai 12% setahun"
    assert said["Biaya"] == (
        "Administrasi Rp 1.000, dipotong saat cair; Premi 0,5% dari sisa pinjaman, tiap angsuran, untuk asuransi"
    )
    assert said["Denda"].startswith(
        "0,1% dari angsuran yang terlambat, tiap hari, sesudah lewat 3 hari, paling banyak 5%"
    )
    assert (said["Penjamin"], said["Agunan"]) == ("di atas Rp 2.000.000", "selalu")
    assert said["Pembulatan"].startswith("Rp 100 ke atas")
    assert "21,97% setahun" in text(client.get(answer.headers["Location"]))


def test_a_rate_a_year_and_only_what_is_needed(shop, client, usaha):
    fields = typed() | {"rate": "12", "per": "tahun", "rate_from": "", "rate_to": "", "every": "week-2"}
    answer = client.post(f"{BASE}{usaha}/ketentuan/", sent(**fields, decision=str(shop.meeting)))
    assert answer.status_code == 302
    said = dict(asked_for(shop)["said"])
    assert (said["Rentang rapat"], said["Denda"]) == ("12% setahun", "tanpa denda")
    assert said["Angsuran"] == "3 sampai 24 kali, tiap 2 minggu"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rate": "x"}, "Persen ditulis seperti 1,5"),
        ({"rate_to": "2,5"}, "Jasa 30% setahun di atas batas 24%"),
        ({"rate_to": "1,2"}, "Jasa sebenarnya 25,7459% setahun untuk Rp 500.000 diangsur 17 kali"),
        ({"most_instalments": "dua"}, "1 sampai 365"),
        ({"penalty": "5.000", "penalty_cap": "6"}, "paling banyak 5% dari angsuran"),
        ({"penalty": "5.000", "penalty_after": "-1"}, "Banyaknya hari"),
        ({"fee_name0": "Provisi"}, "Tiap biaya perlu nama"),
        ({"fee0": "1%"}, "Tiap biaya perlu nama"),
        ({"method": "x"}, "Pilih dari daftarnya"),
        ({"every": ""}, "Pilih dari daftarnya"),
        ({"from_on": "besok"}, "Tanggal mulai"),
        ({"least_rp": "banyak"}, "banyak"),
        ({"grace_principal": "3"}, "Masa tenggang"),
        ({"decision": ""}, "Pilih keputusan"),
    ],
)
def test_what_is_amiss_is_said_and_what_was_typed_stays(shop, client, usaha, change, said):
    answer = client.post(
        f"{BASE}{usaha}/ketentuan/", sent(**(typed() | {"decision": str(shop.meeting)} | change))
    )
    assert answer.status_code == 422
    page = text(answer)
    assert said in page
    assert 'value="10.000.000"' in page
    with scope(shop.place.id):
        assert not ApprovalRequest.objects.filter(cooperative=shop.place).exists()


FULL = replace(
    FLAT,
    method=Method.DECLINING,
    every=Every(Unit.WEEK),
    fees=(
        Fee(name="Administrasi", amount=1_000),
        Fee(name="Premi", rate=Fraction(5, 1000), when=FeeWhen.EACH, of=FeeOf.BALANCE),
    ),
    premiums=("Premi",),
    guarantor_above_rp=2_000_000,
    collateral_above_rp=0,
    grace_principal=1,
    instalment_to=100,
    mode=Rounding.UP,
    servicing=replace(
        FLAT.servicing,
        payoff_interest=PayoffInterest.RULE_78,
        penalty=Penalty(rate=Fraction(1, 1000), per=PenaltyPer.DAY, grace_days=3, cap=Fraction(5, 100)),
    ),
)


@pytest.mark.parametrize(
    "offered",
    [
        FULL,
        replace(FLAT, rate_ppm=115_001),
        replace(FLAT, servicing=replace(FLAT.servicing, penalty=Penalty(amount=500, cap=Fraction(1, 100)))),
    ],
)
def test_the_form_shows_what_holds_and_sends_it_back_unchanged(shop, client, usaha, offered):
    put(shop, usaha, offered)
    page = text(client.get(f"{BASE}{usaha}/ketentuan/"))
    fields = dict(
        re.findall(
            r'<input class="input[^"]*" (?:type="date" )?id="[^"]*" name="([^"]*)"[^>]*? value="([^"]*)"',
            page,
        )
    )
    for name, options in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', page):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        fields[name] = chosen[1]
    answer = client.post(f"{BASE}{usaha}/ketentuan/", sent(**(fields | {"decision": str(shop.meeting)})))
    assert answer.status_code == 302, text(answer)
    kept = asked_for(shop)["terms"]
    told = columns_of(replace(offered, from_on=today()))
    assert kept["from_on"] == today().isoformat()
    assert kept["rest"] == told["rest"]
    assert kept["columns"] == {name: told[name] for name in kept["columns"]}


def test_a_product_is_shown_with_an_example(shop, client, usaha):
    put(shop, usaha, FLAT)
    page = text(client.get(f"{BASE}{usaha}/"))
    # A million at 1 % flat over twelve months: 11 × 93,333 and 93,337; 21.46 % really.
    for words in (
        "Rp 93.333",
        "Rp 93.337",
        "Rp 1.120.000",
        "21,46%",
        "Rp 120.000",
        "Pinjaman usaha",
        "05/RAT/2026",
    ):
        assert words in page
    link = re.search(r'href="(/simulasi-pinjaman/\?[^"]*)"', page)[1].replace("&amp;", "&")
    assert "21,46%" in text(client.get(link))
    page = text(client.get(BASE))
    assert "1 produk pinjaman" in page
    assert "1% sebulan; sebenarnya 21,46% setahun" in page


def test_terms_above_a_ceiling_that_fell_are_marked(shop, client, usaha):
    put(shop, usaha, replace(FLAT, rate_to_ppm=250_000))
    page = text(client.get(f"{BASE}{usaha}/"))
    assert "Jasa paling tinggi 25% setahun, di atas batas 24%" in page
    assert "Jasa sebenarnya paling tinggi" in page


def test_an_example_is_what_comes_next_to_a_million_over_twelve():
    found = example_of(replace(FLAT, least_rp=2_000_000, least_instalments=18))
    assert (found.amount_rp, found.times) == (2_000_000, 18)
    found = example_of(replace(FLAT, most_rp=600_000, most_instalments=6))
    assert (found.amount_rp, found.times, found.real_without_premium) == (600_000, 6, "")
    # What the simulator cannot tell it is not asked.
    assert example_of(FULL).simulator == ""
    assert example_of(replace(FLAT, every=Every(Unit.WEEK, 2))).simulator == ""
    assert example_of(replace(FLAT, every=Every(Unit.YEAR))).simulator == ""
    fees = (Fee(name="a", amount=1_000), Fee(name="b", amount=500, when=FeeWhen.EACH))
    found = example_of(replace(FLAT, fees=fees, premiums=("b",)))
    assert "potong1=1.000&iuran1=500" in found.simulator
    assert (found.in_hand_rp, found.has_fees) == (999_000, True)
    assert found.real_without_premium < found.real


def test_what_comes_next_is_told(shop, client):
    made = shop.opens(today=today())
    with scope(shop.place.id):
        LoanTerms.objects.create(
            cooperative=shop.place,
            product_id=made,
            no=1,
            decision_id=shop.meeting,
            recorded_at=NOW,
            **columns_of(replace(FLAT, from_on=today() + timedelta(days=9))),
        )
    for address in (BASE, f"{BASE}{made}/"):
        assert "Menjadi <b>12% setahun flat</b> mulai" in text(client.get(address))


def test_a_closed_product_is_marked_and_not_closed_twice(shop, client, usaha):
    assert client.post(f"{BASE}{usaha}/tutup/", sent()).status_code == 302
    page = text(client.get(f"{BASE}{usaha}/"))
    assert "Tutup produk ini" not in page
    assert "Ditutup" in text(client.get(BASE))
    answer = client.post(f"{BASE}{usaha}/tutup/", sent())
    assert (answer.status_code, "sudah ditutup" in text(answer)) == (422, True)


def test_what_is_not_there_is_not_found(shop, client):
    for part in ("", "ketentuan/"):
        assert client.get(f"{BASE}{new_id()}/{part}").status_code == 404


def test_the_table_has_every_change(shop, client, usaha):
    put(shop, usaha, FLAT)
    shop.opens("Pinjaman darurat")
    table = client.get(f"{BASE}unduh/?bentuk=csv").content.decode().replace("\u00a0", " ")
    assert "12% setahun (1% sebulan)" in table
    assert "belum ditetapkan" in table


def test_who_only_reads_gets_no_buttons(shop, world, client, usaha):
    put(shop, usaha, FLAT)
    client.force_login(world.person(Role.PENGAWAS))
    for address in (BASE, f"{BASE}{usaha}/"):
        page = text(client.get(address))
        assert "Produk baru" not in page
        assert "Ubah ketentuan" not in page
        assert "Pinjaman baru belum boleh diberikan" in page
