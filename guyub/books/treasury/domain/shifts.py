"""Shifts at a drawer: one person answers for it from one count to the next."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from guyub.books.treasury.domain.events import LONGEST_NOTE
from guyub.foundation.kernel.errors import DomainError


class ShiftState(StrEnum):
    """Whether somebody answers for the drawer."""

    BUKA = "BUKA"
    TUTUP = "TUTUP"


class Purpose(StrEnum):
    """Why a drawer was counted."""

    BUKA = "BUKA"
    TUTUP = "TUTUP"
    SERAH = "SERAH"  # by who gives the drawer to another person
    TERIMA = "TERIMA"  # by that person, without seeing the first count
    BERSAMA = "BERSAMA"  # by both together, where their counts differed
    SELA = "SELA"  # at a till, while the shift runs on: it settles nothing


class ShiftRefusedError(DomainError):
    """A shift is not opened, moved, handed over or closed; ``wrong`` says why.

    On the drawer: ``drawer`` (none, or closed), ``open`` (somebody answers for it; fact ``holder``), ``busy`` (the
    person answers for another), ``none`` (the person has no shift), ``gone`` (no such open shift), ``holder`` (another
    person's). As counted: ``pieces``, ``count`` (no such count, or not the last), ``moved`` (money went in or out since
    it was counted), ``reason`` (missing or longer than 120). ``amount``, ``who``, ``to`` (not where this money goes),
    ``short`` (not so much lies there). Between two people: ``receiver`` (cannot take a drawer, or another is meant),
    ``offer`` (not offered), ``differs`` (the two counts do), ``agreed`` (they do not), ``large`` (too large a
    difference), ``waiting`` (a second person has not decided).
    """

    code: ClassVar[str] = "treasury.shift.refused"


def difference_kind(difference_rp: int) -> str:
    """Name the kind of event that brings the books to what was counted: above zero there was more than they said."""
    return "kas.lebih" if difference_rp > 0 else "kas.kurang"


def checked_reason(reason: str) -> str:
    """Trim a reason; it may be missing until a difference is known.

    Raises:
        ShiftRefusedError: ``reason``: longer than an event's note.
    """
    why = " ".join(reason.split())
    if len(why) > LONGEST_NOTE:
        raise ShiftRefusedError(wrong="reason")
    return why
