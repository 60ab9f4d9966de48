"""Who asked for a rationed good and went without: how much, of which kind of buyer, and why; never who."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_QTY = 10**6


class UnmetRefusedError(DomainError):
    """A request that was not met is not noted; ``wrong``: ``programme``, ``category``, ``qty``, ``reason``."""

    code: ClassVar[str] = "subsidised.unmet.refused"


class WentWithout(StrEnum):
    """Why somebody went without."""

    EMPTY = "EMPTY"  # none left
    QUOTA = "QUOTA"  # a limit was reached
    NO_ID = "NO_ID"  # no papers at hand
    SITE_DOWN = "SITE_DOWN"  # the official site could not be reached


WITHOUT_WORDS: Mapping[str, str] = {
    WentWithout.EMPTY: "Barang habis",
    WentWithout.QUOTA: "Jatah habis",
    WentWithout.NO_ID: "Tanpa KTP",
    WentWithout.SITE_DOWN: "Situs resmi mati",
}


def checked_unmet(*, qty: int, reason: str) -> WentWithout:
    """Read why somebody went without.

    Args:
        qty: How much was asked for, in the good's smallest unit.
        reason: As sent.

    Raises:
        UnmetRefusedError: ``qty reason``.
    """
    if not 0 < qty <= MOST_QTY:
        raise UnmetRefusedError(wrong="qty")
    try:
        return WentWithout(reason)
    except ValueError as error:
        raise UnmetRefusedError(wrong="reason") from error
