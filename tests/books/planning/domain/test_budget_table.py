"""A budget that people bring as a table."""

import uuid

import pytest

from guyub.books.planning.domain.budget import BudgetRefusedError
from guyub.books.planning.domain.budget_table import MOST_ROWS, BudgetRow, read_budget

SHOP = uuid.uuid4()
CODES = {"6.1.02", "4.1.06"}
UNITS = {"toko sembako": SHOP}
YEAR = ["Kode", "Pos", "Unit", "Setahun"]
MONTHS = "Kode Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
FULL = "kode januari februari maret april mei juni juli agustus september oktober november desember".split()


def read(*rows):
    return read_budget(list(enumerate(rows, 1)), codes=CODES, units=UNITS)


def test_a_year_for_each_row_below_a_title_of_the_table():
    rows = read(
        ["RAPB 2027"],
        YEAR,
        ["", "Pendapatan", "", "999"],  # a heading of the table
        ["4.1.06", "Penjualan", " Toko  Sembako ", "Rp 12.000.000"],
        ["6.1.02", "Listrik", "", ""],
        ["4.1.06"],
    )

    assert rows == [
        BudgetRow("4.1.06", SHOP, (), 12_000_000),
        BudgetRow("6.1.02", None, (), 0),
        BudgetRow("4.1.06", None, (), 0),
    ]


@pytest.mark.parametrize("titles", [MONTHS, FULL])
def test_twelve_months_for_each_row(titles):
    assert read(titles, ["6.1.02", *map(str, range(12))]) == [BudgetRow("6.1.02", None, tuple(range(12)))]


@pytest.mark.parametrize(
    ("wrong", "rows"),
    [
        ("columns", [["Pos", "Setahun"], ["6.1.02", "1"]]),
        ("columns", [["Kode", "Januari"], ["6.1.02", "1"]]),
        ("columns", []),
        ("rows", [YEAR]),
        ("rows", [YEAR, *[["", "judul"]] * 3]),
        ("row_account", [YEAR, ["6.1.99", "", "", "1"]]),
        ("row_unit", [YEAR, ["6.1.02", "", "bengkel", "1"]]),
        ("row_amount", [YEAR, ["6.1.02", "", "", "1,5"]]),
        ("row_amount", [YEAR, ["6.1.02", "", "", "10000000000001"]]),
        ("row_amount", [MONTHS, ["6.1.02", *["1"] * 11, "-1"]]),
        ("row_twice", [YEAR, ["6.1.02", "", "", "1"], ["6.1.02", "", "", "2"]]),
    ],
)
def test_what_cannot_be_read_says_which_line(wrong, rows):
    with pytest.raises(BudgetRefusedError) as refused:
        read(*rows)

    assert refused.value.facts["wrong"] == wrong
    if wrong.startswith("row_"):
        assert refused.value.facts["line"] == len(rows)


def test_a_table_has_an_end():
    many = {f"6.1.{at:04}" for at in range(MOST_ROWS + 1)}

    with pytest.raises(BudgetRefusedError) as refused:
        read_budget([(1, YEAR), *((2, [code, "", "", "1"]) for code in many)], codes=many, units={})

    assert refused.value.facts["wrong"] == "rows"
