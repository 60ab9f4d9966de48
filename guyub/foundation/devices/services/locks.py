"""The lock of a device: whoever moves its head, its gaps or its standing holds the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.devices.models import Device
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID


class DeviceRefusedError(DomainError):
    """A device is not bound or revoked; ``wrong``: ``name``, ``outlet``, ``reason``, ``revoked``, ``missing``."""

    code: ClassVar[str] = "devices.device.refused"


def locked_device(*, cooperative_id: int, device_id: UUID) -> Device:
    """Lock a device until the transaction ends. Step: needs an open transaction.

    Raises:
        DeviceRefusedError: ``missing``.
    """
    mine = Device.objects.filter(cooperative_id=cooperative_id, id=device_id)
    device = mine.select_for_update(no_key=True).first()
    if device is None:
        raise DeviceRefusedError(wrong="missing")
    return device
