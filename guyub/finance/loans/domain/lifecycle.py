"""Where a loan stands in its life, and what happens to it by which way."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class LoanState(StrEnum):
    """Where a loan stands."""

    DISETUJUI = "DISETUJUI"  # agreed, not paid out yet
    BERJALAN = "BERJALAN"
    LUNAS = "LUNAS"
    HAPUS_BUKU = "HAPUS_BUKU"  # no longer an asset of the books; the member still owes it
    HAPUS_TAGIH = "HAPUS_TAGIH"  # written off and forgiven by the members' meeting
    BATAL = "BATAL"  # never paid out


STATE_WORDS: Mapping[LoanState, str] = {
    LoanState.DISETUJUI: "Disetujui, belum cair",
    LoanState.BERJALAN: "Berjalan",
    LoanState.LUNAS: "Lunas",
    LoanState.HAPUS_BUKU: "Hapus buku",
    LoanState.HAPUS_TAGIH: "Hapus tagih",
    LoanState.BATAL: "Batal",
}
# A payment may still come for these.
OWING = frozenset({LoanState.BERJALAN, LoanState.HAPUS_BUKU})
# Nothing is owed any more, or ever was.
ENDED = frozenset({LoanState.LUNAS, LoanState.HAPUS_TAGIH, LoanState.BATAL})


class Way(StrEnum):
    """By which way something came to a loan."""

    TUNAI = "TUNAI"
    TRANSFER = "TRANSFER"
    SIMPANAN = "SIMPANAN"
    KOLEKTOR = "KOLEKTOR"
    KELOMPOK = "KELOMPOK"  # at the meeting of a joint liability group
    TANGGUNG = "TANGGUNG"  # others of the group paid for the member
    PENJAMIN = "PENJAMIN"  # held savings of a guarantor paid
    ASURANSI = "ASURANSI"
    SALDO_AWAL = "SALDO_AWAL"  # paid before the books of Guyub began
    KEPUTUSAN = "KEPUTUSAN"  # a decision: reschedule, waiver, charge


WAY_WORDS: Mapping[Way, str] = {
    Way.TUNAI: "Tunai",
    Way.TRANSFER: "Transfer",
    Way.SIMPANAN: "Dari simpanan",
    Way.KOLEKTOR: "Kolektor",
    Way.KELOMPOK: "Pertemuan kelompok",
    Way.TANGGUNG: "Tanggung renteng",
    Way.PENJAMIN: "Dari simpanan penjamin",
    Way.ASURANSI: "Asuransi",
    Way.SALDO_AWAL: "Sebelum Guyub",
    Way.KEPUTUSAN: "Keputusan",
}


def loan_name(year: int, no: int) -> str:
    """Write the number of a loan as people see it: ``PJ-2026-0012``."""
    return f"PJ-{year}-{no:04}"
