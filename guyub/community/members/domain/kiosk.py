"""What somebody types or scans at the kiosk."""

from __future__ import annotations

import re

OPEN_S = 60  # so long a member's summary stays on the screen
KIOSK_HOURS = 12  # a kiosk ends by itself after a working day
PIN_MINUTES = 5  # from the officer's word to the new PIN
_NUMBER = re.compile(r"(?:A-?)?0*(\d{1,7})", re.ASCII | re.IGNORECASE)


def number_in(text: str) -> int | None:
    """Read a member's number: ``A-0042``, ``a42``, ``0042``, ``42``; None where it is none, or nought."""
    found = _NUMBER.fullmatch("".join(text.split()))
    return int(found[1]) or None if found else None
