"""Who calls: a bound device with its own key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja.security import HttpBearer

from guyub.foundation.devices.selectors.keys import device_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.foundation.devices.models import Device


class DeviceKey(HttpBearer):
    """``Authorization: Device <device>:<key>``. A revoked device is let in, so that it hears that it is revoked."""

    openapi_scheme = "device"

    def authenticate(self, request: HttpRequest, token: str) -> Device | None:  # noqa: ARG002  ninja passes it
        """Find the device; None answers 401."""
        return device_of(token[:200])


def device_of_key(request: HttpRequest) -> Device:
    """Give the device whose key opened this operation."""
    device: Device = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    return device
