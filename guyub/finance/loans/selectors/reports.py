"""Reports on loans, whole: of a month up to a day, and of a quarter as a savings-and-loan unit reports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.reporting import risk_of
from guyub.finance.loans.selectors.book_days import book_of, provision_movement
from guyub.finance.loans.selectors.flows import flows_of
from guyub.finance.loans.selectors.portfolios import borrowers_on, portfolio_of
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from guyub.finance.loans.domain.reporting import Risk, Span
    from guyub.finance.loans.selectors.book_days import BookDay, ProvisionMovement
    from guyub.finance.loans.selectors.flows import Flows
    from guyub.finance.loans.selectors.portfolios import Portfolio


@dataclass(frozen=True, slots=True)
class LoanReport(Row):
    """The loan book at the end of a span by class and by other parts, and what moved in the span."""

    span: Span
    book: BookDay
    portfolio: Portfolio
    flows: Flows
    provision: ProvisionMovement
    risk: Risk


@dataclass(frozen=True, slots=True)
class QuarterSheet(Row):
    """The figures of a quarter for the office that oversees cooperatives; ``borrowers`` are members, each once."""

    span: Span
    borrowers: int
    book: BookDay
    flows: Flows
    provision: ProvisionMovement
    risk: Risk


def loan_report(*, cooperative_id: int, span: Span) -> LoanReport:
    """Report on the loans of a span. Six queries, in the scope.

    Args:
        cooperative_id: Whose.
        span: Which days; its last was counted, or nothing is known of it.
    """
    book = book_of(cooperative_id=cooperative_id, on=span.until)
    return LoanReport(
        span,
        book,
        portfolio_of(cooperative_id=cooperative_id, on=span.until),
        flows_of(cooperative_id=cooperative_id, since=span.since, until=span.until),
        provision_movement(cooperative_id=cooperative_id, since=span.before, until=span.until),
        risk_of({one.kolektibilitas: one.left_rp for one in book.classes}),
    )


def quarter_sheet(*, cooperative_id: int, span: Span) -> QuarterSheet:
    """Give what a unit reports of a quarter. Six queries, in the scope. Arguments as of ``loan_report``."""
    book = book_of(cooperative_id=cooperative_id, on=span.until)
    return QuarterSheet(
        span,
        borrowers_on(cooperative_id=cooperative_id, on=span.until),
        book,
        flows_of(cooperative_id=cooperative_id, since=span.since, until=span.until),
        provision_movement(cooperative_id=cooperative_id, since=span.before, until=span.until),
        risk_of({one.kolektibilitas: one.left_rp for one in book.classes}),
    )
