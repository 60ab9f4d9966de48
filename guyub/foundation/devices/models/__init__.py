"""Tables of devices."""

from guyub.foundation.devices.models.devices import BindingCode, Device
from guyub.foundation.devices.models.events import DeviceEvent, EventResolution
from guyub.foundation.devices.models.gaps import BroughtOutbox, DeviceGap, GapState

__all__ = [
    "BindingCode",
    "BroughtOutbox",
    "Device",
    "DeviceEvent",
    "DeviceGap",
    "EventResolution",
    "GapState",
]
