import io

import pytest
from python_calamine import CalamineWorkbook

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.selectors.book import savings_book
from guyub.finance.savings.services.moving import pay_in, pay_out
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.services.test_moving import move
from tests.world import NOW

TODAY = NOW.date()
ADDRESS = "/buku-koperasi/simpanan/"


def table(client, query=""):
    answer = client.get(f"{ADDRESS}?bentuk=xlsx{query}")
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[3:]


@pytest.fixture
def saved(client, world):
    """Two members and a candidate with savings; the treasurer looks."""
    world.cash()
    siti, budi, calon = (
        world.member("Siti Aminah"),
        world.member("Budi Santoso"),
        world.candidate("Yuni Wati"),
    )
    with scope(world.bumiayu.id):
        move(world, pay_in, siti, 300_000)
        move(world, pay_out, siti, 120_000)
        move(world, pay_in, budi, 100_000, SavingsKind.POKOK)
        move(world, pay_in, calon, 50_000, SavingsKind.POKOK)
    client.force_login(world.person(Role.BENDAHARA))
    return client


def test_each_member_and_candidate_has_a_row_and_the_sums_are_the_books(saved):
    _, *rows = table(saved)

    assert [row[:9] for row in rows] == [
        ["A-0001", "Siti Aminah", 0, 0, 180_000, 0, 0, 0, 180_000],
        ["A-0002", "Budi Santoso", 100_000, 0, 0, 0, 0, 0, 100_000],
        ["calon", "Yuni Wati", 50_000, 0, 0, 0, 0, 0, 50_000],
        ["", "Jumlah seluruhnya", 150_000, 0, 180_000, 0, 0, 0, 330_000],
    ]


def test_the_end_of_a_past_year_knows_nothing_of_this_one(saved):
    assert [row[8] for row in table(saved, "&tahun=2025")[1:]] == [0, 0, 0, 0]


def test_a_name_or_a_number_finds_one(saved):
    assert [row[1] for row in table(saved, "&cari=budi")[1:]] == ["Budi Santoso", "Jumlah seluruhnya"]
    assert [row[1] for row in table(saved, "&cari=A-0001")[1:]] == ["Siti Aminah", "Jumlah seluruhnya"]


def test_rows_are_cut_and_the_sums_are_not(saved, world):
    with scope(world.bumiayu.id):
        rows, total, sums = savings_book(cooperative_id=world.bumiayu.id, on=TODAY, first=1, most=1)
    assert [row.name for row in rows] == ["Budi Santoso"]
    assert (total, sums) == (3, (150_000, 0, 180_000, 0, 0, 0))


def test_the_page_asks_little(saved, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        shown = saved.get(ADDRESS).content.decode()
    assert "3 anggota" in shown
    assert "180.000" in shown
