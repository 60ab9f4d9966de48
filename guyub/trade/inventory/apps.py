"""Inventory as a Django application."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """What lies where, what it cost, what it may cost buyers."""

    name = "guyub.trade.inventory"
    label = "inventory"
