"""What a pengawas should look at: each context offers its own in ``selectors/exceptions.py``, oversight collects them.

An exception is nothing forbidden: it is allowed, it stands in the books, and somebody should know why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from guyub.foundation.kernel.dates import Zone

MOST_FOUND = 500  # of one kind in one span; more than that is read as a list, not one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What is looked at: the days of one cooperative, both ends included, as they are known today.

    ``limits`` holds the parameters in force, read once for all contexts: ``pengawasan.…``, ``pmpj.…``, and those that
    oversight names beside them.
    """

    cooperative_id: int
    zone: Zone
    since: date
    until: date
    today: date
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionFound(Row):
    """One thing to look at.

    Args:
        kind: Its kind, ``ledger.reversed``; oversight knows its words and its weight.
        on: The day it belongs to.
        said: What is there, in a plain sentence without names of people's secrets.
        about: What a page can open: ``entry``, ``closing``, ``trail``, ``roles``, or a page of the context's own.
        about_id: Which one of them.
        amount_rp: How much money it is about.
    """

    kind: str
    on: date
    said: str
    about: str = ""
    about_id: UUID | None = None
    amount_rp: int | None = None


if TYPE_CHECKING:
    Watcher = Callable[[Watched], Iterator[ExceptionFound]]
