"""Delivery as a Django application."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Plans of deliveries; it keeps no table."""

    name = "guyub.trade.delivery"
    label = "delivery"
