"""What programs read of needs, the needs that they raise, and the steps that they report."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from guyub.city.development.domain.needs import OWN_STATES
from guyub.city.development.selectors.needs import need_by_id, needs_after
from guyub.city.development.services.needs import Move, Wish, move_need, raise_need
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
from guyub.community.cooperatives.selectors.keys import reached_by
from guyub.foundation.identity.api.keys import REFUSALS, Key, actor_of_key, key_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest

router = Router(tags=["needs"])
After = Annotated[UUID | None, Query(description="The next of the page before")]
Limit = Annotated[int, Query(ge=1, le=MOST_AT_ONCE)]


class Need(Schema):
    """One need of a cooperative as it stands; ``estimate_rp`` is whole rupiah for the whole quantity, if known.

    ``urgency`` 3 holds the business up, 2 is needed this quarter, 1 can wait; ``since`` is when it came into its state.
    """

    need_id: UUID
    place_code: str
    number: int
    kind: str
    title: str
    quantity: int
    unit: str
    estimate_rp: int | None
    reason: str
    urgency: int
    state: str
    since: datetime
    raised_at: datetime


class Needs(Schema):
    """A page of needs in the order in which they were raised; ``next`` is the ``after`` of the page that follows."""

    items: list[Need]
    next: UUID | None


class NewNeed(Schema):
    """A need to be raised; its photo is added by people."""

    kind: Words = Field(max_length=40)
    title: Words = Field(max_length=200)
    quantity: int
    unit: Words = Field(max_length=40)
    estimate_rp: int | None = None
    reason: Words = Field(max_length=1000)
    urgency: int


class NewMove(Schema):
    """One step of a need: ``seen`` is the state in which the program read it, ``to`` the next one.

    ``PLANNED`` needs ``planned_on``, ``FUNDED`` ``funding_source`` and ``amount_rp`` in whole rupiah, ``DECLINED`` a
    ``note``; ``HANDED_OVER`` needs a proof, which people bring on the page of the need.
    """

    seen: Words = Field(max_length=20)
    to: Words = Field(max_length=20)
    note: Words = Field("", max_length=1000)
    funding_source: Words = Field("", max_length=200)
    amount_rp: int | None = None
    planned_on: date | None = None


@router.get(
    "/needs", response={200: Needs, 422: Any, **REFUSALS}, auth=Key("needs:read"), operation_id="needs"
)
def needs(request: HttpRequest, after: After = None, limit: Limit = MOST_AT_ONCE) -> Any:
    """List the needs of the key's own cooperative, or of all that its city guides. No persons."""
    reached = reached_by(key_of(request).cooperative)
    return _page([place.id for place in reached.order_by("id")], after, limit)


@router.get(
    "/cooperatives/{code}/needs",
    response={200: Needs, **MISSING},
    auth=Key("needs:read"),
    operation_id="needs_of",
)
def needs_of(request: HttpRequest, code: Code, after: After = None, limit: Limit = MOST_AT_ONCE) -> Any:
    """List the needs of one cooperative. No persons."""
    return _page([place_reached(request, code).id], after, limit)


@router.post(
    "/cooperatives/{code}/needs",
    response={201: Kept, 409: Any, **MISSING},
    auth=Key("needs:write"),
    operation_id="need_raise",
)
def need_raise(request: HttpRequest, code: Code, body: NewNeed, idempotency_key: RequestId) -> Any:
    """Raise a need of a cooperative, in the name of whoever made the key."""
    place, now = place_reached(request, code), utc_now()
    raised = raise_need(
        actor=actor_of_key(request, Action.RAISE_NEED, now=now),
        place_id=place.id,
        wish=Wish(**body.dict()),
        request_id=idempotency_key,
        now=now,
    )
    return Status(201, {"id": raised})


@router.post(
    "/cooperatives/{code}/needs/{need_id}/moves",
    response={204: None, 409: Any, **MISSING},
    auth=Key("needs:write"),
    operation_id="need_move",
)
def need_move(
    request: HttpRequest, code: Code, need_id: UUID, body: NewMove, idempotency_key: RequestId
) -> Any:
    """Move a need one step: a city's key, or a cooperative's to its use. Who made the key has moved it."""
    place, now = place_reached(request, code), utc_now()
    action = Action.RECEIVE_NEED if body.to in OWN_STATES else Action.MOVE_NEED
    actor = actor_of_key(request, action, now=now)
    with scope(place.id):
        known = need_by_id(place_id=place.id, need_id=need_id)
    if known is None:
        raise HttpError(404, "Kebutuhan ini tidak ada di koperasi ini.")
    move_need(
        actor=actor,
        place_id=place.id,
        need_id=need_id,
        move=Move(**body.dict()),
        today=today_in(place),
        request_id=idempotency_key,
        now=now,
    )
    return Status(204, None)


def _page(place_ids: Collection[int], after: UUID | None, limit: int) -> dict[str, Any]:
    with scope(*place_ids):
        found = needs_after(place_ids=place_ids, after=after, most=limit + 1)
    shown = found[:limit]
    return {
        "items": [fields_of(Need, row) for row in shown],
        "next": shown[-1].need_id if len(found) > limit else None,
    }
