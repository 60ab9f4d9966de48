"""Which device shows a key."""

from __future__ import annotations

from guyub.foundation.devices.domain.codes import credential_in, is_key
from guyub.foundation.devices.models import Device
from guyub.foundation.kernel.tenancy.scope import scope


def device_of(written: str) -> Device | None:
    """Find the device whose key is shown, a revoked one too; None where the key opens nothing.

    Args:
        written: As it stands in the header, ``<device>:<key>``.
    """
    shown = credential_in(written)
    if shown is None:
        return None
    with scope(shown.cooperative_id):
        device = Device.objects.filter(cooperative_id=shown.cooperative_id, id=shown.device_id).first()
    return device if device is not None and is_key(shown.key, bytes(device.key_hash)) else None
