"""What the calendar does of itself with the loans of every cooperative: it counts the book at the end of the day.

Each day of each cooperative has a transaction and a request of its own: run twice it is done once, run late it is done
then, killed in the middle it is done the next time. Whom the books refuse is asked again; the others do not wait.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from guyub.finance.loans.models import Loan
from guyub.finance.loans.selectors.book_days import last_counted
from guyub.finance.loans.services.book_day import count_loan_book
from guyub.foundation.kernel.dates import Zone, business_date, month_end
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.models import Cooperative, CooperativeKind
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from datetime import datetime

SPACE = UUID("8f1d7a4e-3c55-5b0a-9d0e-6a2f4c9b1e70")  # of requests that the calendar makes


def days_to_count(last: date | None, until: date) -> list[date]:
    """Tell which days are counted when it is known which was last, up to a day that is over.

    What a loan comes to does not depend on the days before, so of days that were missed the last one is enough; months
    alone are kept apart: the last day of each is counted, so that its jasa and its provisions stand in it.

    Args:
        last: The last day that was counted; None: none was, so one is enough.
        until: The newest day that is over.
    """
    if last is None:
        return [until]
    found, day = list[date](), last + timedelta(days=1)
    while day <= until:
        day = min(month_end(day), until)
        found.append(day)
        day += timedelta(days=1)
    return found


def count_due_books(*, now: datetime) -> int:
    """Count the loan book of every cooperative that lends, up to the day that is over. For a job.

    Returns:
        How many days were counted.
    """
    counted = 0
    for place in Cooperative.objects.filter(kind=CooperativeKind.KOPERASI).order_by("id"):
        until = business_date(now, Zone(place.zone)) - timedelta(days=1)
        try:
            for day in _due(place.id, until):
                count_loan_book(place=place, on=day, request_id=request_of_job(place.id, day), now=now)
                counted += 1
        except DomainError:
            continue  # the books refuse it today, or payments came in between: the next run counts it
    return counted


def request_of_job(place_id: int, day: date) -> UUID:
    """Give the request of the nightly job: the same, however often it is run."""
    return uuid5(SPACE, f"book/{place_id}/{day}")


def _due(cooperative_id: int, until: date) -> list[date]:
    with scope(cooperative_id):
        if not Loan.objects.filter(cooperative_id=cooperative_id, disbursed_on__isnull=False).exists():
            return []
        return days_to_count(last_counted(cooperative_id=cooperative_id), until)
