"""What every operation on a cooperative begins with: the code of an address, whether the key reaches it, its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from ninja import Header, Path, Schema
from ninja.errors import HttpError
from pydantic import Field

from guyub.community.cooperatives.selectors.keys import reached_one
from guyub.foundation.identity.api.keys import REFUSALS, Refusal, key_of
from guyub.foundation.kernel.dates import Zone, business_date, utc_now

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from guyub.foundation.kernel.models import Cooperative

MOST_AT_ONCE = 200
Code = Annotated[str, Path(pattern=r"^\d\d\.\d\d\.\d\d\.\d{4}$", description="Kemendagri code of the ward")]
Words = Annotated[str, Field(pattern=r"^[^\x00]*$")]  # PostgreSQL keeps no NUL
RequestId = Annotated[UUID, Header(alias="Idempotency-Key", description="Made once per intention")]
MISSING: dict[int, Any] = {404: Refusal, 422: Any, **REFUSALS}


class Kept(Schema):
    """What was kept."""

    id: UUID


def place_reached(request: HttpRequest, code: str) -> Cooperative:
    """Find the cooperative of an address.

    Raises:
        HttpError: There is none that the key reaches: 404.
    """
    place = reached_one(key_of(request).cooperative, code)
    if place is None:
        raise HttpError(404, "Koperasi ini tidak ada, atau kunci ini tidak menjangkaunya.")
    return place


def today_in(place: Cooperative) -> date:
    """Tell the business date where a cooperative is."""
    return business_date(utc_now(), Zone(place.zone))


def fields_of(schema: type[Schema], row: object) -> dict[str, Any]:
    """Take from a row what a schema shows."""
    return {name: getattr(row, name) for name in schema.model_fields}
