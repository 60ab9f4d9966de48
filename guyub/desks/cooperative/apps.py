"""The cooperative's desk as a Django application."""

from django.apps import AppConfig


class CooperativeDeskConfig(AppConfig):
    """Pages of one cooperative's people."""

    name = "guyub.desks.cooperative"
    label = "cooperative_desk"
