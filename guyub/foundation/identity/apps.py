"""Identity as a Django application."""

from django.apps import AppConfig
from django.urls import register_converter

from guyub.foundation.kernel.web.converters import WardCode


class IdentityConfig(AppConfig):
    """People, roles, getting in, audit trail, vault."""

    name = "guyub.foundation.identity"
    label = "identity"

    def ready(self) -> None:
        """Make the code of a ward known to the addresses of every context, before any of them is read."""
        register_converter(WardCode, "ward")
