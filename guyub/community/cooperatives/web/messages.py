"""What the refusals of cooperatives say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "cooperatives.report.refused:indicator": _("Angka ini tidak dikenal. Pilih dari daftar."),
    "cooperatives.report.refused:value": _(
        "{title} belum terbaca. Tulis angka bulat tanpa koma, atau ya dan tidak, lalu kirim lagi."
    ),
    "cooperatives.report.refused:future": _(
        "Tanggal laporan belum tiba. Tulis tanggal paling lambat hari ini."
    ),
    "cooperatives.report.refused:source": _("Tulis siapa yang melaporkan, paling panjang 160 huruf."),
    "cooperatives.report.refused:place": _("Koperasi ini tidak dibina kota Anda. Pilih dari daftar."),
    "cooperatives.report.refused:taken": _(
        "Laporan ini sudah tercatat untuk tanggal dan sumber itu. Tarik dulu yang lama bila isinya keliru."
    ),
    "cooperatives.report.refused:gone": _("Laporan ini sudah ditarik. Muat ulang halaman."),
    "cooperatives.report.refused:reason": _("Tulis mengapa laporan ditarik. Alasannya ikut tersimpan."),
}
