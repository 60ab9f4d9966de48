"""Subsidised as a Django application."""

from django.apps import AppConfig


class SubsidisedConfig(AppConfig):
    """Rationed goods: programmes, consumers, quota, allocation."""

    name = "guyub.trade.subsidised"
    label = "subsidised"
