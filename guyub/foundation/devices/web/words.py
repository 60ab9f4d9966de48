"""How worries, answers and resolutions are called, and what an answer says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from guyub.foundation.devices.domain.chain import Answer
from guyub.foundation.devices.domain.clocks import Bound
from guyub.foundation.devices.domain.health import Worry
from guyub.foundation.devices.domain.resolving import How
from guyub.foundation.devices.models import GapState
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.web.messages import said_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.foundation.devices.selectors.devices import DeviceRow

WORRY_WORDS: Mapping[Worry, tuple[str, str]] = {
    Worry.FORKED: ("Nomor bercabang", "bad"),
    Worry.HELD_UP: ("Nomor hilang", "bad"),
    Worry.NOT_APPLIED: ("Perlu diputuskan", "bad"),
    Worry.CLOCK_STOPS: ("Jam meleset lebih dari sehari", "bad"),
    Worry.WAITING: ("Lama belum terkirim", "bad"),
    Worry.CLOCK_WARNS: ("Jam meleset", "warn"),
    Worry.STORAGE_NOT_KEPT: ("Penyimpanan belum aman", "warn"),
    Worry.STORAGE_FULL: ("Penyimpanan hampir penuh", "warn"),
}
WORRY_ADVICE: Mapping[Worry, str] = {
    Worry.FORKED: "Dua catatan datang dengan nomor yang sama. Cabut perangkat ini, ikat lagi, lalu putuskan catatan di"
    " bawah.",
    Worry.HELD_UP: "Ada nomor yang belum datang atau rusak, jadi catatan sesudahnya menunggu. Buka kasir di perangkat"
    " itu sampai semuanya terkirim.",
    Worry.NOT_APPLIED: "Ada catatan yang belum masuk ke buku. Buka satu per satu, lalu putuskan.",
    Worry.CLOCK_STOPS: "Perangkat ini tidak menjual tanpa sinyal sampai jamnya dibetulkan di pengaturan HP.",
    Worry.WAITING: "Sambungkan perangkat ke internet dan buka kasir sampai semuanya terkirim.",
    Worry.CLOCK_WARNS: "Nyalakan waktu otomatis di pengaturan HP.",
    Worry.STORAGE_NOT_KEPT: "Peramban belum berjanji menyimpan catatan. Pasang kasir ke layar utama HP.",
    Worry.STORAGE_FULL: "Hapus foto atau aplikasi yang tidak dipakai di HP itu.",
}
ANSWER_WORDS: Mapping[Answer, tuple[str, str]] = {
    Answer.CONFLICT: ("Bentrok", "bad"),
    Answer.REJECTED: ("Ditolak", "bad"),
}
HOW_WORDS: Mapping[How, tuple[str, str]] = {
    How.APPLIED: ("Sudah masuk", "ok"),
    How.LOSS: ("Jadi kerugian", "warn"),
    How.REFUSED: ("Tidak dimasukkan", ""),
}
GAP_WORDS: Mapping[GapState, tuple[str, str]] = {
    GapState.OPEN: ("Ditunggu", "bad"),
    GapState.FILLED: ("Sudah datang", "ok"),
    GapState.GIVEN_UP: ("Dilepas", "warn"),
}
# What the chain itself says to an event; what ``apply`` refused has the sentence of its own context.
EVENT_WORDS: Mapping[str, str] = {
    "devices.event.forked": _(
        "Nomor ini sudah dipakai catatan lain dari perangkat yang sama. Bandingkan keduanya, lalu putuskan."
    ),
    "devices.event.given_up": _(
        "Nomor ini sudah dilepas, lalu catatannya datang juga. Periksa isinya, lalu putuskan."
    ),
    "devices.event.broken": _(
        "Segel catatan ini tidak cocok dengan isinya. Tanyakan kepada kasir, lalu putuskan."
    ),
    "devices.event.unlinked": _(
        "Catatan ini tidak menyambung dari yang sebelumnya. Tanyakan kepada kasir, lalu putuskan."
    ),
    "devices.event.same_id": _(
        "Catatan yang sama sudah masuk dengan nomor lain. Bila benar sama, pilih tidak dimasukkan."
    ),
    "devices.event.failed": _(
        "Program Guyub berhenti saat memasukkan catatan ini, jadi catatannya disimpan dulu. Beri tahu pengurus sistem;"
        " sesudah diperbaiki, masukkan lagi."
    ),
    "devices.event.unreadable": _(
        "Isi catatan ini memuat huruf yang tidak bisa disimpan. Catat dengan tangan, lalu pilih tidak dimasukkan."
    ),
}
BOUND_WORDS: Mapping[Bound, str] = {
    Bound.CONTACT: "Jam HP terlalu awal; dipakai saat terakhir HP terhubung sebelum menulisnya.",
    Bound.BEFORE: "Jam HP mundur; dipakai waktu catatan sebelumnya.",
    Bound.TOLD: "Jam HP terlalu maju; dipakai saat HP pertama memberi tahu catatan ini.",
    Bound.RECEIPT: "Jam HP terlalu maju; dipakai saat diterima.",
}
SECOND_MS, MINUTE_MS, HOUR_MS = 1000, 60_000, 3_600_000


def why(code: str, facts: Mapping[str, Any]) -> str:
    """Say why an event was not applied, or, once it was accepted, nothing."""
    if not code:
        return ""
    return gettext(EVENT_WORDS[code]) if code in EVENT_WORDS else said_of(code, facts)


def changes_words(changes: Mapping[str, Any]) -> str:
    """Say what was put right in an event before it was applied; empty: nothing."""
    said = [f"baris {at} adalah {code}" for at, code in changes.get("goods", {}).items()]
    if changes.get("on"):
        said.append(f"dipindah ke {day(date.fromisoformat(changes['on']))}")
    return ", ".join(said)


def offset_words(offset_ms: int | None) -> str:
    """Say how far off a clock is: ``12 menit di belakang``."""
    if offset_ms is None:
        return "belum diketahui"
    off = abs(offset_ms)
    if off < SECOND_MS * 5:
        return "tepat"
    span = (
        f"{off // SECOND_MS} detik"
        if off < MINUTE_MS
        else f"{off // MINUTE_MS} menit"
        if off < HOUR_MS
        else f"{number(off // HOUR_MS)} jam"
    )
    return f"{span} {'di belakang' if offset_ms > 0 else 'di depan'}"


def storage_words(row: DeviceRow) -> str:
    """Say what a device told of its storage."""
    kept = {True: "aman", False: "belum aman", None: "belum diketahui"}[row.is_persisted]
    return kept if row.free_mb is None else f"{kept}, sisa {number(row.free_mb)} MB"
