"""Handing work to the worker from inside a use-case (ADR 0012)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

if TYPE_CHECKING:
    from procrastinate.tasks import Task


def enqueue(task: Task[Any, Any, Any], *, once: str | None = None, **arguments: str | int) -> bool:
    """Put a job in the queue as part of the caller's transaction: it runs if and only if that commits.

    Never once per posting: a job's commit wakes listeners under a lock of the whole database. For news of postings,
    periodic jobs read the outbox.

    Args:
        task: What to do; the job opens its own scope, so pass the cooperative's id.
        once: A name under which only one such job may wait at a time; None lets them queue.
        arguments: Plain values, ids rather than contents, nothing personal: they are stored and logged.

    Returns:
        False when a job of that name waits already.
    """
    try:
        # A refused duplicate would otherwise end the caller's transaction with it.
        with transaction.atomic():
            task.configure(queueing_lock=once).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True
