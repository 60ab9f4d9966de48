"""Members as lists and pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.domain.register import STATE_WORDS, MemberState, member_number
from guyub.community.members.models import Member
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class MemberRow(Row):
    """One member, candidate or former member. ``number`` is "" for who never had one."""

    member_id: UUID
    person_id: UUID
    file_id: UUID
    number: str
    name: str
    state: MemberState
    state_since: date
    joined_on: date | None
    left_on: date | None
    rt: str
    rw: str
    pokok_rp: int
    instalments: int

    @property
    def state_words(self) -> str:
        """What people call the standing."""
        return STATE_WORDS[self.state]

    @property
    def is_member(self) -> bool:
        """A member now, active or passive."""
        return self.state in {MemberState.AKTIF, MemberState.PASIF}


def one_member(*, cooperative_id: int, member_id: UUID) -> MemberRow | None:
    """Find one member; None for another cooperative's or none. One query."""
    rows = Member.objects.filter(cooperative_id=cooperative_id, id=member_id)
    row = rows.select_related("file").first()
    return row_of(row) if row else None


def member_of_person(*, cooperative_id: int, person_id: UUID) -> MemberRow | None:
    """Find the membership of a person that is open, or else the last one. One query."""
    rows = Member.objects.filter(cooperative_id=cooperative_id, person_id=person_id).select_related("file")
    row = rows.order_by("-accepted_on", "-id").first()
    return row_of(row) if row else None


def row_of(row: Member) -> MemberRow:
    """Tell of one member, whose file was read with it."""
    return MemberRow(
        row.id,
        row.person_id,
        row.file_id,
        member_number(row.number) if row.number else "",
        row.file.name,
        MemberState(row.state),
        row.state_since,
        row.joined_on,
        row.left_on,
        row.file.rt,
        row.file.rw,
        row.pokok_rp,
        row.instalments,
    )


def member_ids_of(*, cooperative_id: int, person_id: UUID) -> list[UUID]:
    """List all memberships of a person in a cooperative, the first one first. One query."""
    rows = Member.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    return list(rows.order_by("accepted_on", "id").values_list("id", flat=True))


def candidates(*, cooperative_id: int, most: int = MOST_CANDIDATES) -> list[MemberRow]:
    """List who was accepted and has no number yet, who waits longest first. One query."""
    rows = Member.objects.filter(cooperative_id=cooperative_id, state=MemberState.CALON.value)
    return [row_of(row) for row in rows.select_related("file").order_by("accepted_on", "id")[:most]]
