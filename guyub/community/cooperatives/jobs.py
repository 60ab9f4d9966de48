"""Periodic work of cooperatives (procrastinate, ADR 0012)."""

from __future__ import annotations

from procrastinate.contrib.django import app

from guyub.community.cooperatives.services.imports import drop_idle_batches
from guyub.foundation.kernel.dates import due_moment


@app.periodic(cron="41 * * * *")
@app.task(name="cooperatives.drop_idle_imports", pass_context=False)
def drop_idle_imports(timestamp: int) -> None:
    """Throw away tables that were brought and left for a day: their originals may hold personal data.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    drop_idle_batches(now=due_moment(timestamp))
