"""Tables that a city brought, and what they are held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from guyub.community.cooperatives.domain.import_shapes import Known
from guyub.community.cooperatives.domain.imports import ImportKind
from guyub.community.cooperatives.domain.legal_life import RecordKind
from guyub.community.cooperatives.domain.officers import SINGLE_POSTS, Post
from guyub.community.cooperatives.models import (
    ImportBatch,
    LegalRecord,
    Officer,
    Region,
    ReportedFigure,
)
from guyub.community.cooperatives.selectors.regions import WARD_LEVELS
from guyub.community.cooperatives.selectors.wards import wards
from guyub.foundation.intake.domain.titles import title_key
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.rows import Row
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import Model

TERM_YEARS = "pengurus.masa_jabatan_tahun"


@dataclass(frozen=True)
class BatchRow(Row):
    """One table that was brought."""

    batch_id: UUID
    kind: str
    what: str
    state: str
    state_words: str
    original_name: str
    mapping: dict[str, str]
    source: str
    as_of: date | None
    rows_count: int
    written: int
    places: int
    brought_by: str
    brought_at: datetime
    closed_at: datetime | None


def batches_of(*, city_id: int) -> list[BatchRow]:
    """List the tables that a city brought, the newest first; at most a hundred."""
    return [_batch(batch) for batch in _batches(city_id).order_by("-brought_at", "-id")[:100]]


def batch_of(*, city_id: int, batch_id: UUID) -> BatchRow | None:
    """Find one table of a city; None for another city's and for none."""
    found = _batches(city_id).filter(id=batch_id).first()
    return _batch(found) if found else None


def guided_ids(city: Cooperative) -> dict[str, int]:
    """Give the cooperatives that a city guides: code → id."""
    rows = Cooperative.objects.filter(kind=CooperativeKind.KOPERASI, code__startswith=f"{city.code}.")
    return dict(rows.values_list("code", "id"))


def city_wards(city: Cooperative) -> dict[str, tuple[str, str]]:
    """Give every ward of a city, with a cooperative or without: code → name and level."""
    found = {ward.code: (ward.name, "KELURAHAN") for ward in wards() if ward.code.startswith(f"{city.code}.")}
    rows = Region.objects.filter(code__startswith=f"{city.code}.", level__in=WARD_LEVELS)
    return found | {code: (name, level) for code, name, level in rows.values_list("code", "name", "level")}


def known_for(kind: ImportKind, *, city: Cooperative, places: dict[str, int], today: date) -> Known:
    """Gather what a table of a kind is held against; needs a scope of the city's cooperatives."""
    names = {code: name for code, (name, _) in city_wards(city).items()}
    if kind is ImportKind.COOPERATIVES:
        return Known(wards=names, today=today, deeds=_deeds(places))
    missing = Cooperative.objects.filter(code__in=[code for code in places if code not in names])
    named = names | {row.code: row.name for row in missing}
    guided = {code: named[code] for code in places}
    if kind is not ImportKind.OFFICERS:
        return Known(wards=guided, today=today)
    codes = {place_id: code for code, place_id in places.items()}
    held = officers_in(list(codes))
    return Known(
        wards=guided,
        today=today,
        holders={
            (codes[place], Post(post)): officers[0].name
            for (place, post), officers in held.items()
            if post in SINGLE_POSTS
        },
        posts={
            (codes[place], title_key(officer.name)): Post(post)
            for (place, post), officers in held.items()
            for officer in officers
        },
        term_years=int(value_of(TERM_YEARS, cooperative_id=city.id, on=today)),
    )


def current_papers(place_ids: Collection[int]) -> dict[tuple[int, str], LegalRecord]:
    """Give the papers that hold in several cooperatives: cooperative and kind → the newest that nothing replaces."""
    rows = LegalRecord.objects.filter(cooperative_id__in=place_ids).order_by("recorded_at", "id")
    records = list(rows)
    replaced = {(row.cooperative_id, row.replaces_id) for row in records if row.replaces_id}
    return {
        (row.cooperative_id, row.kind): row
        for row in records
        if not row.is_void and (row.cooperative_id, row.id) not in replaced
    }


def officers_in(place_ids: Collection[int]) -> dict[tuple[int, str], list[Officer]]:
    """Give who is in office in several cooperatives: cooperative and post → officers."""
    rows = Officer.objects.filter(cooperative_id__in=place_ids, ended_on__isnull=True).order_by("id")
    found: dict[tuple[int, str], list[Officer]] = {}
    for row in rows:
        found.setdefault((row.cooperative_id, row.post), []).append(row)
    return found


def figures_of(city_id: int) -> dict[tuple[int, str, date, str], ReportedFigure]:
    """Give every figure that a city keeps and nobody retracted, by what makes it one."""
    rows = ReportedFigure.objects.filter(cooperative_id=city_id, retracted_at__isnull=True)
    return {(row.about_id, row.indicator, row.as_of, row.source): row for row in rows}


def state_of(row: Model, fields: Collection[str]) -> dict[str, Any]:
    """Write some fields of a row down as plain JSON, the same each time."""
    values = {field: getattr(row, row._meta.get_field(field).attname) for field in fields}  # type: ignore[union-attr]
    return {
        field: value if value is None or isinstance(value, str | bool | int) else _text(value)
        for field, value in values.items()
    }


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _batches(city_id: int) -> Any:
    written = Count("written", filter=Q(written__cooperative_id=city_id))
    places = Count("written__place", filter=Q(written__cooperative_id=city_id), distinct=True)
    rows = ImportBatch.objects.filter(cooperative_id=city_id).defer("sealed").select_related("brought_by")
    return rows.annotate(written_count=written, places_count=places)


def _batch(batch: Any) -> BatchRow:
    return BatchRow(
        batch.id,
        batch.kind,
        batch.get_kind_display(),
        batch.state,
        batch.get_state_display(),
        batch.original_name,
        batch.mapping,
        batch.source,
        batch.as_of,
        batch.rows_count,
        batch.written_count,
        batch.places_count,
        batch.brought_by.name,
        batch.brought_at,
        batch.closed_at,
    )


def _deeds(places: dict[str, int]) -> dict[str, date]:
    codes = {place_id: code for code, place_id in places.items()}
    held = current_papers(list(codes)).items()
    return {codes[place]: row.issued_on for (place, kind), row in held if kind == RecordKind.AKTA}
