"""Taking a brought table in: all of it in one transaction over every cooperative that it touches, or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection

from guyub.community.cooperatives.domain.import_rows import read_rows
from guyub.community.cooperatives.domain.imports import ImportKind, lacking
from guyub.community.cooperatives.domain.naming import official_name, short_name
from guyub.community.cooperatives.models import (
    ImportBatch,
    ImportedRow,
    LegalRecord,
    Officer,
    Profile,
    Region,
    ReportedFigure,
)
from guyub.community.cooperatives.selectors.import_plans import (
    CooperativeStep,
    OfficerStep,
    Plan,
    ReportStep,
    plan_of,
)
from guyub.community.cooperatives.selectors.imports import city_wards, guided_ids, known_for, state_of
from guyub.community.cooperatives.services.imports import (
    ImportRefusedError,
    act,
    batches,
    close,
    locked,
    note,
    table_of,
)
from guyub.community.cooperatives.services.reports import NEWS as REPORT_NEWS
from guyub.foundation.identity.services.audit import record_in
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.services.outbox import write_news
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Model

    from guyub.foundation.identity.domain.roles import Actor

NEWS = "cooperatives.changed"
ROWS_AT_ONCE = 1000
# What of a row an undo compares and puts back.
KEPT: Mapping[type[Model], tuple[str, ...]] = {
    Profile: ("official_name", "region", "address", "postal_code", "changed_at"),
    Officer: (
        "name", "person", "post", "sex", "is_ex_officio", "term_from", "term_to", "appointed_by",
        "ended_on", "end_reason", "recorded_at",
    ),
    ReportedFigure: ("number", "is_yes", "text", "retracted_at", "retract_reason"),
    LegalRecord: ("replaces",),
    Cooperative: ("code", "name", "zone", "kind"),
}  # fmt: skip


@dataclass
class Writing:
    """What one taking in writes: for whom, when, and the trace that it leaves for its undo."""

    batch: ImportBatch
    actor: Actor
    now: datetime
    ids: dict[str, int]
    wards: Mapping[str, tuple[str, str]]
    zone: str
    fresh: set[int] = field(default_factory=set)  # cooperatives that join with it
    traces: list[ImportedRow] = field(default_factory=list)

    def trace(
        self, line: int, row: Model, place_id: int | None, before: Mapping[str, Any] | None = None
    ) -> None:
        """Note a row that is as it is now after this import."""
        self.traces.append(
            ImportedRow(
                cooperative_id=self.batch.cooperative_id,
                batch_id=self.batch.id,
                line=line,
                what=type(row).__name__,
                key=str(row.pk),
                place_id=place_id,
                before=before,
                after=state_of(row, KEPT[type(row)]),
            )
        )


def take_batch(*, actor: Actor, batch_id: UUID, today: date, request_id: UUID, now: datetime) -> None:
    """Take an open table in, all of it in one transaction; the original is gone with it. Use-case.

    Args:
        actor: An officer of the city.
        batch_id: A table without a fault.
        today: The business date.
        request_id: Made once per intention.
        now: The moment, aware.

    Raises:
        ImportRefusedError: ``closed``, ``lacking`` a column, ``faults`` (fact ``count``), ``nothing`` new in it, or
            the network has ``moved`` under it.
    """
    city = Cooperative.objects.get(id=actor.cooperative_id)
    places = guided_ids(city)
    joining = _joining(city, batch_id, places, today)

    def work() -> int:
        batch = locked(city.id, batch_id)
        plan = _faultless(batch, city, places, today)
        writing = Writing(batch, actor, now, places | joining, city_wards(city), city.zone)
        if {step.row.code for step in plan.steps} - set(writing.ids):
            raise ImportRefusedError(wrong="moved")
        _write(plan, writing)
        ImportedRow.objects.bulk_create(writing.traces, batch_size=ROWS_AT_ONCE)
        close(batch, ImportBatch.State.TAKEN, now)
        about = Counter(writing.ids[step.row.code] for step in plan.steps)
        tell(batch, actor, "entered", about, writing.fresh, now)
        note(actor, "taken", batch, now, written=len(plan.steps))
        return len(plan.steps)

    also = [*places.values(), *joining.values()]
    act(actor, "take_batch", {"batch": batch_id}, request_id, now, work, also)


def tell(
    batch: ImportBatch,
    actor: Actor,
    verb: str,
    about: Mapping[int, int],
    fresh: Collection[int],
    now: datetime,
) -> None:
    """Tell the trail of every cooperative that was touched, and the readers above. Step.

    Args:
        batch: What was taken in or undone.
        actor: Who did it.
        verb: ``entered`` or ``withdrawn``.
        about: Cooperative → how many rows of the table.
        fresh: Cooperatives that join with this import: the city's trail alone tells of it, so that an undo may
            let them leave again.
        now: The moment, aware.
    """
    what = batch.get_kind_display()
    facts = {place: {"what": what, "rows": count} for place, count in about.items() if place not in fresh}
    for place_id in sorted(about):
        if batch.kind == ImportKind.REPORTS:
            write_news(
                cooperative_id=batch.cooperative_id, topic=REPORT_NEWS, payload={"about": place_id}, now=now
            )
        else:
            teller = batch.cooperative_id if place_id in fresh else place_id
            write_news(cooperative_id=teller, topic=NEWS, payload={"about": place_id}, now=now)
    record_in(facts, act=f"cooperatives.import.{verb}", actor=actor, now=now)


def _joining(city: Cooperative, batch_id: UUID, places: Mapping[str, int], today: date) -> dict[str, int]:
    """Reserve the ids of cooperatives that a list brings newly: the transaction must name its rows' owners first."""
    with scope(city.id, *places.values()):
        batch = (
            batches(city.id)
            .filter(id=batch_id, kind=ImportKind.COOPERATIVES, state=ImportBatch.State.BROUGHT)
            .first()
        )
        if batch is None:
            return {}
        known = known_for(ImportKind.COOPERATIVES, city=city, places=dict(places), today=today)
        reading = read_rows(ImportKind.COOPERATIVES, table_of(batch), known)
        codes = sorted({row.code for row in reading.rows} - set(places))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [Cooperative._meta.db_table, len(codes)],
            )
            return dict(zip(codes, (number for (number,) in cursor.fetchall()), strict=True))


def _faultless(batch: ImportBatch, city: Cooperative, places: dict[str, int], today: date) -> Plan:
    kind, table = ImportKind(batch.kind), table_of(batch)
    if lacking(kind, table.mapping, has_day=table.as_of is not None, has_source=bool(table.source)):
        raise ImportRefusedError(wrong="lacking")
    reading = read_rows(kind, table, known_for(kind, city=city, places=places, today=today))
    if reading.faults_count:
        raise ImportRefusedError(wrong="faults", count=reading.faults_count)
    plan = plan_of(kind, reading.rows, city_id=city.id, places=places)
    if not plan.steps:
        raise ImportRefusedError(wrong="nothing")
    return plan


def _write(plan: Plan, writing: Writing) -> None:
    reports = [step for step in plan.steps if isinstance(step, ReportStep)]
    for step in plan.steps:
        if isinstance(step, CooperativeStep):
            _write_cooperative(step, writing)
        elif isinstance(step, OfficerStep):
            _write_officer(step, writing)
    if reports:
        _write_reports(reports, writing)


def _write_cooperative(step: CooperativeStep, writing: Writing) -> None:
    row, place_id = step.row, writing.ids[step.row.code]
    ward, level = writing.wards.get(row.code, ("", "KELURAHAN"))
    level = "KELURAHAN" if level == "KELURAHAN" else "DESA"
    if step.is_new:
        joined = Cooperative.objects.create(
            id=place_id,
            code=row.code,
            name=short_name(ward=ward, level=level),
            zone=writing.zone,
            kind=CooperativeKind.KOPERASI,
        )
        writing.fresh.add(place_id)
        writing.trace(row.line, joined, None)
    if step.profile is None and (step.is_new or step.changes):
        profile = Profile.objects.create(
            cooperative_id=place_id,
            region_id=row.code if Region.objects.filter(code=row.code).exists() else None,
            changed_at=writing.now,
            **{"official_name": official_name(ward=ward, level=level), **step.changes},
        )
        writing.trace(row.line, profile, None if step.is_new else place_id)
    elif step.profile is not None and step.changes:
        before = state_of(step.profile, KEPT[Profile])
        _change(step.profile, {**step.changes, "changed_at": writing.now})
        writing.trace(row.line, step.profile, place_id, before)
    for paper, held in step.papers:
        kept = LegalRecord.objects.create(
            cooperative_id=place_id,
            kind=paper.kind.value,
            number=paper.number,
            issuer=paper.issuer or (held.issuer if held else ""),
            issued_on=paper.issued_on,
            replaces=held,
            reason=f"Impor {writing.batch.original_name}"[:200],
            recorded_by_id=writing.actor.person_id,
            recorded_at=writing.now,
        )
        earlier = {"replaces": str(held.id)} if held else None
        writing.trace(row.line, kept, None if step.is_new else place_id, earlier)


def _write_officer(step: OfficerStep, writing: Writing) -> None:
    row, place_id = step.row, writing.ids[step.row.code]
    if step.standing is None:
        officer = Officer.objects.create(
            cooperative_id=place_id,
            name=row.name,
            post=row.post.value,
            recorded_at=writing.now,
            **step.changes,
        )
        writing.trace(row.line, officer, place_id)
        return
    before = state_of(step.standing, KEPT[Officer])
    _change(step.standing, step.changes)
    writing.trace(row.line, step.standing, place_id, before)


def _change(row: Profile | Officer, changes: Mapping[str, Any]) -> None:
    type(row).objects.filter(cooperative_id=row.cooperative_id, id=row.id).update(**changes)
    for name, value in changes.items():
        setattr(row, name, value)


def _write_reports(steps: list[ReportStep], writing: Writing) -> None:
    """Keep figures; what the same source said otherwise of the same day is retracted and stays readable."""
    city_id, reason = writing.batch.cooperative_id, f"Diganti impor {writing.batch.original_name}"[:200]
    replaced = [(step.row.line, step.standing) for step in steps if step.standing]
    for start in range(0, len(replaced), ROWS_AT_ONCE):
        some = [old.id for _, old in replaced[start : start + ROWS_AT_ONCE]]
        ReportedFigure.objects.filter(cooperative_id=city_id, id__in=some).update(
            retracted_at=writing.now, retract_reason=reason
        )
    for line, old in replaced:
        before = state_of(old, KEPT[ReportedFigure])
        old.retracted_at, old.retract_reason = writing.now, reason
        writing.trace(line, old, old.about_id, before)
    fresh = [
        ReportedFigure(
            cooperative_id=city_id,
            about_id=writing.ids[step.row.code],
            indicator=step.row.indicator,
            note=step.row.note,
            as_of=step.row.as_of,
            source=step.row.source,
            batch_id=writing.batch.id,
            entered_by_id=writing.actor.person_id,
            entered_at=writing.now,
            **vars(step.row.value),
        )
        for step in steps
    ]
    ReportedFigure.objects.bulk_create(fresh, batch_size=ROWS_AT_ONCE)
    for step, figure in zip(steps, fresh, strict=True):
        writing.trace(step.row.line, figure, figure.about_id)
