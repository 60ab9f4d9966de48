"""Shifts at drawers: who answers for which now, what came before, how often a count differed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncMonth

from guyub.books.treasury.domain.shifts import Purpose, ShiftState
from guyub.books.treasury.models import CashCount, CashShift, Event
from guyub.books.treasury.selectors.kinds import kinds
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.dates import Zone

SHIFTS = 50  # on a page
# Of a closed shift, what was counted above what the books said, and above what tills told of it later.
OVER = F("closing__total_rp") - F("closing__expected_rp") - F("late_rp")


@dataclass(frozen=True, slots=True)
class ShiftRow(Row):
    """One shift; amounts in rupiah, those of the closing None while it is open.

    Args:
        shift_id: Its id.
        drawer_id: Of which drawer.
        drawer: The drawer's name.
        account_code: The drawer's account.
        person_id: Who answers for it.
        person: By name.
        opened_at: Since when.
        opening_rp: What was counted then.
        closed_at: Until when.
        closed_by: Who closed it, where that was another person; "" otherwise.
        counted_rp: What was counted at the end.
        expected_rp: What the books said at the end.
        opening_difference_rp: What was counted at the beginning above what the books said.
        reason: Why what was counted at the end differs.
        closing_chain_no: Where the journal stood then.
        approval_id: The last request for a second person.
        is_told: A till began it.
        late_rp: Cash that was counted at the end and told by a till only afterwards.
    """

    shift_id: UUID
    drawer_id: UUID
    drawer: str
    account_code: str
    person_id: UUID
    person: str
    opened_at: datetime
    opening_rp: int
    closed_at: datetime | None
    closed_by: str
    counted_rp: int | None
    expected_rp: int | None
    opening_difference_rp: int
    reason: str
    closing_chain_no: int | None
    approval_id: UUID | None
    is_told: bool
    late_rp: int

    @property
    def difference_rp(self) -> int | None:
        """What was counted at the end above what the books said, and above what tills told of it later."""
        if self.counted_rp is None or self.expected_rp is None:
            return None
        return self.counted_rp - self.expected_rp - self.late_rp


@dataclass(frozen=True, slots=True)
class CountRow(Row):
    """One count of a drawer: why, by whom, for whom, how much, in rupiah."""

    count_id: UUID
    drawer_id: UUID
    shift_id: UUID | None
    purpose: Purpose
    person_id: UUID
    person: str
    to_person_id: UUID | None
    total_rp: int
    expected_rp: int
    at: datetime

    @property
    def difference_rp(self) -> int:
        """What was counted above what the books said."""
        return self.total_rp - self.expected_rp


@dataclass(frozen=True, slots=True)
class Move(Row):
    """Money that went into a drawer (above zero) or out of it while a shift ran, in rupiah."""

    event_id: UUID
    title: str
    who: str
    amount_rp: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Variance(Row):
    """How often one cashier's count differed, and by how much, in rupiah: over, short (below zero)."""

    person: str
    shifts: int
    differing: int
    over_rp: int
    short_rp: int


def shifts_of(
    *, cooperative_id: int, person_id: UUID | None = None, only_open: bool = False, most: int = SHIFTS
) -> list[ShiftRow]:
    """List shifts, the newest first. One query.

    Args:
        cooperative_id: Whose.
        person_id: Of one person alone.
        only_open: Only those that run.
        most: How many.
    """
    rows = CashShift.objects.filter(cooperative_id=cooperative_id)
    if person_id:
        rows = rows.filter(person_id=person_id)
    if only_open:
        rows = rows.filter(state=ShiftState.BUKA)
    found = rows.select_related("drawer", "person", "opening", "closing", "closed_by")
    return [_row(row) for row in found.order_by("-opened_at", "-id")[:most]]


def open_shift_of(*, cooperative_id: int, person_id: UUID) -> ShiftRow | None:
    """Give the drawer that a person answers for now, before one that a till told; None for none. One query."""
    rows = shifts_of(cooperative_id=cooperative_id, person_id=person_id, only_open=True)
    return next(iter(sorted(rows, key=lambda row: row.is_told)), None)


def shift_of(*, cooperative_id: int, shift_id: UUID) -> ShiftRow | None:
    """Give one shift; None where the cooperative has no such. One query."""
    rows = CashShift.objects.filter(cooperative_id=cooperative_id, id=shift_id)
    found = rows.select_related("drawer", "person", "opening", "closing", "closed_by").first()
    return _row(found) if found else None


def drawer_shifts(
    *, cooperative_id: int, drawer_ids: Collection[UUID], since: datetime, before: datetime
) -> list[ShiftRow]:
    """List the shifts at some drawers that were opened in a span, the earliest first. One query.

    Args:
        cooperative_id: Whose.
        drawer_ids: Which drawers.
        since: From this moment, inside.
        before: To this one, outside.
    """
    rows = CashShift.objects.filter(
        cooperative_id=cooperative_id,
        drawer_id__in=drawer_ids,
        opened_at__gte=since,
        opened_at__lt=before,
    )
    found = rows.select_related("drawer", "person", "opening", "closing", "closed_by")
    return [_row(row) for row in found.order_by("opened_at", "id")]


def last_counts(*, cooperative_id: int) -> dict[UUID, CountRow]:
    """Give the last count of each drawer. One query."""
    rows = CashCount.objects.filter(cooperative_id=cooperative_id).select_related("person")
    return {
        row.drawer_id: _count(row) for row in rows.order_by("drawer_id", "-at", "-id").distinct("drawer_id")
    }


def counts_of(*, cooperative_id: int, shift_id: UUID) -> list[CountRow]:
    """List the counts of a shift, the newest first. One query."""
    rows = CashCount.objects.filter(cooperative_id=cooperative_id, shift_id=shift_id).select_related("person")
    return [_count(row) for row in rows.order_by("-at", "-id")]


def moves_of(*, cooperative_id: int, shift: ShiftRow) -> list[Move]:
    """List what the treasury moved into and out of the drawer while a shift ran, the newest first. One query."""
    drawer = Q(cash_place_id=shift.drawer_id) | Q(to_place_id=shift.drawer_id)
    rows = Event.objects.filter(drawer, cooperative_id=cooperative_id, recorded_at__gte=shift.opened_at)
    if shift.closed_at:
        rows = rows.filter(recorded_at__lte=shift.closed_at)
    return [
        Move(row.id, _title(row), row.who, _signed_rp(row, shift.drawer_id), row.recorded_at)
        for row in rows.order_by("-recorded_at", "-id")
    ]


def variances(*, cooperative_id: int, since: datetime) -> list[Variance]:
    """Sum the differences of each cashier's closed shifts since a moment, the largest short first. One query."""
    rows = CashShift.objects.filter(
        cooperative_id=cooperative_id, state=ShiftState.TUTUP, closed_at__gte=since
    )
    told = rows.annotate(over=OVER)
    sums = told.values_list("person_id", "person__name").annotate(
        shifts=Count("id"),
        differing=Count("id", filter=~Q(over=0)),
        more=Sum("over", filter=Q(over__gt=0)),
        less=Sum("over", filter=Q(over__lt=0)),
    )
    found = [
        Variance(name, shifts, differing, over or 0, short or 0)
        for _, name, shifts, differing, over, short in sums
    ]
    return sorted(found, key=lambda one: (one.short_rp, -one.over_rp, one.person))


@dataclass(frozen=True, slots=True)
class MonthVariance(Row):
    """What one cashier's shifts of a month were off, in rupiah: over, short (below zero); ``month``: its first day."""

    month: date
    person: str
    shifts: int
    differing: int
    over_rp: int
    short_rp: int

    @property
    def off_rp(self) -> int:
        """Over and short together, as what was over does not make good what was short."""
        return self.over_rp - self.short_rp


def variances_by_month(*, cooperative_id: int, zone: Zone, since: date) -> list[MonthVariance]:
    """Sum the differences of closed shifts, as of ``variances_inquiry``. One query."""
    (found,) = asked(variances_inquiry(cooperative_id=cooperative_id, zone=zone, since=since))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def variances_inquiry(*, cooperative_id: int, zone: Zone, since: date) -> Inquiry[list[MonthVariance]]:
    """Ask for the differences of closed shifts by month and cashier, the newest month and the most off first.

    Args:
        cooperative_id: Whose.
        zone: Of the cooperative: a shift belongs to the month in which it was closed there.
        since: The first day.
    """
    start = datetime.combine(since, time(), zone.info)
    rows = CashShift.objects.filter(
        cooperative_id=cooperative_id, state=ShiftState.TUTUP, closed_at__gte=start
    )
    sums = (
        rows.annotate(over=OVER, month=TruncMonth("closed_at", tzinfo=zone.info))
        .values("month", "person_id", "person__name")
        .annotate(
            shifts=Count("id"),
            differing=Count("id", filter=~Q(over=0)),
            more=Sum("over", filter=Q(over__gt=0), default=0),
            less=Sum("over", filter=Q(over__lt=0), default=0),
        )
        .values_list("month", "person__name", "shifts", "differing", "more", "less")
    )

    def read(found: Sequence[tuple[datetime, str, int, int, int, int]]) -> list[MonthVariance]:
        months = [
            MonthVariance(month.date(), person, shifts, differing, int(over), int(short))
            for month, person, shifts, differing, over, short in found
        ]
        return sorted(months, key=lambda one: (-one.month.toordinal(), -one.off_rp, one.person))

    return Inquiry.of(sums, read=read)


def _row(row: CashShift) -> ShiftRow:
    closing = row.closing
    return ShiftRow(
        shift_id=row.id,
        drawer_id=row.drawer_id,
        drawer=row.drawer.name,
        account_code=row.drawer.account_code,
        person_id=row.person_id,
        person=row.person.name,
        opened_at=row.opened_at,
        opening_rp=row.opening.total_rp,
        closed_at=row.closed_at,
        closed_by=row.closed_by.name if row.closed_by and row.closed_by_id != row.person_id else "",
        counted_rp=closing.total_rp if closing else None,
        expected_rp=closing.expected_rp if closing else None,
        opening_difference_rp=row.opening.total_rp - row.opening.expected_rp,
        reason=row.closing_reason,
        closing_chain_no=row.closing_chain_no,
        approval_id=row.approval_id,
        is_told=row.is_told,
        late_rp=row.late_rp,
    )


def _count(row: CashCount) -> CountRow:
    return CountRow(
        row.id,
        row.drawer_id,
        row.shift_id,
        Purpose(row.purpose),
        row.person_id,
        row.person.name,
        row.to_person_id,
        row.total_rp,
        row.expected_rp,
        row.at,
    )


def _title(row: Event) -> str:
    title = kinds()[row.kind].title
    return f"Batal {title.lower()}" if row.undoes_id else title


def _signed_rp(row: Event, drawer_id: UUID) -> int:
    enters = row.direction == "MASUK" or row.to_place_id == drawer_id
    return row.amount_rp if enters is (row.undoes_id is None) else -row.amount_rp
