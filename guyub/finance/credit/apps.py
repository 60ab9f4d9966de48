"""Credit as a Django application."""

from django.apps import AppConfig


class CreditConfig(AppConfig):
    """Limits of what one member may owe."""

    name = "guyub.finance.credit"
    label = "credit"
