"""Jasa as it was counted: how far, by which run, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max, Min

from guyub.books.ledger.selectors.periods import periods_of
from guyub.finance.savings.domain.terms import JasaMethod
from guyub.finance.savings.models import JasaRun, RunKind, SavingsTerms

if TYPE_CHECKING:
    from datetime import date


def last_month(*, cooperative_id: int) -> date | None:
    """Give the first day of the last month that was booked; None: none yet."""
    rows = JasaRun.objects.filter(cooperative_id=cooperative_id, kind=RunKind.BULAN.value)
    found: date | None = rows.aggregate(last=Max("month"))["last"]
    return found


def first_month(*, cooperative_id: int) -> date | None:
    """Give the first month in which a product pays jasa and the books are open; None where none does."""
    rows = SavingsTerms.objects.filter(cooperative_id=cooperative_id).exclude(method=JasaMethod.TANPA.value)
    begun: date | None = rows.aggregate(first=Min("from_on"))["first"]
    periods = periods_of(cooperative_id=cooperative_id)
    return max(begun, periods.opened_on).replace(day=1) if begun and periods else None
