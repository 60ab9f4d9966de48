"""Periodic work of loans (procrastinate, ADR 0012): soon after midnight, in Jakarta first."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from guyub.finance.loans.services.standing_orders import follow_loan_orders


@app.periodic(cron="50 17 * * *")
@app.task(name="loans.follow_orders", pass_context=False, queueing_lock="loans.follow_orders")
def follow_loan_orders_of_the_day(timestamp: int) -> None:
    """Take what is due on loans from the accounts that borrowers named.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    follow_loan_orders(now=datetime.fromtimestamp(timestamp, UTC))
