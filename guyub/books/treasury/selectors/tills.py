"""What a page that takes or gives money asks of the place where it lies: one trip, together with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.treasury.domain.events import CashSide
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.shifts import ShiftState
from guyub.books.treasury.models import CashPlace, CashShift
from guyub.foundation.kernel.selectors.together import Inquiry, joined

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Till:
    """A cash place, and the drawer of a person.

    Args:
        side: What it is; None: none was chosen, or it is closed, or another cooperative's.
        place_id: Which.
        drawer_id: The drawer that the person answers for now; None: none.
    """

    side: CashSide | None
    place_id: UUID | None
    drawer_id: UUID | None


def till_inquiry(*, cooperative_id: int, cash_place_id: UUID | None, person_id: UUID) -> Inquiry[Till]:
    """Ask what a cash place is, and for which drawer a person answers."""
    if cash_place_id is None:
        return Inquiry((), lambda: Till(None, None, None), is_kept=True)

    def read(places: list[tuple[str, str, UUID | None]], drawers: list[tuple[UUID]]) -> Till:
        side = None
        if places:
            code, kind, unit_id = places[0]
            side = CashSide(code, CashKind(kind), unit_id)
        return Till(side, cash_place_id, drawers[0][0] if drawers else None)

    return joined(
        Inquiry.kept(_place, cooperative_id, cash_place_id, read=list),
        Inquiry.kept(_drawer, cooperative_id, person_id, read=list),
        read=read,
    )


def _place(cooperative_id: int, cash_place_id: UUID) -> QuerySet[CashPlace, Any]:
    rows = CashPlace.objects.filter(cooperative_id=cooperative_id, id=cash_place_id, closed_on__isnull=True)
    return rows.values_list("account_code", "kind", "unit_id")


def _drawer(cooperative_id: int, person_id: UUID) -> QuerySet[CashShift, Any]:
    rows = CashShift.objects.filter(cooperative_id=cooperative_id, person_id=person_id, state=ShiftState.BUKA)
    return rows.values_list("drawer_id")


def shift_inquiry(*, cooperative_id: int, shift_id: UUID) -> Inquiry[UUID | None]:
    """Ask whether a shift stands here, open or closed: its id, or None."""

    def read(rows: list[tuple[UUID]]) -> UUID | None:
        return rows[0][0] if rows else None

    return Inquiry.kept(_shift, cooperative_id, shift_id, read=read)


def _shift(cooperative_id: int, shift_id: UUID) -> QuerySet[CashShift, Any]:
    return CashShift.objects.filter(cooperative_id=cooperative_id, id=shift_id).values_list("id")
