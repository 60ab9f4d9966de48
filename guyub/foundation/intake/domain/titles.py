"""Titles of columns: how they are compared, and what a column may hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MOST_COLUMNS = 60
LONGEST_TITLE = 80
_NOT_WORDS = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Field:
    """One thing that a column may hold: its code, its title, other titles it goes by, an invented example."""

    code: str
    title: str
    synonyms: str = ""  # with commas between
    is_required: bool = False
    example: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """What a column's title is compared with."""
        names = (self.code, self.title, *self.synonyms.split(","))
        return frozenset(filter(None, map(title_key, names)))


def title_key(title: str) -> str:
    """Bring a title to what is compared: small letters and digits without accents, one space between words."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return _NOT_WORDS.sub(" ", plain.casefold()).strip()


def closest(key: str, keys: Collection[str], *, at_least: float = 0.7) -> str | None:
    """Find the one name that a misspelled one is most like; None when it is like none. A suggestion, never taken."""
    return next(iter(get_close_matches(key, keys, n=1, cutoff=at_least)), None)


def columns_of(header: Sequence[str]) -> list[str]:
    """Give every column a title of its own: what is empty or there twice gets a number."""
    titles: list[str] = []
    for place, cell in enumerate(header, 1):
        title = " ".join(cell.split())[:LONGEST_TITLE] or f"Kolom {place}"
        while title in titles:
            title = f"{title} ({place})"
        titles.append(title)
    return titles


def lacking(
    fields: Sequence[Field], mapping: Mapping[str, str], *, one_of: Sequence[Sequence[str]] = ()
) -> list[str]:
    """List the fields without which a table cannot be read, in their order.

    Args:
        fields: What columns may hold.
        mapping: Field → column title.
        one_of: Fields of which one is enough; of those that lack all, the first is named.
    """
    found = [one.code for one in fields if one.is_required and one.code not in mapping]
    return found + [pair[0] for pair in one_of if not set(pair) & set(mapping)]
