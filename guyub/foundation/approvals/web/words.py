"""How states and obstacles are called, and who is still waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.approvals.domain.bodies import Body
from guyub.foundation.approvals.domain.requests import Obstacle, State

if TYPE_CHECKING:
    from guyub.foundation.approvals.domain.bodies import Missing

STATE_WORDS = {
    State.PENDING: ("Menunggu", "warn"),
    State.APPROVED: ("Disetujui", "ok"),
    State.REJECTED: ("Ditolak", "bad"),
    State.WITHDRAWN: ("Ditarik", ""),
    State.EXPIRED: ("Lewat waktu", ""),
}
OBSTACLE_WORDS = {
    Obstacle.OWN: "Ini usulan Anda; orang lain yang memutus.",
    Obstacle.CONCERNED: "Ini menyangkut Anda; orang lain yang memutus.",
    Obstacle.BODY: "Peran Anda bukan dari badan yang memutus usulan ini.",
    Obstacle.ALREADY: "Anda sudah memutus; yang lain masih ditunggu.",
}
BODY_WORDS = {Body.PENGURUS: "pengurus", Body.PENGAWAS: "pengawas"}


def waiting_words(missing: Missing) -> str:
    """Say who is still needed: *menunggu 2 orang lagi, salah satunya pengawas*; "" once nobody is."""
    if not missing.people:
        return ""
    if missing.alone:
        return f"menunggu {missing.people} orang lagi, dari {BODY_WORDS[missing.alone]}"
    named = " dan ".join(BODY_WORDS[body] for body in missing.bodies)
    if not named:
        return f"menunggu {missing.people} orang lagi"
    if missing.people == len(missing.bodies):
        return f"menunggu {missing.people} orang lagi, dari {named}"
    among = "salah satunya" if len(missing.bodies) == 1 else "di antaranya"
    return f"menunggu {missing.people} orang lagi, {among} {named}"
