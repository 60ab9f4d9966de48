"""Tables of loans."""

from guyub.finance.loans.models.insurance import BorrowerDeath, InsuranceClaim, LoanPremium, PremiumPayment
from guyub.finance.loans.models.loans import Loan, LoanEvent, LoanLine
from guyub.finance.loans.models.orders import LoanOrder
from guyub.finance.loans.models.products import LoanProduct, LoanTerms
from guyub.finance.loans.models.relief import LoanPause, LoanPauseLine, LoanRestructure, LoanWriteOff
from guyub.finance.loans.models.reminders import LoanReminder, LoanVisit

__all__ = [
    "BorrowerDeath",
    "InsuranceClaim",
    "Loan",
    "LoanEvent",
    "LoanLine",
    "LoanOrder",
    "LoanPause",
    "LoanPauseLine",
    "LoanPremium",
    "LoanProduct",
    "LoanReminder",
    "LoanRestructure",
    "LoanTerms",
    "LoanVisit",
    "LoanWriteOff",
    "PremiumPayment",
]
