"""Counting attempts in one table that all web processes share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from guyub.foundation.kernel.models import RateWindow

if TYPE_CHECKING:
    from datetime import datetime, timedelta

_COUNT = f"""
INSERT INTO {RateWindow._meta.db_table} AS window_row (key, started_at, count) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN window_row.started_at <= %(oldest)s THEN 1 ELSE window_row.count + 1 END,
  started_at = CASE WHEN window_row.started_at <= %(oldest)s THEN %(now)s ELSE window_row.started_at END
RETURNING started_at, count
"""  # noqa: S608  a table name of our own


@dataclass(frozen=True)
class Attempt:
    """Which attempt within its window this is, counted from 1."""

    started_at: datetime
    count: int


def count_attempt(*, key: str, within: timedelta, now: datetime) -> Attempt:
    """Count one attempt, in one statement, so that two processes never count the same number.

    Args:
        key: What and who, at most 80 characters, no personal data.
        within: Length of the window, which starts with the first attempt in it.
        now: The moment, aware.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "now": now, "oldest": now - within})
        started_at, count = cursor.fetchone()
    return Attempt(started_at, count)


def forgive_attempts(*, key: str) -> None:
    """Begin anew for somebody who got it right: only what did not fit counts against them."""
    RateWindow.objects.filter(key=key).delete()


def forget_attempts(*, before: datetime) -> int:
    """Delete windows that started before a moment; returns how many. A periodic job calls it."""
    return RateWindow.objects.filter(started_at__lt=before).delete()[0]
