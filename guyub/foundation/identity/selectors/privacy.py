"""Consents, requests and breaches as screens show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.identity.models import BreachCase, ConsentEvent, SubjectRequest
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True)
class Consent(Row):
    """What holds of one purpose for one person."""

    purpose: str
    version: int
    is_given: bool
    at: datetime


@dataclass(frozen=True)
class Asked(Row):
    """A request and its clock."""

    request_id: UUID
    name: str
    kind: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    hours_left: int


def consents_of(*, cooperative_id: int, person_id: UUID) -> list[Consent]:
    """Give the newest word of a person on each purpose."""
    events = ConsentEvent.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    newest: dict[str, Consent] = {}
    for event in events.order_by("at", "id"):
        newest[event.purpose] = Consent(event.purpose, event.version, event.is_given, event.at)
    return list(newest.values())


def consenting(*, cooperative_id: int, purpose: str) -> set[UUID]:
    """Give the people whose newest word on a purpose is yes. One query."""
    events = ConsentEvent.objects.filter(cooperative_id=cooperative_id, purpose=purpose)
    newest = events.order_by("person_id", "-at", "-id").distinct("person_id")
    return {person for person, is_given in newest.values_list("person_id", "is_given") if is_given}


def consents_inquiry(*, cooperative_id: int, person_id: UUID) -> Inquiry[list[Consent]]:
    """Ask for the newest word of a person on each purpose."""
    events = ConsentEvent.objects.filter(cooperative_id=cooperative_id, person_id=person_id)
    told = events.order_by("at", "id").values_list("purpose", "version", "is_given", "at")
    return Inquiry.of(told, read=lambda rows: list({row[0]: Consent(*row) for row in rows}.values()))


def requests_of(*, cooperative_id: int, now: datetime, most: int = 100) -> list[Asked]:
    """List requests, open ones first by their clock, then the answered ones, newest first."""
    rows = SubjectRequest.objects.filter(cooperative_id=cooperative_id).select_related("person")
    asked = [
        Asked(
            row.id,
            row.person.name,
            row.kind,
            row.asked_at,
            row.due_at,
            row.answered_at,
            int((row.due_at - now).total_seconds() // 3600),
        )
        for row in rows.order_by("-asked_at", "id")[:most]
    ]
    return sorted(asked, key=lambda one: (one.answered_at is not None, one.due_at))


def breaches_of(*, cooperative_id: int, most: int = 100) -> list[BreachCase]:
    """List breach cases, the newest first."""
    rows = BreachCase.objects.filter(cooperative_id=cooperative_id)
    return list(rows.order_by("-found_at", "id")[:most])


def who_allows(*, cooperative_id: int, purpose: str, people: Collection[UUID]) -> set[UUID]:
    """Tell who of some people allows a purpose now: the newest word of each holds. One query."""
    events = ConsentEvent.objects.filter(cooperative_id=cooperative_id, purpose=purpose, person_id__in=people)
    newest = dict(events.order_by("at", "id").values_list("person_id", "is_given"))
    return {person_id for person_id, is_given in newest.items() if is_given}
