"""The consolidated statements: what two cooperatives trade with each other is left out, and nobody is named."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.ledger.services.accounts import begin_books
from guyub.books.ledger.services.posting import post_entries
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.services.test_posting import OPENED, TODAY, draft
from tests.world import World

pytestmark = pytest.mark.django_db
PAGE = "/kota/laporan-gabungan/"


@pytest.fixture
def city(client):
    call_command("load_network", without_regions=True)
    world = World()
    client.force_login(world.person(Role.PETUGAS_DINAS))
    return world


def keeps(place, *drafts):
    with scope(place.id):
        begin_books(place=place, opened_on=OPENED)
        post_entries(place=place, context="ledger", drafts=drafts, today=TODAY)


@pytest.fixture
def books(city):
    """Bumiayu sells rice to Arjosari, on credit; both have some cash."""

    def trade(other, account, result, amount_rp):
        pairs = (account, amount_rp), (result, -amount_rp)
        lines = [LineDraft(code, rp, partner_id=other.id) for code, rp in pairs]
        return replace(draft(), lines=lines)

    keeps(
        city.bumiayu,
        draft(("1.1.03", 9_000_000), ("3.2.01", -9_000_000)),
        trade(city.arjosari, "1.2.09", "4.2.03", 2_000_000),
    )
    keeps(
        city.arjosari,
        draft(("1.1.02", 1_000_000), ("3.2.01", -1_000_000)),
        trade(city.bumiayu, "2.1.12", "5.2.02", -2_000_000),
    )
    return city


def test_what_they_owe_and_sell_each_other_is_left_out(books, client):
    answer = client.get(PAGE)
    page = answer.content.decode()
    found = {row.code: row.glance.figures for row in answer.context["places"]}

    assert (
        answer.context["finding"] == "Aset gabungan Rp10.000.000" or "10.000.000" in answer.context["finding"]
    )
    assert "2 dari 57 koperasi menyimpan buku di sini" in page
    assert all(holds for holds, _ in answer.context["ties"])
    assert "Piutang antar koperasi" in page
    assert [found[name].assets_rp for name in (books.arjosari.code, books.bumiayu.code)] == [
        1_000_000,
        11_000_000,
    ]
    assert [found[name].result_rp for name in (books.arjosari.code, books.bumiayu.code)] == [
        -2_000_000,
        2_000_000,
    ]
    assert "/buku/35.73.03.1003/neraca/" in page
    assert all(person.name not in page for person in (books.person(Role.KETUA), books.person(Role.BENDAHARA)))


def test_a_side_that_is_missing_is_said(books, client):
    with scope(books.arjosari.id):
        owed = draft(("2.1.12", -500_000), ("1.1.02", 500_000))
        post_entries(place=books.arjosari, context="ledger", drafts=[owed], today=TODAY)

    assert "belum sama dengan utang antar koperasi" in client.get(PAGE).content.decode()


def test_a_city_sees_those_it_guides_alone(books, client):
    elsewhere = Cooperative.objects.create(code="35.79.01.1001", name="KKMP Batu", zone="WIB")
    keeps(elsewhere, draft(("1.1.02", 7), ("3.2.01", -7)))

    page = client.get(PAGE)
    assert {row.code for row in page.context["places"]} == {books.arjosari.code, books.bumiayu.code}
    assert "10.000.000" in page.context["finding"]


def test_tables_hold_each_cooperative_and_both_statements(books, client):
    csv = client.get(f"{PAGE}unduh/?bentuk=csv").content.decode()
    xlsx = client.get(f"{PAGE}unduh/").content

    assert "35.73.03.1003,KKMP Bumiayu,11000000,0,2000000,9000000" in csv.replace(";", ",")
    assert read_table(xlsx)


def test_without_books_the_page_says_so(city, client):
    assert "Belum ada koperasi yang menyimpan buku di sini" in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}unduh/").status_code == 200


def test_the_page_costs_twelve_queries_at_most(books, client):
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)

    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 12
