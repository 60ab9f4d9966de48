"""How punctually one member paid simpanan wajib: for who must judge it, month by month with the days of payment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from guyub.finance.savings.models import DuesBill
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class DuesKept(Row):
    """Months that fell due, how many were whole on their due date, how many are not whole now and what they miss."""

    due: int
    kept: int
    late: int
    missing_rp: int


def dues_kept_inquiry(*, cooperative_id: int, member_id: UUID, since: date, on: date) -> Inquiry[DuesKept]:
    """Ask how a member kept the months that fell due after one day and before another.

    What is not whole now is counted over all months. A waived part counts as paid.

    Args:
        cooperative_id: Whose.
        member_id: Which member.
        since: Due dates after this day.
        on: Due dates before this day.
    """
    due = Q(due_on__gt=since, due_on__lt=on)
    missing = Q(due_on__lt=on) & Q(amount_rp__gt=F("paid_rp") + F("waived_rp"))
    rows = DuesBill.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    sums = (
        rows.order_by()
        .values("cooperative_id")
        .annotate(
            due=Count("id", filter=due),
            late=Count("id", filter=missing),
            missing=Coalesce(
                Sum(F("amount_rp") - F("paid_rp") - F("waived_rp"), filter=missing),
                0,
            ),
        )
    )

    def read(counted: list[tuple[Any, ...]], kept: list[tuple[Any, ...]]) -> DuesKept:
        due_count, late, missing_rp = counted[0] if counted else (0, 0, 0)
        return DuesKept(due_count, len(kept), late, int(missing_rp))

    return Inquiry.of(sums.values_list("due", "late", "missing"), _kept(rows.filter(due)), read=read)


def _kept(rows: QuerySet[DuesBill]) -> QuerySet[DuesBill, Any]:
    """Pick those whose parts of no later day than the due date make them whole."""
    timely = Q(parts__waiver__isnull=False) | Q(parts__movement__on__lte=F("due_on"))
    whole = rows.annotate(timely_rp=Coalesce(Sum("parts__amount_rp", filter=timely), 0))
    return whole.filter(timely_rp__gte=F("amount_rp")).values_list("id")
