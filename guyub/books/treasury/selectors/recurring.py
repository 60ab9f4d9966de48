"""Events that come again: what is due, and all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.books.treasury.domain.events import memo_of
from guyub.books.treasury.domain.recurring import EVERY_WORDS
from guyub.books.treasury.models import RecurringEvent
from guyub.books.treasury.selectors.events import told_of
from guyub.books.treasury.selectors.kinds import kinds
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.books.treasury.selectors.events import Remembered

MOST = 200  # of a cooperative


@dataclass(frozen=True, slots=True)
class RecurringRow(Row):
    """One event that comes again.

    Args:
        recurring_id: Its id.
        kind: The code of its kind.
        what: Its title with what was chosen.
        every: How often, in words.
        next_on: When it is due next.
        until: The last day on which it may be due; None: no end.
        told: What was told of it, dated on the day it is due.
        is_due: Whether that day has come.
    """

    recurring_id: UUID
    kind: str
    what: str
    every: str
    next_on: date
    until: date | None
    told: Remembered
    is_due: bool


def recurring_of(*, cooperative_id: int, today: date) -> list[RecurringRow]:
    """List the events that come again and were not ended, the next due first. One query.

    Args:
        cooperative_id: Whose.
        today: The business date; what is due on it is due.
    """
    rows = RecurringEvent.objects.filter(cooperative_id=cooperative_id, ended_on__isnull=True)
    return [
        RecurringRow(
            recurring_id=row.id,
            kind=row.kind,
            what=memo_of(kinds()[row.kind], choice=row.choice),
            every=EVERY_WORDS[row.every],
            next_on=row.next_on,
            until=row.until,
            told=told_of(row, min(row.next_on, today)),
            is_due=row.next_on <= today,
        )
        for row in rows.order_by("next_on", "id")[:MOST]
    ]


def due_events(cooperative_id: int, today: date) -> list[RecurringRow]:
    """List what should be recorded by now, the longest due first. One query; needs the scope of the cooperative."""
    return [row for row in recurring_of(cooperative_id=cooperative_id, today=today) if row.is_due]
