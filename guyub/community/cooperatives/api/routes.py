"""What programs read of cooperatives, and what they bring: reports, words on steps, papers."""

from __future__ import annotations

from datetime import date  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003  as above

from ninja import Query, Router, Schema, Status
from pydantic import Field

from guyub.community.cooperatives.api.doors import (
    MISSING,
    MOST_AT_ONCE,
    Code,
    Kept,
    RequestId,
    Words,
    fields_of,
    place_reached,
    today_in,
)
from guyub.community.cooperatives.domain.indicators import INDICATORS
from guyub.community.cooperatives.selectors.keys import reached_after
from guyub.community.cooperatives.selectors.officers import in_office, officers_of
from guyub.community.cooperatives.selectors.profiles import current_records, outlets_of, profile_of
from guyub.community.cooperatives.selectors.regions import search_regions
from guyub.community.cooperatives.selectors.reports import reports_about
from guyub.community.cooperatives.selectors.steps import newest_notes
from guyub.community.cooperatives.services import legal
from guyub.community.cooperatives.services.reports import Figure, keep_report
from guyub.community.cooperatives.services.steps import StepWord, note_step
from guyub.foundation.identity.api.keys import REFUSALS, Key, actor_of_key, key_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.guiding import city_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["cooperatives"])


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

    record_id: UUID
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


class Note(Schema):
    """The newest word on one step of the path."""

    step: str
    responsible: str
    waits_for: str
    note: str
    started_on: date
    target_on: date | None


class NewNote(Schema):
    """How a step stands; ``waits_for`` is empty where it waits for nobody."""

    step: Words = Field(max_length=40)
    started_on: date
    responsible: Words = Field("", max_length=120)
    waits_for: Words = Field("", max_length=40)
    note: Words = Field("", max_length=300)
    target_on: date | None = None


class NewPaper(Schema):
    """A paper without its scan; ``replaces`` is the ``record_id`` of the one that it comes after.

    ``holder_name`` is that of a bank account, ``expires_on`` the last day on which the paper holds.
    """

    kind: Words = Field(max_length=40)
    issued_on: date
    number: Words = Field("", max_length=80)
    issuer: Words = Field("", max_length=120)
    holder_name: Words = Field("", max_length=120)
    expires_on: date | None = None
    replaces: UUID | None = None


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
    place = place_reached(request, code)
    today = today_in(place)
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
        "papers": [fields_of(Paper, paper) for paper in papers],
        "outlets": [fields_of(Outlet, outlet) for outlet in outlets],
        "officers": [fields_of(OfficerInOffice, officer) for officer in officers],
    }


@router.get(
    "/cooperatives/{code}/reports",
    response={200: list[Report], **MISSING},
    auth=Key("reports:read"),
    operation_id="reports",
)
def reports(request: HttpRequest, code: Code) -> Any:
    """List what others reported of a cooperative, by indicator, the newest first; never its own books."""
    place = place_reached(request, code)
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
    idempotency_key: RequestId,
) -> Any:
    """Keep a figure that somebody reported, in the name of whoever made the key and still keeps reports for the city.

    The ``Idempotency-Key`` is the request_id: the same key with the same facts answers again, with others 409.
    """
    place, now = place_reached(request, code), utc_now()
    actor = actor_of_key(request, Action.KEEP_REPORT, now=now)
    kept = keep_report(
        actor=actor,
        figure=Figure(place.code, body.indicator, body.value, body.as_of, body.source),
        today=today_in(place),
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
    place = place_reached(request, code)
    with scope(place.id):
        found = newest_notes(cooperative_id=place.id)
    return [fields_of(Note, note) for note in found.values()]


@router.post(
    "/cooperatives/{code}/notes",
    response={201: Kept, 409: Any, **MISSING},
    auth=Key("steps:write"),
    operation_id="note_keep",
)
def note_keep(request: HttpRequest, code: Code, body: NewNote, idempotency_key: RequestId) -> Any:
    """Write down how a step stands, in the name of whoever made the key; the earlier words stay as its history."""
    place, now = place_reached(request, code), utc_now()
    kept = note_step(
        actor=actor_of_key(request, Action.KEEP_LEGAL, now=now),
        place_id=place.id,
        word=StepWord(**body.dict()),
        today=today_in(place),
        request_id=idempotency_key,
        now=now,
    )
    return Status(201, {"id": kept})


@router.post(
    "/cooperatives/{code}/papers",
    response={201: Kept, 409: Any, **MISSING},
    auth=Key("steps:write"),
    operation_id="paper_keep",
)
def paper_keep(request: HttpRequest, code: Code, body: NewPaper, idempotency_key: RequestId) -> Any:
    """Keep a paper of the legal life, without its scan, in the name of whoever made the key."""
    place, now = place_reached(request, code), utc_now()
    kept = legal.keep_paper(
        actor=actor_of_key(request, Action.KEEP_LEGAL, now=now),
        place_id=place.id,
        paper=legal.Paper(**body.dict()),
        today=today_in(place),
        request_id=idempotency_key,
        now=now,
    )
    return Status(201, {"id": kept})


@router.get(
    "/regions",
    response={200: list[Region], 422: Any, **REFUSALS},
    auth=Key("cooperatives:read"),
    operation_id="regions",
)
def regions(request: HttpRequest, query: Annotated[Words, Query(max_length=80)]) -> Any:  # noqa: ARG001  ninja passes it
    """Find regions whose name or code begins so, at most twenty."""
    return [fields_of(Region, row) for row in search_regions(query)]
