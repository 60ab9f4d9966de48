"""Periodic work of rationed goods."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

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
    look_for_oddities(now=datetime.fromtimestamp(timestamp, UTC))
