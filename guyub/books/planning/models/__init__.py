"""Tables of planning."""

from guyub.books.planning.models.budgets import Budget, BudgetLine, BudgetState
from guyub.books.planning.models.duties import DutyDone

__all__ = ["Budget", "BudgetLine", "BudgetState", "DutyDone"]
