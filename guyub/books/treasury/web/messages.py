"""What the refusals of the treasury say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "treasury.event.refused:kind": _("Kejadian itu tidak ada di daftar. Cari lagi dari daftar kejadian."),
    "treasury.event.refused:amount": _(
        "Tulis jumlahnya dalam rupiah bulat di atas nol. Potongan tidak boleh menghabiskan seluruhnya."
    ),
    "treasury.event.refused:choice": _("Pilih salah satu dari daftar, lalu simpan lagi."),
    "treasury.event.refused:cash": _("Pilih dari mana atau ke mana uangnya: laci, brankas, atau bank."),
    "treasury.event.refused:same": _("Uang pindah antara dua tempat yang berbeda. Pilih tempat tujuan lain."),
    "treasury.event.refused:who": _("Nama pihak paling panjang 80 huruf. Singkat, lalu simpan lagi."),
    "treasury.event.refused:note": _("Catatan paling panjang 120 huruf. Singkat, lalu simpan lagi."),
    "treasury.event.refused:place": _(
        "Laci, brankas, atau bank itu tidak ada atau sudah ditutup. Pilih lagi."
    ),
    "treasury.event.refused:short": _(
        "Uang di sana kurang {missing_rp}. Catat dulu uang yang masuk, atau pilih tempat lain."
    ),
    "treasury.event.refused:gone": _("Catatan itu tidak ada di koperasi ini. Buka daftarnya lagi."),
    "treasury.event.refused:undone": _("Catatan ini sudah dibatalkan. Lihat pembatalannya di riwayat."),
    "treasury.event.refused:undo": _("Pembatalan tidak dibatalkan lagi. Catat ulang kejadiannya."),
    "treasury.event.refused:listed": _(
        "Catatan ini dibuat dari daftar lain. Batalkan lewat halaman daftar itu."
    ),
    "treasury.event.refused:reason": _("Tulis alasannya, paling panjang 60 huruf."),
    "treasury.place.refused:kind": _("Pilih jenisnya: laci, brankas, atau rekening bank."),
    "treasury.place.refused:name": _("Beri nama tempat uang ini, paling panjang 80 huruf."),
    "treasury.place.refused:taken": _("Nama itu sudah dipakai. Pakai nama lain."),
    "treasury.place.refused:bank": _(
        "Tulis nama banknya, paling panjang 60 huruf, dan nomor rekening paling panjang 30 huruf."
    ),
    "treasury.place.refused:unit": _(
        "Unit usaha atau gerai itu tidak ada di koperasi ini. Pilih dari daftar."
    ),
    "treasury.place.refused:account": _(
        "Akun itu tidak ada, sudah ditutup, atau sudah menjadi tempat uang lain. Pilih akun lain."
    ),
    "treasury.place.refused:gone": _("Tempat uang itu tidak ada atau sudah ditutup. Buka daftarnya lagi."),
    "treasury.place.refused:balance": _(
        "Di {name} masih ada {balance_rp}. Pindahkan dulu semuanya, lalu tutup lagi."
    ),
}
