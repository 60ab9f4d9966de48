"""Tills at drawers as people see them: what a till has not sent yet, and how its own sum stands to the books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import BooleanField, ExpressionWrapper, Q

from guyub.books.treasury.domain.shifts import ShiftState
from guyub.books.treasury.models import ToldShift
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class TillAtDrawer(Row):
    """The till that used a drawer last.

    Args:
        device: How the device is called.
        is_open: Its own shift is not closed there.
        waiting: Events that it had not sent when it was last heard; None: it did not say.
        heard_at: When that was.
    """

    device: str
    is_open: bool
    waiting: int | None
    heard_at: datetime

    @property
    def is_behind(self) -> bool:
        """Whether something may still come of it."""
        return self.is_open or bool(self.waiting)


@dataclass(frozen=True, slots=True)
class TillSum(Row):
    """What a till itself reckoned at the end of a shift, and what the books said then, in rupiah."""

    device: str
    expected_rp: int
    books_rp: int
    waiting: int

    @property
    def difference_rp(self) -> int:
        """What the till reckoned above the books."""
        return self.expected_rp - self.books_rp


def till_at(*, cooperative_id: int, drawer_id: UUID) -> TillAtDrawer | None:
    """Give the till that used a drawer last; None: none ever did, or its device was revoked. One query."""
    is_open = ExpressionWrapper(Q(closed_at__isnull=True), output_field=BooleanField())
    rows = ToldShift.objects.filter(
        cooperative_id=cooperative_id, shift__drawer_id=drawer_id, device__revoked_at__isnull=True
    )
    told = rows.annotate(is_open=is_open).order_by("-opened_at", "-id")
    row = told.values_list("device__name", "is_open", "device__waiting", "device__last_contact_at").first()
    return TillAtDrawer(*row) if row else None


def closed_at_office(*, cooperative_id: int, device_id: UUID) -> UUID | None:
    """Give the shift that a device still has open while the drawer's was closed without it; None: none. One query."""
    rows = ToldShift.objects.filter(
        cooperative_id=cooperative_id,
        device_id=device_id,
        closed_at__isnull=True,
        shift__state=ShiftState.TUTUP.value,
    )
    return rows.order_by("-opened_at", "-id").values_list("id", flat=True).first()


def till_sums(*, cooperative_id: int, shift_ids: Collection[UUID]) -> dict[UUID, list[TillSum]]:
    """Give, by shift, where a till reckoned otherwise than the books at its end. One query."""
    rows = ToldShift.objects.filter(
        cooperative_id=cooperative_id, shift_id__in=shift_ids, expected_rp__isnull=False
    )
    found: dict[UUID, list[TillSum]] = {}
    told = rows.values_list("shift_id", "device__name", "expected_rp", "counted__expected_rp", "waiting")
    for shift_id, device, expected_rp, books_rp, waiting in told.order_by("closed_at", "id"):
        one = TillSum(device, expected_rp or 0, books_rp, waiting)
        if one.difference_rp:
            found.setdefault(shift_id, []).append(one)
    return found
