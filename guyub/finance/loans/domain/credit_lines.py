"""A line of credit: drawn and paid back at will up to a limit, with a statement each period.

Interest goes over what was owed each day and falls due with the statement; it is never added to the principal.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.calendars import later, share_of_days
from guyub.finance.loans.domain.terms import (
    A_YEAR,
    HIGHEST_ANNUAL_RATE,
    MONTHLY,
    MOST_INSTALMENTS,
    MOST_YEARS,
    DayCount,
    Every,
)
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import day as written
from guyub.foundation.kernel.formats import number as grouped
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.money import Rounding, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

MOST_MOVES = 10_000
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 9998 - MOST_YEARS


class LineRefusedError(DomainError):
    """A line of credit cannot be so, or not be used so. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``limit`` (none, too large, or above it at the end of a day), ``rate``, ``day_count`` (periods are not days),
    ``minimum``, ``every``, ``statements`` (none, too many, or more than 100 years), ``dates`` (too far off), ``many``
    (moves), ``amount`` (a move of nothing), ``early`` (before the line was opened), ``late`` (after the last statement
    asked for), ``overpaid``, ``too_large`` (a sum above what a bigint holds).
    """

    code: ClassVar[str] = "loans.line.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLine:
    """What was agreed; amounts in rupiah.

    Args:
        limit_rp: The most principal that may be owed.
        annual_rate: The rate a year as a fraction.
        opened_on: The day it was opened; statements count from it.
        every: How long a period is.
        day_count: What part of a year a day is; not ``period``.
        minimum_rate: What part of the principal is due with each statement, rounded up; a fraction.
        minimum_rp: The least of it that is due; never more than is owed.
    """

    limit_rp: int
    annual_rate: Fraction
    opened_on: date
    every: Every = MONTHLY
    day_count: DayCount = DayCount.ACTUAL_365
    minimum_rate: Fraction = Fraction(0)
    minimum_rp: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """What a period says at the end of its last day; amounts in rupiah.

    ``interest`` is what the period cost, ``interest_open`` what is due of it and of earlier ones, ``minimum`` what of
    the principal is due; ``available`` may still be drawn.
    """

    no: int
    due_on: date
    opening: int
    drawn: int
    paid_principal: int
    paid_interest: int
    interest: int
    interest_open: int
    minimum: int
    closing: int
    available: int

    @property
    def due(self) -> int:
        """What is to be paid."""
        return self.interest_open + self.minimum


def statements_of(line: CreditLine, moves: Sequence[tuple[date, int]], number: int) -> tuple[Statement, ...]:
    """Give the statements of a line.

    Args:
        line: What was agreed.
        moves: Draws above 0 and payments below 0 (rupiah), in any order; each counts from its own day. Of one day,
            interest falls due first, then come payments, then draws. A payment settles interest that is due, then
            principal.
        number: How many statements.

    Raises:
        LineRefusedError: See there.

    Source: docs/algorithms/credit_lines.md.
    """
    _check(line, number)
    ends = [later(line.opened_on, line.every, at) for at in range(number + 1)]
    _check_moves(line, moves, ends[-1])
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for on, amount in moves:
        by_day[on].append(amount)
    between = deque(sorted(by_day.keys() - ends[1:]))
    running, found = _Running(line), list[Statement]()
    for no, end in enumerate(ends[1:], 1):
        running.begin()
        while between and between[0] < end:
            on = between.popleft()
            running.move(on, by_day[on])
        running.fall_due(end)
        running.move(end, by_day.get(end, ()))
        found.append(running.statement(no, end))
    return tuple(found)


class _Running:
    """A line within a period."""

    def __init__(self, line: CreditLine) -> None:
        self.line = line
        self.owed = self.interest_open = 0
        self.mark = line.opened_on  # up to which day interest was counted
        self.exact = Fraction(0)  # what was owed times the part of a year, in this period so far

    def begin(self) -> None:
        """Start a period."""
        self.opening = self.owed
        self.drawn = self.paid_principal = self.paid_interest = self.interest = 0

    def move(self, on: date, amounts: Sequence[int]) -> None:
        """Let the moves of a day happen: all payments, then all draws."""
        self._count_to(on)
        self._pay(on, -sum(amount for amount in amounts if amount < 0))
        drawn = sum(amount for amount in amounts if amount > 0)
        over = self.owed + drawn - self.line.limit_rp
        if over > 0:
            raise _refused(
                "moves",
                "limit",
                f"Penarikan {written(on)} melampaui batas sebanyak {rupiah(over)}. Tarik lebih sedikit.",
            )
        self.owed += drawn
        self.drawn += drawn

    def _pay(self, on: date, amount: int) -> None:
        most = self.interest_open + self.owed
        if amount > most:
            raise _refused(
                "moves",
                "overpaid",
                f"Yang masih dapat dibayar {written(on)} hanya {rupiah(most)}. Terima sejumlah itu."
                if most
                else f"Tidak ada yang harus dibayar {written(on)}. Periksa tanggalnya.",
            )
        to_interest = min(amount, self.interest_open)
        self.interest_open -= to_interest
        self.paid_interest += to_interest
        self.owed -= amount - to_interest
        self.paid_principal += amount - to_interest

    def _count_to(self, on: date) -> None:
        self.exact += self.owed * Fraction(*share_of_days(self.mark, on, self.line.day_count))
        self.mark = on

    def fall_due(self, on: date) -> None:
        """Let the interest of the period fall due, on its last day."""
        self._count_to(on)
        self.interest = rounded(self.exact * self.line.annual_rate, Rounding.NEAREST)
        self.interest_open += self.interest
        self.exact = Fraction(0)

    def statement(self, no: int, due_on: date) -> Statement:
        """Say what the period was."""
        line = self.line
        if max(self.drawn, self.paid_principal, self.interest_open + self.owed) > MOST:
            raise _refused("moves", "too_large", "Jumlahnya melampaui yang dapat dicatat. Periksa nolnya.")
        share = rounded(self.owed * line.minimum_rate, Rounding.UP)
        return Statement(
            no=no,
            due_on=due_on,
            opening=self.opening,
            drawn=self.drawn,
            paid_principal=self.paid_principal,
            paid_interest=self.paid_interest,
            interest=self.interest,
            interest_open=self.interest_open,
            minimum=min(self.owed, max(share, line.minimum_rp)),
            closing=self.owed,
            available=line.limit_rp - self.owed,
        )


def _check(line: CreditLine, number: int) -> None:
    if not 0 < line.limit_rp <= MOST:
        raise _refused("limit_rp", "limit", "Batas kredit harus lebih dari nol dan dapat dicatat.")
    if not 0 <= line.annual_rate <= HIGHEST_ANNUAL_RATE:
        raise _refused("annual_rate", "rate", "Suku jasa 0 sampai 100% sebulan. Periksa sukunya.")
    if line.day_count is DayCount.PERIOD:
        raise _refused("day_count", "day_count", "Kredit bergulir dihitung per hari: pakai actual/365.")
    if not 0 <= line.minimum_rate <= 1:
        raise _refused("minimum_rate", "minimum", "Angsuran paling kecil 0 sampai 100% dari yang terutang.")
    if not 0 <= line.minimum_rp <= MOST:
        raise _refused("minimum_rp", "minimum", "Angsuran paling kecil tidak boleh kurang dari nol.")
    if not 1 <= line.every.count <= MOST_INSTALMENTS:
        raise _refused("every", "every", f"Jarak tagihan harus 1 sampai {grouped(MOST_INSTALMENTS)}.")
    if not 1 <= number <= MOST_INSTALMENTS:
        raise _refused(
            "number", "statements", f"Banyaknya tagihan harus 1 sampai {grouped(MOST_INSTALMENTS)}."
        )
    if number * line.every.count > MOST_YEARS * A_YEAR[line.every.unit]:
        raise _refused("number", "statements", f"Tagihannya lebih dari {MOST_YEARS} tahun. Kurangi.")
    if not _EARLIEST_YEAR <= line.opened_on.year <= _LATEST_YEAR:
        raise _refused("opened_on", "dates", "Tahunnya terlalu jauh. Periksa tanggalnya.")


def _check_moves(line: CreditLine, moves: Sequence[tuple[date, int]], last: date) -> None:
    if len(moves) > MOST_MOVES:
        raise _refused("moves", "many", f"Paling banyak {grouped(MOST_MOVES)} penarikan dan pembayaran.")
    for place, (on, amount) in enumerate(moves):
        name = f"moves[{place}]"
        if not amount:
            raise _refused(name, "amount", "Jumlahnya tidak boleh nol. Tulis jumlahnya.")
        if on < line.opened_on:
            raise _refused(name, "early", f"{written(on)} mendahului hari kredit dibuka. Periksa tanggalnya.")
        if on > last:
            raise _refused(name, "late", f"{written(on)} sesudah tagihan terakhir. Tambah banyaknya tagihan.")


def _refused(name: str, wrong: str, message: str) -> LineRefusedError:
    return LineRefusedError(field=name, wrong=wrong, message=message)
