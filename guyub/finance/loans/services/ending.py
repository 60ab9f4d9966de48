"""What follows when a loan ends: who stood surety is free again, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.finance.loans.models import Guarantee
from guyub.finance.savings.services.holds import release_hold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID


def loan_ended(*, cooperative_id: int, loan_id: UUID, person_id: UUID | None, today: date) -> int:
    """Let the guarantors of a loan go that was settled or cancelled. Step; the loan is locked.

    What the cooperative keeps as collateral stays until somebody hands it over (services.collateral). A loan that runs
    again because its last payment was taken back has no guarantors until they sign again.

    Args:
        cooperative_id: Whose.
        loan_id: Which.
        person_id: Who ended it; None: the system, then who took the surety stands for it.
        today: The business date.

    Returns:
        How many were let go.
    """
    rows = Guarantee.objects.filter(cooperative_id=cooperative_id, loan_id=loan_id, released_on__isnull=True)
    freed = 0
    for row in rows.order_by("id"):
        release(row, person_id=person_id or row.put_by_id, today=today)
        freed += 1
    return freed


def loans_ended(
    *, cooperative_id: int, loan_ids: Collection[UUID], person_id: UUID | None, today: date
) -> int:
    """Let the guarantors of many loans go, as ``loan_ended``. Step; the loans are locked. One query where nobody is."""
    rows = Guarantee.objects.filter(
        cooperative_id=cooperative_id, loan_id__in=list(loan_ids), released_on__isnull=True
    )
    secured = rows.order_by("loan_id").values_list("loan_id", flat=True).distinct()
    return sum(
        loan_ended(cooperative_id=cooperative_id, loan_id=loan_id, person_id=person_id, today=today)
        for loan_id in list(secured)
    )


def release(guarantee: Guarantee, *, person_id: UUID, today: date) -> None:
    """Let one guarantor go, and what of the savings is held for it. Step; the loan is locked."""
    place_id = guarantee.cooperative_id
    if guarantee.hold_id is not None:
        release_hold(cooperative_id=place_id, hold_id=guarantee.hold_id, person_id=person_id, on=today)
    mine = Guarantee.objects.filter(cooperative_id=place_id, id=guarantee.id)
    mine.update(released_on=today, released_by_id=person_id, hold_id=None)
