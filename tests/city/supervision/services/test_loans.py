"""The city sees how members borrow, and nothing of one person."""

from datetime import date

import pytest

from guyub.city.supervision.models import PlaceLoans
from guyub.city.supervision.selectors.loans import city_loans_inquiry
from guyub.city.supervision.services.loans import count_loans
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.documents.spreadsheets import read_table
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.book_world import BookWorld
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return BookWorld(world)


def lends(book, at, on):
    book.member = book.world.member(f"Anggota {at}")
    return book.lends(on=on)


def seen(book):
    names = {book.place.code: book.place.name, "35.73.03.1007": "Lain"}
    (found,) = asked(city_loans_inquiry(names=names, least=5))
    return found


def test_borrowers_what_is_left_and_what_is_at_risk(book):
    for at in range(5):
        lends(book, at, date(2026, 11, 1))
    late = lends(book, 5, date(2026, 6, 1))
    book.counts()
    with scope(book.place.id):
        late.refresh_from_db()
    assert count_loans(now=NOW) == count_loans(now=NOW) == 1

    found = seen(book)
    ((row),) = found.rows
    assert (row.name, row.borrowers.number, row.left_rp, row.risky_percent) == (
        "KKMP Bumiayu",
        6,
        7_200_000,
        16,
    )
    assert (found.whole.borrowers.number, found.whole.left_rp) == (6, 7_200_000)
    kept = PlaceLoans.objects.get()
    assert (kept.loans_count, kept.risky_rp) == (6, 1_200_000)
    assert sorted(kept.classes) == [[late.kolektibilitas, 1, 1_200_000], ["L", 5, 6_000_000]]
    # One loan of a class: neither it nor what would tell it by subtracting.
    assert [one.left_rp for one in found.classes] == [None] * 4


def test_of_few_borrowers_nothing_is_told(book):
    for at in range(3):
        lends(book, at, date(2026, 11, 1))
    count_loans(now=NOW)

    found = seen(book)
    assert [(row.borrowers.number, row.left_rp, row.risky_percent) for row in found.rows] == [
        (None, None, None)
    ]
    assert (found.whole.left_rp, found.whole.risky_percent) == (None, None)
    assert [one.left_rp for one in found.classes] == [None] * 4


def test_the_city_takes_the_figures_along_and_what_is_left_out_stays_out(book, client):
    for at in range(6):
        lends(book, at, date(2026, 11, 1))
    book.counts()
    count_loans(now=NOW)
    client.force_login(book.world.person(Role.PETUGAS_DINAS))
    address = "/kota/pinjaman/unduh/"
    assert f'href="{address}?bentuk=csv"' in client.get("/kota/anggota/").content.decode()

    table = read_table(client.get(address).content)
    lines = client.get(f"{address}?bentuk=csv").content.decode("utf-8-sig").splitlines()

    told = [[str(cell) for cell in row] for row in table]
    assert [book.place.code, "KKMP Bumiayu", "6", "7200000", "0"] in told
    assert ["", "Semua koperasi", "6", "7200000", "0"] in told
    assert lines[0] == "Kode;Koperasi;Peminjam;Sisa pokok;PAR 30"
    assert len(lines) == 3
    assert "Anggota 1" not in "".join(lines)


def test_the_few_stay_out_of_the_table_too(book, client):
    lends(book, 1, date(2026, 11, 1))
    count_loans(now=NOW)
    client.force_login(book.world.person(Role.PETUGAS_DINAS))
    rows = client.get("/kota/pinjaman/unduh/?bentuk=csv").content.decode("utf-8-sig").splitlines()[1:]
    assert {tuple(row.split(";")[2:]) for row in rows} == {("< 5", "–", "–")}


def test_where_no_loan_runs_nothing_is_counted(book):
    loan = lends(book, 1, date(2026, 11, 1))
    assert count_loans(now=NOW) == 1
    book.ends(loan, on=NOW.date())
    assert count_loans(now=NOW) == 0
    assert not PlaceLoans.objects.exists()
    assert seen(book) is None
