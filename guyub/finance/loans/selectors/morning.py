"""What of loans waits on a morning: what is late, what falls due, who asked, what was agreed and is not paid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, Greatest

from guyub.finance.loans.domain.applications import OPEN
from guyub.finance.loans.domain.lifecycle import LoanState
from guyub.finance.loans.models import Loan, LoanApplication, LoanLine
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from datetime import date

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class LoansDue(Row):
    """How many loans are late and by how much; how many have an instalment within a week, and what is open of it."""

    late: int
    late_rp: int
    soon: int
    soon_rp: int


@dataclass(frozen=True, slots=True)
class LoansWaiting(Row):
    """How many applications wait for a step, and how many loans, of which principal, for being paid out."""

    applications: int
    agreed: int
    agreed_rp: int


def loans_due_inquiry(place_id: int, *, today: date) -> Inquiry[LoansDue]:
    """Ask what is late and what falls due within seven days; what is due today is not late. Principal and jasa."""
    open_rp = Greatest(F("principal_rp") - F("principal_settled_rp"), 0) + Greatest(
        F("interest_rp") - F("interest_settled_rp"), 0
    )
    late, soon = Q(due_on__lt=today), Q(due_on__gte=today)
    rows = LoanLine.objects.filter(
        cooperative_id=place_id,
        is_open=True,
        due_on__lte=today + timedelta(days=SOON_DAYS),
        loan__state=LoanState.BERJALAN.value,
    )
    sums = rows.values("cooperative_id").annotate(
        late=Count("loan_id", distinct=True, filter=late),
        late_rp=Coalesce(Sum(open_rp, filter=late), 0),
        soon=Count("loan_id", distinct=True, filter=soon),
        soon_rp=Coalesce(Sum(open_rp, filter=soon), 0),
    )

    def read(found: list[Any]) -> LoansDue:
        return LoansDue(*map(int, found[0])) if found else LoansDue(0, 0, 0, 0)

    return Inquiry.of(sums.values_list("late", "late_rp", "soon", "soon_rp"), read=read)


def loans_waiting_inquiry(place_id: int) -> Inquiry[LoansWaiting]:
    """Ask what waits for whoever keeps the loans."""
    asked = LoanApplication.objects.filter(
        cooperative_id=place_id, state__in=sorted(one.value for one in OPEN)
    )
    agreed = Loan.objects.filter(cooperative_id=place_id, state=LoanState.DISETUJUI.value)

    def read(applications: list[Any], loans: list[Any]) -> LoansWaiting:
        count, amount_rp = loans[0] if loans else (0, 0)
        return LoansWaiting(applications[0][0] if applications else 0, count, int(amount_rp))

    return Inquiry.of(
        asked.values("cooperative_id").annotate(count=Count("id")).values_list("count"),
        agreed.values("cooperative_id")
        .annotate(count=Count("id"), rp=Sum("principal_rp"))
        .values_list("count", "rp"),
        read=read,
    )
