"""Pages of reports: what they show, which days an address means, tables, and how many queries they cost."""

import re
from datetime import date

import pytest

from guyub.foundation.identity.domain.roles import Role
from tests.finance.loans.book_world import BookWorld

pytestmark = pytest.mark.django_db
BASE = "/pinjaman/laporan/"


@pytest.fixture
def book(bare_world, client):
    client.force_login(bare_world.person(Role.BENDAHARA))
    found = BookWorld(bare_world)
    found.lends(on=date(2026, 5, 15))
    return found


@pytest.fixture
def counted(book):
    book.counts(date(2026, 9, 30))
    book.counts(date(2026, 10, 31))
    return book


def text_of(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")


@pytest.mark.parametrize("path", ["", "triwulan/"])
def test_before_the_first_count_there_is_nothing(book, client, path):
    assert "Belum dihitung" in text_of(client.get(BASE + path))
    assert client.get(f"{BASE}{path}tabel/").status_code == 404


def test_the_last_month_that_is_known(counted, client, django_assert_max_num_queries):
    client.get(BASE)
    with django_assert_max_num_queries(14):  # some of them set the scope
        shown = text_of(client.get(BASE))

    assert "1 pinjaman, sisa Rp 1.200.000" in shown
    assert "1 Okt 2026 sampai 31 Okt 2026" in shown
    assert "PAR 30 100%" in shown
    assert "560.000" in shown


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("bulan=2026-09", "1 Sep 2026 sampai 30 Sep 2026"),
        ("hari=2026-10-05&bulan=2026-09", "1 Okt 2026 sampai 5 Okt 2026"),
        ("hari=2199-01-01", "1 Okt 2026 sampai 31 Okt 2026"),
        ("bulan=2199-01", "1 Okt 2026 sampai 31 Okt 2026"),
        ("bulan=kapan&hari=besok", "1 Okt 2026 sampai 31 Okt 2026"),
    ],
)
def test_which_days_an_address_means(counted, client, asked, days):
    assert days in text_of(client.get(f"{BASE}?{asked}"))


def test_a_table_has_a_row_for_each_line(counted, client):
    answer = client.get(f"{BASE}tabel/?bulan=2026-10&bentuk=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()

    assert answer["Content-Disposition"] == 'attachment; filename="laporan-pinjaman-2026-10-31.csv"'
    assert any(line.startswith("Produk;Usaha;1;1200000;560000;1200000") for line in lines)
    assert client.get(f"{BASE}tabel/")["Content-Type"].endswith("sheet")


def test_a_quarter_on_one_page(counted, client, django_assert_max_num_queries):
    client.get(f"{BASE}triwulan/")
    with django_assert_max_num_queries(14):
        shown = text_of(client.get(f"{BASE}triwulan/?triwulan=2026-3"))

    assert "Pinjaman triwulan III 2026" in shown
    assert "Bentuk formulir dinas belum dilihat" in shown
    assert "Anggota yang meminjam 1" in shown
    for odd in ("2199-1", "2026-5", "x", "²026-1"):
        assert "triwulan IV 2026" in text_of(client.get(f"{BASE}triwulan/?triwulan={odd}"))


def test_the_quarter_as_a_table(counted, client):
    answer = client.get(f"{BASE}triwulan/tabel/?triwulan=2026-4&bentuk=csv")

    assert "Sisa pokok pinjaman;1200000" in answer.content.decode("utf-8-sig")
