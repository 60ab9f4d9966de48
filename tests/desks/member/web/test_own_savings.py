"""The member's own savings: passbooks, statements, simpanan wajib by month, asking to take out."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import DuesBill, StandingOrder, WithdrawalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.models import IssuedPaper
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.deposit_world import DepositWorld
from tests.finance.savings.jasa_world import JasaWorld
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db]
BASE = "/saya/simpanan/"


class Home(JasaWorld):
    """Siti with sukarela and two months of simpanan wajib, one of them late."""

    def __init__(self, world):
        super().__init__(world)
        self.siti = world.member()
        self.move(self.siti, 120_000, date(2026, 11, 3))
        self.move(self.siti, 15_000, date(2026, 11, 4), kind=SavingsKind.WAJIB)
        for month, paid in ((9, 15_000), (10, 0), (11, 0)):
            with scope(self.place.id):
                DuesBill.objects.create(
                    cooperative=self.place,
                    member=self.siti,
                    month=date(2026, month, 1),
                    amount_rp=15_000,
                    paid_rp=paid,
                    due_on=date(2026, month, 28),
                )

    def rows(self, model):
        with scope(self.place.id):
            return list(model.objects.filter(cooperative=self.place).order_by("id"))


@pytest.fixture
def home(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.finance.savings.web.frame",
        "guyub.desks.member.web.own_pages",
        "guyub.community.members.web.book_tables",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return Home(world)


@pytest.fixture
def siti(home, client):
    client.force_login(home.siti.person)
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def posted(client, address, **fields):
    return client.post(address, {"request_id": str(new_id()), **fields}, follow=True)


def test_the_page_shows_what_is_there_and_what_may_be_taken(home, siti, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        shown = text_of(siti.get(BASE))
    assert "135.000" in shown
    assert "bisa diambil Rp 120.000" in shown
    assert "1 bulan belum" in shown
    assert "Simpanan wajib Oktober 2026 belum masuk, Rp 15.000. Berikutnya Rp 15.000" in shown
    assert "1 bulan belum" in text_of(siti.get("/saya/ringkasan/"))


def test_a_deposit_tells_when_it_matures_and_what_it_brings(world, home, client):
    found = DepositWorld(world)
    found.places(on=date(2026, 2, 25))
    client.force_login(found.siti.person)
    assert "jatuh tempo 25 Feb 2027, jasa 6 % setahun" in text_of(client.get(BASE))

    mark = re.search(r"/saya/simpanan/buku/(berjangka[^/]*)/", client.get(BASE).content.decode())[1]
    with CaptureQueriesContext(connection) as asked:
        shown = text_of(client.get(f"{BASE}buku/{mark}/"))
    assert len(asked) <= 12
    # 12,000,000 x 6 % = 720,000 a year; so far 4/28 of February, eight months, 24/30 of November: 8.942857 x 40,000
    assert "Jasa periode ini Rp 720.000 sebelum pajak" in shown
    assert "jasanya menjadi 2 % setahun: hari ini Rp 357.714 dilepas" in shown
    assert "Tidak diperpanjang" in shown

    found.day_comes(date(2027, 2, 25))
    assert "jatuh tempo 25 Feb 2027, bisa diambil di kantor" in text_of(client.get(BASE))


def test_a_passbook_is_the_own_alone(home, siti, client):
    shown = text_of(siti.get(f"{BASE}buku/sukarela.1/"))
    assert "Setor STR" in shown
    assert "120.000" in shown
    for mark in ("sukarela.2", "berjangka.1", "x", "sukarela.1.1", "sukarela.99999999"):
        assert siti.get(f"{BASE}buku/{mark}/").status_code == 404
    other = home.world.member("Budi Contoh")
    client.force_login(other.person)
    assert client.get(f"{BASE}buku/sukarela.1/").status_code == 404
    assert client.get(BASE).status_code == 200


def test_months_and_what_is_set_aside(home, siti):
    shown = text_of(siti.get(f"{BASE}wajib/"))
    assert "Okt 2026" in shown
    account = home.account(home.siti)
    assert "Hentikan" in text_of(posted(siti, f"{BASE}wajib/", account=str(account.id)))
    assert [row.account_id for row in home.rows(StandingOrder)] == [account.id]
    assert "Mulai sisihkan" in text_of(posted(siti, f"{BASE}wajib/", account=""))
    wajib = home.account(home.siti, SavingsKind.WAJIB)
    assert posted(siti, f"{BASE}wajib/", account=str(wajib.id)).status_code == 422
    assert posted(siti, f"{BASE}wajib/", account="apa").status_code == 422
    assert [row.until is None for row in home.rows(StandingOrder)] == [False]


def test_a_withdrawal_is_asked_for_and_called_off(home, siti):
    account = str(home.account(home.siti).id)
    asked = {"account": account, "amount": "50.000", "wanted_on": "2026-11-27", "note": "sekolah"}
    shown = text_of(posted(siti, f"{BASE}ambil/", **asked))
    assert "Menunggu" in shown
    assert "Menunggu" in text_of(siti.get(BASE))
    again = posted(siti, f"{BASE}ambil/", **asked)
    assert again.status_code == 422
    assert 'value="50.000"' in again.content.decode()
    for wrong in (
        {"amount": "500.000"},
        {"amount": "x"},
        {"wanted_on": "kapan"},
        {"account": "x"},
        {"account": ""},
    ):
        assert posted(siti, f"{BASE}ambil/", **asked | wrong).status_code == 422
    (row,) = home.rows(WithdrawalRequest)
    assert (row.amount_rp, row.wanted_on, row.state) == (50_000, date(2026, 11, 27), "DIMINTA")

    off = f"{BASE}ambil/{row.id}/batal/"
    assert "dibatalkan" in text_of(posted(siti, off))
    assert posted(siti, off).status_code == 422
    assert [one.state for one in home.rows(WithdrawalRequest)] == ["DIBATALKAN"]


def test_a_statement_is_seen_handed_over_and_issued(home, siti):
    shown = text_of(siti.get(f"{BASE}rekening/?simpanan=sukarela.1"))
    assert "120.000" in shown
    assert siti.get(f"{BASE}rekening/?bentuk=xlsx").content.startswith(b"PK")
    assert siti.get(f"{BASE}rekening/?bentuk=csv&dari=x&sampai=2030-01-01").status_code == 200
    assert siti.post(f"{BASE}rekening/terbit/", {"simpanan": "sukarela.1"}).content.startswith(b"%PDF")
    (paper,) = home.rows(IssuedPaper)
    assert [value for _, value in paper.facts][1].endswith("120.000")
    assert siti.get(f"{BASE}rekening/2026/").content.startswith(b"%PDF")
    assert siti.get(f"{BASE}rekening/1999/").status_code == 404


def test_who_is_no_member_is_led_home(home, client):
    client.force_login(home.world.person(Role.ANGGOTA))
    assert client.get(BASE).status_code == 200
    for page in ("wajib/", "ambil/"):
        assert client.get(f"{BASE}{page}")["Location"] == "/saya/ringkasan/"
    assert client.get(f"{BASE}rekening/").status_code == 404
