"""Loans in pages: found by a number, paid out, paid, settled, taken back, secured, and on paper."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guyub.finance.loans.domain.servicing import Penalty, Servicing
from guyub.finance.loans.domain.terms import Fee
from guyub.finance.loans.models import Collateral, Guarantee, Loan
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.models import IssuedPaper
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import FLAT
from tests.finance.loans.security_book import SecurityBook
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.pictures import photo
from tests.world import new_id

pytestmark = pytest.mark.django_db
CONTRACT = replace(
    FLAT, fees=(Fee(name="Provisi", rate=Fraction(1, 100)), Fee(name="Asuransi", amount=5_000))
)
LATE = Servicing(penalty=Penalty(rate=Fraction(1, 1000), grace_days=3))


@pytest.fixture
def book(world, client):
    found = SecurityBook(world)
    client.force_login(world.person(Role.BENDAHARA))
    return found


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u00a0", " ")))


def sent(**fields):
    return {"request_id": str(new_id())} | fields


def at(loan, name="loan", **more):
    return reverse(f"loans:{name}", kwargs={"loan_id": loan.id, **more})


def test_a_number_leads_straight_to_the_loan(book, client):
    loan, agreed = book.lends(), book.agrees(member=book.budi)

    for typed in (f"{loan.no}", loan.name, f"2026-{loan.no}"):
        assert client.get("/pinjaman/", {"cari": typed}).headers["Location"] == at(loan)
    assert client.get("/pinjaman/", {"cari": "siti am"}).headers["Location"] == at(loan)
    assert client.get("/pinjaman/", {"cari": "budi"}).headers["Location"] == at(agreed)
    assert "Tidak ada pinjaman yang cocok" in text(client.get("/pinjaman/", {"cari": "zzz"}))
    assert "Tidak ada pinjaman yang cocok" in text(client.get("/pinjaman/", {"cari": "99999999999999999999"}))


def test_the_list_has_its_parts(book, client):
    loan, agreed = book.lends(), book.agrees(member=book.budi)
    over = book.lends()
    with scope(book.place.id):
        Loan.objects.filter(cooperative=book.place, id=loan.id).update(overdue_since=JANUARY, overdue_rp=500)
    book.settles(over)

    said = text(client.get("/pinjaman/"))
    assert "1 pinjaman berjalan, sisa Rp 1.200.000, 1 menunggak" in said
    assert loan.name in said
    assert agreed.name not in said
    assert agreed.name in text(client.get("/pinjaman/?tampil=setuju"))
    assert over.name in text(client.get("/pinjaman/?tampil=selesai"))
    assert client.get("/pinjaman/?tampil=lain&halaman=x").status_code == 200
    assert "Sebelumnya" in text(client.get("/pinjaman/?halaman=2"))


def test_a_list_without_loans_says_so(book, client):
    assert "Belum ada pinjaman yang berjalan" in text(client.get("/pinjaman/"))


def test_a_payment_ends_at_its_receipt(book, client):
    loan = book.lends()
    page = client.get(at(loan))
    assert "Menunggak" in text(page)

    answer = client.post(at(loan, "payment"), sent(amount="112.000", money=str(book.cash)))

    assert answer.headers["Location"].startswith(f"{at(loan)}?bukti=")
    said = text(client.get(answer.headers["Location"]))
    assert "Sudah dibukukan: Rp 112.000" in said
    assert "jasa Rp 12.000, pokok Rp 100.000" in said
    assert book.now(loan).left_rp == 1_100_000


def test_savings_pay_today_alone(book, client):
    loan = book.lends()
    book.move(book.siti, 300_000, JANUARY)
    money = f"simpanan:{book.account(book.siti).id}"
    assert "bisa diambil Rp 300.000" in text(client.get(at(loan)))

    answer = client.post(at(loan, "payment"), sent(amount="112000", money=money, on="2026-03-01"))
    assert answer.status_code == 422
    answer = client.post(at(loan, "payment"), sent(amount="112000", money=money))

    assert answer.status_code == 302
    assert book.account(book.siti).balance_rp == 188_000


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": "abc"}, "bukan jumlah rupiah"),
        ({"amount": "112.000", "money": ""}, "Uang"),
        ({"amount": "9.000.000"}, "Terima sejumlah itu"),
        ({"amount": "112.000", "on": "besok"}, "Tanggalnya"),
    ],
)
def test_a_refused_payment_keeps_what_was_typed(book, client, fields, said):
    loan = book.lends()
    before = book.wrote()

    answer = client.post(at(loan, "payment"), sent(money=str(book.cash)) | fields)

    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{fields["amount"]}"' in answer.content.decode()
    assert book.wrote() == before


def test_settling_early_is_quoted_and_taken(book, client):
    loan = book.lends()
    page = client.get(at(loan, "settle"))
    assert "Hitungan ini berlaku hari ini saja" in text(page)
    quoted = re.search(r'name="quoted" value="(\d+)"', page.content.decode())[1]
    wrong = client.post(at(loan, "settle"), sent(quoted="1000", money=str(book.cash)))
    assert wrong.status_code == 422

    answer = client.post(at(loan, "settle"), sent(quoted=quoted, money=str(book.cash)))

    assert answer.status_code == 302
    assert book.now(loan).state == "LUNAS"
    assert client.get(at(loan, "settle")).status_code == 404
    assert "Lunas" in text(client.get(at(loan)))


def test_a_payment_is_taken_back(book, client):
    loan = book.lends()
    paid = book.pays(loan, 112_000)
    assert client.post(at(loan, "take_back"), sent(reason="x")).status_code == 422

    answer = client.post(at(loan, "take_back"), sent(event=str(paid.event_id), reason="salah ketik"))

    assert answer.status_code == 302
    assert book.now(loan).left_rp == 1_200_000
    assert "Dibatalkan" in text(client.get(at(loan)))
    receipt = at(loan, "receipt", event_id=paid.event_id)
    assert "Pembayaran ini sudah dibatalkan" in text(client.get(receipt))


def test_money_goes_out_and_comes_back(book, client):
    loan = book.agrees(CONTRACT)
    assert "Peminjam menerima Rp 1.183.000" in text(client.get(at(loan)))
    assert client.post(at(loan, "pay_out"), sent(money="")).status_code == 422

    answer = client.post(at(loan, "pay_out"), sent(money=str(book.bank), seller="Toko", goods="mesin jahit"))

    assert answer.status_code == 302
    assert book.now(loan).state == "BERJALAN"
    paper = client.get(at(loan, "paid_out"))
    assert paper.content.startswith(b"%PDF")
    assert client.post(at(loan, "take_out_back"), sent(reason=" ")).status_code == 422
    assert client.post(at(loan, "take_out_back"), sent(reason="salah orang")).status_code == 302
    assert book.now(loan).state == "DISETUJUI"
    assert client.get(at(loan, "paid_out")).status_code == 404


def test_what_a_product_asks_for_is_said_before(book, client):
    loan = book.agrees()
    book.asks_for(loan, guarantor_above_rp=1_000_000)
    assert "Produk ini meminta penjamin" in text(client.get(at(loan)))
    answer = client.post(at(loan, "pay_out"), sent(money=str(book.bank)))
    assert "Pinjaman di atas Rp 1.000.000 memerlukan penjamin" in text(answer)


def test_a_guarantor_is_found_and_taken(book, client):
    loan = book.lends()
    address = at(loan, "guarantor_new")
    assert "Tidak ada anggota lain" in text(client.get(address, {"cari": "siti"}))
    assert "bisa ditahan Rp 800.000" in text(client.get(address, {"cari": "budi"}))
    fields = {"cari": "budi", "member": str(book.budi.id), "account": str(book.savings)}
    refused = client.post(address, sent(**fields, amount="900.000"))
    assert refused.status_code == 422
    assert "hanya Rp 800.000" in text(refused)
    assert client.post(address, sent(amount="1")).status_code == 422

    assert client.post(address, sent(**fields, amount="500.000")).status_code == 302

    assert book.held() == (500_000, 800_000)
    assert "ditahan Rp 500.000" in text(client.get(at(loan)))


def test_a_guarantor_is_called_and_let_go_by_two(book, client):
    loan = book.lends()
    surety = str(book.guarantees(loan))

    call = client.post(at(loan, "guarantee_call"), sent(row=surety, amount="112.000", reason="ditagih"))
    assert call.headers["Location"].startswith("/persetujuan/")
    assert "impanan Budi Santoso membayar" in text(client.get(call.headers["Location"]))
    go = client.post(at(loan, "guarantor_release"), sent(row=surety, reason="diganti"))
    assert go.headers["Location"].startswith("/persetujuan/")
    assert client.post(at(loan, "guarantor_release"), sent(reason="diganti")).status_code == 422
    book.decides(call.headers["Location"].strip("/").split("/")[-1])

    assert "berutang Rp 112.000 kepada Budi Santoso" in text(client.get(at(loan)))


def test_collateral_comes_and_goes(book, client, settings, tmp_path):
    settings.FILES_FOLDER = tmp_path
    loan = book.agrees()
    address = at(loan, "collateral_new")
    fields = {
        "pledge": "BPKB",
        "thing": "Motor Beat",
        "paper_no": "L-1",
        "owner": "Siti",
        "value": "9.000.000",
        "kept_at": "map 3",
    }
    assert client.get(address).status_code == 200
    assert client.post(address, sent(**fields | {"kept_at": ""})).status_code == 422
    picture = SimpleUploadedFile("motor.jpg", photo(), "image/jpeg")
    assert client.post(address, sent(**fields, document=picture)).status_code == 302

    with scope(book.place.id):
        row = Collateral.objects.get(cooperative=book.place)
    assert "diperhitungkan Rp 4.500.000" in text(client.get(at(loan)))
    seen = client.get(at(loan, "collateral_picture", collateral_id=row.id))
    assert seen.headers["Content-Type"] == "image/jpeg"
    back = client.post(at(loan, "collateral_return"), sent(row=str(row.id), to="Siti Aminah"))
    assert back.status_code == 302
    assert "diserahkan" in text(client.get(at(loan)))


def test_a_loan_that_is_over_takes_no_securities(book, client):
    loan = book.lends()
    book.settles(loan)
    assert client.get(at(loan, "guarantor_new")).status_code == 404
    assert client.get(at(loan, "collateral_new")).status_code == 404


def test_the_contract_is_issued_and_each_sheet_numbered(book, client):
    loan = book.agrees(CONTRACT, LATE, premiums=("Asuransi",))
    book.guarantees(loan)
    book.pledges(loan)

    first = client.post(at(loan, "contract"), sent(pays_out_on=f"{TODAY}", spouse="Ahmad", kertas="f4"))

    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    book.pays_out(loan)
    assert client.post(at(loan, "contract"), sent()).status_code == 200
    assert client.post(at(loan, "contract"), sent(pays_out_on="2020-01-01")).status_code == 200
    with scope(book.place.id):
        papers = IssuedPaper.objects.filter(cooperative=book.place, kind="AKAD_PINJAMAN")
        told = [dict(paper.facts) for paper in papers.order_by("issued_at", "id")]
    assert [one["Lembar ke"] for one in told] == ["1", "2", "3"]
    assert all("Siti" not in str(one) for one in told)


def test_a_contract_is_not_printed_for_days_before_it_or_oneself(book, client, world):
    loan = book.agrees()
    early = client.post(at(loan, "contract"), sent(pays_out_on="2025-12-31"))
    assert "mendahului persetujuannya" in text(early)
    assert client.post(at(loan, "contract"), sent(pays_out_on="x")).status_code == 422
    book.owns(world.person(Role.BENDAHARA))
    assert "dicetak petugas lain" in text(client.post(at(loan, "contract"), sent()))
    with scope(book.place.id):
        Loan.objects.filter(cooperative=book.place, id=loan.id).update(state="BATAL", ended_on=JANUARY)
        assert not IssuedPaper.objects.filter(cooperative=book.place, kind="AKAD_PINJAMAN").exists()
    book.owns(world.person(Role.ANGGOTA))
    assert "batal" in text(client.post(at(loan, "contract"), sent()))


def test_what_was_printed_does_not_keep_the_money_in(book, client):
    """Each form is an intention of its own: the contract opens beside the page, whose other forms stay good."""
    loan = book.agrees()
    page = client.get(at(loan)).content.decode()
    told = [re.search(r'name="request_id" value="([^"]+)"', one) for one in page.split("<form ")]
    ids = [one[1] for one in told if one]

    assert len(ids) == len(set(ids)) == 2
    assert client.post(at(loan, "contract"), {"request_id": ids[0]}).status_code == 200
    client.post(at(loan, "pay_out"), {"request_id": ids[1], "money": str(book.bank)})
    assert book.now(loan).state == "BERJALAN"


def test_card_and_receipts_are_papers(book, client):
    loan, agreed = book.lends(servicing=LATE), book.agrees()
    paid = book.pays(loan, 112_000)
    address = at(loan, "receipt", event_id=paid.event_id)

    assert client.get(at(loan, "card")).content.startswith(b"%PDF")
    assert client.get(at(agreed, "card")).content.startswith(b"%PDF")
    assert client.get(address, {"bentuk": "pdf"}).content.startswith(b"%PDF")
    assert client.get(address, {"bentuk": "struk"}).content.startswith(b"%PDF")
    said = text(client.get(address))
    assert "Kuitansi angsuran" in said
    assert "Sisa pokok sesudah ini Rp 1.100.000" in said
    assert client.get(at(loan, "receipt", event_id=new_id())).status_code == 404


def test_the_own_loan_is_served_by_others(book, client, world):
    loan = book.lends()
    book.owns(world.person(Role.BENDAHARA))
    page = client.get(at(loan))
    assert "Pinjaman Anda sendiri dilayani orang lain" in text(page)
    assert "h-bayar" not in page.content.decode()
    assert "dilayani orang lain" in text(client.get(at(loan, "settle")))


def test_a_cashier_opens_a_shift_first(book, client, world):
    loan = book.lends()
    client.force_login(world.person(Role.KASIR))
    assert "Buka giliran dulu" in text(client.get(at(loan)))
    assert "Buka giliran dulu" in text(client.get(at(loan, "settle")))


def test_a_loan_that_runs_again_warns(book, client):
    loan = book.lends()
    book.guarantees(loan)
    book.settles(loan)
    book.takes_back(loan, book.events(loan)[-1].id)
    assert "minta penjamin menandatangani lagi" in text(client.get(at(loan)))
    with scope(book.place.id):
        assert Guarantee.objects.filter(cooperative=book.place, released_on__isnull=True).count() == 0


def test_instalments_are_taken_from_savings_on_request(book, client):
    loan = book.lends()
    assert "Potong dari simpanan" not in text(client.get(at(loan)))
    book.move(book.siti, 300_000, JANUARY)
    account = str(book.account(book.siti).id)

    assert client.post(at(loan, "order"), sent(account=account)).status_code == 302

    assert "Angsuran diambil dari Simpanan sukarela saat jatuh tempo" in text(client.get(at(loan)))
    assert client.post(at(loan, "order"), sent(account=str(new_id()))).status_code == 422
    assert client.post(at(loan, "order"), sent(account="")).status_code == 302
    assert "Angsuran diambil" not in text(client.get(at(loan)))


def test_another_cooperatives_loan_is_not_there(book, client):
    assert client.get(f"/pinjaman/{new_id()}/").status_code == 404


def test_what_a_guarantor_paid_is_given_back_and_both_sides_see_it(book, client, world):
    loan = book.lends()
    surety = book.guarantees(loan)
    book.decides(book.calls(surety, 112_000))
    row = {"row": str(surety), "money": str(book.cash)}
    assert "paling banyak sejumlah itu" in text(
        client.post(at(loan, "guarantor_repaid"), sent(**row, amount="112.001"))
    )
    assert client.post(at(loan, "guarantor_repaid"), sent(amount="1")).status_code == 422

    assert client.post(at(loan, "guarantor_repaid"), sent(**row, amount="40.000")).status_code == 302

    shown = client.get(at(loan))
    assert "berutang Rp 72.000 kepada Budi Santoso" in text(shown)
    assert "Diganti Rp 40.000" in text(shown)
    for member, said in (
        (book.siti, "kepada penjamin Budi Santoso"),
        (book.budi, "oleh peminjam Siti Aminah"),
    ):
        page = text(client.get(reverse("member_desk:member", kwargs={"member_id": member.id})))
        assert f"Belum diganti {said} Rp&nbsp; 72.000" in page
    back = re.search(
        r'name="row" value="([0-9a-f-]+)"><div class="field"><label for="batal-', shown.content.decode()
    )
    assert client.post(at(loan, "repayment_back"), sent(row=back[1], reason="")).status_code == 422
    assert client.post(at(loan, "repayment_back"), sent(row=back[1], reason="salah")).status_code == 302
    assert "berutang Rp 112.000 kepada Budi Santoso" in text(client.get(at(loan)))
    with scope(book.place.id):
        person = book.budi.person
    client.force_login(person)
    assert "Siti Aminah mengganti saya" in text(client.get("/saya/pinjaman/"))
