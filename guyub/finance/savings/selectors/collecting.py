"""Lists of collectors: those that are out, those that came back, their lines, what each collector brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, Sum

from guyub.community.members.domain.books import home_of
from guyub.community.members.domain.register import member_number
from guyub.finance.savings.domain.collecting import (
    MOST_LINES,
    OPEN_STATES,
    SKIP_WORDS,
    STATE_WORDS,
    ListState,
    SkipWhy,
    Surplus,
    list_name,
    months_words,
    slip_name,
)
from guyub.finance.savings.models import CollectionLine, CollectionList
from guyub.foundation.identity.domain.role_words import ROLE_WORDS
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.people import people_of
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

MOST_LISTS = 30
_OUTSIDE = {
    Role.ANGGOTA,
    Role.PENDAMPING,
    Role.PRODUSEN,
    Role.PETUGAS_DINAS,
    Role.KEPALA_DINAS,
    Role.OPERATOR,
}


@dataclass(frozen=True, slots=True)
class ListRow(Row):
    """One list; amounts in whole rupiah, None where nothing was counted or booked yet. ``until``: what it asks for."""

    list_id: UUID
    name: str
    collector_id: UUID
    collector: str
    whom: str
    until: date
    state: ListState
    expected_rp: int
    made_on: date
    made_by: str
    noted_request: UUID | None
    noted_at: datetime | None
    counted_rp: int | None
    approval_id: UUID | None
    booked_rp: int | None
    back_rp: int
    booked_on: date | None
    booked_by: str
    entry_id: UUID | None
    reason: str
    lines: int
    noted: int

    @property
    def state_words(self) -> str:
        """Where it is."""
        return STATE_WORDS[self.state]

    @property
    def is_open(self) -> bool:
        """It is with the collector, or looked through."""
        return self.state.value in OPEN_STATES

    @property
    def is_counted(self) -> bool:
        """Its cash was counted, so that what was noted may be seen."""
        return self.state is not ListState.KELUAR

    @property
    def collected_rp(self) -> int | None:
        """What members gave, given back or booked."""
        return None if self.booked_rp is None else self.booked_rp + self.back_rp

    @property
    def difference_rp(self) -> int:
        """What was counted above what members gave; 0 until it is booked."""
        if self.collected_rp is None or self.counted_rp is None:
            return 0
        return self.counted_rp - self.collected_rp


@dataclass(frozen=True, slots=True)
class LineRow(Row):
    """One line of a list. Neither balances nor phone are among it."""

    line_id: UUID
    slip: str
    rank: int
    member_id: UUID
    person_id: UUID
    number: str
    name: str
    home: str
    asked: Mapping[date, int]
    asked_rp: int
    noted_rp: int | None
    noted_why: str
    got_rp: int | None
    why: str
    surplus: Surplus | None
    back_rp: int
    event_id: UUID | None

    @property
    def months(self) -> str:
        """The months that are asked for, in words."""
        return months_words(list(self.asked))

    @property
    def why_words(self) -> str:
        """Why nothing was booked; "" where something was."""
        return SKIP_WORDS[SkipWhy(self.why)] if self.why else ""

    @property
    def booked_rp(self) -> int:
        """What went to the member's savings."""
        return (self.got_rp or 0) - self.back_rp if self.event_id else 0

    @property
    def was_corrected(self) -> bool:
        """The cashier booked another amount than the collector noted."""
        return self.got_rp is not None and self.noted_rp is not None and self.got_rp != self.noted_rp


@dataclass(frozen=True, slots=True)
class CollectorTotal(Row):
    """What one collector brought since a day: lists, asked, collected, over and short, in whole rupiah."""

    collector: str
    lists: int
    asked_rp: int
    collected_rp: int
    over_rp: int
    short_rp: int


def collectors(*, cooperative_id: int, now: datetime) -> dict[UUID, str]:
    """Give who may take a list along: collectors first, then others who work here, with their roles. One query."""
    rows = people_of(cooperative_id=cooperative_id, now=now)
    here = [(row, [role for role in row.roles if role not in _OUTSIDE]) for row in rows]
    ordered = sorted(here, key=lambda one: Role.KOLEKTOR not in one[1])
    return {
        row.person_id: f"{row.name} ({', '.join(ROLE_WORDS[role] for role in roles).lower()})"
        for row, roles in ordered
        if roles
    }


def lists_out(*, cooperative_id: int, collector_id: UUID | None = None) -> list[ListRow]:
    """List what is out or looked through, the oldest first, at most 30; of one collector alone where one is named."""
    rows = _lists(cooperative_id, collector_id).filter(state__in=OPEN_STATES)
    return [_row(row) for row in rows.order_by("made_at", "id")[:MOST_LISTS]]


def lists_closed(*, cooperative_id: int, collector_id: UUID | None = None) -> list[ListRow]:
    """List what was booked or called off, the newest first, at most 30; of one collector alone where one is named."""
    rows = _lists(cooperative_id, collector_id).exclude(state__in=OPEN_STATES)
    return [_row(row) for row in rows.order_by("-closed_at", "-id")[:MOST_LISTS]]


def one_list(*, cooperative_id: int, list_id: UUID) -> ListRow | None:
    """Read one list; None for another cooperative's or none. One query."""
    row = _lists(cooperative_id, None).filter(id=list_id).first()
    return _row(row) if row else None


def lines_of(*, cooperative_id: int, list_id: UUID) -> list[LineRow]:
    """List the lines of a list in their order. One query."""
    rows = CollectionLine.objects.filter(cooperative_id=cooperative_id, of_id=list_id)
    return [
        LineRow(
            row.id,
            slip_name(list_name(row.of.year, row.of.number), row.rank),
            row.rank,
            row.member_id,
            row.member.person_id,
            member_number(row.member.number or 0),
            row.member.file.name,
            home_of(row.member.file.address, row.member.file.rt, row.member.file.rw),
            asked_of(row),
            row.asked_rp,
            row.noted_rp,
            row.noted_why,
            row.got_rp,
            row.why,
            Surplus(row.surplus) if row.surplus else None,
            row.back_rp,
            row.event_id,
        )
        for row in rows.select_related("of", "member__file").order_by("rank")[:MOST_LINES]
    ]


def asked_of(line: CollectionLine) -> dict[date, int]:
    """Read the months of a line with what each missed, whole rupiah."""
    return {date.fromisoformat(month): missing_rp for month, missing_rp in line.asked}


def totals_of(*, cooperative_id: int, since: date) -> list[CollectorTotal]:
    """Add up what each collector brought in lists booked since a day, by name. One query."""
    rows = CollectionList.objects.filter(
        cooperative_id=cooperative_id, state=ListState.DIBUKUKAN.value, booked_on__gte=since
    )
    gap = F("counted_rp") - F("booked_rp") - F("back_rp")
    rows = rows.annotate(gap_rp=gap)
    told = rows.values("collector_id", "collector__name").annotate(
        lists=Count("id"),
        asked_rp=Sum("expected_rp"),
        collected_rp=Sum(F("booked_rp") + F("back_rp")),
        over_rp=Sum("gap_rp", filter=Q(gap_rp__gt=0), default=0),
        short_rp=-Sum("gap_rp", filter=Q(gap_rp__lt=0), default=0),
    )
    return [
        CollectorTotal(
            row["collector__name"],
            row["lists"],
            int(row["asked_rp"]),
            int(row["collected_rp"]),
            int(row["over_rp"]),
            int(row["short_rp"]),
        )
        for row in told.order_by("collector__name", "collector_id")[:MOST_LISTS]
    ]


def _lists(cooperative_id: int, collector_id: UUID | None) -> QuerySet[CollectionList]:
    rows = CollectionList.objects.filter(cooperative_id=cooperative_id)
    if collector_id:
        rows = rows.filter(collector_id=collector_id)
    told = rows.select_related("collector", "made_by", "booked_by", "difference")
    return told.annotate(
        line_count=Count("lines"), noted_count=Count("lines", filter=Q(lines__noted_rp__isnull=False))
    )


def list_row(row: Any, *, name: str, until: date) -> ListRow:
    """Give a list of any kind as pages show it; counts of its lines are on it as ``line_count``, ``noted_count``."""
    return ListRow(
        row.id,
        name,
        row.collector_id,
        row.collector.name,
        row.whom,
        until,
        ListState(row.state),
        row.expected_rp,
        row.made_on,
        row.made_by.name,
        row.noted_request,
        row.noted_at,
        row.counted_rp,
        row.approval_id,
        row.booked_rp,
        row.back_rp,
        row.booked_on,
        row.booked_by.name if row.booked_by else "",
        row.difference.entry_id if row.difference else None,
        row.reason,
        row.line_count,
        row.noted_count,
    )


def _row(row: CollectionList) -> ListRow:
    return list_row(row, name=list_name(row.year, row.number), until=row.month)
