"""A person's file as pages show it: each part is asked for, so that a page asks all of them in one trip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guyub.community.cooperatives.selectors.wards import wards
from guyub.community.members.domain.file_changes import CHANGE_WORDS, FIELD_WORDS, NUMBER_WORDS
from guyub.community.members.domain.files import RELATION_WORDS, SEX_WORDS, KkRelation, Sex
from guyub.community.members.domain.letters import written_number
from guyub.community.members.domain.register import (
    HAPPENED_WORDS,
    STATE_WORDS,
    Happened,
    MemberState,
    member_number,
)
from guyub.community.members.models import FileChange, Heir, JoinRequest, Member, MemberFile, StatusEvent
from guyub.foundation.identity.domain.names import initials
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.privacy import consents_of
from guyub.foundation.identity.selectors.vault import people_with_the_same
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

PHOTO_PURPOSE = "PHOTO"
MOST_CHANGES, MOST_HOUSEHOLD, MOST_EVENTS = 30, 40, 50


@dataclass(frozen=True, slots=True)
class FileRow(Row):
    """What a file says of a person; what is not known is "" or None. ``ward`` is the kelurahan by name."""

    file_id: UUID
    name: str
    sex: str
    birthplace: str
    born_on: date | None
    address: str
    rt: str
    rw: str
    ward_code: str
    kk_relation: str
    work: str
    photo_id: UUID | None
    ktp_seen_on: date | None
    ktp_seen_by: str | None
    changed_at: datetime

    @property
    def initials(self) -> str:
        """Stands where there is no photo."""
        return initials(self.name)

    @property
    def sex_words(self) -> str:
        """As people say it."""
        return SEX_WORDS[Sex(self.sex)] if self.sex else ""

    @property
    def relation_words(self) -> str:
        """What the person is in the household."""
        return RELATION_WORDS[KkRelation(self.kk_relation)] if self.kk_relation else ""

    @property
    def ward(self) -> str:
        """The kelurahan on the KTP, by name where it is one of the city."""
        names = (ward.name for ward in wards() if ward.code == self.ward_code)
        return next(names, self.ward_code)

    @property
    def home(self) -> str:
        """Street, RT and RW in a line."""
        parts = (self.address, self.rt and f"RT {self.rt}", self.rw and f"RW {self.rw}")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class StandingRow(Row):
    """What changed a member's standing."""

    words: str
    on: date
    reason: str
    by: str | None


@dataclass(frozen=True, slots=True)
class HouseholdRow(Row):
    """Somebody of the same KK whom this cooperative knows."""

    member_id: UUID
    name: str
    number: str
    state_words: str
    relation_words: str


@dataclass(frozen=True, slots=True)
class HeirRow(Row):
    """One heir who stands named."""

    name: str
    relation: str
    share_percent: int
    note: str
    from_on: date


@dataclass(frozen=True, slots=True)
class ChangeRow(Row):
    """One line of a file's history. ``is_hidden``: of a number, which the vault alone keeps."""

    words: str
    before: str
    after: str
    why: str
    by: str | None
    at: datetime
    is_hidden: bool


def file_inquiry(*, cooperative_id: int, file_id: UUID) -> Inquiry[FileRow]:
    """Ask for what a file says."""
    rows = MemberFile.objects.filter(cooperative_id=cooperative_id, id=file_id)
    fields = (
        "id name sex birthplace born_on address rt rw ward_code kk_relation work photo_id ktp_seen_on"
        " ktp_seen_by__name changed_at"
    ).split()
    return Inquiry.of(rows.values_list(*fields), read=lambda found: FileRow(*found[0]))


def standing_inquiry(*, cooperative_id: int, member_id: UUID) -> Inquiry[list[StandingRow]]:
    """Ask what changed a member's standing since the admission, in its order."""
    rows = StatusEvent.objects.filter(cooperative_id=cooperative_id, member_id=member_id).order_by("no")
    told = rows.values_list("happened", "on", "reason", "person__name")
    return Inquiry.of(
        told[:MOST_EVENTS],
        read=lambda found: [
            StandingRow(HAPPENED_WORDS[Happened(happened)], *more) for happened, *more in found
        ],
    )


def household_inquiry(*, cooperative_id: int, person_id: UUID) -> Inquiry[list[HouseholdRow]]:
    """Ask who else of the same KK is a member, candidate or former member here, at most 40, by name."""
    rows = Member.objects.filter(
        cooperative_id=cooperative_id, person_id__in=people_with_the_same(SecretKind.KK, person_id)
    ).exclude(person_id=person_id)
    told = rows.order_by("file__name", "id").values_list(
        "id", "file__name", "number", "state", "file__kk_relation"
    )
    return Inquiry.of(
        told[:MOST_HOUSEHOLD],
        read=lambda found: [
            HouseholdRow(
                id_,
                name,
                member_number(number) if number else "",
                STATE_WORDS[MemberState(state)],
                RELATION_WORDS[KkRelation(relation)] if relation else "",
            )
            for id_, name, number, state, relation in found
        ],
    )


def household_people_inquiry(*, cooperative_id: int, person_id: UUID) -> Inquiry[set[UUID]]:
    """Ask who else of the same KK this cooperative knows, as persons."""
    rows = MemberFile.objects.filter(
        cooperative_id=cooperative_id, person_id__in=people_with_the_same(SecretKind.KK, person_id)
    ).exclude(person_id=person_id)
    return Inquiry.of(rows.values_list("person_id"), read=lambda found: {id_ for (id_,) in found})


def heirs_inquiry(*, cooperative_id: int, file_id: UUID) -> Inquiry[list[HeirRow]]:
    """Ask whom a member named, as it stands now."""
    rows = Heir.objects.filter(cooperative_id=cooperative_id, file_id=file_id, until_on__isnull=True)
    told = rows.order_by("id").values_list("name", "relation", "share_percent", "note", "from_on")
    return Inquiry.of(told, read=lambda found: [HeirRow(*row) for row in found])


def changes_inquiry(
    *, cooperative_id: int, file_id: UUID, most: int = MOST_CHANGES
) -> Inquiry[list[ChangeRow]]:
    """Ask for the history of a file, the newest first."""
    rows = FileChange.objects.filter(cooperative_id=cooperative_id, file_id=file_id)
    told = rows.order_by("-changed_at", "-id").values_list(
        "field", "before", "after", "why", "person__name", "changed_at"
    )
    return Inquiry.of(told[:most], read=lambda found: [_change(*row) for row in found])


def letters_inquiry(*, cooperative_id: int, person_id: UUID) -> Inquiry[list[tuple[str, datetime]]]:
    """Ask with which wishes to join a person came: number and moment, the newest first."""
    rows = JoinRequest.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    told = rows.order_by("-asked_at", "-id").values_list("number", "year", "asked_at")
    return Inquiry.of(
        told[:MOST_CHANGES],
        read=lambda found: [(written_number(number, year), at) for number, year, at in found],
    )


def photo_of(*, cooperative_id: int, member_id: UUID) -> StoredFile | None:
    """Find the photo of a member; None where there is none, or no such member here. One query."""
    members = Member.objects.filter(cooperative_id=cooperative_id, id=member_id, file__photo__isnull=False)
    photos = StoredFile.objects.filter(cooperative_id=cooperative_id, id__in=members.values("file__photo_id"))
    return photos.first()


def has_photo_consent(*, cooperative_id: int, person_id: UUID) -> bool:
    """Tell whether the newest word of a person on the own photo is yes; one query."""
    words = consents_of(cooperative_id=cooperative_id, person_id=person_id)
    return any(one.purpose == PHOTO_PURPOSE and one.is_given for one in words)


def texts_of(file: MemberFile) -> dict[str, str]:
    """Write the fields of a file as its history writes them."""
    return {field: text_of(getattr(file, field)) for field in FIELD_WORDS}


def text_of(value: date | str | None) -> str:
    """Write one field so: a day as 1990-05-01, what is not known as nothing."""
    return value.isoformat() if isinstance(value, date) else value or ""


def _change(field: str, before: str, after: str, why: str, by: str | None, at: datetime) -> ChangeRow:
    said_before, said_after = _said(field, before), _said(field, after)
    return ChangeRow(
        CHANGE_WORDS.get(field, field), said_before, said_after, why, by, at, field in NUMBER_WORDS
    )


def _said(field: str, kept: str) -> str:
    """Say a value of the history as people say it."""
    if not kept:
        return ""
    match field:
        case "photo":
            return "foto"
        case "sex":
            return SEX_WORDS[Sex(kept)]
        case "kk_relation":
            return RELATION_WORDS[KkRelation(kept)]
        case "born_on" | "ktp_seen_on":
            return day(date.fromisoformat(kept))
        case "business.turnover_rp":
            return rupiah(int(kept))
        case _:
            return kept
