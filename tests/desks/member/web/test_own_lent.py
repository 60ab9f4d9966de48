"""The member's own loans: what is left and due, receipts, instalments from savings, nobody else's."""

import re
from datetime import date

import pytest

from guyub.finance.loans.models import LoanOrder
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import LoanBook
from tests.finance.savings.jasa_world import JANUARY
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db]
OWN = "/saya/pinjaman/"


@pytest.fixture
def book(world, monkeypatch):
    for module in (
        "guyub.foundation.identity.web.doors",
        "guyub.desks.member.web.own_pages",
        "guyub.desks.member.web.views.own_lent",
        "guyub.finance.savings.web.frame",
    ):
        monkeypatch.setattr(f"{module}.utc_now", lambda: NOW)
    return LoanBook(world)


@pytest.fixture
def siti(book, client):
    with scope(book.place.id):
        person = book.siti.person
    client.force_login(person)
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


def posted(client, address, **fields):
    return client.post(address, {"request_id": str(new_id()), **fields}, follow=True)


def orders(book, loan):
    with scope(book.place.id):
        rows = LoanOrder.objects.filter(cooperative=book.place, loan_id=loan.id)
        return list(rows.order_by("since", "id").values_list("account_id", "until"))


def test_before_the_first_loan(siti):
    assert "Belum ada pinjaman" in text_of(siti.get(OWN))


def test_a_late_loan_is_told_kindly(book, siti, django_assert_max_num_queries):
    loan = book.lends()
    siti.get(OWN)
    with django_assert_max_num_queries(12):
        shown = text_of(siti.get(OWN))
    assert "Ada yang lewat" in shown
    assert "bicarakan dengan bendahara" in shown
    with django_assert_max_num_queries(14):  # some of them set the scope
        shown = text_of(siti.get(f"{OWN}{loan.id}/"))
    assert "sudah lewat jatuh tempo" in shown
    assert "Belum ada pembayaran" in shown


def test_a_loan_that_is_paid_up_says_what_comes(book, siti):
    loan = book.lends()
    for month in range(2, 12):
        paid = book.pays(loan, 112_000, date(2026, month, 1))
    assert "Berikutnya Rp 112.000" in text_of(siti.get(OWN))
    shown = text_of(siti.get(f"{OWN}{loan.id}/"))

    assert "Lancar. Berikutnya Rp 112.000" in shown
    assert "10 angsuran sudah lunas" in shown
    receipt = siti.get(f"{OWN}{loan.id}/kuitansi/{paid.event_id}/")
    assert receipt["Content-Type"] == "application/pdf"
    assert siti.get(f"{OWN}{loan.id}/kuitansi/{new_id()}/").status_code == 404


def test_instalments_come_from_savings_and_no_longer(book, siti):
    loan = book.lends()
    book.move(book.siti, 300_000, JANUARY)
    account = book.account(book.siti).id
    address = f"{OWN}{loan.id}/potongan/"

    assert "Tiap jatuh tempo diambil dari" in text_of(posted(siti, address, account=str(account)))
    assert orders(book, loan) == [(account, None)]
    assert "Mulai potong" in text_of(posted(siti, address, account=""))
    assert orders(book, loan) == [(account, NOW.date())]
    refused = posted(siti, address, account="entah")
    assert (refused.status_code, len(orders(book, loan))) == (422, 1)


def test_nobody_sees_anothers(book, siti):
    loan = book.lends()
    paid = book.pays(loan, 112_000)
    book.owns(book.world.person(Role.ANGGOTA, name="Orang Lain"))

    for address in (f"{OWN}{loan.id}/", f"{OWN}{loan.id}/kuitansi/{paid.event_id}/"):
        assert siti.get(address).status_code == 404
    assert posted(siti, f"{OWN}{loan.id}/potongan/", account="").status_code == 404


def test_the_page_of_a_member_names_the_loans(book, client):
    loan = book.lends()
    client.force_login(book.world.person(Role.BENDAHARA))

    assert loan.name in text_of(client.get(f"/anggota/{book.siti.id}/"))
