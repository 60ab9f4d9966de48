"""What causes of moves are called, and where the papers stand that they come from."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from guyub.trade.inventory.domain.moves import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

CAUSE_WORDS: Mapping[str, str] = {
    Cause.AWAL: "Saldo awal",
    Cause.TERIMA: "Diterima",
    Cause.RETUR: "Dikembalikan ke pemasok",
    Cause.JUAL: "Terjual",
    Cause.KEMBALI: "Dikembalikan pembeli",
    Cause.PINDAH: "Pindah",
    Cause.KEMAS: "Kemas ulang",
    Cause.RUSAK: "Rusak atau hilang",
    Cause.PAKAI: "Dipakai sendiri",
    Cause.HITUNG: "Hasil hitung",
    Cause.HARGA: "Harga menurut nota",
    Cause.KOREKSI: "Koreksi harga pokok",
    Cause.BATAL: "Dibatalkan",
    Cause.TITIP: "Dititipkan",
    Cause.AMBIL: "Diambil penitip",
    Cause.HILANG: "Titipan rusak, hilang, atau selisih hitung",
}
_PAPERS = {
    "inventory.transfer": ("stock_transfers:transfer", "transfer_id"),
    "inventory.repack": ("stock_repacks:repack", "repack_id"),
    "inventory.loss": ("stock_losses:loss", "loss_id"),
    "inventory.count": ("stock_counts:count", "count_id"),
}
STATE_TONES = {
    "DIKIRIM": "warn",
    "MENUNGGU": "warn",
    "DITERIMA": "ok",
    "DIBUKUKAN": "ok",
    "DITOLAK": "bad",
    "DIHITUNG": "act",
    "DIBANDINGKAN": "warn",
    "DIPUTUS": "warn",
}


def paper_address(source_kind: str, source_id: UUID | None) -> str:
    """Tell where the paper of a move can be opened; "" where no page shows it."""
    if source_kind in _PAPERS and source_id:
        url_name, key = _PAPERS[source_kind]
        with suppress(NoReverseMatch):
            return reverse(url_name, kwargs={key: source_id})
    return ""
