"""Identity as a Django application."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """People, roles, getting in, audit trail, vault."""

    name = "guyub.foundation.identity"
    label = "identity"
