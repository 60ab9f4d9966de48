"""Names and roles of a cooperative's officers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import Router, Schema

from guyub.foundation.identity.api.keys import REFUSALS, Key, key_of
from guyub.foundation.identity.selectors.people import people_of
from guyub.foundation.kernel.dates import utc_now

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["people"])


class Officer(Schema):
    """Somebody who holds roles now."""

    name: str
    roles: list[str]


@router.get(
    "/people", response={200: list[Officer], **REFUSALS}, auth=Key("people:read"), operation_id="people"
)
def people(request: HttpRequest) -> Any:
    """List who holds which roles now in the key's cooperative, by name. No numbers, no login names."""
    rows = people_of(cooperative_id=key_of(request).cooperative_id, now=utc_now())
    return [{"name": row.name, "roles": [role.value for role in row.roles]} for row in rows]
