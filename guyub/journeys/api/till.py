"""What a till asks: what it sold is taken in, what it must know is given (docs/algorithms/till_sync.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID  # noqa: TC003  ninja reads the annotations

from ninja import Query, Router, Schema, Status
from pydantic import Field

from guyub.foundation.devices.api.keys import DeviceKey, device_of_key
from guyub.foundation.devices.api.routes import MOST_COUNTED, Milliseconds, Version
from guyub.foundation.devices.domain.chain import MOST_IN_BATCH, Answer
from guyub.foundation.devices.domain.lending import Word
from guyub.foundation.devices.domain.wire import MOST_EVENTS, read_batch
from guyub.foundation.devices.services.admitting import DeviceRevokedError
from guyub.foundation.devices.services.contacts import Word as Contact
from guyub.foundation.devices.services.contacts import contact
from guyub.foundation.devices.web.words import why
from guyub.foundation.identity.api.keys import Refusal
from guyub.foundation.kernel.dates import Zone, business_date, utc_now
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.messages import sentence
from guyub.journeys.services.device_events import take_events
from guyub.trade.retail.selectors.slices import Cursor, slice_of
from guyub.trade.retail.services.slices import lend_slices
from guyub.trade.subsidised.services.slices import lend_rations

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from guyub.foundation.devices.models import Device
    from guyub.foundation.devices.services.held import Answered

router = Router(tags=["till"])
Counted = Annotated[int, Query(ge=0, le=MOST_EVENTS)]
Since = Annotated[str, Query(max_length=120, description="The cursor of the answer before")]


class Storage(Schema):
    """What the browser says of its room, whole megabytes."""

    is_persisted: bool | None = None
    free_mb: Annotated[int, Field(ge=0, le=MOST_COUNTED)] | None = None
    used_mb: Annotated[int, Field(ge=0, le=MOST_COUNTED)] | None = None


class Outbox(Schema):
    """How a till is, and the next events of its outbox, in order; none is a greeting."""

    device_id: UUID
    app_version: Version = ""
    at: Milliseconds
    written: Annotated[int, Field(ge=0, le=MOST_EVENTS)]
    waiting: Annotated[int, Field(ge=0, le=MOST_COUNTED)]
    storage: Storage = Storage()
    events: Annotated[list[Any], Field(max_length=MOST_IN_BATCH)]


class HeadOut(Schema):
    """The last event that was taken in: its number and its seal."""

    seq: int
    hash: str


class AnswerOut(Schema):
    """What became of one event; ``first`` of a duplicate: what was answered the first time."""

    seq: int
    answer: str
    code: str
    words: str
    number: str
    first: str


class Taken(Schema):
    """What became of a batch. ``send_from``: the number that the server waits for."""

    server_time: str
    head: HeadOut
    answers: list[AnswerOut]
    send_from: int


class Revoked(Schema):
    """The device was revoked: it stops selling and keeps its outbox for a file."""

    code: str
    words: str


@router.post(
    "/v1/till/events",
    response={200: Taken, 401: Refusal, 409: Any, 410: Revoked},
    auth=DeviceKey(),
    operation_id="till_events",
)
def till_events(request: HttpRequest, body: Outbox) -> Any:
    """Take in what a till did, each event once and in order, and answer each of them."""
    device, now = device_of_key(request), utc_now()
    batch = read_batch(body.events, device_id=device.id, most=MOST_IN_BATCH)
    standing = contact(
        device=device,
        word=Contact(
            device_ms=body.at,
            last_seq=body.written,
            waiting=body.waiting,
            app_version=body.app_version,
            is_persisted=body.storage.is_persisted,
            free_mb=body.storage.free_mb,
        ),
        now=now,
    )
    if standing.is_revoked:
        return _revoked()
    try:
        taken = take_events(device=device, batch=batch, now=now)
    except DeviceRevokedError:
        return _revoked()
    return {
        "server_time": now.isoformat(),
        "head": {"seq": taken.head.seq, "hash": taken.head.hash.hex()},
        "answers": [_answer(one) for one in taken.answers],
        "send_from": taken.send_from,
    }


@router.get(
    "/v1/till/slice",
    response={200: Any, 401: Refusal, 410: Revoked},
    auth=DeviceKey(),
    operation_id="till_slice",
)
def till_slice(
    request: HttpRequest,
    since: Since = "",
    lending: Counted = 0,
    written: Counted | None = None,
    rationing: Counted = 0,
) -> Any:
    """Give what a till must know to sell without a network: the whole at first, then what changed."""
    device, now = device_of_key(request), utc_now()
    if device.revoked_at is not None:
        return _revoked()
    rations = lend_rations(
        place=device.cooperative,
        device_id=device.id,
        word=Word(rationing, written),
        is_whole=not since,
        now=now,
    )
    return _sliced(device, since, Word(lending, written), now) | {"rations": rations}


def _sliced(device: Device, since: str, word: Word, now: datetime) -> dict[str, Any]:
    today = business_date(now, Zone(device.cooperative.zone))
    # What is told below is no less new than this answer's number.
    lending = lend_slices(place=device.cooperative, device_id=device.id, word=word, today=today)
    with scope(device.cooperative_id):
        found = slice_of(
            place=device.cooperative,
            device_id=device.id,
            cursor=Cursor.read(since),
            today=today,
            now=now,
        )
    told = asdict(found) | {"cursor": found.cursor.written, "lending": lending}
    return {"server_time": now.isoformat(), **told}


def _answer(one: Answered) -> dict[str, Any]:
    first = one.first if one.answer is Answer.DUPLICATE else None
    return {
        "seq": one.seq,
        "answer": one.answer.value,
        "code": one.code,
        "words": why(one.code, one.facts),
        "number": one.number,
        "first": first.value if first else "",
    }


def _revoked() -> Status[dict[str, str]]:
    error = DeviceRevokedError()
    return Status(410, {"code": error.code, "words": sentence(error)})
