"""Treasury as a Django application."""

from django.apps import AppConfig


class TreasuryConfig(AppConfig):
    """Money places and shifts, everyday events (peristiwa), banks, claims, funds, the opening position."""

    name = "guyub.books.treasury"
    label = "treasury"
