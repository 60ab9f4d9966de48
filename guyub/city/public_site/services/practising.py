"""A demonstration is a copy to practise on: who has tried enough lets it begin anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def ask_to_begin_again(note: Path) -> None:
    """Leave the note for which the supervisor of a demonstration looks; it begins anew within a second.

    Args:
        note: The file in its data folder.
    """
    note.write_text("{}")
