"""How states and obstacles are called."""

from guyub.foundation.approvals.domain.requests import Obstacle, State

STATE_WORDS = {
    State.PENDING: ("Menunggu", "warn"),
    State.APPROVED: ("Disetujui", "ok"),
    State.REJECTED: ("Ditolak", "bad"),
    State.WITHDRAWN: ("Ditarik", ""),
    State.EXPIRED: ("Lewat waktu", ""),
}
OBSTACLE_WORDS = {
    Obstacle.OWN: "Ini usulan Anda; orang lain yang memutus.",
    Obstacle.CONCERNED: "Ini tentang Anda; orang lain yang memutus.",
    Obstacle.ALREADY: "Anda sudah memutus; yang lain masih ditunggu.",
}
