"""Periodic work of supervision: summaries follow the news within seconds, ages follow the day."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guyub.city.supervision.services.monthly_books import follow_books
from guyub.city.supervision.services.summaries import catch_up, sum_all
from guyub.foundation.kernel.dates import due_moment


@app.periodic(cron="* * * * * */10")
@app.task(name="supervision.catch_up", pass_context=False, queueing_lock="supervision.catch_up")
def follow_the_news(timestamp: int) -> None:
    """Sum anew whoever has news; at the first start everybody.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    catch_up(now=due_moment(timestamp))


@app.periodic(cron="23 * * * *")
@app.task(name="supervision.follow_books", pass_context=False, queueing_lock="supervision.follow_books")
def follow_the_books(timestamp: int) -> None:
    """Sum the months of those whose journal has grown since the last time; entries make no news of their own.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    follow_books(now=due_moment(timestamp))


@app.periodic(cron="5 17 * * *")
@app.task(name="supervision.sum_all", pass_context=False, queueing_lock="supervision.sum_all")
def begin_the_day(timestamp: int) -> None:
    """Sum everything anew five minutes after midnight in Jakarta.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    sum_all(now=due_moment(timestamp))
