"""Tables of loans."""

from guyub.finance.loans.models.book_days import LoanBookDay, LoanDay
from guyub.finance.loans.models.groups import (
    GroupCover,
    GroupCoverPayment,
    GroupFund,
    GroupFundMovement,
    GroupMeeting,
    MeetingLine,
    MeetingLoan,
)
from guyub.finance.loans.models.loans import Loan, LoanEvent, LoanLine
from guyub.finance.loans.models.orders import LoanOrder
from guyub.finance.loans.models.products import LoanProduct, LoanTerms
from guyub.finance.loans.models.securities import Collateral, Guarantee, GuaranteeCall

__all__ = [
    "Collateral",
    "GroupCover",
    "GroupCoverPayment",
    "GroupFund",
    "GroupFundMovement",
    "GroupMeeting",
    "Guarantee",
    "GuaranteeCall",
    "Loan",
    "LoanBookDay",
    "LoanDay",
    "LoanEvent",
    "LoanLine",
    "LoanOrder",
    "LoanProduct",
    "LoanTerms",
    "MeetingLine",
    "MeetingLoan",
]
