"""Whose books have fallen silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def silent_days(opened_on: date | None, last_on: date | None, *, today: date) -> int | None:
    """Count the days since the last entry; since the books began where there is none; None: no books are kept here."""
    since = last_on or opened_on
    return None if since is None else (today - since).days


def is_silent(days: int | None, *, limit_days: int) -> bool:
    """Tell whether books had no entry for longer than a limit; a cooperative without books is not silent."""
    return days is not None and days > limit_days
