"""Consignment as a Django application."""

from django.apps import AppConfig


class ConsignmentConfig(AppConfig):
    """Goods of others, sold for a share."""

    name = "guyub.trade.consignment"
    label = "consignment"
