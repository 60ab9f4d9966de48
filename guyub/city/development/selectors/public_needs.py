"""What a cooperative needs, as anybody may see it: no persons, no reasons, no money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.city.development.domain.needs import OPEN_STATES, NeedState
from guyub.city.development.models import Need
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MOST_NEEDS = 30
STATE_WORDS: Mapping[NeedState, str] = {
    NeedState.RAISED: "diajukan",
    NeedState.VERIFIED: "diperiksa dinas",
    NeedState.PLANNED: "direncanakan",
    NeedState.FUNDED: "dananya tersedia",
    NeedState.BOUGHT: "sudah dibeli",
    NeedState.HANDED_OVER: "sudah diserahkan",
    NeedState.IN_USE: "sudah dipakai",
}


@dataclass(frozen=True)
class PublicNeed(Row):
    """One need: what, how much of it, how far it is, since when."""

    title: str
    quantity: int
    unit: str
    state: NeedState
    state_words: str
    since: datetime


def public_needs(*, cooperative_id: int) -> list[PublicNeed]:
    """List what is needed and what came into use, at most 30, the latest move first; declined needs stay inside."""
    rows = Need.objects.filter(
        cooperative_id=cooperative_id, state__in=[state.value for state in (*OPEN_STATES, NeedState.IN_USE)]
    )
    return [
        PublicNeed(
            row.title,
            row.quantity,
            row.unit,
            NeedState(row.state),
            STATE_WORDS[NeedState(row.state)],
            row.since,
        )
        for row in rows.order_by("-since", "-id")[:MOST_NEEDS]
    ]
