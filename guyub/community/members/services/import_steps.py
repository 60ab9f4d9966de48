"""Steps that write a whole table of members, and take it out again while nothing stands on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.register import MemberState
from guyub.community.members.models import FileChange, ImportedMember, Member, MemberFile
from guyub.community.members.selectors.imports import FILLED
from guyub.foundation.kernel.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.community.members.domain.import_shapes import Brought

ROWS_AT_ONCE = 5_000


@dataclass(slots=True, kw_only=True)
class Entering:
    """One line on its way into the register; ids are made before anything is written.

    Args:
        row: What the table says.
        person_id: Whose.
        is_new_person: The person came with this table.
        file_id: Of the file that is made or filled.
        is_new_file: It is made.
        fill: What an existing file gets: field → value, where it said nothing.
        member_id: Of the membership.
        is_new_member: It is made; otherwise it was open before.
        number: What a new member gets.
        numbers: Kinds of numbers that went into the vault.
        gave_role: The role of a member was given.
    """

    row: Brought
    person_id: UUID
    is_new_person: bool
    file_id: UUID
    is_new_file: bool
    member_id: UUID
    is_new_member: bool
    fill: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0
    numbers: str = ""
    gave_role: bool = False


def put_members(
    *,
    cooperative_id: int,
    batch_id: UUID,
    entering: Sequence[Entering],
    why: str,
    person_id: UUID,
    today: date,
    now: datetime,
) -> None:
    """Write files, memberships and their trace. Step, set-based: people and numbers are there already.

    Args:
        cooperative_id: Whose register.
        batch_id: The table.
        entering: What to write.
        why: Told in the history of files that were filled.
        person_id: Who takes it in.
        today: The day of joining, where the table does not say it.
        now: The moment, aware.

    Raises:
        IntegrityError: Somebody entered one of them, or took one of the numbers, meanwhile.
    """
    own = {"cooperative_id": cooperative_id}
    files = [_file(one, cooperative_id, batch_id, now) for one in entering if one.is_new_file]
    MemberFile.objects.bulk_create(files, batch_size=ROWS_AT_ONCE)
    members = [_member(one, cooperative_id, batch_id, today) for one in entering if one.is_new_member]
    Member.objects.bulk_create(members, batch_size=ROWS_AT_ONCE)
    changes = []
    for one in entering:
        if one.fill:
            MemberFile.objects.filter(**own, id=one.file_id).update(**one.fill, changed_at=now)
            changes += [
                FileChange(
                    **own,
                    file_id=one.file_id,
                    field=name,
                    after=_told(value),
                    why=why,
                    person_id=person_id,
                    changed_at=now,
                )
                for name, value in one.fill.items()
            ]
    FileChange.objects.bulk_create(changes, batch_size=ROWS_AT_ONCE)
    traces = [
        ImportedMember(
            **own,
            id=uuid7(),
            batch_id=batch_id,
            line=one.row.line,
            file_id=one.file_id,
            member_id=one.member_id,
            is_new_person=one.is_new_person,
            is_new_file=one.is_new_file,
            is_new_member=one.is_new_member,
            gave_role=one.gave_role,
            numbers=one.numbers,
            filled={name: _told(value) for name, value in one.fill.items()},
        )
        for one in entering
    ]
    ImportedMember.objects.bulk_create(traces, batch_size=ROWS_AT_ONCE)


def is_untouched(*, cooperative_id: int, batch_id: UUID, traces: Sequence[ImportedMember]) -> bool:
    """Tell whether memberships and filled fields are as the table left them. Step: it locks what it looks at."""
    own = {"cooperative_id": cooperative_id}
    members = Member.objects.filter(**own, batch_id=batch_id).select_for_update()
    states = Counter(members.values_list("state", flat=True))
    new = sum(trace.is_new_member for trace in traces)
    if states != Counter({MemberState.AKTIF.value: new} if new else {}):
        return False
    return all(
        _told(getattr(trace.file, name)) == value for trace in traces for name, value in trace.filled.items()
    )


def take_out_members(
    *,
    cooperative_id: int,
    batch_id: UUID,
    traces: Sequence[ImportedMember],
    why: str,
    person_id: UUID,
    now: datetime,
) -> None:
    """Take out what ``put_members`` wrote; fields that it filled are empty again. Step, set-based.

    Raises:
        IntegrityError: Something stands on one of them: a card, a seat in a group, an heir, a change.
    """
    own = {"cooperative_id": cooperative_id}
    _remove(ImportedMember.objects.filter(**own, batch_id=batch_id))
    _remove(Member.objects.filter(**own, batch_id=batch_id))
    _remove(MemberFile.objects.filter(**own, batch_id=batch_id))
    changes = []
    for trace in traces:
        if trace.filled:
            empty = {name: None if name == "born_on" else "" for name in trace.filled}
            MemberFile.objects.filter(**own, id=trace.file_id).update(**empty, changed_at=now)
            changes += [
                FileChange(
                    **own,
                    file_id=trace.file_id,
                    field=name,
                    before=value,
                    why=why,
                    person_id=person_id,
                    changed_at=now,
                )
                for name, value in trace.filled.items()
            ]
    FileChange.objects.bulk_create(changes, batch_size=ROWS_AT_ONCE)


def filling(row: Brought, said: Mapping[str, Any], *, among: Collection[str] = FILLED) -> dict[str, Any]:
    """Tell what a table adds to a file: fields that it says and the file does not."""
    return {name: getattr(row, name) for name in among if getattr(row, name) and not said[name]}


def _file(one: Entering, cooperative_id: int, batch_id: UUID, now: datetime) -> MemberFile:
    row = one.row
    return MemberFile(
        id=one.file_id,
        cooperative_id=cooperative_id,
        person_id=one.person_id,
        name=row.name,
        batch_id=batch_id,
        changed_at=now,
        **{name: getattr(row, name) for name in FILLED},
    )


def _member(one: Entering, cooperative_id: int, batch_id: UUID, today: date) -> Member:
    joined_on = one.row.joined_on or today
    return Member(
        id=one.member_id,
        cooperative_id=cooperative_id,
        person_id=one.person_id,
        file_id=one.file_id,
        number=one.number,
        state=MemberState.AKTIF.value,
        state_since=joined_on,
        accepted_on=joined_on,
        joined_on=joined_on,
        pokok_rp=one.row.savings.get("pokok", 0),
        batch_id=batch_id,
    )


def _told(value: object) -> str:
    return "" if value is None else str(value)[:200]


def _remove(rows) -> None:  # type: ignore[no-untyped-def]  # a queryset of any of the three
    # delete() would ask every related table first; the database knows what stands on a row.
    rows._raw_delete(rows.db)  # noqa: SLF001
