"""Goods in stock as a Django application."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """Products, units, prices and ceilings, stock."""

    name = "guyub.trade.inventory"
    label = "inventory"
