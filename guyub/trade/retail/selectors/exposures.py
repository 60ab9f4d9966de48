"""What a member owes on bon, for the limits over all who lend (finance.credit)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from guyub.finance.credit.domain.exposures import Exposure
from guyub.foundation.kernel.selectors.together import Inquiry, joined
from guyub.trade.retail.domain.baskets import TenderKind
from guyub.trade.retail.models import CreditSlice, SaleTender

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet


def exposures_inquiry(*, cooperative_id: int, member_id: UUID, on: date) -> Inquiry[list[Exposure]]:  # noqa: ARG001  as every lender
    """Ask what a member owes on bon, as one thing owed, and what of the limit is set aside for tills."""

    def read(owed: int, lent: int) -> list[Exposure]:
        found = [Exposure("Bon di gerai", owed), Exposure("Bon yang disediakan di kasir", lent)]
        return [one for one in found if one.amount_rp]

    return joined(
        open_bon_inquiry(cooperative_id=cooperative_id, member_id=member_id),
        Inquiry.kept(_lent, cooperative_id, member_id, read=_sum),
        read=read,
    )


def open_bon_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[int]:
    """Ask how much bon of a member is open, whole rupiah."""
    return Inquiry.kept(_owing, cooperative_id, member_id, read=_sum)


def open_by_member_inquiry(*, cooperative_id: int) -> Inquiry[dict[UUID, int]]:
    """Ask how much bon of each member is open; who owes none is not there."""
    rows = SaleTender.objects.filter(
        cooperative_id=cooperative_id,
        kind=TenderKind.CREDIT.value,
        left_rp__gt=0,
        sale__member_id__isnull=False,
    )
    summed = rows.order_by().values("sale__member_id").annotate(owed=Sum("left_rp"))
    return Inquiry.of(summed.values_list("sale__member_id", "owed"), read=_by_member)


def owed_by_member_inquiry(*, cooperative_id: int) -> Inquiry[dict[UUID, int]]:
    """Ask what each member owes on bon, with what is set aside for tills; who owes nothing is not there."""
    rows = CreditSlice.objects.filter(cooperative_id=cooperative_id, lent_rp__gt=0)
    summed = rows.order_by().values("member_id").annotate(lent=Sum("lent_rp"))

    def read(owed: dict[UUID, int], lent: dict[UUID, int]) -> dict[UUID, int]:
        return {id_: owed.get(id_, 0) + lent.get(id_, 0) for id_ in {*owed, *lent}}

    return joined(
        open_by_member_inquiry(cooperative_id=cooperative_id),
        Inquiry.of(summed.values_list("member_id", "lent"), read=_by_member),
        read=read,
    )


def _owing(cooperative_id: int, member_id: UUID) -> QuerySet[SaleTender, Any]:
    rows = SaleTender.objects.filter(
        cooperative_id=cooperative_id,
        sale__member_id=member_id,
        kind=TenderKind.CREDIT.value,
        left_rp__gt=0,
    )
    return rows.order_by().values("cooperative_id").annotate(owed=Sum("left_rp")).values_list("owed")


def _lent(cooperative_id: int, member_id: UUID) -> QuerySet[CreditSlice, Any]:
    rows = CreditSlice.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    return rows.order_by().values("cooperative_id").annotate(lent=Sum("lent_rp")).values_list("lent")


def _sum(rows: list[tuple[Any, ...]]) -> int:
    return int(rows[0][0]) if rows and rows[0][0] else 0


def _by_member(rows: list[tuple[Any, ...]]) -> dict[UUID, int]:
    return {member_id: int(rp) for member_id, rp in rows}
