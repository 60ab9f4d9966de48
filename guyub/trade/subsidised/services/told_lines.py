"""The rationed lines of a batch, each at its corrected time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.devices.domain.chain import seal
from guyub.foundation.devices.domain.clocks import happened_at, is_possible
from guyub.foundation.devices.models import Device
from guyub.foundation.devices.services.contacts import contacts_of
from guyub.foundation.identity.domain.boxes import opened_box
from guyub.foundation.identity.domain.keyring import SealBrokenError
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.selectors.keys import index_keys, vault_keys
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.subsidised.domain.told import RationUnreadError, own_number, read_rations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from guyub.foundation.devices.domain.chain import Event
    from guyub.trade.subsidised.domain.told import RationTold

SALE, MARK = "sale.made", '"rations"'


@dataclass(frozen=True, slots=True)
class Noted:
    """One rationed line of a sale, and when it was sold."""

    sale_id: UUID
    told: RationTold
    at: datetime

    @property
    def own_id(self) -> UUID:
        """The number under which it is noted where the till's own belongs to another sale."""
        return own_number(sale_id=self.sale_id, line=self.told.line)


def is_rationed(event: Event) -> bool:
    """Tell whether an event may tell of something rationed."""
    return event.kind == SALE and MARK in event.body


def told_lines(device: Device, batch: Sequence[Event], now: datetime) -> list[Noted]:
    """Read the rationed lines of a batch in the order of the device, each at its corrected time."""
    with scope(device.cooperative_id):
        kept = Device.objects.filter(cooperative_id=device.cooperative_id, id=device.id)
        contacts, head_seq, before = kept.values_list("contacts", "head_seq", "head_at").get()
    heard, lines = contacts_of(contacts), []
    for event in sorted(batch, key=lambda one: one.seq):
        if seal(event) != event.hash:
            continue
        moment = happened_at(
            event.device_at,
            event.seq,
            contacts=heard,
            received_at=now,
            before_at=before if event.seq > head_seq else None,
        )
        if event.seq > head_seq and is_possible(moment):
            before = moment.at
        if is_rationed(event):
            lines += [Noted(event.id, told, moment.at) for told in _told(event)]
    return lines


def _told(event: Event) -> Sequence[RationTold]:
    try:
        return read_rations(event.facts)
    except RationUnreadError:
        return ()


def indexes_of(line: Noted) -> list[bytes]:
    """Give the indexes of a NIK that lay in a box, the current key's first; none where the box does not open."""
    try:
        nik = opened_box(vault_keys(), line.told.box)
    except SealBrokenError:
        return []
    return index_keys().indexes(SecretKind.NIK.value, nik)


def index_of_its_own(line: Noted) -> bytes:
    """Give the index of a number that nobody could read: it counts for itself alone."""
    return index_keys().index("SALE", str(line.own_id))
