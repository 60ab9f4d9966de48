"""Book the jasa of every month that is over, one after the other; made to be killed. Argument: a moment, ISO."""

import sys
from datetime import datetime

from guyub.finance.savings.services.calendar import post_due_jasa


def main():
    """Say that the work begins, and do it."""
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    post_due_jasa(now=datetime.fromisoformat(sys.argv[1]))
