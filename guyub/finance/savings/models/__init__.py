"""Tables of savings."""

from guyub.finance.savings.models.accounts import SavingsAccount, SavingsMovement
from guyub.finance.savings.models.bills import BillPart, DuesBill, DuesRun, StandingOrder, Waiver
from guyub.finance.savings.models.collections import (
    BillMessage,
    CollectionCount,
    CollectionLine,
    CollectionList,
)
from guyub.finance.savings.models.deposits import Roll, TermPeriod
from guyub.finance.savings.models.gate import UnitCapital, UnitOverride
from guyub.finance.savings.models.holds import Hold
from guyub.finance.savings.models.jasa import AccountJasa, JasaRun, MemberTax, RunKind
from guyub.finance.savings.models.products import SavingsProduct, SavingsTerms

__all__ = [
    "AccountJasa",
    "BillMessage",
    "BillPart",
    "CollectionCount",
    "CollectionLine",
    "CollectionList",
    "DuesBill",
    "DuesRun",
    "Hold",
    "JasaRun",
    "MemberTax",
    "Roll",
    "RunKind",
    "SavingsAccount",
    "SavingsMovement",
    "SavingsProduct",
    "SavingsTerms",
    "StandingOrder",
    "TermPeriod",
    "UnitCapital",
    "UnitOverride",
    "Waiver",
]
