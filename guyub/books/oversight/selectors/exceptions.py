"""All exceptions of a span, gathered from every context that offers some, the weightiest kinds first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps

from guyub.foundation.kernel.dates import Zone
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.exceptions import Watched
from guyub.foundation.parameters.domain.catalogue import CATALOGUE
from guyub.foundation.parameters.selectors.values import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.kernel.selectors.exceptions import ExceptionFound, Watcher

# What each kind is called, and how much it weighs: 3 look first, 2 look, 1 know of it.
KINDS: Mapping[str, tuple[int, str]] = {
    "treasury.own_claim": (3, "Klaim dibayar sendiri"),
    "treasury.fund_otherwise": (3, "Dana dibayar di luar aturan"),
    "treasury.variance": (3, "Selisih hitung kas"),
    "treasury.often_off": (3, "Kasir sering berbeda hitungan"),
    "treasury.gone_over": (2, "Laci dilanjutkan tanpa serah terima"),
    "treasury.told_late": (2, "Nota kasir terkirim sesudah giliran ditutup"),
    "treasury.till_sum": (1, "Hitungan kasir lain dari buku"),
    "savings.collection_variance": (3, "Selisih daftar tagih"),
    "members.dismissed": (3, "Anggota diberhentikan"),
    "members.large_settlement": (2, "Pembayaran besar kepada yang keluar"),
    "members.unsigned": (2, "Lembar keluar belum ditandatangani"),
    "savings.collection_out": (2, "Daftar tagih belum kembali"),
    "savings.taken_back": (2, "Gerak simpanan hari lain dibatalkan"),
    "savings.cash_report": (3, "Tunai sehari yang wajib dilaporkan ke PPATK"),
    "savings.cash_watch": (2, "Tunai sehari yang diperiksa pengurus"),
    "savings.sleeper": (2, "Simpanan tidur diambil"),
    "savings.large_taken": (1, "Simpanan diambil banyak dalam sehari"),
    "savings.hold_released": (2, "Simpanan yang ditahan dilepas"),
    "treasury.uncounted": (2, "Laci lama tidak dihitung"),
    "treasury.unmatched": (2, "Baris bank belum ada di buku"),
    "planning.overrun": (2, "Anggaran terlampaui"),
    "devices.loss": (3, "Catatan kasir jadi kerugian"),
    "devices.given_up": (3, "Nomor catatan kasir dilepas"),
    "devices.revoked": (2, "Perangkat kasir dicabut"),
    "identity.both_sides": (3, "Satu orang di dua sisi"),
    "savings.recounted": (3, "Jasa simpanan dihitung ulang"),
    "savings.waived": (3, "Simpanan wajib dibebaskan"),
    "savings.unit_allowed": (3, "Unit simpan pinjam berjalan dengan izin khusus"),
    "savings.terms_past": (3, "Ketentuan simpanan berlaku mundur"),
    "procurement.bill_above": (3, "Tagihan pemasok di atas pesanannya"),
    "procurement.no_order": (2, "Barang datang tanpa pesanan"),
    "procurement.new_account": (3, "Pemasok dibayar ke rekening yang baru"),
    "procurement.taken_back": (2, "Bayaran atau kulak dibatalkan"),
    "retail.cycle_open": (2, "Putaran setor beli lewat hari tutup"),
    "retail.not_fetched": (1, "Barang setor beli lama belum diambil"),
    "retail.taken_back": (2, "Penyerahan setor beli dibatalkan"),
    "retail.without_agreement": (3, "Nota kasir tanpa persetujuan"),
    "retail.above_ceiling": (3, "Barang dijual di atas HET"),
    "retail.rationed_on_bon": (3, "Barang bersubsidi dijual dengan bon"),
    "retail.other_price": (1, "Barang dijual dengan harga lain dari daftar"),
    "retail.bon_long_due": (2, "Bon lama belum dibayar"),
    "retail.voided": (1, "Nota kasir dibatalkan"),
    "retail.paid_otherwise": (2, "Cara bayar nota diganti"),
    "retail.qris_not_come": (2, "QRIS lama belum masuk rekening"),
    "loans.related": (3, "Pinjaman kepada pihak terkait"),
    "loans.written_off": (3, "Pinjaman dihapus buku"),
    "loans.claim_ended": (3, "Utang pinjaman dihapus tagih"),
    "loans.waived": (3, "Denda, jasa, atau biaya pinjaman dihapus"),
    "loans.limit_nearly_used": (2, "Batas pinjaman hampir penuh"),
    "loans.taken_back": (2, "Pembayaran pinjaman hari lain dibatalkan"),
    "loans.macet": (2, "Pinjaman menjadi macet"),
    "loans.paid_to_seller": (1, "Pinjaman cair kepada penjual"),
    "inventory.large_loss": (3, "Barang rusak, hilang, atau dipakai sendiri"),
    "inventory.negative": (2, "Stok lama di bawah nol"),
    "inventory.on_its_way": (2, "Barang kiriman lama belum tiba"),
    "inventory.alone": (2, "Kiriman diterima pengirimnya sendiri"),
    "inventory.count_alone": (2, "Hitung stok menunggu orang kedua"),
    "inventory.container_counted": (3, "Hitungan wadah berbeda"),
    "inventory.container_lent": (2, "Wadah lama dipinjam"),
    "inventory.container_apart": (2, "Wadah lama di karantina"),
    "subsidised.day_differs": (3, "Selisih harian barang berjatah"),
    "subsidised.odd": (3, "Penjualan berjatah yang janggal"),
    "subsidised.kept": (2, "Ditolak situs resmi, tetap dicatat"),
    "subsidised.told_late": (2, "Situs resmi belum diberi tahu"),
    "ledger.late": (3, "Dicatat jauh sesudah kejadian"),
    "ledger.unproved": (3, "Tanpa foto bukti"),
    "ledger.reopened": (3, "Bulan dibuka lagi"),
    "ledger.reversed": (2, "Dibatalkan atau dibalik"),
    "ledger.moved": (2, "Masuk bulan yang lain"),
    "ledger.unclosed": (2, "Bulan terlambat ditutup"),
    "identity.unmasked": (2, "Nomor pribadi dibuka"),
    "members.late_answer": (2, "Permintaan anggota belum dijawab"),
    "ledger.bulk": (1, "Dimasukkan sekaligus"),
}
UNKNOWN = (1, "Lain-lain")
WATCHED = ("pengawasan.", "pmpj.")
OTHERS = (
    "otorisasi.ambang",
    "simpanan.tidur_bulan",
    "qris.tanya_hari",
    "bon.lama_hari",
    "jatah.selisih_hari",
)


class Part(StrEnum):
    """One page of exceptions: asking every context at once would be too slow for a page."""

    JURNAL = "jurnal"
    KAS = "kas"
    SIMPANAN = "simpanan"
    PINJAMAN = "pinjaman"
    ANGGARAN = "anggaran"
    STOK = "stok"
    BELANJA = "belanja"


# Contexts that are not named here belong to the first part.
_PART_OF = {
    "treasury": Part.KAS,
    "savings": Part.SIMPANAN,
    "loans": Part.PINJAMAN,
    "planning": Part.ANGGARAN,
    "inventory": Part.STOK,
    "devices": Part.KAS,
    "procurement": Part.BELANJA,
    "retail": Part.BELANJA,
    "subsidised": Part.BELANJA,
}


@dataclass(frozen=True, slots=True)
class ExceptionKind(Row):
    """All findings of one kind in a span, the newest first; ``total_rp`` is what those with an amount come to."""

    kind: str
    weight: int
    words: str
    found: list[ExceptionFound]

    @property
    def total_rp(self) -> int:
        """The sum of their amounts."""
        return sum(one.amount_rp or 0 for one in self.found)


@cache
def watchers() -> tuple[tuple[Part, Watcher], ...]:
    """Collect what every context offers in ``selectors/exceptions.py`` as EXCEPTIONS."""
    found: list[tuple[Part, Watcher]] = []
    for config in apps.get_app_configs():
        module = f"{config.name}.selectors.exceptions"
        if config.name.startswith("guyub.") and find_spec(f"{config.name}.selectors") and find_spec(module):
            offered = getattr(import_module(module), "EXCEPTIONS", ())
            found += [(_PART_OF.get(config.label, Part.JURNAL), watcher) for watcher in offered]
    return tuple(found)


def watched_span(*, place: Cooperative, since: date, until: date, today: date) -> Watched:
    """Say what is looked at, with the limits that hold today. One query."""
    keys = [key for key in CATALOGUE if key.startswith(WATCHED)]
    held = values_of(*keys, *OTHERS, cooperative_id=place.id, on=today)
    return Watched(
        cooperative_id=place.id,
        zone=Zone(place.zone),
        since=since,
        until=until,
        today=today,
        limits={key: int(value) for key, value in held.items()},
    )


def exceptions_of(watched: Watched, part: Part | None = None) -> list[ExceptionKind]:
    """Find everything that a pengawas should look at in a span, by kind. Needs the scope of the cooperative.

    Args:
        watched: Which days of whom.
        part: What one page shows; None: everything.
    """
    by_kind: dict[str, list[ExceptionFound]] = {}
    for of_part, watcher in watchers():
        for found in watcher(watched) if part in {None, of_part} else ():
            by_kind.setdefault(found.kind, []).append(found)
    kinds = [
        ExceptionKind(kind, *KINDS.get(kind, UNKNOWN), sorted(found, key=lambda one: one.on, reverse=True))
        for kind, found in by_kind.items()
    ]
    return sorted(kinds, key=lambda one: (-one.weight, one.words))
