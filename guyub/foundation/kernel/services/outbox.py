"""News travels upward without signals: a lower context writes it down, jobs above read it (ADR 0024).

A line's position comes from the cooperative's locked counter, so a reader that has seen position 7 will never find a
6 that committed later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.canonical import canonical_bytes
from guyub.foundation.kernel.models import OutboxCursor, OutboxLine
from guyub.foundation.kernel.services.numbering import next_number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

SERIES = "kernel.outbox"
BATCH_LINES = 500


def write_news(*, cooperative_id: int, topic: str, payload: Mapping[str, Any], now: datetime) -> OutboxLine:
    """Write one line of news in the caller's transaction. Step: needs an open transaction.

    Call it late: it locks the cooperative's outbox until the transaction ends.

    Args:
        cooperative_id: Whose news.
        topic: What happened, such as ``savings.deposit_received``: context, dot, fact.
        payload: What readers above need, plain JSON; ids rather than copies, never NIK, KK or phone.
        now: The moment of writing, aware.

    Raises:
        TypeError: The payload holds something that is not a fact (kernel.canonical), such as a float.
    """
    canonical_bytes(payload)
    position = next_number(cooperative_id=cooperative_id, series=SERIES)
    return OutboxLine.objects.create(
        cooperative_id=cooperative_id, position=position, topic=topic, payload=dict(payload), written_at=now
    )


def read_news(
    *, cooperative_id: int, reader: str, topics: Collection[str], handle: Callable[[OutboxLine], None]
) -> int:
    """Give a reader the news it has not seen, in order, and move its cursor. Step: needs an open transaction.

    What ``handle`` writes and the cursor commit together: each line takes effect exactly once. Two jobs with the same
    reader take turns on the cursor's row.

    Args:
        cooperative_id: Whose news.
        reader: The name of the reader, such as ``supervision.summary``.
        topics: What it wants to see; other lines are passed over.
        handle: Called with each line, oldest first; if it raises, nothing of this batch has happened.

    Returns:
        How many lines were passed or handled; as many as ``BATCH_LINES`` means that there may be more.
    """
    OutboxCursor.objects.bulk_create(
        [OutboxCursor(cooperative_id=cooperative_id, reader=reader, position=0)], ignore_conflicts=True
    )
    cursors = OutboxCursor.objects.filter(cooperative_id=cooperative_id, reader=reader)
    cursor = cursors.select_for_update().get()
    lines = list(
        OutboxLine.objects.filter(cooperative_id=cooperative_id, position__gt=cursor.position).order_by(
            "position"
        )[:BATCH_LINES]
    )
    for line in lines:
        if line.topic in topics:
            handle(line)
    if lines:
        cursors.update(position=lines[-1].position)
    return len(lines)
