"""Tables of the treasury."""

from guyub.books.treasury.models.banks import (
    BankLine,
    BankMapping,
    BankMatch,
    BankReconciliation,
    BankStatement,
    MatchedRow,
)
from guyub.books.treasury.models.claims import Claim
from guyub.books.treasury.models.daily import FavouriteEvent, RecurringEvent
from guyub.books.treasury.models.events import Event
from guyub.books.treasury.models.funds import Fund, FundMovement, FundPayout, FundRule
from guyub.books.treasury.models.handovers import CashHandover
from guyub.books.treasury.models.opening import Opening
from guyub.books.treasury.models.places import CashPlace
from guyub.books.treasury.models.shifts import CashCount, CashShift, ToldShift

__all__ = [
    "BankLine",
    "BankMapping",
    "BankMatch",
    "BankReconciliation",
    "BankStatement",
    "CashCount",
    "CashHandover",
    "CashPlace",
    "CashShift",
    "Claim",
    "Event",
    "FavouriteEvent",
    "Fund",
    "FundMovement",
    "FundPayout",
    "FundRule",
    "MatchedRow",
    "Opening",
    "RecurringEvent",
    "ToldShift",
]
