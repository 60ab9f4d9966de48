"""What every statement is to whoever shows it: columns of rupiah, rows in order, sums that say what they sum.

One shape for the page, the PDF, the spreadsheet with live sums, CSV and JSON. The selectors make it
(``selectors/statements.py``); how each statement is built stands in the modules beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date


class StatementName(StrEnum):
    """The statements that accounts alone can give."""

    NERACA = "neraca"  # laporan posisi keuangan
    HASIL_USAHA = "hasil-usaha"  # perhitungan hasil usaha
    EKUITAS = "ekuitas"  # laporan perubahan ekuitas
    ARUS_KAS = "arus-kas"
    NERACA_SALDO = "neraca-saldo"


STATEMENT_TITLES = {
    StatementName.NERACA: "Laporan posisi keuangan",
    StatementName.HASIL_USAHA: "Perhitungan hasil usaha",
    StatementName.EKUITAS: "Laporan perubahan ekuitas",
    StatementName.ARUS_KAS: "Laporan arus kas",
    StatementName.NERACA_SALDO: "Neraca saldo",
}


class RowKind(StrEnum):
    """How a row is set."""

    SECTION = "section"  # Aset, Kewajiban: a heading without amounts
    GROUP = "group"  # Kas dan bank: a heading inside a section, without amounts
    ACCOUNT = "account"  # one account, or one line of cash flow
    SUM = "sum"  # Jumlah kas dan bank
    TOTAL = "total"  # Jumlah aset


@dataclass(frozen=True, slots=True)
class StatementRow(Row):
    """One row.

    Args:
        kind: How it is set.
        title: Its words.
        amounts: One for each column, whole rupiah as the reader expects them: a deduction is below zero. Empty for
            headings; None where a column does not apply.
        code: The account's code, where the row is an account: the way to its ledger.
        sums: For SUM and TOTAL: which rows it adds (their place in the statement, from 0) and with which sign. The
            amounts are exactly that sum, column by column, None counting as 0.
    """

    kind: RowKind
    title: str
    amounts: tuple[int | None, ...] = ()
    code: str = ""
    sums: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tie(Row):
    """One thing that must agree, such as assets with liabilities and equity: ``left_rp`` is ``right_rp``, or it is not.

    ``sentence`` is the plain Indonesian for the top of the page, with ``{left}`` and ``{right}`` for the amounts.
    """

    name: str
    left_rp: int
    right_rp: int
    sentence: str

    @property
    def holds(self) -> bool:
        """True when both sides agree."""
        return self.left_rp == self.right_rp


@dataclass(frozen=True, slots=True)
class Statement(Row):
    """One statement of one cooperative, of one of its units, or of all cooperatives together.

    Args:
        name: Which.
        title: Its title.
        columns: The words over each amount column, such as ``("2026", "2025")``.
        rows: In order.
        ties: What must agree, checked.
        until: The last day it covers.
        since: The first day, where it covers a span.
        chain_no: The place in the chain up to which it knows the journal (the anchor), and
        hash: the chain's hash there; 0 and "" for several cooperatives together.
    """

    name: StatementName
    title: str
    columns: tuple[str, ...]
    rows: tuple[StatementRow, ...]
    ties: tuple[Tie, ...]
    until: date
    since: date | None = None
    chain_no: int = 0
    hash: str = ""
