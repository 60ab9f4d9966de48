"""Count the loan books of every day that is due, one after the other; made to be killed. Argument: a moment, ISO."""

import sys
from datetime import datetime

from guyub.finance.loans.services.calendar import count_due_books


def main():
    """Say that the work begins, and do it."""
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    count_due_books(now=datetime.fromisoformat(sys.argv[1]))
