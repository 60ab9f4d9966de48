"""A cooperative as it stands: name, place, papers, people, outlets. Reads that many pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.cooperatives.domain.legal_life import RecordKind, is_expiring, written_number
from guyub.community.cooperatives.domain.naming import follows_rule
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.models import BusinessUnit, KbliChoice, LegalRecord, Outlet, Profile
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined, kept_rows

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True)
class ProfileCard(Row):
    """Name and place of a cooperative."""

    official_name: str
    follows_rule: bool
    address: str
    postal_code: str
    opening_hours: str
    office_email: str
    origin: str


@dataclass(frozen=True)
class RecordRow(Row):
    """One paper of the legal life."""

    record_id: UUID
    kind: RecordKind
    number: str
    shown_number: str
    issuer: str
    holder_name: str
    issued_on: date
    expires_on: date | None
    is_expiring: bool
    outlet_id: UUID | None
    file_id: UUID | None
    is_void: bool
    is_current: bool
    reason: str
    recorded_at: datetime


@dataclass(frozen=True)
class OutletRow(Row):
    """One outlet."""

    outlet_id: UUID
    kind: str
    name: str
    address: str
    ownership: str
    land_m2: int | None
    electricity_va: int | None
    internet: str
    has_water: bool | None
    opening_hours: str
    status: str
    opened_on: date | None
    changed_at: datetime


def profile_of(*, cooperative_id: int) -> ProfileCard | None:
    """Read name and place; None when nothing was entered yet."""
    row = Profile.objects.filter(cooperative_id=cooperative_id).first()
    if row is None:
        return None
    return ProfileCard(
        row.official_name,
        follows_rule(row.official_name),
        row.address,
        row.postal_code,
        row.opening_hours,
        row.office_email,
        row.origin,
    )


def records_of(*, cooperative_id: int, today: date) -> list[RecordRow]:
    """List every paper with its history: by kind in the order of the legal life, the current one first."""
    (found,) = asked(records_inquiry(cooperative_id=cooperative_id, today=today))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def records_inquiry(*, cooperative_id: int, today: date) -> Inquiry[list[RecordRow]]:
    """Ask what ``records_of`` gives, together with others."""
    return joined(kept_rows(_records, cooperative_id), read=lambda rows: _record_rows(rows, today))


def _records(cooperative_id: int) -> QuerySet[LegalRecord]:
    return LegalRecord.objects.filter(cooperative_id=cooperative_id).order_by("-recorded_at", "-id")


def _record_rows(rows: list[LegalRecord], today: date) -> list[RecordRow]:
    replaced = {row.replaces_id for row in rows if row.replaces_id}
    order = list(RecordKind)
    found = [
        RecordRow(
            row.id,
            RecordKind(row.kind),
            row.number,
            written_number(RecordKind(row.kind), row.number),
            row.issuer,
            row.holder_name,
            row.issued_on,
            row.expires_on,
            is_expiring(row.expires_on, today=today),
            row.outlet_id,
            row.file_id,
            row.is_void,
            row.id not in replaced and not row.is_void,
            row.reason,
            row.recorded_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (order.index(row.kind), not row.is_current))


def current_records(*, cooperative_id: int, today: date) -> list[RecordRow]:
    """List the papers that hold: those that nothing replaces and that are not void."""
    return [row for row in records_of(cooperative_id=cooperative_id, today=today) if row.is_current]


def kbli_of(*, cooperative_id: int) -> list[KbliChoice]:
    """List the lines of business that stand in the NIB."""
    rows = KbliChoice.objects.filter(cooperative_id=cooperative_id, ended_on__isnull=True)
    return list(rows.order_by("code", "id"))


def outlets_of(*, cooperative_id: int) -> list[OutletRow]:
    """List the outlets, those that work first."""
    rows = Outlet.objects.filter(cooperative_id=cooperative_id).order_by("name", "id")
    order = ("OPERASIONAL", "SIAP", "BELUM", "TUTUP")
    found = [
        OutletRow(
            row.id,
            row.kind,
            row.name,
            row.address,
            row.ownership,
            row.land_m2,
            row.electricity_va,
            row.internet,
            row.has_water,
            row.opening_hours,
            row.status,
            row.opened_on,
            row.changed_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: order.index(row.status))


def unit_names(*, cooperative_id: int) -> dict[UUID, str]:
    """Name every unit of business, the cooperative as a whole first, then in the order of their opening."""
    units = BusinessUnit.objects.filter(cooperative_id=cooperative_id).order_by("opened_on", "name", "id")
    rows = sorted(units, key=lambda unit: unit.kind != UnitKind.UMUM)
    return {unit.id: unit.name for unit in rows}


def unit_kinds_inquiry(cooperative_id: int) -> Inquiry[set[str]]:
    """Ask of which kinds (domain.outlets.UnitKind) there are open units of business."""
    units = BusinessUnit.objects.filter(cooperative_id=cooperative_id, closed_on__isnull=True)
    return Inquiry.of(units.values_list("kind"), read=lambda rows: {kind for (kind,) in rows})


def units_of(*, cooperative_id: int) -> list[BusinessUnit]:
    """List the units of business that people opened, closed ones last."""
    (found,) = asked(units_inquiry(cooperative_id=cooperative_id))
    return found  # type: ignore[no-any-return]  # as the inquiry reads it


def units_inquiry(*, cooperative_id: int) -> Inquiry[list[BusinessUnit]]:
    """Ask what ``units_of`` gives, together with others."""
    return joined(
        kept_rows(_units, cooperative_id),
        read=lambda rows: sorted(rows, key=lambda unit: unit.closed_on is not None),
    )


def _units(cooperative_id: int) -> QuerySet[BusinessUnit]:
    opened = BusinessUnit.objects.filter(cooperative_id=cooperative_id).exclude(kind=UnitKind.UMUM)
    return opened.order_by("opened_on", "name", "id")
