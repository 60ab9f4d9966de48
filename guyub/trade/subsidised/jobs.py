"""Work of rationed goods that nobody waits for (procrastinate, ADR 0012)."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guyub.foundation.kernel.dates import due_moment
from guyub.trade.subsidised.services.figures import count_outlets
from guyub.trade.subsidised.services.giving_back import finish_everywhere, let_go
from guyub.trade.subsidised.services.oddities import look_for_oddities


@app.periodic(cron="35 * * * *")
@app.task(
    name="subsidised.look_for_oddities", pass_context=False, queueing_lock="subsidised.look_for_oddities"
)
def look_for_what_is_odd(timestamp: int) -> None:
    """Look anew for what is odd in the sales of the month.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    look_for_oddities(now=due_moment(timestamp))


@app.periodic(cron="*/5 * * * *")
@app.task(name="subsidised.let_go", pass_context=False, queueing_lock="subsidised.let_go")
def let_go_of_what_ran_out(timestamp: int) -> None:
    """Let go of reservations and slices whose time is over.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    let_go(now=due_moment(timestamp))


@app.periodic(cron="13,43 * * * *")
@app.task(name="subsidised.give_back", pass_context=False, queueing_lock="subsidised.give_back")
def give_back_what_was_taken_back(timestamp: int) -> None:
    """Give back the quota of sales that were taken back while a server stopped in between.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    finish_everywhere(now=due_moment(timestamp))


@app.periodic(cron="*/5 * * * *")
@app.task(name="subsidised.count_outlets", pass_context=False, queueing_lock="subsidised.count_outlets")
def follow_the_shelves(timestamp: int) -> None:
    """Sum anew what outlets have of rationed goods.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    count_outlets(now=due_moment(timestamp))
