"""A cooperative on one page, in a handful of queries: the small lists come as one row of arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from guyub.community.cooperatives.domain.naming import follows_rule
from guyub.community.cooperatives.domain.outlets import UnitKind
from guyub.community.cooperatives.models import BusinessUnit, KbliChoice, Kinship, Profile, StepNote
from guyub.community.cooperatives.selectors.officers import OfficerRow, in_office, officer_alarms, officers_of
from guyub.community.cooperatives.selectors.profiles import (
    OutletRow,
    ProfileCard,
    RecordRow,
    current_records,
    outlets_of,
)
from guyub.community.cooperatives.selectors.steps import NoteRow
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from guyub.community.cooperatives.domain.officers import Alarm

_PROFILE = ("official_name", "address", "postal_code", "opening_hours", "office_email", "origin")
_NOTE = (
    *("step", "responsible", "waits_for", "note", "started_on", "target_on"),
    *("noted_by_name", "noted_at"),
)


@dataclass(frozen=True)
class KbliRow(Row):
    """One line of business in the NIB."""

    kbli_id: UUID
    code: str
    edition: int
    title: str


@dataclass(frozen=True)
class UnitRow(Row):
    """One unit of business that runs."""

    kind: str
    name: str
    outlet_id: UUID | None


@dataclass(frozen=True)
class Overview(Row):
    """Everything that is known of a cooperative's legal life today."""

    profile: ProfileCard | None
    records: list[RecordRow]
    officers: list[OfficerRow]
    alarms: list[Alarm]
    outlets: list[OutletRow]
    units: list[UnitRow]
    kbli: list[KbliRow]
    notes: list[NoteRow]


def overview_of(*, cooperative_id: int, today: date) -> Overview:
    """Gather papers that hold, officers in office, outlets, units that run, lines of business, newest words on steps.

    Five queries, inside the cooperative's scope.
    """
    small = _small_lists(cooperative_id)
    officers = officers_of(cooperative_id=cooperative_id)
    kin = [Kinship(one_id=UUID(pair["one"]), other_id=UUID(pair["other"])) for pair in small["kin"]]
    return Overview(
        profile=next((_profile(row) for row in small["profile"]), None),
        records=current_records(cooperative_id=cooperative_id, today=today),
        officers=in_office(officers, today=today),
        alarms=officer_alarms(cooperative_id=cooperative_id, officers=officers, today=today, kin=kin),
        outlets=outlets_of(cooperative_id=cooperative_id),
        units=[UnitRow(row["kind"], row["name"], _id(row["outlet"])) for row in small["units"]],
        kbli=[KbliRow(UUID(row["id"]), row["code"], row["edition"], row["title"]) for row in small["kbli"]],
        notes=[_note(row) for row in small["notes"]],
    )


def _small_lists(cooperative_id: int) -> dict[str, list[dict[str, Any]]]:
    own = {"cooperative_id": cooperative_id}
    opened = BusinessUnit.objects.filter(**own, closed_on__isnull=True).exclude(kind=UnitKind.UMUM)
    units = opened.order_by("opened_on", "name", "id")
    kbli = KbliChoice.objects.filter(**own, ended_on__isnull=True).order_by("code", "id")
    newest = StepNote.objects.filter(**own).order_by("step", "-noted_at", "-id").distinct("step")
    arrays = {
        "profile": _array(Profile.objects.filter(**own), *_PROFILE),
        "units": _array(units, "kind", "name", outlet="outlet_id"),
        "kbli": _array(kbli, "id", "code", "edition", "title"),
        "kin": _array(Kinship.objects.filter(**own), one="one_id", other="other_id"),
        "notes": _array(newest, *_NOTE),
    }
    found: Any = Cooperative.objects.filter(id=cooperative_id).values(**arrays).get()
    return {name: found[name] for name in arrays}


def _array(rows: QuerySet[Any], *fields: str, **renamed: str) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{field: field for field in fields}, **renamed)))


def _profile(row: dict[str, Any]) -> ProfileCard:
    return ProfileCard(follows_rule=follows_rule(row["official_name"]), **row)


def _note(row: dict[str, Any]) -> NoteRow:
    days = {
        "started_on": date.fromisoformat(row["started_on"]),
        "target_on": date.fromisoformat(row["target_on"]) if row["target_on"] else None,
        "noted_at": datetime.fromisoformat(row["noted_at"]),
    }
    return NoteRow(**row | days)


def _id(written: str | None) -> UUID | None:
    return UUID(written) if written else None
