"""What a till tells of the end of its shift, read as strictly as a sale (``told.py``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.trade.retail.domain.told import MOST_RP, ShiftTold, TillEventUnreadError, Told, read_shift

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NOTES = 30  # kinds of notes and coins
MOST_PIECES = 100_000
MOST_WAITING = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingTold:
    """A shift that a till closed.

    Args:
        shift: Whose, which, and what was counted.
        notes: How many of each value in rupiah; empty: the till told the amount alone.
        expected_rp: What should have been there by what the till wrote itself; None: it did not say.
        waiting: How many of its events it had not sent.
    """

    shift: ShiftTold
    notes: Mapping[int, int]
    expected_rp: int | None
    waiting: int


def read_closing(body: Any) -> ClosingTold:
    """Read the body of ``shift.closed``.

    Raises:
        TillEventUnreadError: A field is not what it must be, or notes and coins do not come to what was counted.
    """
    told, shift = Told(body), read_shift(body, amount="counted_rp")
    notes = _notes(told)
    if notes and sum(value_rp * count for value_rp, count in notes.items()) != shift.amount_rp:
        raise TillEventUnreadError(wrong="ties", name="notes")
    has_expected = told.body.get("expected_rp") is not None
    return ClosingTold(
        shift=shift,
        notes=notes,
        expected_rp=told.whole("expected_rp", least=-MOST_RP) if has_expected else None,
        waiting=told.whole("waiting", most=MOST_WAITING, usual=0),
    )


def _notes(told: Told) -> dict[int, int]:
    raw = told.body.get("notes") or {}
    if not isinstance(raw, dict) or len(raw) > MOST_NOTES:
        raise TillEventUnreadError(wrong="field", name="notes")
    counted = Told(raw)
    if not all(value.isdecimal() and value.isascii() and len(value) < 8 for value in raw):
        raise TillEventUnreadError(wrong="field", name="notes")
    return {int(value): counted.whole(value, most=MOST_PIECES) for value in raw}
