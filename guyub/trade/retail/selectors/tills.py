"""Tills as people set them up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.models import CashPlace
from guyub.foundation.devices.models import Device
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.models import Location
from guyub.trade.retail.models import Till

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

_SELLS = [LocationKind.GERAI.value, LocationKind.GUDANG.value]


@dataclass(frozen=True, slots=True)
class TillPlaces:
    """What a till is to be made of.

    Args:
        series: The row of numbers of its device; None: there is none, or it is revoked.
        location: The name of the location; empty: there is none, or it is closed.
        cash: Of each open cash place that was named, its kind and its name.
        taken: Those that another till has whose device is not revoked.
    """

    series: int | None
    location: str
    cash: Mapping[UUID, tuple[str, str]]
    taken: Collection[UUID]


def places_for_till(
    *, cooperative_id: int, device_id: UUID, location_id: UUID, cash_ids: Collection[UUID]
) -> TillPlaces:
    """Look up what a till is to be made of. One query; the device is locked, where a transaction is open.

    Args:
        cooperative_id: Whose.
        device_id: The device.
        location_id: From where it sells.
        cash_ids: Drawer, bank account and safe.
    """
    mine = {"cooperative_id": cooperative_id}
    devices = Device.objects.filter(**mine, revoked_at__isnull=True)
    series, locations, cash, taken = asked(
        Inquiry.of(
            devices.filter(id=device_id).select_for_update(no_key=True).values_list("number"), read=list
        ),
        Inquiry.of(
            Location.objects.filter(
                **mine, id=location_id, kind__in=_SELLS, closed_on__isnull=True
            ).values_list("name"),
            read=list,
        ),
        Inquiry.of(
            CashPlace.objects.filter(**mine, id__in=cash_ids, closed_on__isnull=True).values_list(
                "id", "kind", "name"
            ),
            read=list,
        ),
        Inquiry.of(
            Till.objects.filter(**mine, drawer_id__in=cash_ids, device__revoked_at__isnull=True)
            .exclude(device_id=device_id)
            .values_list("drawer_id"),
            read=list,
        ),
    )
    return TillPlaces(
        series=series[0][0] if series else None,
        location=locations[0][0] if locations else "",
        cash={id_: (kind, name) for id_, kind, name in cash},
        taken={id_ for (id_,) in taken},
    )


@dataclass(frozen=True, slots=True)
class TillRow:
    """A bound device, and how its till is set up; ids None: it is not yet, or it has none of them."""

    device_id: UUID
    name: str
    series: str
    location: str
    drawer: str
    location_id: UUID | None
    drawer_id: UUID | None
    bank_id: UUID | None
    safe_id: UUID | None
    step_rp: int


@dataclass(frozen=True, slots=True)
class TillChoices:
    """What a till may be made of: ids with names."""

    locations: Mapping[UUID, str]
    drawers: Mapping[UUID, str]
    banks: Mapping[UUID, str]
    safes: Mapping[UUID, str]


def tills_of(*, cooperative_id: int) -> list[TillRow]:
    """List the devices that are not revoked, with their tills. Two queries."""
    mine = {"cooperative_id": cooperative_id}
    rows = Till.objects.filter(**mine).select_related("location", "drawer")
    tills = {till.device_id: till for till in rows}
    devices = Device.objects.filter(**mine, revoked_at__isnull=True).order_by("number")
    return [_row(device, tills.get(device.id)) for device in devices]


def till_choices(*, cooperative_id: int) -> TillChoices:
    """Give what a till may be made of. Two queries."""
    mine = {"cooperative_id": cooperative_id, "closed_on__isnull": True}
    locations = Location.objects.filter(**mine, kind__in=_SELLS).order_by("kind", "name", "id")
    cash: dict[str, dict[UUID, str]] = {kind.value: {} for kind in CashKind}
    for id_, kind, name in (
        CashPlace.objects.filter(**mine).order_by("name").values_list("id", "kind", "name")
    ):
        cash[kind][id_] = name
    return TillChoices(
        locations=dict(locations.values_list("id", "name")),
        drawers=cash[CashKind.LACI],
        banks=cash[CashKind.BANK],
        safes=cash[CashKind.BRANKAS],
    )


def _row(device: Device, till: Till | None) -> TillRow:
    if till is None:
        return TillRow(device.id, device.name, device.series, "", "", None, None, None, None, 100)
    return TillRow(
        device.id,
        device.name,
        device.series,
        till.location.name,
        till.drawer.name,
        till.location_id,
        till.drawer_id,
        till.bank_id,
        till.safe_id,
        till.step_rp,
    )
