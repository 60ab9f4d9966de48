"""Business dates: the date on the wall of the cooperative, in its own zone.

One clock: a door reads ``utc_now`` and passes the moment, or the business date made of it, down as an argument.
"""

from __future__ import annotations

import calendar
import os
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# A demonstration goes on from its own last day, so far from the machine's clock (ADR 88); `serve` refuses the setting.
CLOCK_SETTING = "GUYUB_CLOCK_OFFSET_S"
CLOCK_OFFSET_S = int(os.environ.get(CLOCK_SETTING, "0"))


class Zone(StrEnum):
    """The three time zones of Indonesia (Keppres 41/1987); none has summer time."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def info(self) -> ZoneInfo:
        """The zone as Python knows it."""
        return _ZONES[self]


_ZONES = {
    Zone.WIB: ZoneInfo("Asia/Jakarta"),
    Zone.WITA: ZoneInfo("Asia/Makassar"),
    Zone.WIT: ZoneInfo("Asia/Jayapura"),
}


def utc_now() -> datetime:
    """Read the clock. For doors (web, api, jobs, commands) alone; all else gets the moment as an argument."""
    return datetime.now(UTC) + timedelta(seconds=CLOCK_OFFSET_S)


def due_moment(timestamp: int) -> datetime:
    """Tell by this clock when a job was due.

    Args:
        timestamp: By the machine's clock, in seconds since 1970, as the queue gives it.
    """
    return datetime.fromtimestamp(timestamp + CLOCK_OFFSET_S, UTC)


def business_date(moment: datetime, zone: Zone) -> date:
    """Tell the date on which something happened where the cooperative is.

    Args:
        moment: Aware, in any zone.
        zone: The cooperative's.

    Raises:
        ValueError: The moment has no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no business date")
    return moment.astimezone(zone.info).date()


def month_end(day: date) -> date:
    """Tell the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """Go some months on (or back, when negative), clipped to the month's end: 31 January + 1 is 28 or 29 February."""
    place = day.year * 12 + day.month - 1 + months
    first = date(place // 12, place % 12 + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))
