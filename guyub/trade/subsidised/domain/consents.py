"""What somebody agrees to who is registered: dated texts with a number each, data/persetujuan.csv."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText(Row):
    """One text, which holds from a day on until the next one.

    Args:
        version: Its number, from 1.
        valid_from: The first day, inside.
        text: As it is read to people.
        legal_basis: On what it stands.
        source: Who wrote it.
    """

    version: int
    valid_from: date
    text: str
    legal_basis: str
    source: str


def read_consents(rows: Iterable[Mapping[str, str]]) -> tuple[ConsentText, ...]:
    """Read the texts, one a row, the oldest first.

    Raises:
        ValueError: A cell cannot be read, or a number or day does not follow the one before.
    """
    texts = tuple(
        ConsentText(
            version=int(row["version"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            text=row["text"],
            legal_basis=row["legal_basis"],
            source=row["source"],
        )
        for row in rows
    )
    if [one.version for one in texts] != [*range(1, len(texts) + 1)]:
        raise ValueError("texts are numbered from 1")
    days = [one.valid_from for one in texts]
    if days != sorted(set(days)):
        raise ValueError("texts follow each other by day")
    return texts


def text_on(texts: Iterable[ConsentText], *, on: date) -> ConsentText:
    """Find the text that holds on a day.

    Raises:
        ValueError: None holds yet.
    """
    held = [one for one in texts if one.valid_from <= on]
    if not held:
        raise ValueError("no text holds yet")
    return held[-1]
