"""Events as they come over the line or in a file: read once, and refused where they are no events at all."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.foundation.devices.domain.chain import Event
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import id_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

MOST_NUMBER = 2**53 - 1  # what JavaScript counts exactly
MOST_EVENTS = 10**12  # of one device
LONGEST_BODY = 64_000
LONGEST_KIND = 60
DEEPEST = 20  # lists in lists; beyond it no till writes
_KIND = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)+", re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9_.:\-]{1,60}", re.ASCII)
_SEAL = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
LATEST_MS = 4_102_444_800_000  # the year 2100


class BatchRefusedError(DomainError):
    """A batch is not read; ``wrong``: ``event`` (no event at all, fact ``number``), ``too_many`` (fact ``most``).

    ``device``: an event says that it is another device's.
    """

    code: ClassVar[str] = "devices.batch.refused"


def read_batch(raw: Sequence[Any], *, device_id: UUID, most: int) -> list[Event]:
    """Read the events of a device.

    What an event says is not judged here: a body that is not canonical makes an event whose seal does not fit.

    Args:
        raw: As JSON gives them: ``seq``, ``id``, ``kind``, ``at``, ``body``, ``previous``, ``hash``.
        device_id: Who sends them.
        most: How many are taken at once.

    Raises:
        BatchRefusedError: There are too many, or one of them is no event; ``number`` counts from 1.
    """
    if len(raw) > most:
        raise BatchRefusedError(wrong="too_many", most=most)
    return [_event(one, device_id, number) for number, one in enumerate(raw, 1)]


def written(event: Event) -> dict[str, Any]:
    """Write an event down as it goes over the line."""
    return {
        "seq": event.seq,
        "id": str(event.id),
        "kind": event.kind,
        "at": event.at_ms,
        "body": event.facts,
        "previous": event.previous.hex(),
        "hash": event.hash.hex(),
    }


def _event(raw: Any, device_id: UUID, number: int) -> Event:
    if not isinstance(raw, dict):
        raise BatchRefusedError(wrong="event", number=number)
    if raw.get("device", str(device_id)) != str(device_id):
        raise BatchRefusedError(wrong="device", number=number)
    seq, at_ms, kind = raw.get("seq"), raw.get("at"), raw.get("kind")
    id_ = id_in(_text(raw, "id"))
    is_one = (
        _is_whole(seq, 1, MOST_EVENTS)
        and _is_whole(at_ms, 0, LATEST_MS)
        and isinstance(kind, str)
        and len(kind) <= LONGEST_KIND
        and _KIND.fullmatch(kind)
        and isinstance(raw.get("body"), dict)
        and _SEAL.fullmatch(_text(raw, "previous"))
        and _SEAL.fullmatch(_text(raw, "hash"))
    )
    try:
        body = body_text(raw["body"]) if is_one else ""
    except RecursionError as error:  # a thousand lists in lists
        raise BatchRefusedError(wrong="event", number=number) from error
    if not is_one or id_ is None or len(body) > LONGEST_BODY:
        raise BatchRefusedError(wrong="event", number=number)
    return Event(
        device_id=device_id,
        seq=seq,  # type: ignore[arg-type]  # whole, as seen above
        id=id_,
        kind=kind,  # type: ignore[arg-type]  # text, as seen above
        at_ms=at_ms,  # type: ignore[arg-type]  # as seq
        body=body,
        previous=bytes.fromhex(raw["previous"]),
        hash=bytes.fromhex(raw["hash"]),
    )


def body_text(body: Mapping[str, Any]) -> str:
    """Write a body as canonical JSON text.

    A body that the till's program could not have sealed (a broken number, a strange key, half a letter) is written with
    a mark that no canonical text has, a blank at its end: it is kept, and no seal fits it.
    """
    if _is_plain(body, DEEPEST):
        return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return json.dumps(body, sort_keys=True) + " "


def says_nothing(body: str) -> bool:
    """Tell whether a body holds the letter of number 0, which no text of the database may hold."""
    return _NUL.search(body) is not None


def _is_plain(value: Any, depth: int) -> bool:
    match value:
        case None | bool():
            return True
        case int():
            return -MOST_NUMBER <= value <= MOST_NUMBER
        case str():
            return not any("\ud800" <= letter <= "\udfff" for letter in value)
        case list():
            return depth > 0 and all(_is_plain(item, depth - 1) for item in value)
        case dict():
            return depth > 0 and all(
                _KEY.fullmatch(key) and _is_plain(item, depth - 1) for key, item in value.items()
            )
        case _:
            return False


def _is_whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""
