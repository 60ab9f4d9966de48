"""When a table goes to the worker, and when the worker must have been stopped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

AT_ONCE = 500  # lines; beyond, nobody waits for the answer of a page
FORGOTTEN = timedelta(minutes=15)  # then the worker may be asked again


def is_large(rows_count: int) -> bool:
    """Tell whether a table goes to the worker."""
    return rows_count > AT_ONCE


def is_forgotten(work: Mapping[str, Any], *, now: datetime) -> bool:
    """Tell whether the worker has had a table in hand for so long that it must have been stopped."""
    waiting = work.get("waiting")
    return waiting is not None and datetime.fromisoformat(waiting["at"]) <= now - FORGOTTEN
