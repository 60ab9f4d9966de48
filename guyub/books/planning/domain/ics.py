"""A calendar that telephones and mail programs read (iCalendar, RFC 5545): whole days, each with a reminder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

REMINDED_DAYS = 3
_LONGEST_BYTES = 75


@dataclass(frozen=True, slots=True)
class Dated:
    """One entry: an id that never changes, its day, what it says."""

    uid: str
    on: date
    title: str
    text: str


def calendar_text(name: str, rows: Iterable[Dated], *, made_at: datetime) -> str:
    """Write a calendar.

    Args:
        name: What the calendar is called.
        rows: Its entries.
        made_at: The moment of writing, aware.
    """
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Guyub//Kalender//ID", f"X-WR-CALNAME:{_safe(name)}"]
    for row in rows:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row.uid}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{row.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{row.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_safe(row.title)}",
            f"DESCRIPTION:{_safe(row.text)}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_safe(row.title)}",
            f"TRIGGER:-P{REMINDED_DAYS}D",
            "END:VALARM",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _safe(text: str) -> str:
    """Mark what the format reads otherwise: backslash, semicolon, comma; blanks and new lines are one blank."""
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(marked.split())


def _folded(line: str) -> Iterable[str]:
    """Break a long line after 75 bytes, never within a letter; what follows begins with a blank."""
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST_BYTES:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    yield piece
