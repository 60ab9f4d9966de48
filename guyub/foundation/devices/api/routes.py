"""A device binds itself, and says how it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003  ninja reads the annotations

from ninja import Router, Schema
from pydantic import Field

from guyub.foundation.devices.api.keys import DeviceKey, device_of_key
from guyub.foundation.devices.domain.versions import OLDEST_APP
from guyub.foundation.devices.domain.wire import LATEST_MS, MOST_EVENTS
from guyub.foundation.devices.services.binding import bind
from guyub.foundation.devices.services.contacts import Word, contact
from guyub.foundation.identity.api.keys import Refusal
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.web.rate_limits import visitor

if TYPE_CHECKING:
    from django.http import HttpRequest

router = Router(tags=["devices"])
Milliseconds = Annotated[int, Field(ge=0, le=LATEST_MS)]
Version = Annotated[str, Field(max_length=20, pattern=r"^[0-9A-Za-z.+\-]*$")]
MOST_COUNTED = 2**31 - 1


class Named(Schema):
    """Something by its id and its name."""

    id: str
    name: str


class Binding(Schema):
    """A one-time code, and what the device draws itself so that a retry gets the same answer."""

    code: Annotated[str, Field(max_length=20)]
    request_id: UUID | None = None
    at: Milliseconds | None = None
    app_version: Version = ""


class BoundDevice(Schema):
    """What the device is from now on. ``key`` is shown this once; ``series`` numbers what it prints."""

    device_id: UUID
    key: str
    series: str
    cooperative: Named
    outlet: Named


class Hello(Schema):
    """How a device is. ``written``: the last number in its outbox; ``waiting``: how many it has not sent."""

    at: Milliseconds
    written: Annotated[int, Field(ge=0, le=MOST_EVENTS)]
    waiting: Annotated[int, Field(ge=0, le=MOST_COUNTED)]
    app_version: Version
    is_persisted: bool | None = None
    free_mb: Annotated[int, Field(ge=0, le=MOST_COUNTED)] | None = None


class Missing(Schema):
    """Numbers that hold up what comes after them, both ends included."""

    from_seq: int
    to_seq: int


class Standing(Schema):
    """Where a device stands.

    ``skew``: FINE, WARN, or STOP: nothing new is sold without network. ``is_revoked``: it stops selling and keeps its
    outbox, to be handed in as a file. ``must_update``: the program must be renewed before it sells on.
    """

    is_revoked: bool
    server_ms: int
    offset_ms: int
    skew: str
    send_from: int
    missing: Missing | None
    oldest_app: str
    must_update: bool


@router.post(
    "/v1/devices/bind",
    response={200: BoundDevice, 409: Any},
    auth=None,
    operation_id="device_bind",
)
def device_bind(request: HttpRequest, body: Binding) -> Any:
    """Bind a device with a one-time code that a manager shows. No login, no key."""
    bound = bind(
        written=body.code,
        request_id=body.request_id or uuid7(),
        visitor=visitor(request),
        device_ms=body.at,
        app_version=body.app_version,
        now=utc_now(),
    )
    device = bound.device
    return {
        "device_id": device.id,
        "key": bound.key,
        "series": device.series,
        "cooperative": {"id": bound.cooperative_code, "name": bound.cooperative_name},
        "outlet": {"id": str(device.outlet_id or ""), "name": device.outlet_name},
    }


@router.post(
    "/v1/devices/hello",
    response={200: Standing, 401: Refusal},
    auth=DeviceKey(),
    operation_id="device_hello",
)
def device_hello(request: HttpRequest, body: Hello) -> Any:
    """Say how the device is, and hear where it stands."""
    told = contact(
        device=device_of_key(request),
        word=Word(
            device_ms=body.at,
            last_seq=body.written,
            waiting=body.waiting,
            app_version=body.app_version,
            is_persisted=body.is_persisted,
            free_mb=body.free_mb,
        ),
        now=utc_now(),
    )
    return {
        "is_revoked": told.is_revoked,
        "server_ms": told.server_ms,
        "offset_ms": told.offset_ms,
        "skew": told.skew.value,
        "send_from": told.send_from,
        "missing": {"from_seq": told.missing[0], "to_seq": told.missing[1]} if told.missing else None,
        "oldest_app": OLDEST_APP,
        "must_update": told.is_too_old,
    }
