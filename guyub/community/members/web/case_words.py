"""What cases and their states are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.members.domain.cases import EXIT_WORDS, ExitKind, ExitStanding, PassiveState
from guyub.foundation.kernel.formats import long_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from guyub.community.members.selectors.cases import ExitRow, PassiveRow

# Words, tone and icon of the chip.
EXIT_STATES: Mapping[ExitStanding, tuple[str, str, str]] = {
    ExitStanding.DIAJUKAN: ("Menunggu orang kedua", "warn", "clock"),
    ExitStanding.DITOLAK: ("Ditolak", "bad", "circle-alert"),
    ExitStanding.DITARIK: ("Ditarik", "", ""),
    ExitStanding.LEWAT: ("Lewat waktu, ajukan lagi", "bad", "circle-alert"),
    ExitStanding.DISETUJUI: ("Menunggu dibayar", "act", "hand-coins"),
    ExitStanding.SELESAI: ("Selesai", "ok", "check"),
    ExitStanding.DIBATALKAN: ("Dibatalkan", "", ""),
}
_PASSIVE_STATES: Mapping[PassiveState, tuple[str, str, str]] = {
    PassiveState.BANDING: ("Banding", "warn", "message-circle"),
    PassiveState.DIPASIFKAN: ("Dipasifkan", "bad", "circle-alert"),
    PassiveState.DICABUT: ("Tetap aktif", "ok", "check"),
}
KIND_HINTS = {
    ExitKind.MUNDUR: "Ada surat pengunduran diri",
    ExitKind.MENINGGAL: "Ada surat keterangan kematian; uangnya untuk ahli waris",
    ExitKind.DIBERHENTIKAN: "Anggota sudah didengar",
    ExitKind.BATAL: "Simpanan pokoknya tidak jadi lunas",
}
LETTER = (
    "Menurut catatan kami, simpanan wajib Bapak/Ibu belum dibayar selama {months} bulan. Mohon dibayar atau"
    " sampaikan keberatan kepada pengurus sampai {due}. Bila tidak, rapat pengurus dapat menetapkan keanggotaan"
    " Bapak/Ibu menjadi pasif."
)


def exit_chip(row: ExitRow) -> dict[str, str]:
    """Give the chip of a leaving."""
    if row.standing is ExitStanding.SELESAI and not row.has_signed:
        return {"text": "Belum ditandatangani", "tone": "warn", "icon": "file-text"}
    text, tone, icon = EXIT_STATES[row.standing]
    return {"text": text, "tone": tone, "icon": icon}


def passive_chip(row: PassiveRow, *, today: date) -> dict[str, str]:
    """Give the chip of a notice."""
    if row.is_open and row.has_paid:
        return {"text": "Sudah bayar", "tone": "ok", "icon": "check"}
    if row.state in _PASSIVE_STATES:
        text, tone, icon = _PASSIVE_STATES[row.state]
        return {"text": text, "tone": tone, "icon": icon}
    days = (row.due_on - today).days
    if days < 0:
        return {"text": "Perlu diputus", "tone": "warn", "icon": "clock"}
    return {"text": f"{days} hari lagi" if days else "Hari terakhir", "tone": "act", "icon": "clock"}


def kind_choices(kinds: tuple[ExitKind, ...], chosen: str) -> list[dict[str, object]]:
    """Give the choices of how somebody leaves; the first one is chosen where nothing was."""
    first = chosen or (kinds[0].value if kinds else "")
    return [
        {
            "value": kind.value,
            "label": EXIT_WORDS[kind],
            "hint": KIND_HINTS[kind],
            "checked": kind.value == first,
        }
        for kind in kinds
    ]


def letter_words(row: PassiveRow) -> str:
    """Say in a letter what the notice says."""
    return LETTER.format(months=row.missed_months, due=long_day(row.due_on))


def exit_steps(row: ExitRow) -> list[dict[str, str]]:
    """Give the way of a leaving in four steps."""
    ended = {
        ExitStanding.DITOLAK: "Ditolak",
        ExitStanding.DITARIK: "Ditarik",
        ExitStanding.LEWAT: "Lewat waktu",
        ExitStanding.DIBATALKAN: "Dibatalkan",
    }
    standing = row.standing
    is_paid = standing is ExitStanding.SELESAI
    is_agreed = is_paid or standing is ExitStanding.DISETUJUI
    asked = "wait" if standing is ExitStanding.DIAJUKAN else "todo"
    return [
        {"state": "done", "title": "Diajukan", "note": row.asked_by},
        {"state": "done" if is_agreed else asked, "title": ended.get(standing, "Disetujui pengurus lain")},
        {
            "state": "done" if is_paid else "now" if is_agreed else "todo",
            "title": "Dibayar, keanggotaan berakhir",
            "note": row.settled_by,
        },
        {
            "state": "done" if row.has_signed else "now" if is_paid else "todo",
            "title": "Lembar ditandatangani dan disimpan",
        },
    ]
