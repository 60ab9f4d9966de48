"""Work of journeys that nobody waits for (procrastinate, ADR 0012)."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from guyub.foundation.intake.services.bringing import drop_idle_tables
from guyub.foundation.intake.services.working import carry_on
from guyub.foundation.kernel.dates import due_moment, utc_now
from guyub.journeys.services.member_imports import MEMBERS


@app.periodic(cron="43 * * * *")
@app.task(name="journeys.drop_idle_member_tables", pass_context=False)
def drop_idle_member_tables(timestamp: int) -> None:
    """Throw away tables of members that were left for a day: their originals hold personal data.

    Args:
        timestamp: When the job was due, in seconds since 1970; given by procrastinate.
    """
    drop_idle_tables(intake=MEMBERS, now=due_moment(timestamp))


@app.task(name=MEMBERS.task, pass_context=False)
def carry_on_member_table(cooperative_id: int, batch_id: str) -> None:
    """Take one large table of members in, or undo it.

    Args:
        cooperative_id: Whose.
        batch_id: The table.
    """
    carry_on(intake=MEMBERS, cooperative_id=cooperative_id, batch_id=UUID(batch_id), now=utc_now())
