"""The tills of invented Bumiayu: one that is well, one that is held up, one that was lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.foundation.devices.domain.chain import START, Event, milliseconds, seal
from guyub.foundation.devices.domain.wire import body_text
from guyub.foundation.devices.selectors.devices import devices_of
from guyub.foundation.devices.services.binding import bind, give_code, revoke_device
from guyub.foundation.devices.services.contacts import Word, contact
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.device_events import take_events
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from guyub.foundation.devices.models import Device

WELL, HELD_UP, LOST = "HP kasir 1 (contoh)", "Laptop gerai (contoh)", "HP kasir lama (contoh)"
MINUTE = timedelta(minutes=1)


def make_device_examples(*, now: datetime) -> None:
    """Bind three devices of Bumiayu. Only for a demonstration; repeating it changes nothing.

    What the second one told is of a kind that no context knows: a program newer than the server's.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    with scope(place.id):
        if any(row.name == LOST for row in devices_of(cooperative_id=place.id, now=now)):
            return
    bound = {
        name: _bound(place, name, now - timedelta(days=days))
        for name, days in ((LOST, 60), (WELL, 30), (HELD_UP, 30))
    }
    revoke_device(
        actor=actor_in(place, Role.KETUA),
        device_id=bound[LOST].id,
        why="Hilang di Pasar Gadang (contoh)",
        request_id=_once("revoked"),
        now=now - timedelta(days=29),
    )
    contact(device=bound[WELL], word=_word(now - 4 * MINUTE), now=now - 4 * MINUTE)
    told = now - timedelta(hours=5)
    slow = _word(told - 12 * MINUTE, last_seq=5, waiting=3, is_persisted=False, free_mb=410)
    contact(device=bound[HELD_UP], word=slow, now=told)
    events = _events(bound[HELD_UP], told - timedelta(hours=1))
    take_events(device=bound[HELD_UP], batch=[events[0], *events[3:]], now=told)


def _bound(place: Cooperative, name: str, at: datetime) -> Device:
    with scope(place.id):
        outlet = next(iter(outlets_of(cooperative_id=place.id)), None)
    code = give_code(
        actor=actor_in(place, Role.PENGELOLA_GERAI),
        device_name=name,
        outlet_id=outlet.outlet_id if outlet else None,
        outlet_name=outlet.name if outlet else "Gerai (contoh)",
        request_id=_once(f"code/{name}"),
        now=at,
    )
    return bind(
        written=code,
        request_id=_once(f"bound/{name}"),
        visitor="contoh",
        device_ms=milliseconds(at),
        app_version="0.1.0",
        now=at + MINUTE,
    ).device


def _word(
    device_at: datetime,
    *,
    last_seq: int = 0,
    waiting: int = 0,
    is_persisted: bool = True,
    free_mb: int = 2_300,
) -> Word:
    return Word(
        device_ms=milliseconds(device_at),
        last_seq=last_seq,
        waiting=waiting,
        app_version="0.1.0",
        is_persisted=is_persisted,
        free_mb=free_mb,
    )


def _events(device: Device, since: datetime) -> list[Event]:
    """Write five events as a till does."""
    events: list[Event] = []
    for no in range(1, 6):
        event = Event(
            device_id=device.id,
            seq=no,
            id=_once(f"event/{no}"),
            kind="example.noted",
            at_ms=milliseconds(since + no * MINUTE),
            body=body_text({"catatan": f"Catatan contoh {no}", "total_rp": 12_000 + 500 * no}),
            previous=events[-1].hash if events else START,
            hash=b"",
        )
        events.append(replace(event, hash=seal(event)))
    return events


def _once(name: str) -> UUID:
    return uuid5(SPACE, f"device/{name}")
