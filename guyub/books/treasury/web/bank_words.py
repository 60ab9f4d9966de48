"""What matching is called on screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.treasury.domain.bank_matching import MatchHow, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.books.treasury.domain.bank_matching import Match

HOW_WORDS: Mapping[str, str] = {
    MatchHow.OTOMATIS: "Otomatis",
    MatchHow.SARAN: "Saran diterima",
    MatchHow.TANGAN: "Dipilih",
    MatchHow.CATAT: "Dicatat dari bank",
    MatchHow.BALIK: "Jurnal dan pembaliknya",
}
_REASON_WORDS: Mapping[Reason, str] = {
    Reason.NUMBER: "nomor bukti tertulis di keterangan bank",
    Reason.WORDS: "jumlah sama, ada kata yang sama",
    Reason.SAME_DAY: "jumlah dan hari sama",
    Reason.NEAR_DAY: "jumlah sama",
    Reason.SEVERAL_ENTRIES: "jumlah beberapa catatan sama dengan satu baris bank",
    Reason.SEVERAL_LINES: "jumlah beberapa baris bank sama dengan satu catatan",
    Reason.REVERSED: "jurnal dan pembaliknya, bank tidak pernah melihatnya",
}
STATE_TONES: Mapping[str, str] = {"BROUGHT": "warn", "TAKEN": "ok"}


def reason_words(match: Match) -> str:
    """Say why two sides are likely the same money, with the days between them."""
    said = _REASON_WORDS[match.reason]
    return f"{said}, beda {match.days} hari" if match.days and match.reason is not Reason.REVERSED else said
