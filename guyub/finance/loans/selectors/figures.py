"""How members borrow, counted for the city: figures alone, no person and no amount of one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from guyub.finance.loans.domain.kolektibilitas_schemes import Kolektibilitas
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.models import Loan
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

AT_RISK_DAYS = 30


@dataclass(frozen=True, slots=True)
class ClassFigure(Row):
    """The running loans of one class in one cooperative; rupiah."""

    kolektibilitas: Kolektibilitas
    loans: int
    left_rp: int


@dataclass(frozen=True, slots=True)
class LoanFigures(Row):
    """The running loans of one cooperative; whole rupiah. ``risky_rp`` is left of those late for more than 30 days."""

    borrowers: int
    loans: int
    left_rp: int
    risky_rp: int
    classes: tuple[ClassFigure, ...]


def loan_figures(place_ids: Collection[int], *, on: date) -> dict[int, LoanFigures]:
    """Count how members borrow, for cooperatives with a running loan. Two queries, across cooperatives.

    Args:
        place_ids: Which; the caller's scope is all of them.
        on: The business date; what a loan was as of the last day that changed it.
    """
    rows = Loan.objects.filter(cooperative_id__in=place_ids, state=LoanState.BERJALAN.value)
    late = Q(overdue_since__lt=on - timedelta(days=AT_RISK_DAYS))
    sums = rows.values("cooperative_id").annotate(
        borrowers=Count("member_id", distinct=True),
        loans=Count("id"),
        left=Sum("left_rp"),
        risky=Coalesce(Sum("left_rp", filter=late), 0),
    )
    by_class: dict[int, list[ClassFigure]] = defaultdict(list)
    cut = rows.values("cooperative_id", "kolektibilitas").annotate(loans=Count("id"), left=Sum("left_rp"))
    for one in cut.order_by("cooperative_id", "kolektibilitas"):
        figure = ClassFigure(Kolektibilitas(one["kolektibilitas"]), one["loans"], int(one["left"]))
        by_class[one["cooperative_id"]].append(figure)
    return {
        one["cooperative_id"]: LoanFigures(
            one["borrowers"],
            one["loans"],
            int(one["left"]),
            int(one["risky"]),
            tuple(by_class[one["cooperative_id"]]),
        )
        for one in sums.order_by("cooperative_id")
    }
