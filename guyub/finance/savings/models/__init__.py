"""Tables of savings."""

from guyub.finance.savings.models.accounts import SavingsAccount, SavingsMovement
from guyub.finance.savings.models.bills import BillPart, DuesBill, DuesRun, StandingOrder, Waiver
from guyub.finance.savings.models.collections import (
    BillMessage,
    CollectionCount,
    CollectionLine,
    CollectionList,
)
from guyub.finance.savings.models.deposits import Ending, TermPeriod
from guyub.finance.savings.models.gate import UnitCapital, UnitOverride
from guyub.finance.savings.models.holds import Hold
from guyub.finance.savings.models.jasa import AccountJasa, JasaRun, MemberTax, RunKind
from guyub.finance.savings.models.passbooks import Passbook, PassbookPrint, WithdrawalRequest
from guyub.finance.savings.models.products import SavingsProduct, SavingsTerms
from guyub.finance.savings.models.tax import TaxPayment, TaxSlip

__all__ = [
    "AccountJasa",
    "BillMessage",
    "BillPart",
    "CollectionCount",
    "CollectionLine",
    "CollectionList",
    "DuesBill",
    "DuesRun",
    "Ending",
    "Hold",
    "JasaRun",
    "MemberTax",
    "Passbook",
    "PassbookPrint",
    "RunKind",
    "SavingsAccount",
    "SavingsMovement",
    "SavingsProduct",
    "SavingsTerms",
    "StandingOrder",
    "TaxPayment",
    "TaxSlip",
    "TermPeriod",
    "UnitCapital",
    "UnitOverride",
    "Waiver",
    "WithdrawalRequest",
]
