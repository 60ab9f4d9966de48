"""What the refusals of journeys say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "journeys.device_event.unknown": _(
        "Jenis catatan {kind} belum dikenal di sini. Perbarui Guyub, lalu masukkan lagi."
    ),
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
    "journeys.closing.refused:devices": _(
        "Masih ada yang bisa menyusul dari {what}. Hubungkan perangkatnya dan putuskan yang tertahan, atau centang"
        " tetap tutup."
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
    "journeys.settlement.refused:state": _(
        "Perkara ini belum disetujui atau sudah dibayar. Muat ulang halaman untuk melihat keadaannya."
    ),
    "journeys.settlement.refused:own": _(
        "Perkara keluar Anda sendiri diselesaikan bendahara lain. Minta orang itu membukanya."
    ),
    "journeys.settlement.refused:blocked": _("Selesaikan dulu: {what}. Sesudah itu bayar dari halaman ini."),
    "journeys.settlement.refused:owes": _(
        "Simpanan tidak cukup menutup utang, masih kurang {left_rp}. Terima dulu kekurangannya, lalu ulangi."
    ),
    "journeys.settlement.refused:changed": _(
        "Simpanan atau utangnya berubah sejak halaman dibuka. Periksa angka yang baru, lalu bayar."
    ),
    "journeys.settlement.refused:agreement": _(
        "Tulis nomor atau tanggal surat persetujuan melunasi pinjaman dari simpanan, 3 sampai 60 huruf. Bila tidak ada,"
        " lunasi dulu di halaman pinjamannya."
    ),
    "journeys.settlement.refused:payee": _(
        "Tulis kepada siapa uangnya dibayar, paling banyak 120 huruf. Ahli waris belum tercatat."
    ),
    # Joining: the simpanan pokok of a candidate.
    "journeys.joining.refused:standing": _(
        "Orang ini bukan calon anggota lagi, jadi simpanan pokoknya sudah beres. Muat ulang halaman."
    ),
    "journeys.joining.refused:own": _(
        "Pembayaran Anda sendiri diterima dan dibatalkan orang lain. Minta kasir atau bendahara lain."
    ),
    "journeys.joining.refused:below": _(
        "Pembayaran berikutnya paling sedikit {least_rp}. Tulis jumlah itu atau lebih."
    ),
    "journeys.joining.refused:above": _(
        "Yang masih kurang hanya {missing_rp}. Tulis paling banyak jumlah itu."
    ),
    "journeys.joining.refused:reason": _("Tulis alasannya, paling panjang 60 huruf, lalu simpan lagi."),
    "journeys.joining.refused:admitted": _(
        "Orang ini sudah anggota. Simpanan pokok anggota dikembalikan lewat keluar dari keanggotaan."
    ),
    "journeys.joining.refused:gone": _("Anggota ini tidak ada di koperasi Anda. Kembali ke daftar anggota."),
    # A member's way in from an own phone.
    "journeys.portal.refused:standing": _(
        "Orang ini belum atau bukan anggota lagi. Akses dari HP hanya untuk anggota aktif dan pasif."
    ),
    "journeys.portal.refused:login": _(
        "Anggota ini sudah punya kata sandi. Bila lupa, mulai lagi lewat “Orang & peran”, diputus dua orang."
    ),
    "journeys.portal.refused:name": _(
        "Nomor anggota dan nomor HP ini dipakai orang lain untuk masuk. Periksa nomor HP di berkas anggota."
    ),
}
