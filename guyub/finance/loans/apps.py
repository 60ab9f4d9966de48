"""Loans as a Django application."""

from django.apps import AppConfig


class LoansConfig(AppConfig):
    """Loans, from what an offer costs to the last instalment."""

    name = "guyub.finance.loans"
    label = "loans"
