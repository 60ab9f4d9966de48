"""Periodic work of loans (procrastinate, ADR 0012): soon after midnight, in Jakarta first."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from guyub.finance.loans.services.application_calendar import expire_all_applications
from guyub.finance.loans.services.calendar import count_due_books
from guyub.finance.loans.services.openings import RUNNING_LOANS
from guyub.finance.loans.services.standing_orders import follow_loan_orders
from guyub.foundation.intake.services.bringing import drop_idle_tables
from guyub.foundation.intake.services.working import carry_on
from guyub.foundation.kernel.dates import due_moment, utc_now


@app.periodic(cron="30 17-22 * * *")
@app.task(name="loans.count_books", pass_context=False, queueing_lock="loans.count_books")
def count_books_of_the_day(timestamp: int) -> None:
    """Count the loan books of the day that is over; each hour of the night, for whom was refused in the one before.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    count_due_books(now=due_moment(timestamp))


@app.periodic(cron="50 17 * * *")
@app.task(name="loans.follow_orders", pass_context=False, queueing_lock="loans.follow_orders")
def follow_loan_orders_of_the_day(timestamp: int) -> None:
    """Take what is due on loans from the accounts that borrowers named.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    follow_loan_orders(now=due_moment(timestamp))


@app.periodic(cron="55 17 * * *")
@app.task(name="loans.expire_applications", pass_context=False, queueing_lock="loans.expire_applications")
def expire_applications_of_the_day(timestamp: int) -> None:
    """End the applications for loans that nobody moved for too long.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    expire_all_applications(now=due_moment(timestamp))


@app.periodic(cron="47 * * * *")
@app.task(name="loans.drop_idle_opening_tables", pass_context=False)
def drop_idle_opening_tables(timestamp: int) -> None:
    """Throw away tables of running loans that were left for a day: their originals hold personal data.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    drop_idle_tables(intake=RUNNING_LOANS, now=due_moment(timestamp))


@app.task(name=RUNNING_LOANS.task, pass_context=False)
def carry_on_opening_table(cooperative_id: int, batch_id: str) -> None:
    """Take one large table of running loans in, or undo it.

    Args:
        cooperative_id: Whose.
        batch_id: The table.
    """
    carry_on(intake=RUNNING_LOANS, cooperative_id=cooperative_id, batch_id=UUID(batch_id), now=utc_now())
