"""Which amounts a rule of loans takes: whole rupiah from zero up to what the books can hold."""

from __future__ import annotations

MOST = 2**63 - 1  # a bigint of the database


def amount_fault(amount_rp: int) -> tuple[str, str] | None:
    """Say what is wrong with an amount: the word and the sentence; None where nothing is."""
    if amount_rp < 0:
        return "negative", "Jumlah tidak boleh kurang dari nol. Isi 0 atau lebih."
    if amount_rp > MOST:
        return "large", f"Jumlah lebih besar dari yang dapat dibukukan. Isi paling banyak {MOST}."
    return None
