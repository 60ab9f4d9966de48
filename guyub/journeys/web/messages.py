"""What the refusals of journeys say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "journeys.operator.no_city": _("Belum ada dinas kota. Jalankan guyub serve sekali, lalu ulangi."),
    "journeys.access.place_unknown": _("Koperasi ini tidak dibina kota Anda. Pilih dari daftar."),
    "journeys.closing.refused:broken": _(
        "Buku belum bisa ditutup, ada {count} hal yang tidak cocok. {what} Periksa buku, lalu tutup lagi."
    ),
    "journeys.closing.refused:undetailed": _(
        "Saldo awal belum dirinci: {what}. Masukkan rinciannya dulu, atau batalkan saldo awalnya, lalu tutup lagi."
    ),
    "journeys.closing.refused:depreciation": _(
        "Penyusutan {what} belum dicatat. Jalankan dulu dari halaman Aset, lalu tutup lagi."
    ),
    "journeys.closing.refused:reason": _(
        "Tulis alasan yang jelas, paling sedikit sepuluh huruf. Orang kedua membacanya sebelum memutus."
    ),
    "journeys.verify.refused:unopened": _(
        "Pembukuan koperasi ini belum dimulai. Mulai dulu dari Buku & laporan."
    ),
    "journeys.verify.refused:busy": _(
        "Buku ini sedang diperiksa orang lain. Tunggu sebentar, lalu periksa lagi."
    ),
    "journeys.access.reason_missing": _("Tulis alasannya. Orang kedua membacanya sebelum memutus."),
}
