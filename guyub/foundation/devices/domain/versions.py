"""Which versions of the till's program the server still speaks with."""

from __future__ import annotations

import re

OLDEST_APP = "0.1.0"
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})", re.ASCII)


def is_too_old(version: str, *, oldest: str = OLDEST_APP) -> bool:
    """Tell whether a program must be renewed before it sells on; what it holds already is admitted all the same.

    Args:
        version: Three numbers with dots between; anything else is too old.
        oldest: The first version that is not.
    """
    told, least = _numbers(version), _numbers(oldest)
    return told is None or least is None or told < least


def _numbers(version: str) -> tuple[int, ...] | None:
    found = _VERSION.fullmatch(version)
    return tuple(map(int, found.groups())) if found else None
