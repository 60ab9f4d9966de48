"""What others lend the cooperative (pinjam pakai): used and cared for, never an asset of its books."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.books.ledger.domain.entries import MOST_RP
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

LONGEST_WORDS = 80
MOST_PIECES = 100_000
WORDS = ("name", "lender", "document", "condition", "location")


class LentRefusedError(DomainError):
    """Something lent is not listed or returned; ``wrong``: ``name lender words quantity worth day gone``."""

    code: ClassVar[str] = "assets.lent.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class LentTyped:
    """Something lent, as a person tells it; ``insured_rp`` is its worth for insurance, in rupiah (0: not known)."""

    name: str
    lender: str
    lent_on: date
    document: str = ""
    due_on: date | None = None
    quantity: int = 1
    condition: str = ""
    insured_rp: int = 0
    outlet_id: UUID | None = None
    location: str = ""


def checked(typed: LentTyped, *, today: date) -> LentTyped:
    """Check what was typed, and take spare spaces from it.

    Raises:
        LentRefusedError: See there.
    """
    words: dict[str, Any] = {field: " ".join(getattr(typed, field).split()) for field in WORDS}
    for field in ("name", "lender"):
        if not words[field]:
            raise LentRefusedError(wrong=field)
    if any(len(text) > LONGEST_WORDS for text in words.values()):
        raise LentRefusedError(wrong="words")
    if not 1 <= typed.quantity <= MOST_PIECES:
        raise LentRefusedError(wrong="quantity")
    if not 0 <= typed.insured_rp <= MOST_RP:
        raise LentRefusedError(wrong="worth")
    if typed.lent_on > today or (typed.due_on and typed.due_on < typed.lent_on):
        raise LentRefusedError(wrong="day")
    return replace(typed, **words)
