"""What a page that takes or gives money asks of the place where it lies: one trip, together with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from guyub.books.treasury.domain.events import CashSide
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.shifts import ShiftState
from guyub.books.treasury.domain.told_shifts import Ran, running_at
from guyub.books.treasury.models import CashPlace, CashShift
from guyub.foundation.kernel.selectors.together import Inquiry, joined

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

_RAN = ("id", "person_id", "opened_at", "closed_at")


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
    return rows.order_by("is_told", "-opened_at", "id").values_list("drawer_id")[:1]


@dataclass(frozen=True, slots=True)
class ShiftTold:
    """The shift of a drawer that a till's own belongs to.

    Args:
        drawer_id: Whose drawer.
        ran: Whose, from when until when.
    """

    drawer_id: UUID
    ran: Ran


def drawer_ran(*, cooperative_id: int, drawer_id: UUID, since: datetime) -> list[Ran]:
    """List the shifts of a drawer that run, or ended at a moment or after it, in the order they began. One query."""
    rows = CashShift.objects.filter(cooperative_id=cooperative_id, drawer_id=drawer_id)
    late = rows.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=since))
    return [Ran(*row) for row in late.order_by("opened_at", "id").values_list(*_RAN)]


def shift_at(told: ShiftTold, *, cooperative_id: int, at: datetime) -> Ran:
    """Say to which shift something belongs that a till told of its own. No query, unless that one had ended by then.

    Args:
        told: What the till's own shift is joined to.
        cooperative_id: Whose.
        at: When it happened, aware.
    """
    if told.ran.closed_at is None or at <= told.ran.closed_at:
        return told.ran
    ran = drawer_ran(cooperative_id=cooperative_id, drawer_id=told.drawer_id, since=at)
    return running_at(ran, own=told.ran, at=at)
