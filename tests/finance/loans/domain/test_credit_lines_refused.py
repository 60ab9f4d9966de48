from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.credit_lines import MOST_MOVES, CreditLine, LineRefusedError, statements_of
from guyub.finance.loans.domain.terms import DayCount, Every, Unit

OPENED = date(2026, 1, 31)
LINE = CreditLine(limit_rp=5_000_000, annual_rate=Fraction(18, 100), opened_on=OPENED)


def refusal(line, moves=(), number=1):
    with pytest.raises(LineRefusedError) as refused:
        statements_of(line, moves, number)
    facts = refused.value.facts
    assert refused.value.code == "loans.line.refused"
    assert facts["message"].endswith(".")
    return facts["field"], facts["wrong"], facts["message"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("_case", "changed", "number", "field", "wrong"),
    [
        ("no limit", {"limit_rp": 0}, 1, "limit_rp", "limit"),
        ("a limit beyond the books", {"limit_rp": MOST + 1}, 1, "limit_rp", "limit"),
        ("a rate below nothing", {"annual_rate": Fraction(-1, 10**6)}, 1, "annual_rate", "rate"),
        ("above all a month", {"annual_rate": 12 + Fraction(1, 10**6)}, 1, "annual_rate", "rate"),
        ("no days", {"day_count": DayCount.PERIOD}, 1, "day_count", "day_count"),
        ("a part below nothing", {"minimum_rate": Fraction(-1, 100)}, 1, "minimum_rate", "minimum"),
        ("more than all", {"minimum_rate": Fraction(101, 100)}, 1, "minimum_rate", "minimum"),
        ("a least below nothing", {"minimum_rp": -1}, 1, "minimum_rp", "minimum"),
        ("a least beyond the books", {"minimum_rp": MOST + 1}, 1, "minimum_rp", "minimum"),
        ("no period", {"every": Every(Unit.MONTH, 0)}, 1, "every", "every"),
        ("too long a period", {"every": Every(Unit.MONTH, 1201)}, 1, "every", "every"),
        ("no statement", {}, 0, "number", "statements"),
        ("too many", {"every": Every(Unit.DAY)}, 1201, "number", "statements"),
        ("more than a hundred years", {"every": Every(Unit.YEAR)}, 101, "number", "statements"),
        ("many long periods", {"every": Every(Unit.MONTH, 601)}, 2, "number", "statements"),
        ("a mistyped year", {"opened_on": date(1899, 12, 31)}, 1, "opened_on", "dates"),
        ("beyond the calendar", {"opened_on": date(9899, 1, 1)}, 1, "opened_on", "dates"),
    ],
)
def test_a_line_that_cannot_be(_case, changed, number, field, wrong):
    assert refusal(replace(LINE, **changed), number=number)[:2] == (field, wrong)


@pytest.mark.parametrize(
    ("_case", "changed", "number"),
    [
        ("the least", {"limit_rp": 1, "annual_rate": Fraction(0)}, 1),
        ("the most", {"limit_rp": MOST, "annual_rate": Fraction(12), "minimum_rp": MOST}, 1200),
        ("a hundred years", {"every": Every(Unit.YEAR, 100), "opened_on": date(9898, 12, 31)}, 1),
        ("the longest period", {"every": Every(Unit.MONTH, 1200), "opened_on": date(1900, 1, 1)}, 1),
        ("all due", {"minimum_rate": Fraction(1)}, 1),
    ],
)
def test_a_line_at_the_edge(_case, changed, number):
    assert len(statements_of(replace(LINE, **changed), [], number)) == number


@pytest.mark.parametrize(
    ("_case", "moves", "field", "wrong", "message"),
    [
        (
            "a draw above the limit",
            [(OPENED, 2_000_000), (date(2026, 2, 8), 3_000_001)],
            "moves",
            "limit",
            "Penarikan 8 Feb 2026 melampaui batas sebanyak Rp 1. Tarik lebih sedikit.",
        ),
        (
            "all draws of a day together, after its payments",
            [
                (OPENED, 4_000_000),
                *((date(2026, 2, 8), amount) for amount in (2_000_000, -500_000, 3_000_000)),
            ],
            "moves",
            "limit",
            "Penarikan 8 Feb 2026 melampaui batas sebanyak Rp 3.500.000. Tarik lebih sedikit.",
        ),
        (
            "more than is owed, before the interest is due",
            [(OPENED, 2_000_000), (date(2026, 2, 8), -1_500_000), (date(2026, 2, 8), -500_001)],
            "moves",
            "overpaid",
            "Yang masih dapat dibayar 8 Feb 2026 hanya Rp 2.000.000. Terima sejumlah itu.",
        ),
        (
            "more than is owed and due",
            [(OPENED, 3_650_000), (date(2026, 2, 28), -3_700_401)],
            "moves",
            "overpaid",
            "Yang masih dapat dibayar 28 Feb 2026 hanya Rp 3.700.400. Terima sejumlah itu.",
        ),
        (
            "nothing is owed",
            [(date(2026, 2, 8), -1)],
            "moves",
            "overpaid",
            "Tidak ada yang harus dibayar 8 Feb 2026. Periksa tanggalnya.",
        ),
        (
            "a draw makes no room for a payment of its day",
            [(date(2026, 2, 8), 500_000), (date(2026, 2, 8), -500_000)],
            "moves",
            "overpaid",
            "Tidak ada yang harus dibayar 8 Feb 2026. Periksa tanggalnya.",
        ),
        (
            "a move of nothing",
            [(OPENED, 1), (OPENED, 0)],
            "moves[1]",
            "amount",
            "Jumlahnya tidak boleh nol. Tulis jumlahnya.",
        ),
        (
            "before the opening",
            [(OPENED, 1), (date(2026, 1, 30), 1)],
            "moves[1]",
            "early",
            "30 Jan 2026 mendahului hari kredit dibuka. Periksa tanggalnya.",
        ),
        (
            "after the last statement",
            [(date(2026, 3, 1), 1)],
            "moves[0]",
            "late",
            "1 Mar 2026 sesudah tagihan terakhir. Tambah banyaknya tagihan.",
        ),
        (
            "too many",
            [(OPENED, 1)] * (MOST_MOVES + 1),
            "moves",
            "many",
            "Paling banyak 10.000 penarikan dan pembayaran.",
        ),
    ],
    ids=lambda told: told if isinstance(told, str) and " " in told else "",
)
def test_a_move_that_does_not_fit(_case, moves, field, wrong, message):
    assert refusal(LINE, moves) == (field, wrong, message)


def test_as_many_moves_as_are_allowed_up_to_the_limit():
    found = statements_of(LINE, [(OPENED, 500)] * MOST_MOVES, 1)[0]

    assert (found.drawn, found.available) == (5_000_000, 0)


@pytest.mark.parametrize(
    ("_case", "rate", "moves", "number"),
    [
        ("drawn", 0, [(0, MOST), (1, -MOST), (1, 1)], 1),
        ("paid", 0, [(0, MOST), (1, -MOST), (1, MOST), (2, -1)], 1),
        ("interest that waits", 12, [(0, MOST)], 1),
    ],
)
def test_sums_beyond_the_books_are_refused(_case, rate, moves, number):
    line = replace(LINE, limit_rp=MOST, annual_rate=Fraction(rate))
    told = [(OPENED + timedelta(days=day), amount) for day, amount in moves]

    assert refusal(line, told, number)[:2] == ("moves", "too_large")


def test_sums_that_the_books_just_hold():
    line = replace(LINE, limit_rp=MOST, annual_rate=Fraction(0))

    assert statements_of(line, [(OPENED, MOST), (date(2026, 2, 8), -MOST)], 1)[0].paid_principal == MOST
