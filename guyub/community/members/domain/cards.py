"""Member cards: what their QR says, and what stands on them."""

from __future__ import annotations

import re
from uuid import UUID

CARD_PREFIX = "guyub:card:"
LONGEST_TEXT = 300
LONGEST_WHY = 120
SHORTEST_WHY = 5
MOST_AT_ONCE = 100  # ten sheets
PER_SHEET = 10
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# As the QR says it: the short form, or the address of the page on which anybody may check the card.
_SHORT = re.compile(rf"{CARD_PREFIX}({_ID})")
_ADDRESS = re.compile(rf"https?://[^\s/?#]+/kartu/\d{{1,9}}/({_ID})/?")


def card_in(text: str) -> UUID | None:
    """Find the card that a QR or a typed text names; None where it names none.

    Args:
        text: ``guyub:card:<id>``, or the card's address ``https://…/kartu/<cooperative>/<id>/``.
    """
    said = text.strip().lower()
    if len(said) > LONGEST_TEXT:
        return None
    found = _SHORT.fullmatch(said) or _ADDRESS.fullmatch(said)
    return UUID(found[1]) if found else None


def card_path(cooperative_id: int, card_id: UUID) -> str:
    """Give the path of the page on which anybody may check a card; ``card_in`` reads it behind any host."""
    return f"/kartu/{cooperative_id}/{card_id}/"


def initials(name: str) -> str:
    """Give the one or two letters that stand in place of a photo: of the first and of the last word."""
    words = [word for word in ("".join(filter(str.isalpha, part)) for part in name.split()) if word]
    return "".join(word[0] for word in dict.fromkeys([*words[:1], *words[-1:]])).upper()
