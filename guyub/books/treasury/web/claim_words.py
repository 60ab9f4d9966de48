"""What claims and their states are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.treasury.domain.claims import ClaimState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.books.treasury.selectors.claims import ClaimRow

# Words, tone and icon of the chip.
STATES: Mapping[ClaimState, tuple[str, str, str]] = {
    ClaimState.DIAJUKAN: ("Menunggu persetujuan", "warn", "clock"),
    ClaimState.DISETUJUI: ("Siap dibayar", "act", "check"),
    ClaimState.DIBAYAR: ("Dibayar", "ok", "check"),
    ClaimState.DITOLAK: ("Ditolak", "bad", "circle-alert"),
    ClaimState.DITARIK: ("Ditarik", "", ""),
    ClaimState.LEWAT: ("Lewat waktu, ajukan lagi", "bad", "circle-alert"),
    ClaimState.DIBATALKAN: ("Dikeluarkan dari buku", "", ""),
}
_ENDED = {ClaimState.DITOLAK: "Ditolak", ClaimState.DITARIK: "Ditarik", ClaimState.LEWAT: "Lewat waktu"}


def chip_of(claim: ClaimRow) -> dict[str, str]:
    """Give the chip of a claim."""
    if claim.asks_to_pay:
        return {"text": "Menunggu orang kedua", "tone": "warn", "icon": "clock"}
    text, tone, icon = STATES[claim.state]
    return {"text": text, "tone": tone, "icon": icon}


def steps_of(claim: ClaimRow) -> list[dict[str, str]]:
    """Give the way of a claim in three steps."""
    booked = claim.booked_entry_id is not None
    paid = claim.state is ClaimState.DIBAYAR
    agreed = "done" if booked else "wait" if claim.state is ClaimState.DIAJUKAN else "todo"
    return [
        {"state": "done", "title": "Diajukan"},
        {"state": agreed, "title": _ENDED.get(claim.state, "Disetujui")},
        {
            "state": "done" if paid else "now" if claim.state is ClaimState.DISETUJUI else "todo",
            "title": "Dibayar",
        },
    ]
