"""Periodic work of the treasury (procrastinate, ADR 0012)."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guyub.books.treasury.services.bank_statements import drop_idle_statements
from guyub.foundation.kernel.dates import due_moment


@app.periodic(cron="43 * * * *")
@app.task(name="treasury.drop_idle_statements", pass_context=False)
def drop_idle_bank_files(timestamp: int) -> None:
    """Throw away files of banks that were brought and left for a day: their originals name people.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    drop_idle_statements(now=due_moment(timestamp))
