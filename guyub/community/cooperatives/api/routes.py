"""What programs read of cooperatives, and the reports that they bring."""

from __future__ import annotations

from datetime import date  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003  as above

from ninja import Header, Path, Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from guyub.community.cooperatives.domain.indicators import INDICATORS
from guyub.community.cooperatives.selectors.keys import reached_after, reached_one
from guyub.community.cooperatives.selectors.officers import in_office, officers_of
from guyub.community.cooperatives.selectors.profiles import current_records, outlets_of, profile_of
from guyub.community.cooperatives.selectors.regions import search_regions
from guyub.community.cooperatives.selectors.reports import reports_about
from guyub.community.cooperatives.selectors.steps import newest_notes
from guyub.community.cooperatives.services.reports import Figure, keep_report
from guyub.foundation.identity.api.keys import REFUSALS, Key, Refusal, actor_of_key, key_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import city_of
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative as Tenant

router = Router(tags=["cooperatives"])
MOST_AT_ONCE = 200
Code = Annotated[str, Path(pattern=r"^\d\d\.\d\d\.\d\d\.\d{4}$", description="Kemendagri code of the ward")]
Words = Annotated[str, Field(pattern=r"^[^\x00]*$")]  # PostgreSQL keeps no NUL
MISSING: dict[int, Any] = {404: Refusal, 422: Any, **REFUSALS}


class Cooperative(Schema):
    """One ward cooperative."""

    code: str
    name: str


class Cooperatives(Schema):
    """A page of cooperatives by code; ``next`` is the ``after`` of the page that follows, or nothing."""

    items: list[Cooperative]
    next: str | None


class Paper(Schema):
    """One paper of the legal life that holds; its file is not handed out."""

    kind: str
    number: str
    issuer: str
    issued_on: date
    expires_on: date | None


class Outlet(Schema):
    """One outlet (gerai)."""

    kind: str
    name: str
    address: str
    status: str
    opened_on: date | None


class OfficerInOffice(Schema):
    """Who is in office: the last day of the term is inside."""

    post: str
    name: str
    term_from: date
    term_to: date


class CooperativeCard(Cooperative):
    """One cooperative as it stands today."""

    official_name: str
    address: str
    postal_code: str
    opening_hours: str
    papers: list[Paper]
    outlets: list[Outlet]
    officers: list[OfficerInOffice]


class Report(Schema):
    """One figure that somebody reported: a whole number, yes or no, or text. Without a unit a number is rupiah."""

    indicator: str
    number: int | None
    is_yes: bool | None
    text: str
    unit: str
    note: str
    as_of: date
    source: str


class NewReport(Schema):
    """A figure to be kept: its value as people write it, such as ``130``, ``5.220.000`` or ``ya``."""

    indicator: Words = Field(max_length=40)
    value: Words = Field(max_length=200)
    as_of: date
    source: Words = Field(max_length=160)


class Kept(Schema):
    """What was kept."""

    id: UUID


class Note(Schema):
    """The newest word on one step of the path."""

    step: str
    responsible: str
    waits_for: str
    note: str
    started_on: date
    target_on: date | None


class Region(Schema):
    """One region, and the names above it."""

    code: str
    name: str
    level: str
    within: str
    postal_code: str


@router.get(
    "/cooperatives",
    response={200: Cooperatives, 422: Any, **REFUSALS},
    auth=Key("cooperatives:read"),
    operation_id="cooperatives",
)
def cooperatives(
    request: HttpRequest,
    after: Annotated[str, Query(pattern=r"^[0-9.]{0,13}$")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = MOST_AT_ONCE,
) -> Any:
    """List the cooperatives that a city's key reaches, or a cooperative's key its own, by code."""
    found = reached_after(key_of(request).cooperative, after=after, most=limit + 1)
    items = [{"code": row.code, "name": row.name} for row in found[:limit]]
    return {"items": items, "next": items[-1]["code"] if len(found) > limit else None}


@router.get(
    "/cooperatives/{code}",
    response={200: CooperativeCard, **MISSING},
    auth=Key("cooperatives:read"),
    operation_id="cooperative",
)
def cooperative(request: HttpRequest, code: Code) -> Any:
    """Show one cooperative: name and place, papers that hold, outlets, officers in office."""
    place = _place(request, code)
    today = _today(place)
    with scope(place.id):
        profile = profile_of(cooperative_id=place.id)
        papers = current_records(cooperative_id=place.id, today=today)
        outlets = outlets_of(cooperative_id=place.id)
        officers = in_office(officers_of(cooperative_id=place.id), today=today)
    return {
        "code": place.code,
        "name": place.name,
        "official_name": profile.official_name if profile else "",
        "address": profile.address if profile else "",
        "postal_code": profile.postal_code if profile else "",
        "opening_hours": profile.opening_hours if profile else "",
        "papers": [_fields(Paper, paper) for paper in papers],
        "outlets": [_fields(Outlet, outlet) for outlet in outlets],
        "officers": [_fields(OfficerInOffice, officer) for officer in officers],
    }


@router.get(
    "/cooperatives/{code}/reports",
    response={200: list[Report], **MISSING},
    auth=Key("reports:read"),
    operation_id="reports",
)
def reports(request: HttpRequest, code: Code) -> Any:
    """List what others reported of a cooperative, by indicator, the newest first; never its own books."""
    place = _place(request, code)
    city = city_of(place.code)
    if city is None:
        return []
    with scope(city.id):
        found = reports_about(city_id=city.id, about_id=place.id)
    return [
        {
            "indicator": report.indicator,
            **vars(report.value),
            "unit": INDICATORS[report.indicator].unit,
            "note": report.note,
            "as_of": report.as_of,
            "source": report.source,
        }
        for report in found
    ]


@router.post(
    "/cooperatives/{code}/reports",
    response={201: Kept, 409: Any, **MISSING},
    auth=Key("reports:write"),
    operation_id="report_keep",
)
def report_keep(
    request: HttpRequest,
    code: Code,
    body: NewReport,
    idempotency_key: Annotated[UUID, Header(alias="Idempotency-Key")],
) -> Any:
    """Keep a figure that somebody reported, in the name of whoever made the key and still keeps reports for the city.

    The ``Idempotency-Key`` is the request_id: the same key with the same facts answers again, with others 409.
    """
    place, now = _place(request, code), utc_now()
    actor = actor_of_key(request, Action.KEEP_REPORT, now=now)
    kept = keep_report(
        actor=actor,
        figure=Figure(place.code, body.indicator, body.value, body.as_of, body.source),
        today=_today(place),
        request_id=idempotency_key,
        now=now,
    )
    return Status(201, {"id": kept})


@router.get(
    "/cooperatives/{code}/notes",
    response={200: list[Note], **MISSING},
    auth=Key("steps:read"),
    operation_id="notes",
)
def notes(request: HttpRequest, code: Code) -> Any:
    """List the newest word on each step under way: who does it, for whom it waits, since when."""
    place = _place(request, code)
    with scope(place.id):
        found = newest_notes(cooperative_id=place.id)
    return [_fields(Note, note) for note in found.values()]


@router.get(
    "/regions",
    response={200: list[Region], 422: Any, **REFUSALS},
    auth=Key("cooperatives:read"),
    operation_id="regions",
)
def regions(request: HttpRequest, query: Annotated[Words, Query(max_length=80)]) -> Any:  # noqa: ARG001  ninja passes it
    """Find regions whose name or code begins so, at most twenty."""
    return [_fields(Region, row) for row in search_regions(query)]


def _place(request: HttpRequest, code: str) -> Tenant:
    """Find the cooperative of an address.

    Raises:
        HttpError: There is none that the key reaches: 404.
    """
    place = reached_one(key_of(request).cooperative, code)
    if place is None:
        raise HttpError(404, "Koperasi ini tidak ada, atau kunci ini tidak menjangkaunya.")
    return place


def _today(place: Tenant) -> date:
    return business_date(utc_now(), Zone(place.zone))


def _fields(schema: type[Schema], row: object) -> dict[str, Any]:
    return {name: getattr(row, name) for name in schema.model_fields}
