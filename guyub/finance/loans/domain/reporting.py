"""What reports on loans are about: a month or a quarter up to a day, and the risk of problem loans in sums by class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.kolektibilitas_schemes import NON_PERFORMING, SCHEMES
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.money import round_rp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas

A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a report, both inside; figures of standing are of the end of the last."""

    since: date
    until: date

    @property
    def before(self) -> date:
        """The day at whose end everything stood when it began."""
        return self.since - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Risk:
    """The risk of problem loans (RPM), to the nearest rupiah and by all loans; likewise KL, D and M unweighted."""

    rpm_rp: int
    rpm: Fraction
    non_performing_rp: int
    non_performing: Fraction


def month_span(month: date, *, last: date) -> Span:
    """Give a month up to its end, or up to the last day that is known where that comes first.

    Args:
        month: Any day of it.
        last: The last day that is known; not before the month.
    """
    return Span(month.replace(day=1), min(month_end(month), last))


def quarter_span(year: int, quarter: int, *, last: date) -> Span:
    """Give a quarter (1 to 4) of a year, likewise."""
    since = date(year, A_QUARTER * quarter - 2, 1)
    return Span(since, min(month_end(add_months(since, A_QUARTER - 1)), last))


def quarter_of(on: date) -> tuple[int, int]:
    """Tell the year and the quarter of a day."""
    return on.year, (on.month + A_QUARTER - 1) // A_QUARTER


def risk_of(left_rp: Mapping[Kolektibilitas, int]) -> Risk:
    """Weigh what is left of loans by class with the weights of the cooperatives' scheme: half of KL, and so on.

    Args:
        left_rp: What is left of the principal by class; rupiah.

    Source: docs/algorithms/kolektibilitas.md.
    """
    total_rp = sum(left_rp.values())
    weights = SCHEMES[0].risk
    exact = sum((weight * left_rp.get(kind, 0) for kind, weight in weights.items()), Fraction(0))
    bad_rp = sum(amount_rp for kind, amount_rp in left_rp.items() if kind in NON_PERFORMING)
    if not total_rp:
        return Risk(0, Fraction(0), 0, Fraction(0))
    return Risk(round_rp(exact), exact * Fraction(1, total_rp), bad_rp, Fraction(bad_rp, total_rp))
