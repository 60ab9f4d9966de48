"""A bound till of a test, and the context above that enters what it sells."""

import json
import uuid

from guyub.foundation.devices.domain.chain import milliseconds
from guyub.foundation.devices.domain.outbox_file import FORMAT, file_seal
from guyub.foundation.devices.domain.wire import written
from guyub.foundation.devices.services.admitting import Applied
from guyub.foundation.devices.services.binding import bind, give_code
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.foundation.devices.outbox import DEVICE, Till
from tests.world import NOW, new_id


class RefusedSaleError(DomainError):
    """What the books of a test refuse."""

    code = "devices.event.same_id"  # any code that has a sentence


class ClashError(DomainError):
    """What clashes with what happened meanwhile."""

    code = "devices.event.forked"
    answers_conflict = True


class Books:
    """The context above: it enters each sale under a key of its own, and refuses what a test tells it to."""

    def __init__(self, refuses=()):
        self.refuses = dict(refuses)  # number → error class
        self.entered = []

    def __call__(self, happened):
        """Apply an event."""
        refusal = self.refuses.get(happened.event.seq)
        if refusal is not None:
            raise refusal(number=happened.event.seq)
        self.entered.append(happened.event.id)
        return Applied("sale", uuid.uuid5(DEVICE, str(happened.event.id)), f"J-{happened.event.seq}")


def bound(world, *, name="HP kasir 1", now=NOW, by=Role.PENGELOLA_GERAI):
    """Bind a device to Bumiayu's shop; give it, its till, and what it shows."""
    code = give_code(
        actor=world.actor(by),
        device_name=name,
        outlet_id=None,
        outlet_name="Gerai Bumiayu",
        request_id=new_id(),
        now=now,
    )
    made = bind(
        written=code,
        request_id=new_id(),
        visitor="here",
        device_ms=milliseconds(now),
        app_version="0.1.0",
        now=now,
    )
    return made.device, Till(made.device.id), f"{made.device.id}:{made.key}"


def file_of(till, device, events=None, *, seal_=None):
    """Write an outbox file."""
    raw = [written(event) for event in (till.events if events is None else events)]
    fits = file_seal(raw, device_id=device.id, hashed_key=bytes(device.key_hash))
    told = {"format": FORMAT, "device": str(device.id), "events": raw, "seal": seal_ or fits}
    return json.dumps(told, ensure_ascii=False).encode()


def inside(device):
    """Open the scope of a device's cooperative."""
    return scope(device.cooperative_id)
