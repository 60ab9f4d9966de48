"""What a member owes on bon, for the limits over all who lend (finance.credit)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from guyub.finance.credit.domain.exposures import Exposure
from guyub.foundation.kernel.selectors.together import Inquiry
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.models import SaleTender

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet


def exposures_inquiry(*, cooperative_id: int, member_id: UUID, on: date) -> Inquiry[list[Exposure]]:  # noqa: ARG001  as every lender
    """Ask what a member owes on bon: what is left of all receipts, as one thing owed."""

    def read(rows: list[tuple[Any, ...]]) -> list[Exposure]:
        return [Exposure("Bon di gerai", int(rows[0][0]))] if rows and rows[0][0] else []

    return Inquiry.kept(_owing, cooperative_id, member_id, read=read)


def _owing(cooperative_id: int, member_id: UUID) -> QuerySet[SaleTender, Any]:
    rows = SaleTender.objects.filter(
        cooperative_id=cooperative_id,
        sale__member_id=member_id,
        kind=TenderKind.CREDIT.value,
        left_rp__gt=0,
    )
    return rows.order_by().values("cooperative_id").annotate(owed=Sum("left_rp")).values_list("owed")
