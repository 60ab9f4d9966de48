"""What statements are drawn up from."""

import datetime as dt

import pytest

from guyub.books.ledger.domain.chart import Mark
from guyub.books.ledger.domain.movements import Entry, Layout, seen, span_words, tie
from guyub.books.ledger.domain.statements import RowKind
from tests.books.ledger.sheets import books, moved

N = "\u00a0"


@pytest.mark.parametrize(
    ("_case", "since", "until", "words"),
    [
        ("a year", "2026-01-01", "2026-12-31", "2026"),
        ("two years", "2025-01-01", "2026-12-31", f"1{N}Jan{N}2025 – 31{N}Des{N}2026"),
        ("a month", "2026-02-01", "2026-02-28", "Feb 2026"),
        ("part of a month", "2026-02-01", "2026-02-27", f"1 Feb – 27{N}Feb{N}2026"),
        ("part of a year", "2026-01-01", "2026-11-25", f"1 Jan – 25{N}Nov{N}2026"),
        ("from the middle", "2026-02-03", "2026-02-28", f"3 Feb – 28{N}Feb{N}2026"),
    ],
)
def test_a_span_in_words(_case, since, until, words):
    assert span_words(dt.date.fromisoformat(since), dt.date.fromisoformat(until)) == words


def test_a_movement_knows_its_balance_and_what_it_earned():
    cash, sale, closing = (
        moved("1.1.02", 100, 50, 30),
        moved("4.1.01", 0, 10, 250),
        moved("4.1.01", 0, 240, 0, phase=2),
    )
    assert (cash.change_rp, cash.closing_rp, cash.earned_rp) == (20, 120, 0)
    assert (sale.change_rp, sale.closing_rp, sale.earned_rp) == (-240, -240, 240)
    assert (closing.change_rp, closing.earned_rp) == (240, 0)
    assert (cash.is_cash, cash.is_result, sale.is_cash, sale.is_result) == (True, False, False, True)


def test_entries_are_summed_by_account_and_nothing_is_left_out():
    made = books(
        [moved("1.1.03", 5), moved("1.1.03.01", 7, flow="BEBAN"), moved("1.1.03.01", 1, flow="PAJAK")],
        [moved("1.1.02", 0)],
    )
    assert made.entries(lambda movement: movement.is_cash, lambda movement: movement.closing_rp) == [
        Entry("Bank", (5, 0), "1.1.03"),
        Entry("own 1.1.03.01", (8, 0), "1.1.03.01"),
    ]


def test_a_difference_is_known_to_several_cooperatives_alone():
    both = [moved("1.2.09", 30), moved("2.1.12", -20)]
    for is_consolidated, expected in (
        (False, []),
        (True, [Entry("Selisih antar koperasi", (10,))]),
    ):
        made = books(both, is_consolidated=is_consolidated)
        assert made.difference(Mark.ANTAR_SALDO, lambda movement: movement.closing_rp) == expected
    assert (
        books([*both, moved("2.1.12", -10)], is_consolidated=True).difference(
            Mark.ANTAR_SALDO, lambda movement: movement.closing_rp
        )
        == []
    )


def test_a_group_with_one_entry_of_its_own_name_needs_no_heading():
    layout = Layout(1)
    assert layout.group("Hibah", []) == []
    assert layout.group("Hibah", [Entry("Hibah", (5,))]) == [(0, 1)]
    assert layout.group("SHU", [Entry("a", (1,)), Entry("b", (2,))]) == [(4, 1)]
    assert [row.kind for row in layout.rows] == [
        RowKind.ACCOUNT,
        RowKind.GROUP,
        RowKind.ACCOUNT,
        RowKind.ACCOUNT,
        RowKind.SUM,
    ]
    assert layout.rows[4].sums == ((2, 1), (3, 1))
    assert layout.amount(4, 0) == 3


def test_only_the_main_tie_is_told_unless_another_breaks():
    good, bad = (
        tie("n", 1, 1, holds="cocok", broken="belum"),
        tie("n", 1, 2, holds="cocok", broken="belum"),
    )
    assert (good.sentence, bad.sentence) == ("cocok", "belum")
    assert seen([good, good], 0) == [good]
    assert seen([good, bad], 0) == [good, bad]
