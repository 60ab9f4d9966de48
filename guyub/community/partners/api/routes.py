"""What programs read of partners: who they are and on which terms. No contact, address, phone, number or account."""

from __future__ import annotations

from datetime import date  # noqa: TC003  ninja reads the annotations
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema
from ninja.errors import HttpError

from guyub.community.cooperatives.api.doors import MISSING, MOST_AT_ONCE, Code, fields_of, place_reached
from guyub.community.partners.selectors.partners import one_partner, partners_after
from guyub.foundation.identity.api.keys import Key, actor_of_key
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative

router = Router(tags=["partners"])
Limit = Annotated[int, Query(ge=1, le=MOST_AT_ONCE)]
After = Annotated[UUID | None, Query(description="The next of the page before")]


class PartnerOut(Schema):
    """One partner; days whole, rupiah whole. ``delivery_days``: ``135`` is Monday, Wednesday, Friday, "" any day."""

    partner_id: UUID
    code: str
    name: str
    kind: str
    payment_days: int
    lead_days: int
    delivery_days: str
    minimum_rp: int
    ended_on: date | None


class Partners(Schema):
    """A page of partners in the order in which they were added; ``next`` is the ``after`` of the page that follows."""

    items: list[PartnerOut]
    next: UUID | None


@router.get(
    "/cooperatives/{code}/partners",
    response={200: Partners, **MISSING},
    auth=Key("partners:read"),
    operation_id="partners",
)
def partners(request: HttpRequest, code: Code, after: After = None, limit: Limit = MOST_AT_ONCE) -> Any:
    """List the partners of the key's own cooperative, ended ones too; new ones stand at the end."""
    place = _partners_of(request, code)
    with scope(place.id):
        found = partners_after(cooperative_id=place.id, after=after, most=limit + 1)
    shown = found[:limit]
    return {
        "items": [fields_of(PartnerOut, row) for row in shown],
        "next": shown[-1].partner_id if len(found) > limit else None,
    }


@router.get(
    "/cooperatives/{code}/partners/{partner_id}",
    response={200: PartnerOut, **MISSING},
    auth=Key("partners:read"),
    operation_id="partner",
)
def partner(request: HttpRequest, code: Code, partner_id: UUID) -> Any:
    """Give one partner, also one that ended."""
    place = _partners_of(request, code)
    with scope(place.id):
        row = one_partner(cooperative_id=place.id, partner_id=partner_id)
    if row is None:
        raise HttpError(404, "Mitra ini tidak ada di koperasi ini.")
    return fields_of(PartnerOut, row)


def _partners_of(request: HttpRequest, code: str) -> Cooperative:
    """Find the cooperative, and ask whether the key's maker may still see its partners: they stay at home.

    Raises:
        HttpError: The key does not reach it, 404; its maker may not see them, as a city's never may, 403.
    """
    place = place_reached(request, code)
    actor = actor_of_key(request, Action.VIEW_PARTNERS, now=utc_now())
    if actor.cooperative_id != place.id:
        raise HttpError(403, "Daftar mitra hanya dibaca dengan kunci koperasi itu sendiri.")
    return place
