"""Tables of members that were brought, and the register they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.domain.applications import OPEN_STATES
from guyub.community.members.models import Application, ImportedMember, Member, MemberFile, MemberImport
from guyub.foundation.intake.domain.titles import title_key
from guyub.foundation.intake.selectors.tables import TableRow, found_table, newest_tables, shared_columns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any
    from uuid import UUID

# What a merge may fill in where a file says nothing.
FILLED = ("sex", "birthplace", "born_on", "address", "rt", "rw", "work")


@dataclass(frozen=True, slots=True)
class MemberBatchRow(TableRow):
    """One table of members as pages show it."""

    choices: Mapping[str, Any]
    totals: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A person's file here, and the membership that is open, if there is one."""

    file_id: UUID
    person_id: UUID
    name_key: str
    born_on: date | None
    said: Mapping[str, Any]  # of FILLED
    member_id: UUID | None
    is_applying: bool


@dataclass(frozen=True, slots=True)
class RegisterNow:
    """Who stands in the register: files by person and by name with birth, and every number that was given."""

    by_person: Mapping[UUID, KnownFile]
    by_name: Mapping[tuple[str, date], KnownFile]
    numbers: frozenset[int]


def batches_of(cooperative_id: int) -> list[MemberBatchRow]:
    """List the tables that were brought, the newest first; one query."""
    return [_row(row) for row in newest_tables(MemberImport, cooperative_id=cooperative_id)]


def batch_of(cooperative_id: int, batch_id: UUID) -> MemberBatchRow | None:
    """Give one table; None for another cooperative's or none. One query."""
    row = found_table(MemberImport, cooperative_id=cooperative_id, batch_id=batch_id)
    return _row(row) if row else None


def imported_of(*, cooperative_id: int, batch_id: UUID) -> list[ImportedMember]:
    """List what a table made, line by line, with the files. Two queries.

    The register is read whole and not joined: right after a large table came in, the database does not know its size
    yet, and would hold each line against each file.
    """
    files = {file.id: file for file in MemberFile.objects.filter(cooperative_id=cooperative_id)}
    rows = ImportedMember.objects.filter(cooperative_id=cooperative_id, batch_id=batch_id).order_by("line")
    found = list(rows)
    for row in found:
        row.file = files[row.file_id]
    return found


def register_now(*, cooperative_id: int) -> RegisterNow:
    """Read the whole register of a cooperative, to hold a table against it. Three queries."""
    members = Member.objects.filter(cooperative_id=cooperative_id)
    rows = list(members.values_list("person_id", "id", "number", "left_on"))
    given = frozenset(number for _, _, number, _ in rows if number is not None)
    open_ones = {person_id: member_id for person_id, member_id, _, left_on in rows if left_on is None}
    applying = Application.objects.filter(
        cooperative_id=cooperative_id, state__in=[one.value for one in OPEN_STATES], person__isnull=False
    )
    asked = set(applying.values_list("person_id", flat=True))
    by_person: dict[UUID, KnownFile] = {}
    by_name: dict[tuple[str, date], KnownFile] = {}
    files = MemberFile.objects.filter(cooperative_id=cooperative_id).values(
        "id", "person_id", "name", *FILLED
    )
    for row in files.order_by("id"):
        person_id = row["person_id"]
        known = KnownFile(
            row["id"],
            person_id,
            title_key(row["name"]),
            row["born_on"],
            {name: row[name] for name in FILLED},
            open_ones.get(person_id),
            person_id in asked,
        )
        by_person[person_id] = known
        if known.born_on:
            by_name.setdefault((known.name_key, known.born_on), known)
    return RegisterNow(by_person, by_name, given)


def _row(row: MemberImport) -> MemberBatchRow:
    return MemberBatchRow(**shared_columns(row), choices=row.choices, totals=row.totals)
