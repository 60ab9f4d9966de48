"""Reading what people typed into the forms of applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.finance.loans.domain.applications import ApplicationTyped, LoanApplicationRefusedError
from guyub.finance.loans.domain.product_names import ppm_in
from guyub.finance.loans.services.analysing import AnalysisTyped
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest


def application_in(request: HttpRequest) -> ApplicationTyped:
    """Read an application.

    Raises:
        AmountNotUnderstoodError: What was typed as an amount is none.
        LoanApplicationRefusedError: ``number``, ``first_due``: no count, no day.
    """
    return ApplicationTyped(
        amount_rp=parse_rp(typed_of(request, "amount")),
        instalments=_count(request, "instalments"),
        purpose=typed_of(request, "purpose"),
        use=typed_of(request, "use"),
        first_due_on=_day(request, "first_due_on", "first_due"),
    )


def analysis_in(request: HttpRequest) -> AnalysisTyped:
    """Read an analysis; an amount left out is none.

    Raises:
        AmountNotUnderstoodError: What was typed as an amount is none.
        LoanProductRefusedError: ``percent``: the rate is none.
        LoanApplicationRefusedError: ``number``, ``visit``: no count, no day.
    """
    return AnalysisTyped(
        income_rp=_rupiah(request, "income"),
        business_rp=_rupiah(request, "business"),
        household_rp=_rupiah(request, "household"),
        other_rp=_rupiah(request, "other"),
        amount_rp=parse_rp(typed_of(request, "amount")),
        instalments=_count(request, "instalments"),
        rate_ppm=ppm_in(typed_of(request, "rate")),
        visited_on=_day(request, "visited_on", "visit"),
        visit_seen=typed_of(request, "visit_seen"),
        advice=typed_of(request, "advice"),
        note=typed_of(request, "note"),
    )


def _rupiah(request: HttpRequest, field: str) -> int:
    written = typed_of(request, field).strip()
    return parse_rp(written) if written else 0


def _count(request: HttpRequest, field: str) -> int:
    written = typed_of(request, field).strip()
    if not (written.isascii() and written.isdigit() and len(written) < 5):
        raise LoanApplicationRefusedError(wrong="number")
    return int(written)


def _day(request: HttpRequest, field: str, wrong: str) -> date | None:
    if not typed_of(request, field).strip():
        return None
    return day_of(request, field, LoanApplicationRefusedError, wrong)
