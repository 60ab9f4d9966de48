"""Opening positions: what another list keeps waits on a total; the whole balances."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.books.assets.domain.tables import Fault
from guyub.books.ledger.domain.chart import Register
from guyub.books.ledger.selectors.chart import chart
from guyub.books.treasury.domain.opening import (
    ASKED,
    TOTALS,
    OpeningLine,
    OpeningRefusedError,
    difference_of,
    opening_lines,
    read_opening,
    side_of,
    target_of,
)

NAMES = {code: account.name for code, account in chart().accounts.items()} | {
    "1.1.03.01": "Bank BRI (contoh)"
}
FIRST = date(2026, 1, 1)
OPEN = [
    code
    for code, account in chart().accounts.items()
    if code[0] in "123" and not account.owner and code not in TOTALS
]


def drafted(*pairs, **more):
    return {
        line.account: line.amount_rp
        for line in opening_lines([OpeningLine(*pair) for pair in pairs], chart(), **more)
    }


def test_totals_wait_where_another_list_will_tell_them():
    lines = drafted(
        ("1.1.02", 3_000_000), ("1.3.01", 2_000_000), ("1.3.02", 500_000), ("1.6.03", 9_000_000),
        ("1.6.92", -1_500_000), ("3.1.01", -11_800_000), ("3.5.01", -1_200_000),
    )  # fmt: skip

    assert lines == {
        "1.1.02": 3_000_000, "1.3.91": 2_500_000, "1.6.81": 9_000_000, "1.6.99": -1_500_000,
        "3.1.91": -11_800_000, "3.5.02": -1_200_000,
    }  # fmt: skip


def test_every_total_is_one_that_the_chart_keeps_for_it():
    rinci = {code for code, account in chart().accounts.items() if account.register is Register.RINCI}

    assert set(TOTALS.values()) == rinci | {"3.5.02"}
    assert all(chart().accounts[code].owner or code.startswith("1.6") for code in TOTALS)
    for _, asked in ASKED:
        assert all(target_of(code, chart(), is_midyear=False) for code, _ in asked)


@pytest.mark.parametrize(
    ("pairs", "facts"),
    [
        ((("9.9.99", 1),), {"wrong": "account", "account": "9.9.99"}),
        ((("1.9.01", 1),), {"wrong": "account", "account": "1.9.01"}),
        ((("4.1.05", -1),), {"wrong": "result", "account": "4.1.05"}),
        ((("2.1.06", 1),), {"wrong": "unmapped", "account": "2.1.06"}),
        ((("2.1.04", -1),), {"wrong": "unmapped", "account": "2.1.04"}),
        ((("1.1.02", 10**15),), {"wrong": "amount", "account": "1.1.02"}),
        ((("1.1.02", 5), ("3.2.01", -3)), {"wrong": "unbalanced", "debit_rp": 5, "credit_rp": 3}),
        ((("1.1.02", 0),), {"wrong": "empty"}),
        ((("1.3.01", 5), ("1.3.02", -5)), {"wrong": "empty"}),
    ],
)
def test_what_is_wrong_is_named(pairs, facts):
    with pytest.raises(OpeningRefusedError) as refused:
        drafted(*pairs)
    assert refused.value.facts == facts


def test_within_a_year_income_and_costs_are_brought_but_those_of_another_list():
    assert drafted(("1.1.02", 5), ("4.1.05", -5), is_midyear=True) == {"1.1.02": 5, "4.1.05": -5}
    with pytest.raises(OpeningRefusedError) as refused:
        drafted(("1.1.02", 5), ("4.1.01", -5), is_midyear=True)
    assert refused.value.facts == {"wrong": "unmapped", "account": "4.1.01"}


@pytest.mark.watched
@given(st.lists(st.tuples(st.sampled_from(OPEN), st.integers(-(10**9), 10**9)), min_size=1, max_size=12))
def test_what_is_left_over_becomes_shu_of_earlier_years_where_the_person_says_so(pairs):
    pairs = [pair for pair in pairs if pair[0] not in {"1.9.01", "2.1.04"}]
    lines = drafted(("3.2.01", -(10**13)), *pairs, rest_to_last_year=True)

    assert sum(lines.values()) == 0
    assert all(lines.values())


def test_the_side_of_an_account_is_that_of_its_kind_but_for_deductions():
    assert [side_of(code, chart()) for code in ("1.1.02", "1.6.99", "2.1.01", "3.5.02", "6.1.02")] == [
        1,
        -1,
        -1,
        -1,
        1,
    ]
    assert difference_of([OpeningLine("1.1.02", 5), OpeningLine("3.2.01", -3)]) == 2


def test_a_table_is_read_by_code_or_name():
    rows, faults = read_opening(
        [
            (1, ["Neraca saldo contoh"]),
            (2, ["Kode", "Nama akun", "Debit", "Kredit"]),
            (3, ["1.1.03.01", "", "37.150.000", ""]),
            (4, ["", "simpanan pokok", "", "11.800.000"]),
            (5, ["", "", "0", ""]),
        ],
        NAMES,
        chart(),
        is_midyear=False,
    )

    assert faults == []
    assert rows == [OpeningLine("1.1.03.01", 37_150_000), OpeningLine("3.1.01", -11_800_000)]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (["x", "", "5", ""], "account"),
        (["1.1.02", "", "lima", ""], "amount"),
        (["1.1.02", "", "5", "5"], "both"),
        (["1.1.01", "", "5", ""], "twice"),
        (["4.1.05", "", "", "5"], "result"),
        (["2.1.04", "", "", "5"], "unmapped"),
    ],
)
def test_each_row_that_is_not_read_is_named(row, wrong):
    lines = [(1, ["Kode", "Nama", "Debit", "Kredit"]), (2, ["1.1.01", "", "5", ""]), (3, row)]

    assert read_opening(lines, NAMES, chart(), is_midyear=False) == (
        [OpeningLine("1.1.01", 5)],
        [Fault(3, wrong)],
    )


def test_a_table_without_its_columns_is_none():
    lines = [(1, ["Kode", "Debit"]), (2, ["1.1.01", "5"])]

    assert read_opening(lines, NAMES, chart(), is_midyear=False) == ([], [Fault(0, "columns")])
