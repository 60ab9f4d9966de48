"""Groups of members: which there are, who sits in one now, who sat in it before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from guyub.community.members.domain.files import GROUP_WORDS, GroupKind
from guyub.community.members.domain.register import STATE_WORDS, MemberState, member_number
from guyub.community.members.models import Group, GroupSeat, Member
from guyub.community.members.models.people import HAS_NUMBER
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

MOST_GROUPS, MOST_SEATS, MOST_PAST, MOST_FOUND = 300, 500, 100, 20


@dataclass(frozen=True, slots=True)
class GroupRow(Row):
    """One group; ``leader`` "" where nobody leads it."""

    group_id: UUID
    kind: GroupKind
    name: str
    begun_on: date
    ended_on: date | None
    count: int
    leader: str

    @property
    def kind_words(self) -> str:
        """What binds it."""
        return GROUP_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class SeatRow(Row):
    """A member in a group, from a day to a day (which is outside; None: still)."""

    member_id: UUID
    number: str
    name: str
    state_words: str
    is_leader: bool
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class GroupPage(Row):
    """One group: who sits in it now, the leader first; who sat in it, the newest first."""

    group: GroupRow
    seats: list[SeatRow]
    past: list[SeatRow]


@dataclass(frozen=True, slots=True)
class MemberGroup(Row):
    """A group that a member sits in or sat in."""

    group_id: UUID
    kind_words: str
    name: str
    is_leader: bool
    from_on: date
    until_on: date | None

    @property
    def full_name(self) -> str:
        """The name with its kind, which an RT's name says already."""
        return self.name if self.name.startswith(self.kind_words) else f"{self.kind_words} {self.name}"


@dataclass(frozen=True, slots=True)
class Seated(Row):
    """Who sits in a group now, as an act needs to know it."""

    member_id: UUID
    person_id: UUID
    number: str
    name: str
    is_leader: bool
    group_id: UUID
    group: str


def groups_of(*, cooperative_id: int) -> list[GroupRow]:
    """List the open groups, by kind and name, at most 300; two queries."""
    rows = Group.objects.filter(cooperative_id=cooperative_id, ended_on__isnull=True)
    counted = rows.annotate(count=Count("seats", filter=Q(seats__until_on__isnull=True)))
    leaders = GroupSeat.objects.filter(
        cooperative_id=cooperative_id, until_on__isnull=True, is_leader=True
    ).values_list("group_id", "member__file__name")
    names, order = dict(leaders), list(GroupKind)
    found = [
        GroupRow(row.id, GroupKind(row.kind), row.name, row.begun_on, None, row.count, names.get(row.id, ""))
        for row in counted.order_by("name", "id")[:MOST_GROUPS]
    ]
    return sorted(found, key=lambda row: order.index(row.kind))


def seated_in(*, cooperative_id: int, group_id: UUID) -> QuerySet[GroupSeat, UUID]:
    """Give the ids of who sits in a group now, for a filter of another context's list; none for no such group."""
    rows = GroupSeat.objects.filter(cooperative_id=cooperative_id, group_id=group_id, until_on__isnull=True)
    return rows.values_list("member_id", flat=True)


def seated_people(*, cooperative_id: int, group_id: UUID) -> list[Seated]:
    """List who sits in an open group of joint liability now, by name, at most 500; one query. No such group: nobody."""
    rows = GroupSeat.objects.filter(
        cooperative_id=cooperative_id,
        group_id=group_id,
        until_on__isnull=True,
        group__kind=GroupKind.TANGGUNG_RENTENG.value,
        group__ended_on__isnull=True,
    )
    told = rows.order_by("member__file__name", "member__number", "id").values_list(
        "member_id",
        "member__person_id",
        "member__number",
        "member__file__name",
        "is_leader",
        "group_id",
        "group__name",
    )
    return [
        Seated(id_, person_id, member_number(no or 0), name, is_leader, group, group_name)
        for id_, person_id, no, name, is_leader, group, group_name in told[:MOST_SEATS]
    ]


def joint_groups(*, cooperative_id: int, member_id: UUID) -> dict[UUID, str]:
    """Name the open groups of joint liability that a member sits in now: one or none. One query."""
    rows = GroupSeat.objects.filter(
        cooperative_id=cooperative_id,
        member_id=member_id,
        until_on__isnull=True,
        group__kind=GroupKind.TANGGUNG_RENTENG.value,
        group__ended_on__isnull=True,
    )
    return dict(rows.order_by("group__name", "group_id").values_list("group_id", "group__name"))


def group_page(*, cooperative_id: int, group_id: UUID) -> GroupPage | None:
    """Read one group, open or closed, with at most 500 seats now and the last 100 before; three queries."""
    row = Group.objects.filter(cooperative_id=cooperative_id, id=group_id).first()
    if row is None:
        return None
    seats = GroupSeat.objects.filter(cooperative_id=cooperative_id, group=row)
    now = seats.filter(until_on__isnull=True).order_by("-is_leader", "member__file__name", "id")
    past = seats.filter(until_on__isnull=False).order_by("-until_on", "-from_on", "-id")
    sitting = _seats(now, MOST_SEATS)
    leader = next((seat.name for seat in sitting if seat.is_leader), "")
    group = GroupRow(row.id, GroupKind(row.kind), row.name, row.begun_on, row.ended_on, len(sitting), leader)
    # A seat of no day is the trace of an act and its opposite on one day, or of a change of leader.
    gone = [seat for seat in _seats(past, MOST_PAST) if seat.from_on != seat.until_on]
    return GroupPage(group, sitting, gone)


def seats_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[list[MemberGroup]]:
    """Ask in which groups a member sits or sat, those of now first."""
    rows = GroupSeat.objects.filter(cooperative_id=cooperative_id, member_id=member_id)
    told = rows.order_by("-until_on", "-from_on", "-id").values_list(
        "group_id", "group__kind", "group__name", "is_leader", "from_on", "until_on"
    )
    return Inquiry.of(
        told[:MOST_PAST],
        read=lambda found: [
            MemberGroup(id_, GROUP_WORDS[GroupKind(kind)], *more)
            for id_, kind, *more in found
            if more[2] != more[3]
        ],
    )


def who_may_enter(*, cooperative_id: int, group_id: UUID, looked_for: str) -> list[SeatRow]:
    """Find members whom a group may let in, by a part of the name or the number, at most 20; one query."""
    inside = GroupSeat.objects.filter(cooperative_id=cooperative_id, group_id=group_id, until_on__isnull=True)
    rows = Member.objects.filter(cooperative_id=cooperative_id, state__in=HAS_NUMBER)
    digits = looked_for.upper().removeprefix("A-")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= 9
    found = rows.filter(Q(number=int(digits)) if is_number else Q(file__name__icontains=looked_for))
    told = found.exclude(id__in=inside.values("member_id")).order_by("file__name", "id")
    return [
        SeatRow(
            id_,
            member_number(number or 0),
            name,
            STATE_WORDS[MemberState(state)],
            is_leader=False,
            from_on=joined,
            until_on=None,
        )
        for id_, number, name, state, joined in told.values_list(
            "id", "number", "file__name", "state", "joined_on"
        )[:MOST_FOUND]
        if joined
    ]


def _seats(rows, most: int) -> list[SeatRow]:  # type: ignore[no-untyped-def]  # a queryset of seats
    told = rows.values_list(
        "member_id",
        "member__number",
        "member__file__name",
        "member__state",
        "is_leader",
        "from_on",
        "until_on",
    )
    return [
        SeatRow(id_, member_number(number or 0), name, STATE_WORDS[MemberState(state)], *more)
        for id_, number, name, state, *more in told[:most]
    ]
