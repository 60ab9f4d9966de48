"""Devices as a Django application."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    """Bound tills and their events."""

    name = "guyub.foundation.devices"
    label = "devices"
