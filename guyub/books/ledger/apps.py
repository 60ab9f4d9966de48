"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Accounts, journal, periods, balances, statements."""

    name = "guyub.books.ledger"
    label = "ledger"
