"""Tables of savings."""

from guyub.finance.savings.models.accounts import SavingsAccount, SavingsMovement
from guyub.finance.savings.models.products import SavingsProduct, SavingsTerms

__all__ = ["SavingsAccount", "SavingsMovement", "SavingsProduct", "SavingsTerms"]
