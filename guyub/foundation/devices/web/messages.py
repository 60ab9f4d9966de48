"""What the refusals of devices say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "devices.device.refused:name": _("Beri nama perangkat, paling panjang 60 huruf. Misalnya HP kasir 1."),
    "devices.device.refused:outlet": _("Pilih gerai tempat perangkat ini dipakai."),
    "devices.device.refused:reason": _("Tulis alasan mencabut, supaya orang lain tahu apa yang terjadi."),
    "devices.device.refused:revoked": _("Perangkat ini sudah dicabut. Muat ulang halaman."),
    "devices.device.refused:missing": _(
        "Perangkat ini tidak ada di koperasi Anda. Kembali ke daftar perangkat."
    ),
    "devices.device.revoked": _(
        "Perangkat ini sudah dicabut. Berhenti menjual, simpan catatan ke berkas, lalu serahkan kepada pengelola gerai."
    ),
    "devices.binding.refused:unknown": _(
        "Kode ini tidak dikenal. Periksa huruf dan angkanya, lalu coba lagi."
    ),
    "devices.binding.refused:expired": _(
        "Kode ini sudah lewat sepuluh menit. Minta kode baru kepada pengelola."
    ),
    "devices.binding.refused:used": _(
        "Kode ini sudah dipakai perangkat lain. Minta kode baru kepada pengelola."
    ),
    "devices.binding.refused:too_many": _(
        "Terlalu sering mencoba. Tunggu sepuluh menit, lalu minta kode baru."
    ),
    "devices.batch.refused:event": _(
        "Catatan ke-{number} tidak bisa dibaca. Perbarui kasir, lalu kirim lagi; catatan tetap ada di perangkat."
    ),
    "devices.batch.refused:device": _(
        "Catatan ke-{number} milik perangkat lain. Kirim dari perangkat yang menulisnya."
    ),
    "devices.batch.refused:too_many": _("Sekali kirim paling banyak {most} catatan. Kirim sebagian dulu."),
    "devices.resolution.refused:missing": _("Catatan ini tidak ada di koperasi Anda. Kembali ke daftar."),
    "devices.resolution.refused:accepted": _(
        "Catatan ini sudah masuk ke buku. Tidak ada yang perlu diputuskan."
    ),
    "devices.resolution.refused:resolved": _("Catatan ini sudah diputuskan. Muat ulang halaman."),
    "devices.resolution.refused:reason": _(
        "Tulis alasannya, supaya orang lain tahu mengapa diputuskan begitu."
    ),
    "devices.resolution.refused:same_id": _(
        "Catatan yang sama sudah masuk lewat jalan lain. Pilih tidak dimasukkan, supaya tidak tercatat dua kali."
    ),
    "devices.resolution.refused:day": _(
        "Pilih hari sesudah hari jualnya, paling akhir hari ini. Harga dan batas hari itu yang dipakai."
    ),
    "devices.resolution.refused:failed": _(
        "Program Guyub masih berhenti saat memasukkan catatan ini. Catatannya tetap aman. Beri tahu pengurus sistem."
    ),
    "devices.gap.refused:missing": _("Nomor itu tidak ada di koperasi Anda. Kembali ke daftar perangkat."),
    "devices.gap.refused:closed": _(
        "Nomor yang hilang sudah berubah sejak diusulkan. Buka halaman perangkat, lalu periksa lagi."
    ),
    "devices.outbox.refused:unreadable": _(
        "Berkas ini bukan catatan dari kasir Guyub. Pilih berkas yang disimpan dari menu kasir."
    ),
    "devices.outbox.refused:device": _("Berkas ini dari perangkat lain. Buka halaman perangkat yang benar."),
    "devices.outbox.refused:empty": _(
        "Berkas ini tidak memuat catatan. Periksa apakah semuanya sudah terkirim."
    ),
    "devices.outbox.refused:not_let_in": _(
        "Berkas ini belum disetujui orang kedua. Minta ketua membuka kotak persetujuan."
    ),
}
