"""Tables of loans."""

from guyub.finance.loans.models.applications import ApplicationPaper, LoanAnalysis, LoanApplication
from guyub.finance.loans.models.book_days import LoanBookDay, LoanDay
from guyub.finance.loans.models.loans import Loan, LoanEvent, LoanLine
from guyub.finance.loans.models.openings import LoanOpening, OpenedLoan
from guyub.finance.loans.models.orders import LoanOrder
from guyub.finance.loans.models.products import LoanProduct, LoanTerms
from guyub.finance.loans.models.securities import Collateral, Guarantee, GuaranteeCall

__all__ = [
    "ApplicationPaper",
    "Collateral",
    "Guarantee",
    "GuaranteeCall",
    "Loan",
    "LoanAnalysis",
    "LoanApplication",
    "LoanBookDay",
    "LoanDay",
    "LoanEvent",
    "LoanLine",
    "LoanOpening",
    "LoanOrder",
    "LoanProduct",
    "LoanTerms",
    "OpenedLoan",
]
