"""Periodic work of buying (procrastinate, ADR 0012)."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from guyub.trade.procurement.services.openings import drop_idle_tables


@app.periodic(cron="56 * * * *")
@app.task(name="procurement.drop_idle_opening_tables", pass_context=False)
def drop_idle_debt_tables(timestamp: int) -> None:
    """Throw away tables of debts that were left for a day.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    drop_idle_tables(now=datetime.fromtimestamp(timestamp, UTC))
