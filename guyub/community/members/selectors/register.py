"""The register as a list: pages of it, how many stand how, and who is found by what somebody typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F

from guyub.community.members.domain.finding import LookFor
from guyub.community.members.domain.register import MemberState, member_number
from guyub.community.members.models import Group, GroupSeat, Member, MemberFile, StatusEvent
from guyub.community.members.selectors.members import MemberRow, row_of
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.vault import owners_of
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from guyub.community.members.domain.finding import Wanted

PAGE, MOST_FOUND, MOST_CHOICES = 50, 50, 200
NOW = (MemberState.AKTIF.value, MemberState.PASIF.value)
ALL = "SEMUA"


@dataclass(frozen=True, slots=True)
class Asked(Row):
    """Which part of the register: ``state`` "" is who is a member now; ``rt`` is ``003/001``, "" every one."""

    state: str = ""
    rt: str = ""
    group_id: UUID | None = None
    by_name: bool = False

    @property
    def is_narrow(self) -> bool:
        """Narrower than a whole standing."""
        return bool(self.rt or self.group_id)


@dataclass(frozen=True, slots=True)
class Found(Row):
    """Who was found, at most fifty; ``is_more`` where there are others."""

    rows: tuple[MemberRow, ...]
    is_more: bool


@dataclass(frozen=True, slots=True)
class EventRow(Row):
    """What changed one member's standing after the admission."""

    event_id: UUID
    member_id: UUID
    number: str
    happened: str
    on: date
    recorded_at: datetime


def standings(*, cooperative_id: int) -> Mapping[str, int]:
    """Count how many stand how; "" holds who is a member now, SEMUA everybody. Needs the scope; one query."""
    rows = Member.objects.filter(cooperative_id=cooperative_id).values("state").annotate(count=Count("id"))
    counts: dict[str, int] = {state.value: 0 for state in MemberState}
    counts |= {row["state"]: row["count"] for row in rows}
    return counts | {"": sum(counts[state] for state in NOW), ALL: sum(counts.values())}


def members_count(*, cooperative_id: int, asked: Asked) -> int:
    """Count a part of the register. Needs the scope; one query."""
    return _asked(cooperative_id, asked).count()


def members_page(*, cooperative_id: int, asked: Asked, first: int, most: int = PAGE) -> list[MemberRow]:
    """List a part of the register, by number (who has none yet stands last) or by name. One query.

    Args:
        cooperative_id: Whose.
        asked: Which part.
        first: How many are passed over.
        most: How many at most.
    """
    rows = _asked(cooperative_id, asked)
    if asked.by_name:
        rows = rows.order_by("file__name", "id")
    else:
        rows = rows.order_by(F("number").asc(nulls_last=True), "accepted_on", "id")
    return [row_of(row) for row in rows.select_related("file")[first : first + most]]


def members_after(*, cooperative_id: int, after: int, most: int) -> list[tuple[int, MemberRow]]:
    """List who has a number, past one of them, each with it. Needs the scope; one query.

    Args:
        cooperative_id: Whose.
        after: The number of the last one that was read; 0 at the beginning.
        most: How many at most.
    """
    rows = Member.objects.filter(cooperative_id=cooperative_id, number__gt=after).select_related("file")
    return [(row.number or 0, row_of(row)) for row in rows.order_by("number")[:most]]


def events_after(*, cooperative_id: int, after: UUID | None, most: int) -> list[EventRow]:
    """List what changed members' standing, in the order in which it was recorded. Needs the scope; one query.

    Args:
        cooperative_id: Whose register.
        after: The last one that was read; None at the beginning.
        most: How many at most.
    """
    rows = StatusEvent.objects.filter(cooperative_id=cooperative_id).select_related("member")
    if after:
        rows = rows.filter(id__gt=after)
    return [
        EventRow(
            row.id,
            row.member_id,
            member_number(row.member.number) if row.member.number else "",
            row.happened,
            row.on,
            row.recorded_at,
        )
        for row in rows.order_by("id")[:most]
    ]


def every_member(*, cooperative_id: int, asked: Asked, most: int) -> Iterator[MemberRow]:
    """Read a part of the register for a table, row by row. Needs the scope until the last is read."""
    rows = _asked(cooperative_id, asked).select_related("file")
    ordered = rows.order_by(F("number").asc(nulls_last=True), "accepted_on", "id")
    return map(row_of, ordered[:most].iterator(chunk_size=1_000))


def neighbourhoods(*, cooperative_id: int) -> list[str]:
    """List the RT and RW of the files, as ``003/001``, at most 200. Needs the scope; one query."""
    rows = MemberFile.objects.filter(cooperative_id=cooperative_id).exclude(rt="")
    pairs = rows.values_list("rt", "rw").distinct().order_by("rw", "rt")
    return [f"{rt}/{rw}" if rw else rt for rt, rw in pairs[:MOST_CHOICES]]


def groups_now(*, cooperative_id: int) -> list[tuple[UUID, str]]:
    """List the groups that are not ended, by name, at most 200. Needs the scope; one query."""
    rows = Group.objects.filter(cooperative_id=cooperative_id, ended_on__isnull=True)
    return list(rows.order_by("name", "id").values_list("id", "name")[:MOST_CHOICES])


def find_members(*, cooperative_id: int, wanted: Wanted) -> Found:
    """Find people of the register, whatever their standing, by name; at most fifty. Needs the scope.

    Two queries, each bounded: first who it is, then how they stand. A name is looked for in every file of this one
    cooperative and of no other, so that nothing depends on how many cooperatives there are.

    Args:
        cooperative_id: Whose register.
        wanted: What is looked for; the caller has asked whether the person may look for numbers of the vault.
    """
    mine = Member.objects.filter(cooperative_id=cooperative_id)
    match wanted.kind:
        case LookFor.NUMBER:
            rows = mine.filter(number=int(wanted.value))
        case LookFor.NAME:
            rows = mine.filter(file_id__in=_named(cooperative_id, wanted.words))
        case LookFor.PHONE:
            rows = mine.filter(person_id__in=owners_of([SecretKind.PHONE], wanted.value, most=MOST_FOUND + 1))
        case LookFor.IDENTITY:
            kinds = [SecretKind.NIK, SecretKind.KK]
            rows = mine.filter(person_id__in=owners_of(kinds, wanted.value, most=MOST_FOUND + 1))
        case LookFor.NOTHING:
            return Found((), is_more=False)
    found = [row_of(row) for row in rows.select_related("file")[: MOST_FOUND + 1]]
    found.sort(key=lambda row: (row.name.lower(), row.number, str(row.member_id)))
    return Found(tuple(found[:MOST_FOUND]), is_more=len(found) > MOST_FOUND)


def _named(cooperative_id: int, words: tuple[str, ...]) -> list[UUID]:
    files = MemberFile.objects.filter(cooperative_id=cooperative_id)
    for word in words:
        files = files.filter(name__icontains=word)
    return list(files.order_by("name").values_list("id", flat=True)[: MOST_FOUND + 1])


def _asked(cooperative_id: int, asked: Asked) -> QuerySet[Member]:
    rows = Member.objects.filter(cooperative_id=cooperative_id)
    if asked.state != ALL:
        rows = rows.filter(state__in=[asked.state] if asked.state else NOW)
    if asked.rt:
        rt, _, rw = asked.rt.partition("/")
        rows = rows.filter(file__rt=rt, file__rw=rw)
    if asked.group_id:
        seats = GroupSeat.objects.filter(
            cooperative_id=cooperative_id, group_id=asked.group_id, until_on__isnull=True
        )
        rows = rows.filter(id__in=seats.values("member_id"))
    return rows
