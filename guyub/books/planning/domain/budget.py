"""The yearly budget (RAPB): spread over months, set beside what happened, and looked ahead to the year's end.

Whole rupiah, each above zero as its account is read: income earned, costs paid, assets bought.
docs/algorithms/budget.md.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, TypeVar

from guyub.books.ledger.domain.chart import RESULT_KINDS, Mark
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import allocate_rp, round_rp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from guyub.books.ledger.domain.chart import ChartAccount

MONTHS = 12
LEAST_PERCENT, MOST_PERCENT = -90, 500


class BudgetRefusedError(DomainError):
    """A budget is not begun, changed or set; ``wrong`` says why.

    On beginning: ``year basis percent draft source unopened``; on typing: ``gone set account unit amount``; on bringing
    a table: ``columns rows`` and, with the fact ``line``, ``row_account row_unit row_amount row_twice``; on setting:
    ``empty decision``.
    """

    code: ClassVar[str] = "planning.budget.refused"


class Section(StrEnum):
    """The headings of a budget, in their order."""

    PENDAPATAN = "PENDAPATAN"
    POKOK = "POKOK"
    BEBAN = "BEBAN"
    PAJAK = "PAJAK"
    INVESTASI = "INVESTASI"


_SECTIONS = {
    "4": Section.PENDAPATAN,
    "5": Section.POKOK,
    "6": Section.BEBAN,
    "7": Section.PAJAK,
    "1": Section.INVESTASI,
}
INVESTED = "1.6.0"  # fixed assets as bought, without what wears off


def section_of(code: str) -> Section:
    """Tell under which heading an account of a budget stands."""
    return _SECTIONS[code[0]]


def is_budgeted(account: ChartAccount) -> bool:
    """Tell whether an account may bear a budget: income, costs, and fixed assets that are bought.

    What is taken off income (returns) has no budget of its own: income is planned as it remains.
    """
    if account.mark is Mark.CONTRA:
        return False
    return account.kind in RESULT_KINDS or account.code.startswith(INVESTED)


def amount_of(code: str, debit_rp: int, credit_rp: int) -> int:
    """Read what an account moved as its budget is read: income credit above zero, all else debit above zero."""
    return credit_rp - debit_rp if code[0] == "4" else debit_rp - credit_rp


def spread(total_rp: int, season: Sequence[int] = ()) -> tuple[int, ...]:
    """Spread a year's amount over its months to the rupiah.

    Args:
        total_rp: Of the year, zero or more.
        season: What each month moved last year; where none of it is above zero, all months are alike.
    """
    weights = [max(month, 0) for month in season]
    return allocate_rp(total_rp, weights if any(weights) else [1] * MONTHS)


def grown(amount_rp: int, percent: int) -> int:
    """Raise or lower an amount by whole percents; what is below nothing plans as nothing."""
    return round_rp(Fraction(max(amount_rp, 0) * (100 + percent), 100))


@dataclass(frozen=True, slots=True)
class Line:
    """One account's budget beside what happened, month by month.

    Args:
        plan: Twelve months, each zero or more.
        actual: Twelve months; a month may be below zero where more was taken back than earned.
    """

    plan: tuple[int, ...] = (0,) * MONTHS
    actual: tuple[int, ...] = (0,) * MONTHS

    def __add__(self, other: Line) -> Line:
        """Add another line month by month."""
        return Line(
            tuple(one + more for one, more in zip(self.plan, other.plan, strict=True)),
            tuple(one + more for one, more in zip(self.actual, other.actual, strict=True)),
        )

    def __sub__(self, other: Line) -> Line:
        """Take another line off month by month."""
        return self + Line(tuple(-month for month in other.plan), tuple(-month for month in other.actual))

    def compared(self, through: int) -> Compared:
        """Compare up to the running month: 0 before the year begins, 1 to 12 in it, 13 once it is over."""
        done = min(through, MONTHS)
        running = max(through - 1, 0) if through <= MONTHS else MONTHS
        ahead = sum(self.plan[done:])
        this_month = max(self.plan[running], self.actual[running]) if running < done else 0
        return Compared(
            month_plan_rp=self.plan[done - 1] if done else 0,
            month_rp=self.actual[done - 1] if done else 0,
            plan_rp=sum(self.plan[:done]),
            actual_rp=sum(self.actual[:done]),
            year_rp=sum(self.plan),
            forecast_rp=sum(self.actual[:running]) + this_month + ahead,
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """A line at one moment.

    Args:
        month_plan_rp: The budget of the running month (of December, once the year is over).
        month_rp: What that month moved.
        plan_rp: The budget up to that month, itself whole.
        actual_rp: What moved up to today.
        year_rp: The budget of the year.
        forecast_rp: The year as it will be if the rest goes as planned: months that are over as they were, the running
            month at its budget or above where it is above already, the others at their budget.
    """

    month_plan_rp: int = 0
    month_rp: int = 0
    plan_rp: int = 0
    actual_rp: int = 0
    year_rp: int = 0
    forecast_rp: int = 0

    def __add__(self, other: Compared) -> Compared:
        """Add another line's amounts: a sum is looked ahead line by line."""
        return Compared(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: Compared) -> Compared:
        """Take another line's amounts off."""
        return Compared(*(one - more for one, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def difference_rp(self) -> int:
        """What moved beyond the budget up to now; below zero: less than planned."""
        return self.actual_rp - self.plan_rp

    def is_exceeded(self, limit: Decimal) -> bool:
        """Tell whether a cost went beyond its budget up to now by more than a fraction of it; with none: at all."""
        return self.actual_rp > 0 and self.difference_rp > round_rp(self.plan_rp * limit)


Measure = TypeVar("Measure", Line, Compared)


def result_of(lines: Iterable[tuple[Section, Measure]], nothing: Measure) -> Measure:
    """Add up what a budget leaves over (SHU): income less costs and taxes; what is bought as assets is none of it.

    Args:
        lines: Each heading's lines, as months or compared.
        nothing: What they begin from.
    """
    total = nothing
    for section, line in lines:
        if section is Section.PENDAPATAN:
            total += line
        elif section is not Section.INVESTASI:
            total -= line
    return total
