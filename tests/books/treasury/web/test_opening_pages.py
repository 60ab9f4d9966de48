"""The opening position through HTTP: typed, from a table into the form, taken back."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.parameters.services.values import load_national
from tests.books.assets.holdings import balances
from tests.books.ledger.books import begun
from tests.world import NOW, new_id

AWAL = "/saldo-awal/35.73.03.1003/"
PAIRS = (("1.1.02", "5.000.000"), ("1.6.81", "6000000"), ("3.1.01", "10.000.000"))


@pytest.fixture
def treasurer(world, client):
    cache.clear()
    load_national(now=NOW)
    begun(world.bumiayu, NOW.date().replace(month=10, day=1))
    client.force_login(world.person(Role.BENDAHARA))
    return client


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).replace("\xa0", " ").split())


def form(*pairs, **more):
    accounts, amounts = zip(*(pairs or PAIRS), strict=True)
    return {"account": accounts, "amount": amounts, "request_id": str(new_id())} | more


def test_books_that_are_not_open_are_begun_first(world, client):
    client.force_login(world.person(Role.BENDAHARA))

    assert "Pembukuan belum dimulai" in words(client.get(AWAL))
    page = client.post(AWAL, form(("1.1.02", "5"), ("3.2.01", "5")))
    assert page.status_code == 422


def test_the_difference_is_counted_then_becomes_shu_only_when_said(world, treasurer):
    page = treasurer.post(AWAL, form(check="1"))
    assert (page.status_code, "selisih Rp 1.000.000 lebih di harta" in words(page)) == (200, True)
    page = treasurer.post(AWAL, form())
    assert (page.status_code, "debit Rp 11.000.000, kredit Rp 10.000.000" in words(page)) == (422, True)
    assert 'value="5.000.000"' in page.content.decode()
    assert balances(world, "1.1.02") == (0,)

    assert treasurer.post(AWAL, form(is_rest="1")).url == AWAL
    assert balances(world, "1.1.02", "3.5.02") == (5_000_000, 1_000_000)
    page = treasurer.get(AWAL)
    assert "2 total saldo awal belum dirinci" in words(page)
    assert treasurer.post(AWAL, form(is_rest="1")).status_code == 422


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("1.1.02", "lima juta"), "rupiah"),
        (("9.9.99", "5"), "9.9.99 tidak dikenal"),
        (("4.1.05", "5"), "pendapatan atau beban"),
    ],
)
def test_what_cannot_be_is_said(world, treasurer, pair, said):
    page = treasurer.post(AWAL, form(pair))

    assert (page.status_code, said.casefold() in words(page).casefold()) == (422, True)
    assert balances(world, "1.1.02") == (0,)


def test_a_loss_of_earlier_years_is_typed_with_a_minus(world, treasurer):
    assert treasurer.post(
        AWAL, form(("1.1.02", "4.000.000"), ("3.2.01", "5.000.000"), ("3.5.02", "-1.000.000"))
    ).url
    assert balances(world, "3.5.02") == (-1_000_000,)


def test_a_table_fills_the_form_and_nothing_is_kept_before_it_is_saved(world, treasurer):
    text = "Kode;Nama;Debit;Kredit\n1.1.02;;5.000.000;\n;Hibah;;5.000.000\n9.9.99;;1;\n4.1.05;;;5\n"
    page = treasurer.post(AWAL, {"file": SimpleUploadedFile("neraca.csv", text.encode())})

    assert "2 baris belum terbaca." in words(page)
    assert "Baris 4: akun tidak dikenal" in words(page)
    assert page.content.decode().count('value="5.000.000"') == 2
    assert balances(world, "1.1.02") == (0,)
    page = treasurer.post(AWAL, {"file": SimpleUploadedFile("neraca.csv", b"\x00")})
    assert page.status_code == 422


def test_the_example_table_is_read_back(world, treasurer):
    titles, *rows = read_table(treasurer.get(f"{AWAL}contoh/").content)

    assert titles == ["Kode", "Nama akun", "Debit", "Kredit"]
    assert "1.1.02" in {row[0] for row in rows}
    assert not [row for row in rows if row[0][0] in "4567"]


def test_it_is_taken_back_from_its_page(world, treasurer):
    treasurer.post(AWAL, form(is_rest="1"))

    assert treasurer.post(f"{AWAL}batal/", {"reason": ""}).status_code == 422
    assert treasurer.post(f"{AWAL}batal/", {"reason": "keliru"}).url == AWAL
    assert balances(world, "1.1.02") == (0,)
    assert "Saldo awal belum dicatat" in words(treasurer.get(AWAL))
