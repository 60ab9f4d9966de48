"""What a member owes by loans, for the limits over all who lend (finance.credit)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Sum, When

from guyub.finance.credit.domain.exposures import Exposure
from guyub.finance.loans.domain.lifecycle import OWING, LoanState, loan_name
from guyub.finance.loans.models import Loan
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

_COUNTED = sorted(state.value for state in (LoanState.DISETUJUI, *OWING))


def exposures_inquiry(*, cooperative_id: int, member_id: UUID, on: date) -> Inquiry[list[Exposure]]:  # noqa: ARG001  as every lender
    """Ask what a member owes: the principal left of what runs or was written off, all of what is agreed and unpaid."""
    return Inquiry.kept(
        _owing, cooperative_id, member_id, read=lambda found: [_exposure(*row) for row in found]
    )


def _owing(cooperative_id: int, member_id: UUID) -> QuerySet[Loan, Any]:
    rows = Loan.objects.filter(cooperative_id=cooperative_id, member_id=member_id, state__in=_COUNTED)
    return rows.order_by("agreed_on", "id").values_list("year", "no", "state", "principal_rp", "left_rp")


def _exposure(year: int, no: int, state: str, principal_rp: int, left_rp: int) -> Exposure:
    is_agreed = state == LoanState.DISETUJUI.value
    return Exposure(f"Pinjaman {loan_name(year, no)}", principal_rp if is_agreed else left_rp)


def owed_by_member_inquiry(*, cooperative_id: int) -> Inquiry[dict[UUID, int]]:
    """Ask what each member owes by loans, counted as ``exposures_inquiry`` does; who owes nothing is not there."""
    counted = Case(When(state=LoanState.DISETUJUI.value, then=F("principal_rp")), default=F("left_rp"))
    rows = Loan.objects.filter(cooperative_id=cooperative_id, state__in=_COUNTED)
    summed = rows.order_by().values("member_id").annotate(owed=Sum(counted)).values_list("member_id", "owed")
    return Inquiry.of(summed, read=lambda found: {member_id: int(owed) for member_id, owed in found})
