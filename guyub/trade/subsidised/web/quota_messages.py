"""What the refusals of a quota over the network say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUOTA: Mapping[str, str] = {
    "blocked": _("{words} Sekarang tidak bisa dijual."),
    "reason": _("{words} Tulis alasannya kalau tetap dijual."),
    "buyer": _("Pembeli ini tidak terdaftar. Daftarkan dulu dengan KTP dan KK-nya."),
    "category": _(
        "Pembeli ini tidak terdaftar untuk golongan itu. Pilih golongan lain, atau daftarkan dulu."
    ),
    "programme": _("Barang ini tidak punya aturan jatah. Muat ulang daftar barang di kasir."),
    "qty": _("Jumlahnya harus lebih dari nol."),
    "other": _("Nomor penjualan ini sudah dipakai untuk pembelian lain. Mulai lagi dari NIK."),
    "released": _("Jatah untuk penjualan ini sudah dilepas. Mulai lagi dari NIK."),
    "why": _("Tulis alasannya, 5 sampai 200 huruf."),
    "device": _("Perangkat ini tidak ada, atau belum dicabut. Cabut dulu perangkatnya."),
    "early": _(
        "Perangkat ini masih bisa menjual jatah yang dititipkan kepadanya sampai {until}. Lepaskan sesudah hari itu."
    ),
}
QUOTA_MESSAGES: Mapping[str, str] = {
    f"subsidised.quota.refused:{wrong}": words for wrong, words in _QUOTA.items()
}
