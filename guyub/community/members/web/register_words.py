"""How pages of the register show a standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.members.domain.register import MemberState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guyub.community.members.selectors.members import MemberRow

# Tone and icon of each standing.
STATE_TONES = {
    MemberState.CALON: {"tone": "act", "icon": "clock"},
    MemberState.AKTIF: {"tone": "ok", "icon": "check"},
    MemberState.PASIF: {"tone": "warn", "icon": "circle-alert"},
    MemberState.KELUAR: {"tone": "", "icon": ""},
}


def with_chips(rows: Iterable[MemberRow]) -> list[tuple[MemberRow, dict[str, str]]]:
    """Put beside each row the chip of its standing."""
    return [(row, STATE_TONES[row.state] | {"text": row.state_words}) for row in rows]
