"""Periodic work of inventory (procrastinate, ADR 0012)."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from guyub.trade.inventory.services.openings import drop_idle_tables


@app.periodic(cron="52 * * * *")
@app.task(name="inventory.drop_idle_opening_tables", pass_context=False)
def drop_idle_goods_tables(timestamp: int) -> None:
    """Throw away tables of goods that were left for a day.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    drop_idle_tables(now=datetime.fromtimestamp(timestamp, UTC))
