"""A line of credit: drawn and paid back at will up to a limit, with a statement each period.

Interest goes over what was owed each day and falls due with the statement; it is never added to the principal.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.calendars import later, share_of_days
from guyub.finance.loans.domain.terms import (
    HIGHEST_ANNUAL_RATE,
    MONTHLY,
    MOST,
    MOST_INSTALMENTS,
    DayCount,
    Every,
)
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import ROUNDERS, Rounding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class LineRefusedError(DomainError):
    """A line of credit cannot be so, or not be used so. Facts: ``field``, ``wrong`` and the sentence ``message``.

    ``limit`` (none, too large, or a draw above it), ``rate``, ``day_count`` (periods are not days), ``minimum``,
    ``amount`` (a move of nothing), ``early`` (before the line was opened), ``late`` (after the last statement asked
    for), ``overpaid``, ``statements`` (none, or too many).
    """

    code: ClassVar[str] = "loans.line.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLine:
    """What was agreed; amounts in rupiah.

    Args:
        limit_rp: The most that may be owed.
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
    """What a period says; amounts in rupiah.

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
        moves: Draws above 0 and payments below 0 (rupiah), in any order; each counts from its own day. A payment
            settles interest that is due, then principal. Of one day, payments come before draws.
        number: How many statements.

    Raises:
        LineRefusedError: See there.

    Source: docs/algorithms/credit_lines.md.
    """
    _check(line, number)
    ends = [later(line.opened_on, line.every, at) for at in range(number + 1)]
    _check_moves(line, moves, ends[-1])
    ordered = sorted(moves)
    running, found, at = _Running(line), list[Statement](), 0
    for no, (start, end) in enumerate(pairwise(ends), 1):
        opening = running.begin(start)
        while at < len(ordered) and ordered[at][0] <= end:
            running.move(*ordered[at])
            at += 1
        found.append(running.end(no, end, opening))
    return tuple(found)


class _Running:
    """A line within a period."""

    def __init__(self, line: CreditLine) -> None:
        self.line = line
        self.owed = self.interest_open = 0
        self.begin(line.opened_on)

    def begin(self, start: date) -> int:
        """Start a period; give what is owed."""
        self.mark = start
        self.exact = (0, 1)  # what is owed times the part of a year, so far
        self.drawn = self.paid_principal = self.paid_interest = 0
        return self.owed

    def move(self, day: date, amount: int) -> None:
        """Draw or pay."""
        self._count_to(day)
        if amount > 0:
            self.owed += amount
            self.drawn += amount
            if self.owed > self.line.limit_rp:
                over = self.owed - self.line.limit_rp
                raise _refused(
                    "moves", "limit", f"Penarikan ini melampaui batas sebanyak {over}. Tarik lebih sedikit."
                )
            return
        to_interest = min(-amount, self.interest_open)
        to_principal = -amount - to_interest
        if to_principal > self.owed:
            most = self.owed + self.interest_open
            raise _refused(
                "moves", "overpaid", f"Yang masih dapat dibayar hanya {most}. Terima sejumlah itu."
            )
        self.interest_open -= to_interest
        self.paid_interest += to_interest
        self.owed -= to_principal
        self.paid_principal += to_principal

    def _count_to(self, day: date) -> None:
        part, whole = share_of_days(self.mark, day, self.line.day_count)
        exact, _ = self.exact
        self.exact = (exact + self.owed * part, whole)
        self.mark = day

    def end(self, no: int, due_on: date, opening: int) -> Statement:
        """Let the period end: its interest falls due."""
        self._count_to(due_on)
        line, (exact, whole) = self.line, self.exact
        interest = ROUNDERS[Rounding.NEAREST](
            exact * line.annual_rate.numerator, whole * line.annual_rate.denominator
        )
        self.interest_open += interest
        share = ROUNDERS[Rounding.UP](self.owed * line.minimum_rate.numerator, line.minimum_rate.denominator)
        return Statement(
            no=no,
            due_on=due_on,
            opening=opening,
            drawn=self.drawn,
            paid_principal=self.paid_principal,
            paid_interest=self.paid_interest,
            interest=interest,
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
    if not 0 <= line.minimum_rate <= 1 or not 0 <= line.minimum_rp <= MOST:
        raise _refused("minimum_rate", "minimum", "Angsuran paling kecil 0 sampai 100% dari yang terutang.")
    if not 1 <= number <= MOST_INSTALMENTS:
        raise _refused("number", "statements", f"Banyaknya tagihan harus 1 sampai {MOST_INSTALMENTS}.")


def _check_moves(line: CreditLine, moves: Sequence[tuple[date, int]], last: date) -> None:
    for day, amount in moves:
        if not amount:
            raise _refused("moves", "amount", "Jumlahnya tidak boleh nol. Tulis jumlahnya.")
        if day < line.opened_on:
            raise _refused("moves", "early", "Ada gerak sebelum kredit dibuka. Periksa tanggalnya.")
        if day > last:
            raise _refused("moves", "late", "Ada gerak sesudah tagihan terakhir. Tambah banyaknya tagihan.")


def _refused(name: str, wrong: str, message: str) -> LineRefusedError:
    return LineRefusedError(field=name, wrong=wrong, message=message)
