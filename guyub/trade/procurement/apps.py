"""Procurement as a Django application."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """From the order to the paid debt."""

    name = "guyub.trade.procurement"
    label = "procurement"
