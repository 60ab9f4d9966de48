"""Buying as a Django application."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Orders, receipts, bills."""

    name = "guyub.trade.procurement"
    label = "procurement"
