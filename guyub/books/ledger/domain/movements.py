"""What statements are drawn up from: what stood on each account before a span, what moved in it; rows that add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guyub.books.ledger.domain.chart import RESULT_KINDS, AccountKind, Mark
from guyub.books.ledger.domain.entries import Phase
from guyub.books.ledger.domain.statements import STATEMENT_TITLES, RowKind, Statement, StatementRow, Tie
from guyub.foundation.kernel.dates import month_end
from guyub.foundation.kernel.formats import SHORT_MONTHS, day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from guyub.books.ledger.domain.chart import Chart, ChartAccount
    from guyub.books.ledger.domain.statements import StatementName

BETWEEN = "Selisih antar koperasi"
ELIMINATED = frozenset({Mark.ANTAR_SALDO, Mark.ANTAR_USAHA})
Parts = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Movement:
    """What one account did in one span, by phase and (cash) by cash flow line. Whole rupiah, debit above zero.

    Args:
        code: The account's.
        name: What people call it.
        above: The chart's account for it.
        phase: See ``entries.Phase``.
        flow: The cash flow line, on cash accounts alone.
        opening_rp: The balance before the span.
        debit_rp: What was debited in the span.
        credit_rp: What was credited in it.
    """

    code: str
    name: str
    above: ChartAccount
    phase: int
    flow: str
    opening_rp: int
    debit_rp: int
    credit_rp: int

    @property
    def change_rp(self) -> int:
        """What the span added."""
        return self.debit_rp - self.credit_rp

    @property
    def closing_rp(self) -> int:
        """The balance after the span."""
        return self.opening_rp + self.debit_rp - self.credit_rp

    @property
    def is_result(self) -> bool:
        """True for income and expense."""
        return self.above.kind in RESULT_KINDS

    @property
    def is_cash(self) -> bool:
        """True for cash and banks."""
        return self.above.mark is Mark.CASH

    @property
    def earned_rp(self) -> int:
        """What it added to the assets that belong to the cooperative: the closing of a year is none of it."""
        return -self.change_rp if self.is_result and self.phase != Phase.CLOSING else 0


@dataclass(frozen=True, slots=True)
class Column:
    """One span, or one unit in it, with the words over it."""

    title: str
    movements: Sequence[Movement]


@dataclass(frozen=True, slots=True)
class Entry:
    """One account with its amount in each column."""

    title: str
    amounts: tuple[int, ...]
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What one statement is drawn up from.

    Args:
        chart: The chart of accounts.
        columns: Side by side, each with its movements.
        main: Which column speaks for the whole: the first beside a comparison, the last beside units.
        since: The first day of the main column.
        until: Its last day.
        is_consolidated: Several cooperatives: what they owe and sell each other is left out.
        chain_no: The place in the chain up to which the journal is known; 0 for several cooperatives.
        hash: The chain's hash there.
    """

    chart: Chart
    columns: tuple[Column, ...]
    main: int
    since: date
    until: date
    is_consolidated: bool = False
    chain_no: int = 0
    hash: str = ""

    def is_left_out(self, movement: Movement) -> bool:
        """Tell whether consolidation leaves an account out."""
        return self.is_consolidated and movement.above.mark in ELIMINATED

    def sums(self, of: Callable[[Movement], int]) -> tuple[int, ...]:
        """Add a measure over all movements, column by column."""
        return tuple(sum(map(of, column.movements)) for column in self.columns)

    def entries(self, wanted: Callable[[Movement], bool], of: Callable[[Movement], int]) -> list[Entry]:
        """Give the wanted accounts in the order of their codes, without those that have nothing in any column."""
        amounts: dict[str, list[int]] = {}
        names: dict[str, str] = {}
        for at, column in enumerate(self.columns):
            for movement in column.movements:
                if wanted(movement) and not self.is_left_out(movement):
                    names[movement.code] = movement.name
                    amounts.setdefault(movement.code, [0] * len(self.columns))[at] += of(movement)
        return [Entry(names[code], tuple(row), code) for code, row in sorted(amounts.items()) if any(row)]

    def difference(self, mark: Mark, of: Callable[[Movement], int]) -> list[Entry]:
        """Give what cooperatives do not agree on, as an entry of its own; nothing where they agree."""
        if not self.is_consolidated:
            return []
        amounts = self.sums(lambda movement: of(movement) if movement.above.mark is mark else 0)
        return [Entry(BETWEEN, amounts)] if any(amounts) else []

    def statement(
        self, name: StatementName, rows: Layout, ties: Iterable[Tie], columns: Sequence[str] = ()
    ) -> Statement:
        """Finish a statement; its columns are those of the books, unless it has its own."""
        return Statement(
            name=name,
            title=STATEMENT_TITLES[name],
            columns=tuple(columns or (column.title for column in self.columns)),
            rows=tuple(rows.rows),
            ties=tuple(ties),
            until=self.until,
            since=self.since,
            chain_no=self.chain_no,
            hash=self.hash,
        )


@dataclass(slots=True)
class Layout:
    """Rows as they are set, one after the other; each is known by its place."""

    width: int
    rows: list[StatementRow] = field(default_factory=list)

    def heading(self, title: str, kind: RowKind = RowKind.SECTION) -> None:
        """Set a heading."""
        self.rows.append(StatementRow(kind, title))

    def line(self, entry: Entry) -> int:
        """Set one account, or one line of cash flow; give its place."""
        return self.add(StatementRow(RowKind.ACCOUNT, entry.title, entry.amounts, entry.code))

    def add(self, row: StatementRow) -> int:
        """Set a row; give its place."""
        self.rows.append(row)
        return len(self.rows) - 1

    def total(self, title: str, parts: Parts, kind: RowKind = RowKind.TOTAL) -> int:
        """Set a sum of earlier rows, each with its sign; give its place."""
        amounts = tuple(
            sum(sign * (self.rows[place].amounts[at] or 0) for place, sign in parts)
            for at in range(self.width)
        )
        return self.add(StatementRow(kind, title, amounts, sums=tuple(parts)))

    def group(self, title: str, entries: Sequence[Entry]) -> Parts:
        """Set entries under a heading and above their sum; one that bears the heading's own name needs neither.

        Returns:
            The row that stands for them all, as a part of a sum; nothing where there is none.
        """
        if not entries:
            return []
        if len(entries) == 1 and entries[0].title == title:
            return [(self.line(entries[0]), 1)]
        self.heading(title, RowKind.GROUP)
        parts = [(self.line(entry), 1) for entry in entries]
        return [(self.total(summed(title), parts, RowKind.SUM), 1)]

    def amount(self, place: int, column: int) -> int:
        """Read back one amount."""
        return self.rows[place].amounts[column] or 0


def summed(title: str) -> str:
    """Name the sum of what a title names."""
    return f"Jumlah {title[0].lower()}{title[1:]}"


def tie(name: str, left_rp: int, right_rp: int, *, holds: str, broken: str) -> Tie:
    """Compare two sides and take the words that fit."""
    return Tie(name, left_rp, right_rp, holds if left_rp == right_rp else broken)


def seen(ties: Sequence[Tie], main: int) -> list[Tie]:
    """Give, of one tie in each column, the main column's, and any other that does not hold."""
    return [one for at, one in enumerate(ties) if at == main or not one.holds]


def result_by_balance(movement: Movement) -> int:
    """Measure what the span earned from the other side: assets, liabilities and equity that ordinary entries moved."""
    return 0 if movement.is_result or movement.phase == Phase.CLOSING else movement.change_rp


def net_assets(movement: Movement) -> int:
    """Measure assets less liabilities after the span."""
    return movement.closing_rp if movement.above.kind in {AccountKind.ASET, AccountKind.KEWAJIBAN} else 0


def span_words(since: date, until: date) -> str:
    """Name a span in few words: ``2026``, ``Nov 2026``, ``1 Jan – 25 Nov 2026``."""
    if (since.month, since.day, until.month, until.day) == (1, 1, 12, 31) and since.year == until.year:
        return str(since.year)
    if since.day == 1 and until == month_end(since):
        return f"{SHORT_MONTHS[since.month - 1]} {since.year}"
    first = f"{since.day} {SHORT_MONTHS[since.month - 1]}" if since.year == until.year else day(since)
    return f"{first} – {day(until)}"
