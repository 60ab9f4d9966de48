"""Tables that a city brings: uploaded, mapped, checked without writing anything, thrown away.

Taking one in is import_taking, undoing it import_undoing. The original is kept sealed and only until then.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from guyub.community.cooperatives.domain.import_rows import LONGEST, read_rows
from guyub.community.cooperatives.domain.import_shapes import RowFault, Table
from guyub.community.cooperatives.domain.imports import FIELDS, ImportKind, header_at, lacking, mapped
from guyub.community.cooperatives.models import ImportBatch
from guyub.community.cooperatives.selectors.import_plans import plan_of
from guyub.community.cooperatives.selectors.imports import guided_ids, known_for
from guyub.foundation.identity.domain.roles import Action, Actor
from guyub.foundation.identity.services.acting import act_once
from guyub.foundation.identity.services.audit import record
from guyub.foundation.intake.domain.titles import MOST_COLUMNS, columns_of
from guyub.foundation.kernel.documents.spreadsheets import read_lines
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.services.file_contents import seal, unseal
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

IDLE = timedelta(days=1)
LONGEST_NAME = 120


class ImportRefusedError(DomainError):
    """A table is not brought, mapped, taken or undone; ``wrong`` says why.

    ``kind``, ``open`` (one of the kind is open already), ``empty``, ``columns`` (fact ``most``), ``field``, ``source``,
    ``future``, ``closed``, ``lacking``, ``faults`` (fact ``count``), ``nothing``, ``moved``, ``used``.
    """

    code: ClassVar[str] = "cooperatives.import.refused"


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it was sent, what it lists, and for reports the day and source that hold for the whole table."""

    kind: str
    name: str
    content: bytes
    as_of: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Checked(Row):
    """What taking a table in would do, told without doing it."""

    columns: Sequence[str]
    lacking: Sequence[str]
    rows_count: int
    new: int
    changed: int
    unchanged: int
    faults: Sequence[RowFault]
    faults_count: int

    @property
    def may_be_taken(self) -> bool:
        """Whether nothing stands in its way."""
        return not self.lacking and not self.faults_count and bool(self.new or self.changed)


def bring_table(*, actor: Actor, upload: Upload, today: date, request_id: UUID, now: datetime) -> UUID:
    """Keep a table, sealed, until it is taken in or thrown away; its columns are read from their titles. Use-case.

    Args:
        actor: An officer of the city.
        upload: The file, at most 10 MB and 50,000 rows.
        today: The business date, after which no day of the table may be.
        request_id: Made once per intention; the id of the batch.
        now: The moment, aware.

    Raises:
        ImportRefusedError: See its fact ``wrong``.
        TableRefusedError: The file cannot be read as a table.
    """
    if upload.kind not in {kind.value for kind in ImportKind}:
        raise ImportRefusedError(wrong="kind")
    kind = ImportKind(upload.kind)
    _check_whole(upload.as_of, upload.source, today)
    columns, lines = opened(kind, upload.content)
    name = "".join(sign for sign in upload.name if sign.isprintable()).strip()[-LONGEST_NAME:] or "tabel"

    def work() -> None:
        batch = ImportBatch(
            id=request_id,
            cooperative_id=actor.cooperative_id,
            kind=kind.value,
            original_name=name,
            sealed=seal(upload.content, str(request_id)),
            mapping=mapped(kind, columns),
            source=upload.source.strip(),
            as_of=upload.as_of,
            rows_count=len(lines),
            brought_by_id=actor.person_id,
            brought_at=now,
        )
        # Of two at once, the constraint lets one in and the other finds itself missing.
        ImportBatch.objects.bulk_create([batch], ignore_conflicts=True)
        if not batches(actor.cooperative_id).filter(id=request_id).exists():
            raise ImportRefusedError(wrong="open")
        note(actor, "brought", batch, now)

    digest = hashlib.sha256(upload.content).hexdigest()
    facts = {"kind": kind, "name": name, "content": digest, "as_of": upload.as_of, "source": upload.source}
    act(actor, "bring_table", facts, request_id, now, work)
    return request_id


def map_batch(
    *,
    actor: Actor,
    batch_id: UUID,
    mapping: Mapping[str, str],
    as_of: date | None,
    source: str,
    today: date,
    request_id: UUID,
    now: datetime,
) -> None:
    """Say which column holds what, and for reports of which day and from whom. Use-case.

    Args:
        actor: An officer of the city.
        batch_id: A table that is open.
        mapping: Field → column title; an empty title leaves the field out.
        as_of: The day of the whole table, where no column says it.
        source: Who reported it, likewise.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ImportRefusedError: ``closed``, ``field`` (no such field or column, or one column for two), ``source``,
            ``future``.
    """
    _check_whole(as_of, source, today)
    wanted = {field: column for field, column in mapping.items() if column}

    def work() -> None:
        batch = locked(actor.cooperative_id, batch_id)
        kind = ImportKind(batch.kind)
        columns, _ = opened(kind, unseal(bytes(batch.sealed), str(batch.id)))
        fields = {field.code for field in FIELDS[kind]}
        if not set(wanted) <= fields or not set(wanted.values()) <= set(columns):
            raise ImportRefusedError(wrong="field")
        if len(set(wanted.values())) < len(wanted):
            raise ImportRefusedError(wrong="field")
        batches(actor.cooperative_id).filter(id=batch.id).update(
            mapping=wanted, as_of=as_of, source=source.strip()
        )
        note(actor, "mapped", batch, now)

    facts = {"batch": batch_id, "mapping": wanted, "as_of": as_of, "source": source}
    act(actor, "map_batch", facts, request_id, now, work)


def drop_batch(*, actor: Actor, batch_id: UUID, request_id: UUID, now: datetime) -> None:
    """Throw an open table away, with its original. Use-case.

    Raises:
        ImportRefusedError: It is ``closed`` already.
    """

    def work() -> None:
        batch = locked(actor.cooperative_id, batch_id)
        close(batch, ImportBatch.State.DROPPED, now)
        note(actor, "dropped", batch, now)

    act(actor, "drop_batch", {"batch": batch_id}, request_id, now, work)


def drop_idle_batches(*, now: datetime) -> int:
    """Throw away the tables that nobody took in for a day, of every city; returns how many. For a job."""
    dropped = 0
    for city_id in Cooperative.objects.filter(kind=CooperativeKind.KOTA).values_list("id", flat=True):
        with scope(city_id, durable=True):
            idle = batches(city_id).filter(state=ImportBatch.State.BROUGHT, brought_at__lt=now - IDLE)
            for batch in idle.order_by("id").select_for_update():
                close(batch, ImportBatch.State.DROPPED, now)
                note(None, "dropped", batch, now)
                dropped += 1
    return dropped


def check_batch(*, city_id: int, batch_id: UUID, today: date) -> Checked:
    """Tell what taking a table in would do and what is not right in it; writes nothing.

    Raises:
        ImportRefusedError: It is ``closed``.
    """
    city = Cooperative.objects.get(id=city_id)
    places = guided_ids(city)
    with scope(city_id, *places.values()):
        batch = batches(city_id).filter(id=batch_id, state=ImportBatch.State.BROUGHT).first()
        if batch is None:
            raise ImportRefusedError(wrong="closed")
        kind, table = ImportKind(batch.kind), table_of(batch)
        missing = lacking(kind, table.mapping, has_day=table.as_of is not None, has_source=bool(table.source))
        if missing:
            return Checked(table.columns, missing, len(table.lines), 0, 0, 0, (), 0)
        reading = read_rows(kind, table, known_for(kind, city=city, places=places, today=today))
        plan = plan_of(kind, reading.rows, city_id=city_id, places=places)
        return Checked(
            table.columns,
            (),
            len(table.lines),
            plan.new,
            plan.changed,
            plan.unchanged,
            reading.faults,
            reading.faults_count,
        )


# -- steps, also for import_taking and import_undoing ----------------------------------------------------------------


def opened(kind: ImportKind, content: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read a table: the titles of its columns, and its numbered lines below them.

    Raises:
        ImportRefusedError: ``empty`` or too many ``columns``.
        TableRefusedError: It is no table.
    """
    lines = read_lines(content)
    at = header_at(kind, [row for _, row in lines]) if lines else 0
    if len(lines) <= at + 1:
        raise ImportRefusedError(wrong="empty")
    header = lines[at][1]
    while header and not header[-1]:
        header = header[:-1]
    if len(header) > MOST_COLUMNS:
        raise ImportRefusedError(wrong="columns", most=MOST_COLUMNS)
    return columns_of(header), lines[at + 1 :]


def table_of(batch: ImportBatch) -> Table:
    """Unseal the table of an open batch."""
    columns, lines = opened(ImportKind(batch.kind), unseal(bytes(batch.sealed), str(batch.id)))
    return Table(columns=columns, lines=lines, mapping=batch.mapping, as_of=batch.as_of, source=batch.source)


def batches(city_id: int) -> QuerySet[ImportBatch]:
    """Give the batches of a city."""
    return ImportBatch.objects.filter(cooperative_id=city_id)


def locked(city_id: int, batch_id: UUID, state: str = ImportBatch.State.BROUGHT) -> ImportBatch:
    """Lock a batch that must be in a state.

    Raises:
        ImportRefusedError: ``closed``: it is not in that state, or there is none.
    """
    batch = batches(city_id).filter(id=batch_id).select_for_update().first()
    if batch is None or batch.state != state:
        raise ImportRefusedError(wrong="closed")
    return batch


def close(batch: ImportBatch, state: str, now: datetime) -> None:
    """Bring a batch to a state in which its original is gone."""
    batches(batch.cooperative_id).filter(id=batch.id).update(state=state, sealed=b"", closed_at=now)


def note(actor: Actor | None, verb: str, batch: ImportBatch, now: datetime, **more: int) -> None:
    """Write the city's line of the trail."""
    facts = {"what": batch.get_kind_display(), "name": batch.original_name, "rows": batch.rows_count, **more}
    act_name = f"cooperatives.import.{verb}"
    record(cooperative_id=batch.cooperative_id, actor=actor, act=act_name, facts=facts, now=now)


def act(
    actor: Actor,
    name: str,
    facts: Mapping[str, object],
    request_id: UUID,
    now: datetime,
    work: Callable[[], object],
    also: Collection[int] = (),
) -> None:
    """Do one act of an import, once, with the rows of further cooperatives where it writes them."""
    act_once(
        actor=actor,
        action=Action.IMPORT_NETWORK,
        request_id=request_id,
        use_case=f"cooperatives.{name}",
        facts=facts,
        now=now,
        work=work,
        also=also,
    )


def _check_whole(as_of: date | None, source: str, today: date) -> None:
    if len(source.strip()) > LONGEST["source"]:
        raise ImportRefusedError(wrong="source")
    if as_of and as_of > today:
        raise ImportRefusedError(wrong="future")
