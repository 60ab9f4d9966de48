"""The shop as a Django application."""

from django.apps import AppConfig


class RetailConfig(AppConfig):
    """What is sold, and what buyers ordered and paid first."""

    name = "guyub.trade.retail"
    label = "retail"
