"""Tables of savings."""

from guyub.finance.savings.models.accounts import SavingsAccount, SavingsMovement

__all__ = ["SavingsAccount", "SavingsMovement"]
