"""Assets as a Django application."""

from django.apps import AppConfig


class AssetsConfig(AppConfig):
    """Fixed assets and what is spread over months: register, depreciation, prepayments."""

    name = "guyub.books.assets"
    label = "assets"
