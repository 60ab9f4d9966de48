"""An outbox of a test, without Django: it writes events down as the program on a phone does, and keeps them."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from guyub.foundation.devices.domain.chain import START, Event, milliseconds, seal
from guyub.foundation.devices.domain.wire import body_text

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # that of tests.world
DEVICE = uuid.UUID("0193a1b2-0000-7000-8000-000000000001")


@dataclass
class Till:
    """An outbox: every event it ever wrote."""

    device_id: uuid.UUID = DEVICE
    events: list[Event] = field(default_factory=list)

    def write(self, *, kind="sale.made", body=None, at=NOW, id_=None, previous=None, seq=None):
        """Write the next event down."""
        last = self.events[-1] if self.events else None
        event = sealed(
            device_id=self.device_id,
            seq=seq or (last.seq + 1 if last else 1),
            id=id_ or uuid.uuid4(),
            kind=kind,
            at_ms=milliseconds(at),
            body=body_text(body if body is not None else {"total_rp": 1000}),
            previous=previous or (last.hash if last else START),
        )
        self.events.append(event)
        return event

    def sell(self, count, *, at=NOW, apart=timedelta(minutes=1)):
        """Write some sales down, a minute apart."""
        return [self.write(at=at + apart * no, body={"no": no, "total_rp": 1000 + no}) for no in range(count)]

    def copy(self):
        """Give another till with the same outbox, as a restored phone is."""
        return Till(self.device_id, list(self.events))


def sealed(**facts):
    """Make an event with the seal that fits it."""
    event = Event(**facts, hash=b"")
    return replace(event, hash=seal(event))
