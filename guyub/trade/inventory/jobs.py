"""Work of inventory that nobody waits for (procrastinate, ADR 0012)."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from guyub.foundation.intake.services.bringing import drop_idle_tables
from guyub.foundation.intake.services.working import carry_on
from guyub.foundation.kernel.dates import due_moment, utc_now
from guyub.trade.inventory.services.openings import GOODS


@app.periodic(cron="52 * * * *")
@app.task(name="inventory.drop_idle_opening_tables", pass_context=False)
def drop_idle_goods_tables(timestamp: int) -> None:
    """Throw away tables of goods that were left for a day.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    drop_idle_tables(intake=GOODS, now=due_moment(timestamp))


@app.task(name=GOODS.task, pass_context=False)
def carry_on_opening_table(cooperative_id: int, batch_id: str) -> None:
    """Take one large table of goods in, or undo it.

    Args:
        cooperative_id: Whose.
        batch_id: The table.
    """
    carry_on(intake=GOODS, cooperative_id=cooperative_id, batch_id=UUID(batch_id), now=utc_now())
