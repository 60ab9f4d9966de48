"""Savings as a Django application."""

from django.apps import AppConfig


class SavingsConfig(AppConfig):
    """Members' savings: accounts, movements, balances."""

    name = "guyub.finance.savings"
    label = "savings"
