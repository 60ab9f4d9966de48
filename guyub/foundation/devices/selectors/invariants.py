"""What must hold of devices: each chain is whole up to its head, and nothing was resolved that was not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.devices.domain.chain import START, Answer, seal
from guyub.foundation.devices.models import Device, DeviceEvent, DeviceGap, EventResolution, GapState
from guyub.foundation.devices.selectors.events import event_of
from guyub.foundation.kernel.selectors.invariants import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def chains_are_whole(cooperative_id: int) -> Iterator[Broken]:
    """The admitted events of a device follow each other, but for numbers that two people gave up, up to its head."""
    for device in Device.objects.filter(cooperative_id=cooperative_id).order_by("id"):
        what = _break(device)
        if what:
            yield Broken("devices.chain", f"{device.name}: {what}")


def resolutions_are_of_exceptions(cooperative_id: int) -> Iterator[Broken]:
    """What was resolved had not been accepted, and stands under the event's own id."""
    rows = EventResolution.objects.filter(cooperative_id=cooperative_id).select_related("event")
    told = 0
    for row in rows.order_by("id").iterator(chunk_size=500):
        if row.event.answer == Answer.ACCEPTED.value or row.event_key != row.event.event_id:
            yield Broken("devices.resolution", f"{row.event.seq} {row.event.answer}")
            told += 1
        if told == MOST_TOLD:
            return


def _break(device: Device) -> str:
    """Walk a device's chain; say where it breaks, or nothing."""
    mine = {"cooperative_id": device.cooperative_id, "device_id": device.id}
    given_up = {
        from_seq: (to_seq, bytes(following))
        for from_seq, to_seq, following in DeviceGap.objects.filter(
            **mine, state=GapState.GIVEN_UP.value
        ).values_list("from_seq", "to_seq", "following")
    }
    seq, hashed = _past(given_up, 0, START)
    for row in DeviceEvent.objects.filter(**mine, is_linked=True).order_by("seq").iterator(chunk_size=500):
        event = event_of(row)
        if event.seq != seq + 1 or event.previous != hashed or seal(event) != event.hash:
            return f"breaks at {seq + 1}"
        seq, hashed = _past(given_up, event.seq, event.hash)
    return "" if (seq, hashed) == (device.head_seq, bytes(device.head_hash)) else f"its head is not {seq}"


def _past(given_up: dict[int, tuple[int, bytes]], seq: int, hashed: bytes) -> tuple[int, bytes]:
    """Go on behind numbers that were given up."""
    while seq + 1 in given_up:
        seq, hashed = given_up[seq + 1]
    return seq, hashed


INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (chains_are_whole, resolutions_are_of_exceptions)
