"""Finding a kind of event by any word that people say for it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from guyub.books.treasury.domain.events import GROUP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.books.treasury.domain.events import EventKind


def said_of(kind: EventKind) -> str:
    """Give everything that finds a kind, in small letters: its title, its words, its choices, its heading."""
    heading = GROUP_WORDS.get(kind.group, "")
    return " ".join((kind.title, kind.words, *kind.choices, heading)).lower()


def found(kinds: Iterable[EventKind], asked: str) -> list[EventKind]:
    """Give the kinds that bear every word asked for, also as a part of a word; those named so in their title first."""
    words = asked.lower().split()
    hits = [kind for kind in kinds if all(word in said_of(kind) for word in words)]
    return sorted(hits, key=lambda kind: not all(word in kind.title.lower() for word in words))


def grouped(kinds: Iterable[EventKind]) -> Iterator[tuple[str, list[EventKind]]]:
    """Give kinds under their headings, in the order of GROUP_WORDS; headings that it does not know come last."""
    order = {group: place for place, group in enumerate(GROUP_WORDS)}
    by_group = sorted(kinds, key=lambda kind: (order.get(kind.group, len(order)), kind.group))
    for group, members in groupby(by_group, key=lambda kind: kind.group):
        yield GROUP_WORDS.get(group, group.capitalize()), list(members)
