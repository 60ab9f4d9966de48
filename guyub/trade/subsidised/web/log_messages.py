"""What refusals beside the official sites say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHY = _("Tulis alasannya, 5 sampai 200 huruf.")
_NUMBER = _("Tulis angka bulat, misalnya 12.")
_OFFICIAL: Mapping[str, str] = {
    "gone": _("Penjualan ini tidak ada di antrean. Muat ulang daftarnya."),
    "step": _(
        "Langkah ini sudah tidak bisa dilakukan; orang lain mungkin sudah mengerjakannya. Muat ulang halaman."
    ),
    "ref": _("Nomor dari situs paling panjang 40 huruf."),
    "why": _WHY,
    "code": _("Pilih sebab penolakannya."),
    "seen": _("Sisa jatah yang terlihat di situs ditulis dengan angka bulat, atau dikosongkan."),
    "number": _("NIK pembeli ini tidak disimpan. Lihat buku tulis gerai, atau minta pembelinya datang lagi."),
}
_DAY: Mapping[str, str] = {
    "day": _("Hari ini belum tiba. Pilih hari ini atau hari sebelumnya."),
    "number": _NUMBER,
    "reason": _("Ada yang berbeda. Tulis sebabnya, 5 sampai 200 huruf."),
    "same": _("Anda yang mengisi lembar ini, jadi orang lain yang memeriksanya."),
    "gone": _("Lembar hari ini belum diisi. Isi dulu angkanya."),
    "checked": _("Lembar hari ini sudah diperiksa orang kedua dan tidak diubah lagi."),
    "open": _("Tidak ada selisih yang masih terbuka di lembar ini."),
    "why": _("Tulis apa yang sudah dilakukan, 5 sampai 200 huruf."),
}
_UNMET: Mapping[str, str] = {
    "programme": _("Barang ini tidak berjatah. Pilih barang dari daftar."),
    "category": _("Jenis pembeli ini tidak dikenal untuk barangnya. Pilih dari daftar."),
    "qty": _NUMBER,
    "reason": _("Pilih sebabnya."),
}
_ODD: Mapping[str, str] = {
    "gone": _("Catatan ini tidak ada, atau bukan tentang gerai Anda."),
    "verdict": _("Pilih benar atau keliru."),
    "note": _("Tulis apa yang ditemukan, 5 sampai 200 huruf."),
}
LOG_MESSAGES: Mapping[str, str] = {
    **{f"subsidised.official.refused:{wrong}": said for wrong, said in _OFFICIAL.items()},
    **{f"subsidised.day_close.refused:{wrong}": said for wrong, said in _DAY.items()},
    **{f"subsidised.unmet.refused:{wrong}": said for wrong, said in _UNMET.items()},
    **{f"subsidised.oddity.refused:{wrong}": said for wrong, said in _ODD.items()},
}
