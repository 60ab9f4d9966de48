"""A rationed line of a receipt in words: who, with which empties, how it was known, what the official site knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.vault import masked
from guyub.foundation.kernel.formats import number, rupiah
from guyub.trade.subsidised.domain.programmes import KnownBy, Mode, OfficialState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.trade.subsidised.selectors.sold import RationSold

OFFICIAL_WORDS: Mapping[OfficialState, tuple[str, str]] = {
    OfficialState.NONE: ("", ""),
    OfficialState.WAITING: ("Belum dicatat resmi", "warn"),
    OfficialState.DONE: ("Dicatat resmi", "ok"),
    OfficialState.REFUSED: ("Ditolak situs resmi", "bad"),
    OfficialState.KEPT: ("Ditolak, tetap dicatat di sini", "warn"),
    OfficialState.CANCEL: ("Batalkan di situs resmi", "warn"),
    OfficialState.CANCELLED: ("Dibatalkan di situs resmi", ""),
}
_KNOWN: Mapping[KnownBy, str] = {
    KnownBy.NETWORK: "",
    KnownBy.SLICE: "dari jatah yang disisihkan untuk gawai kasir",
    KnownBy.UNKNOWN: "dijual tanpa tahu sisa jatahnya",
}
_OVER: Mapping[Mode, str] = {
    Mode.INFO: "melewati batas yang hanya dicatat",
    Mode.WARN: "melewati batas",
    Mode.BLOCK: "melewati batas yang tidak boleh dilewati",
}


@dataclass(frozen=True, slots=True)
class RationWords:
    """Who bought, what is said of it, what is to be looked at, the official site's state and its tone."""

    who: str
    what: str
    why: str
    official: str
    tone: str


def ration_words(one: RationSold) -> RationWords:
    """Put a rationed line into words; of the NIK four digits."""
    who = " · ".join(part for part in (one.buyer, f"NIK {masked(one.last4)}" if one.last4 else "") if part)
    official, tone = OFFICIAL_WORDS[one.official]
    over = _OVER.get(one.over_mode, "") if one.over_mode else ""
    why = ", ".join(part for part in (over, _KNOWN[one.known_by]) if part)
    return RationWords(
        who=who or "Pembeli tidak ditanya",
        what=" · ".join(part for part in (one.programme, one.category, _containers(one)) if part),
        why=f"{why[:1].upper()}{why[1:]}{f': {one.reason}' if one.reason else ''}",
        official=official,
        tone=tone,
    )


def _containers(one: RationSold) -> str:
    parts = []
    if one.empties_in:
        parts.append(f"{number(one.empties_in)} tabung kosong ditukar")
    if one.stay_qty and one.deposit_rp:
        parts.append(f"{number(one.stay_qty)} tabung dititip, jaminan {rupiah(one.deposit_rp)}")
    elif one.stay_qty:
        parts.append(f"{number(one.stay_qty)} tabung dipinjam")
    return ", ".join(parts)
