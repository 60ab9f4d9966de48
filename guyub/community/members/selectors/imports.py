"""Tables of members that were brought, and the register they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.domain.applications import OPEN_STATES
from guyub.community.members.models import Application, ImportedMember, Member, MemberFile, MemberImport
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.intake.domain.titles import title_key
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

MOST_BATCHES = 50
# What a merge may fill in where a file says nothing.
FILLED = ("sex", "birthplace", "born_on", "address", "rt", "rw", "work")


@dataclass(frozen=True, slots=True)
class MemberBatchRow(Row):
    """One table of members as pages show it; the sealed original is not read."""

    batch_id: UUID
    state: TableState
    original_name: str
    sheet: int
    header_line: int
    mapping: Mapping[str, str]
    choices: Mapping[str, Any]
    rows_count: int
    done_count: int
    totals: Mapping[str, Any]
    brought_by: str
    brought_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it waits to be taken in."""
        return self.state is TableState.DIUNGGAH

    @property
    def twentieths(self) -> int:
        """How far the worker came, in parts of twenty."""
        return min(20, self.done_count * 20 // max(self.rows_count, 1))

    @property
    def is_waiting(self) -> bool:
        """Whether the worker has it in hand."""
        return bool(self.choices.get("waiting"))


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


def batches_of(*, cooperative_id: int) -> list[MemberBatchRow]:
    """List the tables that were brought, the newest first; one query."""
    rows = MemberImport.objects.filter(cooperative_id=cooperative_id).defer("sealed")
    return [
        _row(row) for row in rows.select_related("brought_by").order_by("-brought_at", "-id")[:MOST_BATCHES]
    ]


def batch_of(*, cooperative_id: int, batch_id: UUID) -> MemberBatchRow | None:
    """Give one table; None for another cooperative's or none. One query."""
    rows = MemberImport.objects.filter(cooperative_id=cooperative_id, id=batch_id).defer("sealed")
    row = rows.select_related("brought_by").first()
    return _row(row) if row else None


def opened_batch(*, cooperative_id: int, batch_id: UUID) -> MemberImport | None:
    """Read an open table with its sealed original; None where it is closed or not here. One query."""
    rows = MemberImport.objects.filter(cooperative_id=cooperative_id, id=batch_id)
    return rows.filter(state=TableState.DIUNGGAH.value).first()


def imported_of(*, cooperative_id: int, batch_id: UUID) -> list[ImportedMember]:
    """List what a table made, line by line, with the files; two queries."""
    rows = ImportedMember.objects.filter(cooperative_id=cooperative_id, batch_id=batch_id)
    return list(rows.select_related("file").order_by("line"))


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
    return MemberBatchRow(
        row.id,
        TableState(row.state),
        row.original_name,
        row.sheet,
        row.header_line,
        row.mapping,
        row.choices,
        row.rows_count,
        row.done_count,
        row.totals,
        row.brought_by.name,
        row.brought_at,
        row.closed_at,
    )
