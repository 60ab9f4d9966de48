"""Periodic work of the kernel (procrastinate, ADR 0012). Nothing here is needed for the books to be right."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from guyub.foundation.kernel.dates import due_moment
from guyub.foundation.kernel.services.rates import forget_attempts
from guyub.foundation.kernel.services.uploads import forget_uploads

ATTEMPTS_KEPT = timedelta(days=1)


@app.periodic(cron="17 * * * *")
@app.task(name="kernel.forget_attempts", pass_context=False)
def forget_old_attempts(timestamp: int) -> None:
    """Delete counted attempts of more than a day ago.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    forget_attempts(before=due_moment(timestamp) - ATTEMPTS_KEPT)


@app.periodic(cron="27 * * * *")
@app.task(name="kernel.forget_uploads", pass_context=False)
def forget_old_uploads(timestamp: int) -> None:
    """Remove files on their way that nobody used within a day.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    forget_uploads(now=due_moment(timestamp))
