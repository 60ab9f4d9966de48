"""Periodic work of savings (procrastinate, ADR 0012): soon after midnight, in Jakarta first."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guyub.finance.savings.services.calendar import (
    follow_standing_orders,
    let_go_all_expired,
    make_due_bills,
    mature_all_deposits,
    post_due_jasa,
)
from guyub.foundation.kernel.dates import due_moment


@app.periodic(cron="5 17 * * *")
@app.task(name="savings.mature_deposits", pass_context=False, queueing_lock="savings.mature_deposits")
def mature_deposits_of_the_day(timestamp: int) -> None:
    """End the periods of simpanan berjangka whose day has come, before the jasa of the month is booked.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    mature_all_deposits(now=due_moment(timestamp))


@app.periodic(cron="20 17 * * *")
@app.task(name="savings.post_jasa", pass_context=False, queueing_lock="savings.post_jasa")
def post_jasa_of_the_month(timestamp: int) -> None:
    """Book the jasa of the month that is over; every day, so that a day without a worker does no harm.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    post_due_jasa(now=due_moment(timestamp))


@app.periodic(cron="10 17 * * *")
@app.task(name="savings.make_bills", pass_context=False, queueing_lock="savings.make_bills")
def make_bills_of_the_month(timestamp: int) -> None:
    """Bill the simpanan wajib of the month that has begun.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    make_due_bills(now=due_moment(timestamp))


@app.periodic(cron="40 17 * * *")
@app.task(name="savings.follow_orders", pass_context=False, queueing_lock="savings.follow_orders")
def follow_orders_of_the_day(timestamp: int) -> None:
    """Take what is due from the accounts that members named.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    follow_standing_orders(now=due_moment(timestamp))


@app.periodic(cron="53 * * * *")
@app.task(name="savings.let_go_expired", pass_context=False, queueing_lock="savings.let_go_expired")
def let_go_what_expired(timestamp: int) -> None:
    """Let go of what was held for withdrawals that nobody agreed to in time.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    let_go_all_expired(now=due_moment(timestamp))
