"""What programs read of the register: who is a member, and what changed. No NIK, KK or phone."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema
from ninja.errors import HttpError

from guyub.community.cooperatives.api.doors import MISSING, MOST_AT_ONCE, Code, fields_of, place_reached
from guyub.community.members.selectors.members import one_member
from guyub.community.members.selectors.register import events_after, members_after
from guyub.foundation.identity.api.keys import Key, actor_of_key
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative

router = Router(tags=["members"])
Limit = Annotated[int, Query(ge=1, le=MOST_AT_ONCE)]
AfterNumber = Annotated[int, Query(ge=0, le=2_147_483_647, description="The next of the page before")]
AfterEvent = Annotated[UUID | None, Query(description="The next of the page before")]


class MemberOut(Schema):
    """One member or former member; ``number`` is given once and never to anybody else, "" for a candidate."""

    member_id: UUID
    number: str
    name: str
    state: str
    state_since: date
    joined_on: date | None
    left_on: date | None


class Members(Schema):
    """A page of the register in the order of its numbers; ``next`` is the ``after`` of the page that follows."""

    items: list[MemberOut]
    next: int | None


class RegisterEvent(Schema):
    """What changed a member's standing after the admission; ``on`` is the day from which it holds."""

    event_id: UUID
    member_id: UUID
    number: str
    happened: str
    on: date
    recorded_at: datetime


class RegisterEvents(Schema):
    """A page of changes in the order in which they were recorded; ``next`` as of the register."""

    items: list[RegisterEvent]
    next: UUID | None


@router.get(
    "/cooperatives/{code}/members",
    response={200: Members, **MISSING},
    auth=Key("members:read"),
    operation_id="members",
)
def members(request: HttpRequest, code: Code, after: AfterNumber = 0, limit: Limit = MOST_AT_ONCE) -> Any:
    """List the register of the key's own cooperative by number, former members too; new ones stand at its end."""
    place = _register_of(request, code)
    with scope(place.id):
        found = members_after(cooperative_id=place.id, after=after, most=limit + 1)
    shown = found[:limit]
    return {
        "items": [fields_of(MemberOut, row) for _, row in shown],
        "next": shown[-1][0] if len(found) > limit else None,
    }


@router.get(
    "/cooperatives/{code}/members/{member_id}",
    response={200: MemberOut, **MISSING},
    auth=Key("members:read"),
    operation_id="member",
)
def member(request: HttpRequest, code: Code, member_id: UUID) -> Any:
    """Give one member, candidate or former member."""
    place = _register_of(request, code)
    with scope(place.id):
        row = one_member(cooperative_id=place.id, member_id=member_id)
    if row is None:
        raise HttpError(404, "Anggota ini tidak ada di koperasi ini.")
    return fields_of(MemberOut, row)


@router.get(
    "/cooperatives/{code}/member-events",
    response={200: RegisterEvents, **MISSING},
    auth=Key("members:read"),
    operation_id="member_events",
)
def member_events(
    request: HttpRequest, code: Code, after: AfterEvent = None, limit: Limit = MOST_AT_ONCE
) -> Any:
    """List what changed members' standing since a change: passive, active again, left. Reasons are not among it."""
    place = _register_of(request, code)
    with scope(place.id):
        found = events_after(cooperative_id=place.id, after=after, most=limit + 1)
    shown = found[:limit]
    return {
        "items": [fields_of(RegisterEvent, row) for row in shown],
        "next": shown[-1].event_id if len(found) > limit else None,
    }


def _register_of(request: HttpRequest, code: str) -> Cooperative:
    """Find the cooperative, and ask whether the key's maker may still read its register: names stay at home.

    Raises:
        HttpError: The key does not reach it, 404; its maker may not read the register, as a city's never may, 403.
    """
    place = place_reached(request, code)
    actor = actor_of_key(request, Action.VIEW_MEMBERS, now=utc_now())
    if actor.cooperative_id != place.id:
        raise HttpError(403, "Daftar anggota hanya dibaca dengan kunci koperasi itu sendiri.")
    return place
