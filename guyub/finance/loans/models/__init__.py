"""Tables of loans."""

from guyub.finance.loans.models.applications import ApplicationPaper, LoanAnalysis, LoanApplication
from guyub.finance.loans.models.book_days import LoanBookDay, LoanDay
from guyub.finance.loans.models.collections import InstalmentList, ListedLoan
from guyub.finance.loans.models.groups import (
    GroupCover,
    GroupCoverPayment,
    GroupFund,
    GroupFundMovement,
    GroupMeeting,
    MeetingLine,
    MeetingLoan,
)
from guyub.finance.loans.models.insurance import BorrowerDeath, InsuranceClaim, LoanPremium, PremiumPayment
from guyub.finance.loans.models.loans import Loan, LoanEvent, LoanLine
from guyub.finance.loans.models.openings import LoanOpening, OpenedLoan
from guyub.finance.loans.models.orders import LoanOrder
from guyub.finance.loans.models.products import LoanProduct, LoanTerms
from guyub.finance.loans.models.relief import (
    LoanForgiven,
    LoanPause,
    LoanPauseLine,
    LoanRestructure,
    LoanWriteOff,
)
from guyub.finance.loans.models.reminders import LoanReminder, LoanVisit
from guyub.finance.loans.models.securities import Collateral, Guarantee, GuaranteeCall, GuarantorRepayment

__all__ = [
    "ApplicationPaper",
    "BorrowerDeath",
    "Collateral",
    "GroupCover",
    "GroupCoverPayment",
    "GroupFund",
    "GroupFundMovement",
    "GroupMeeting",
    "Guarantee",
    "GuaranteeCall",
    "GuarantorRepayment",
    "InstalmentList",
    "InsuranceClaim",
    "ListedLoan",
    "Loan",
    "LoanAnalysis",
    "LoanApplication",
    "LoanBookDay",
    "LoanDay",
    "LoanEvent",
    "LoanForgiven",
    "LoanLine",
    "LoanOpening",
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
    "MeetingLine",
    "MeetingLoan",
    "OpenedLoan",
    "PremiumPayment",
]
