"""Covers of a group: what is open, whose, since when, and what came back of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from guyub.finance.loans.domain.group_covers import Cover
from guyub.finance.loans.domain.lifecycle import loan_name
from guyub.finance.loans.models import GroupCover, GroupCoverPayment, LoanEvent
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


MOST_COVERS = 200
_COLUMNS = (
    "id",
    "group_id",
    "loan_id",
    "loan__year",
    "loan__no",
    "loan__member_id",
    "loan__member__person_id",
    "loan__member__file__name",
    "by_id",
    "by__person_id",
    "by__file__name",
    "amount_rp",
    "back",
    "on",
    "event_id",
)
FUND_WORDS = "Dana kelompok"


@dataclass(frozen=True, slots=True)
class CoverRow(Row):
    """One cover; whole rupiah. ``by_id`` None: the fund of the group covered."""

    cover_id: UUID
    group_id: UUID
    loan_id: UUID
    loan: str
    for_id: UUID
    for_person_id: UUID
    for_name: str
    by_id: UUID | None
    by_person_id: UUID | None
    by_name: str
    amount_rp: int
    back_rp: int
    on: date
    event_id: UUID

    @property
    def open_rp(self) -> int:
        """What is still to be given back."""
        return self.amount_rp - self.back_rp

    @property
    def is_of_fund(self) -> bool:
        """The fund covered."""
        return self.by_id is None

    @property
    def cover(self) -> Cover:
        """The cover as the rule takes it."""
        return Cover(self.for_id, self.by_id, self.amount_rp, self.back_rp)


def standing_covers(cooperative_id: int) -> Any:
    """Give the covers whose payment was not taken back, with what came back of each as ``back``."""
    undone = LoanEvent.objects.filter(cooperative_id=cooperative_id, undoes_id=OuterRef("event_id"))
    rows = GroupCover.objects.filter(~Exists(undone), cooperative_id=cooperative_id)
    return rows.annotate(back=Coalesce(Sum("payments__amount_rp"), 0))


def open_covers(
    *,
    cooperative_id: int,
    group_id: UUID,
    members: frozenset[UUID] | None = None,
    also: frozenset[UUID] = frozenset(),
) -> list[CoverRow]:
    """List what ``covers_inquiry`` asks for; one query."""
    found: list[CoverRow]
    (found,) = asked(
        covers_inquiry(cooperative_id=cooperative_id, group_id=group_id, members=members, also=also)
    )
    return found


def covers_inquiry(
    *,
    cooperative_id: int,
    group_id: UUID,
    members: frozenset[UUID] | None = None,
    also: frozenset[UUID] = frozenset(),
) -> Inquiry[list[CoverRow]]:
    """Ask for the covers of a group that were not given back whole, the oldest first, at most 200.

    Args:
        cooperative_id: Whose.
        group_id: Of which group.
        members: For these alone; None: for everybody.
        also: Covers that are listed though they are whole again.
    """
    rows = standing_covers(cooperative_id).filter(
        Q(back__lt=F("amount_rp")) | Q(id__in=also), group_id=group_id
    )
    if members is not None:
        rows = rows.filter(loan__member_id__in=members)
    told = rows.order_by("on", "id").values_list(*_COLUMNS)[:MOST_COVERS]
    return Inquiry.of(told, read=lambda found: [_cover(row) for row in found])


def covers_of_meeting(*, cooperative_id: int, meeting_id: UUID) -> list[CoverRow]:
    """List the covers of a booked sheet, with what came back of each; one query."""
    rows = standing_covers(cooperative_id).filter(meeting_id=meeting_id)
    return _told(rows.order_by("loan_id", "id")[:MOST_COVERS])


def one_cover(*, cooperative_id: int, cover_id: UUID) -> CoverRow | None:
    """Read one cover; None: not here, or taken back. One query."""
    found = _told(standing_covers(cooperative_id).filter(id=cover_id))
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class CoverPaymentRow(Row):
    """What came back of a cover one day, whole rupiah; ``is_undone``: it was taken back since."""

    payment_id: UUID
    for_name: str
    by_name: str
    amount_rp: int
    on: date
    is_undone: bool


def payments_inquiry(*, cooperative_id: int, group_id: UUID, most: int) -> Inquiry[list[CoverPaymentRow]]:
    """Ask what came back of covers of a group, the newest first."""
    back = GroupCoverPayment.objects.filter(cooperative_id=cooperative_id, undoes_id=OuterRef("id"))
    rows = GroupCoverPayment.objects.filter(
        cooperative_id=cooperative_id, cover__group_id=group_id, undoes__isnull=True
    ).annotate(is_undone=Exists(back))
    told = rows.order_by("-on", "-recorded_at", "-id").values_list(
        "id",
        "cover__loan__member__file__name",
        "cover__by__file__name",
        "amount_rp",
        "on",
        "is_undone",
    )
    return Inquiry.of(
        told[:most],
        read=lambda found: [
            CoverPaymentRow(id_, for_name, by_name or FUND_WORDS, *more)
            for id_, for_name, by_name, *more in found
        ],
    )


def _told(rows: Any) -> list[CoverRow]:
    return [_cover(row) for row in rows.values_list(*_COLUMNS)]


def _cover(row: tuple[Any, ...]) -> CoverRow:
    id_, group_id, loan_id, year, no, for_id, for_person_id, for_name, by_id, by_person_id, by_name, *more = (
        row
    )
    amount_rp, back_rp, on, event_id = more
    return CoverRow(
        cover_id=id_,
        group_id=group_id,
        loan_id=loan_id,
        loan=loan_name(year, no),
        for_id=for_id,
        for_person_id=for_person_id,
        for_name=for_name,
        by_id=by_id,
        by_person_id=by_person_id,
        by_name=by_name or FUND_WORDS,
        amount_rp=amount_rp,
        back_rp=int(back_rp),
        on=on,
        event_id=event_id,
    )
