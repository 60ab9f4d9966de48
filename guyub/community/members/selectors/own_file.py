"""What the cooperative keeps in a person's file, as the person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.domain.files import RELATION_WORDS, SEX_WORDS, KkRelation, Sex
from guyub.community.members.domain.own_requests import FIELD_WORDS
from guyub.community.members.models import FileChange, Member, MemberFile
from guyub.community.members.selectors.members import row_of
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.selectors.members import MemberRow

MOST_CHANGES = 50


@dataclass(frozen=True, slots=True)
class OwnFile(Row):
    """A person's file: each field as code, label and what it says in words ("" where it is empty)."""

    file_id: UUID
    name: str
    sex: str
    fields: tuple[tuple[str, str, str], ...]
    has_photo: bool
    ktp_seen_on: date | None
    changed_at: datetime

    @property
    def title(self) -> str:
        """How one speaks to the person: ``Bu Siti``; the bare name where the file does not say."""
        first = self.name.split()[0]
        before = {Sex.PEREMPUAN.value: "Bu ", Sex.LAKI.value: "Pak "}.get(self.sex, "")
        return before + first


@dataclass(frozen=True, slots=True)
class ChangeRow(Row):
    """One change of a file; before and after are "" for numbers, which stay in the vault."""

    at: datetime
    words: str
    before: str
    after: str
    why: str
    name: str


def own_file(*, cooperative_id: int, person_id: UUID) -> OwnFile | None:
    """Read a person's file; None where there is none. One query."""
    row = MemberFile.objects.filter(cooperative_id=cooperative_id, person_id=person_id).first()
    return _told(row) if row else None


def standing_and_file(
    *, cooperative_id: int, person_id: UUID | None = None, member_id: UUID | None = None
) -> tuple[MemberRow, OwnFile] | None:
    """Read a membership with the file it hangs on: one's own, the open or else the last one, or one by its id.

    None where there is no membership. One query.
    """
    whose = {"id": member_id} if person_id is None else {"person_id": person_id}
    rows = Member.objects.filter(cooperative_id=cooperative_id, **whose).select_related("file")
    row = rows.order_by("-accepted_on", "-id").first()
    return (row_of(row), _told(row.file)) if row else None


def _told(row: MemberFile) -> OwnFile:
    said = {
        "name": row.name,
        "sex": SEX_WORDS[Sex(row.sex)] if row.sex else "",
        "birthplace": row.birthplace,
        "born_on": day(row.born_on) if row.born_on else "",
        "address": row.address,
        "rt": row.rt,
        "rw": row.rw,
        "kk_relation": RELATION_WORDS[KkRelation(row.kk_relation)] if row.kk_relation else "",
        "work": row.work,
    }
    fields = tuple((field, FIELD_WORDS[field], words) for field, words in said.items())
    return OwnFile(
        row.id, row.name, row.sex, fields, row.photo_id is not None, row.ktp_seen_on, row.changed_at
    )


def changes_of(*, cooperative_id: int, person_id: UUID, most: int = MOST_CHANGES) -> list[ChangeRow]:
    """List what was changed in a person's file, the newest first. One query."""
    rows = FileChange.objects.filter(cooperative_id=cooperative_id, file__person_id=person_id)
    return [
        ChangeRow(
            row.changed_at,
            FIELD_WORDS.get(row.field, row.field),
            row.before,
            row.after,
            row.why,
            row.person.name if row.person else "",
        )
        for row in rows.select_related("person").order_by("-changed_at", "-id")[:most]
    ]
