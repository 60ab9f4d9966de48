"""Work of buying that nobody waits for (procrastinate, ADR 0012)."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from guyub.foundation.intake.services.bringing import drop_idle_tables
from guyub.foundation.intake.services.working import carry_on
from guyub.foundation.kernel.dates import due_moment, utc_now
from guyub.trade.procurement.services.openings import DEBTS_BEFORE


@app.periodic(cron="56 * * * *")
@app.task(name="procurement.drop_idle_opening_tables", pass_context=False)
def drop_idle_debt_tables(timestamp: int) -> None:
    """Throw away tables of debts that were left for a day.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    drop_idle_tables(intake=DEBTS_BEFORE, now=due_moment(timestamp))


@app.task(name=DEBTS_BEFORE.task, pass_context=False)
def carry_on_opening_table(cooperative_id: int, batch_id: str) -> None:
    """Take one large table of debts in, or undo it.

    Args:
        cooperative_id: Whose.
        batch_id: The table.
    """
    carry_on(intake=DEBTS_BEFORE, cooperative_id=cooperative_id, batch_id=UUID(batch_id), now=utc_now())
