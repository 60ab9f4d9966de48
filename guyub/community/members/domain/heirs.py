"""Heirs: whom a member names, and what part each gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_HEIRS, LONGEST_RELATION, LONGEST_NOTE, WHOLE = 10, 40, 200, 100


@dataclass(frozen=True, slots=True)
class HeirTyped:
    """One heir as named.

    Args:
        name: As on the KTP or birth certificate.
        relation: What the heir is to the member, in a word or two.
        share_percent: Whole percent, 1 to 100.
        note: Anything that helps to find the heir; no number of a person.
    """

    name: str
    relation: str
    share_percent: int
    note: str = ""


def fault_of(heirs: Sequence[HeirTyped]) -> tuple[str, int] | None:
    """Tell what is not right with a set of heirs; nobody at all is a set too: the member named no one.

    Returns:
        None, or what is wrong and a number that belongs to it: ``many`` (the most there may be), ``relation``,
        ``share`` and ``note`` (the heir's place in the list, from 1), ``twice`` (the same), ``sum`` (what the shares
        add up to).
    """
    if len(heirs) > MOST_HEIRS:
        return "many", MOST_HEIRS
    seen: set[str] = set()
    for place, heir in enumerate(heirs, 1):
        if not 1 <= len(heir.relation) <= LONGEST_RELATION:
            return "relation", place
        if not 1 <= heir.share_percent <= WHOLE:
            return "share", place
        if len(heir.note) > LONGEST_NOTE:
            return "note", place
        if heir.name.casefold() in seen:
            return "twice", place
        seen.add(heir.name.casefold())
    total = sum(heir.share_percent for heir in heirs)
    return ("sum", total) if heirs and total != WHOLE else None


def heirs_words(heirs: Sequence[HeirTyped]) -> str:
    """Write a set of heirs in one line: ``Ani 60 %, Budi 40 %``."""
    return ", ".join(f"{heir.name} {heir.share_percent} %" for heir in heirs)
