"""Pages of passbooks: read, printed, statements, what members ask to take out."""

import re
from datetime import date

import pytest

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import PassbookPrint, WithdrawalRequest
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.models import IssuedPaper
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import TODAY, JasaWorld
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db]


class Desk(JasaWorld):
    """Siti, who saved three times, and a cashier at the screen."""

    def __init__(self, world):
        super().__init__(world)
        self.siti = world.member()
        for nth in (3, 4, 5):
            self.move(self.siti, 10_000 * nth, date(2026, 11, nth))
        self.account_id = self.account(self.siti).id
        self.book = f"/simpanan/buku/{self.account_id}/"
        self.statement = f"/simpanan/rekening/{self.siti.id}/"

    def rows(self, model):
        with scope(self.place.id):
            return list(model.objects.filter(cooperative=self.place).order_by("id"))


@pytest.fixture
def desk(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.finance.savings.web.frame",
        "guyub.finance.savings.web.views.passbooks",
        "guyub.community.members.web.book_tables",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return Desk(world)


@pytest.fixture
def cashier(desk, client):
    client.force_login(desk.world.person(Role.KASIR))
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def posted(client, address, **fields):
    return client.post(address, {"request_id": str(new_id()), **fields}, follow=True)


def test_a_book_is_begun_printed_and_gone_on(desk, cashier, django_assert_max_num_queries):
    assert "Mulai buku baru" in text_of(cashier.get(desk.book))
    shown = text_of(posted(cashier, f"{desk.book}baru/", lines="8", pages="2"))
    assert "Cetak halaman 1, baris 1 sampai 4" in shown

    paper = re.search(rf"{desk.book}[-0-9a-f]+/cetak/", cashier.get(desk.book).content.decode())[0]
    made = posted(cashier, paper, seen="0")
    assert " 4 05-11-26 STR         50.000                        120.000" in made.content.decode()
    address = made.request["PATH_INFO"]
    lines = cashier.get(f"{address}?bentuk=txt").content.decode().split("\r\n")
    assert lines[0] == " 1 25-11-26 SLD                                             0"
    assert lines[-1] == "\f"
    assert cashier.get(f"{address}?bentuk=pdf").content.startswith(b"%PDF")

    desk.move(desk.siti, -20_000, TODAY)
    with django_assert_max_num_queries(12):
        shown = text_of(cashier.get(desk.book))
    assert "Cetak halaman 1, baris 5" in shown
    again = posted(cashier, paper, seen="0")
    assert again.status_code == 422
    assert "Muat ulang, lalu lihat sampai baris mana." in text_of(again)
    assert len(desk.rows(PassbookPrint)) == 1

    made = posted(cashier, paper.replace("cetak", "ulang"), first="3")
    assert made.content.decode().count("STR") == 2
    assert posted(cashier, paper.replace("cetak", "ulang"), first="9").status_code == 422


def test_the_passbook_is_read_by_year_and_page(desk, cashier):
    shown = text_of(cashier.get(desk.book))
    assert "Saldo Rp 120.000" in shown
    assert shown.index("05 Nov 2026" if "05 Nov 2026" in shown else "5 Nov 2026") < shown.index("3 Nov 2026")
    assert "Belum ada baris" in text_of(cashier.get(f"{desk.book}?tahun=2025"))
    assert cashier.get(f"{desk.book}?tahun=besok&halaman=-3").status_code == 200
    assert cashier.get(f"/simpanan/buku/{new_id()}/").status_code == 404
    assert cashier.get(f"{desk.book}slip/").content.startswith(b"%PDF")


def test_who_only_looks_prints_nothing(desk, client):
    client.force_login(desk.world.person(Role.PENGAWAS))
    assert "Mulai buku baru" not in text_of(client.get(desk.book))
    assert client.post(f"{desk.book}baru/").status_code == 403


def test_a_statement_is_seen_handed_over_and_issued(desk, cashier, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        shown = text_of(cashier.get(desk.statement))
    assert "Simpanan sukarela" in shown
    assert "120.000" in shown
    table = cashier.get(f"{desk.statement}?bentuk=csv&dari=2026-11-04").content.decode()
    assert table.rstrip().rsplit(";", 1)[-1] == "120000"
    assert cashier.get(f"{desk.statement}?bentuk=xlsx").content.startswith(b"PK")
    request = new_id()
    made = cashier.post(f"{desk.statement}terbit/", {"request_id": str(request)})
    assert made.content.startswith(b"%PDF")

    (paper,) = desk.rows(IssuedPaper)
    client = type(cashier)()
    public = text_of(client.get(f"/periksa/{desk.place.id}/{paper.id}/"))
    assert "Saldo simpanan" in public
    assert "Rp 120.000" in public
    assert "Siti" not in public
    assert cashier.get(f"{desk.statement}2026/").content.startswith(b"%PDF")
    assert cashier.get(f"{desk.statement}2031/").status_code == 404
    refused = cashier.post(f"{desk.statement}terbit/", {"simpanan": "tidak-ada.1"})
    assert refused.status_code == 404
    assert len(desk.rows(IssuedPaper)) == 1


def test_a_request_of_a_member_is_answered(desk, cashier):
    with scope(desk.place.id):
        asked = WithdrawalRequest.objects.create(
            cooperative=desk.place,
            account_id=desk.account_id,
            amount_rp=50_000,
            wanted_on=TODAY,
            asked_by_id=desk.siti.person_id,
            asked_at=NOW,
        )
    shown = text_of(cashier.get("/simpanan/permintaan/"))
    assert "1 permintaan pengambilan" in shown
    answer = f"/simpanan/permintaan/{asked.id}/jawab/"
    assert "Tulis alasannya" in text_of(posted(cashier, answer, said="tolak"))
    assert "Siap" in text_of(posted(cashier, answer, said="siap", answer="Besok pagi."))
    assert [row.state for row in desk.rows(WithdrawalRequest)] == ["SIAP"]


def test_a_member_s_own_book_is_not_printed_by_oneself(desk, client):
    desk.move(desk.siti, 5_000, TODAY, kind=SavingsKind.WAJIB)
    with scope(desk.place.id):
        desk.world.seat(Role.KASIR).delete()
    from guyub.foundation.identity.models import Membership

    Membership.objects.create(
        person_id=desk.siti.person_id, cooperative=desk.place, role=Role.KASIR.value, starts_at=NOW
    )
    Membership.objects.filter(person_id=desk.siti.person_id, role=Role.ANGGOTA.value).delete()
    client.force_login(desk.siti.person)
    assert "Mulai buku baru" not in text_of(client.get(desk.book))
    assert posted(client, f"{desk.book}baru/").status_code == 422
    assert client.get(f"{desk.book}slip/").status_code == 404
