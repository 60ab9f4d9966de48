"""What is held of a member's savings for something that has a claim on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.savings.models import Hold
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class HeldFor(Row):
    """One hold that was not let go; whole rupiah. ``source_id``: which row of what has the claim."""

    reason: str
    amount_rp: int
    since: date
    source_id: UUID | None


def held_for_inquiry(*, cooperative_id: int, member_id: UUID, source_kind: str) -> Inquiry[list[HeldFor]]:
    """Ask what is held of all accounts of a member for one kind of claim, the oldest first.

    Args:
        cooperative_id: Whose.
        member_id: Whose savings.
        source_kind: As ``services.holds.put_hold`` was told.
    """
    rows = Hold.objects.filter(
        cooperative_id=cooperative_id,
        account__member_id=member_id,
        source_kind=source_kind,
        released_on__isnull=True,
    )
    told = rows.order_by("since", "id").values_list("reason", "amount_rp", "since", "source_id")
    return Inquiry.of(told, read=lambda found: [HeldFor(*row) for row in found])
