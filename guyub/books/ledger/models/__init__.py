"""The journal and what hangs on it; only the ledger imports from here."""

from guyub.books.ledger.models.accounts import Account
from guyub.books.ledger.models.balances import AccountBalance
from guyub.books.ledger.models.entries import JournalEntry, JournalLine
from guyub.books.ledger.models.heads import ClosingKind, JournalHead, PeriodClosing

__all__ = [
    "Account",
    "AccountBalance",
    "ClosingKind",
    "JournalEntry",
    "JournalHead",
    "JournalLine",
    "PeriodClosing",
]
