"""What the rules of QRIS say when they refuse; a part of ``web/messages.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAMAGED = _(
    "Kode ini tidak utuh. Salin lagi seluruh isinya dari aplikasi bank, dari 0002 sampai empat huruf terakhir."
)
QRIS_MESSAGES: Mapping[str, str] = {
    "retail.gateway.refused:provider": _("Pilih perusahaan gerbang pembayaran dari daftar."),
    "retail.gateway.refused:merchant": _(
        "Nama koperasi di gerbang 3 sampai 60 huruf dan angka tanpa spasi. Salin dari dasbor mereka."
    ),
    "retail.gateway.refused:secret": _(
        "Kunci rahasia 16 sampai 200 huruf tanpa spasi. Salin utuh dari dasbor mereka."
    ),
    "retail.gateway.refused:moved": _(
        "Permintaan ini sudah diganti permintaan lain. Tolak permintaan ini, lalu periksa yang terbaru."
    ),
    "retail.gateway.refused:none": _("Tidak ada gerbang pembayaran yang sedang dipakai."),
    "retail.gateway.refused:why": _("Tulis alasannya, 3 sampai 80 huruf."),
    "retail.gateway.refused:gone": _("Kabar ini tidak perlu diputuskan lagi. Muat ulang halamannya."),
    "retail.gateway_notice.refused:signature": _(
        "Tanda tangan kabar ini bukan milik gerbang pembayaran. Periksa kunci rahasianya."
    ),
    "retail.gateway_notice.refused:unread": _(
        "Kabar ini bukan tentang pembayaran dalam rupiah bulat. Periksa di dasbor gerbang pembayaran."
    ),
    "retail.qris_code.refused:empty": _("Tempel dahulu isi kode QRIS koperasi."),
    "retail.qris_code.refused:long": _("Isi kode lebih dari 512 huruf. Tempel isi satu kode saja."),
    "retail.qris_code.refused:blanks": _DAMAGED,
    "retail.qris_code.refused:text": _DAMAGED,
    "retail.qris_code.refused:length": _DAMAGED,
    "retail.qris_code.refused:format": _("Ini bukan isi kode QRIS. Isinya selalu dimulai dengan 000201."),
    "retail.qris_code.refused:no_crc": _DAMAGED,
    "retail.qris_code.refused:crc": _(
        "Angka periksa kode ini tidak cocok, jadi ada huruf yang berubah. Salin lagi dari aplikasi bank."
    ),
    "retail.qris_code.refused:twice": _DAMAGED,
    "retail.qris_code.refused:country": _("Kode ini bukan kode Indonesia. Pakai kode QRIS koperasi."),
    "retail.qris_code.refused:currency": _("Kode ini tidak dalam rupiah. Pakai kode QRIS koperasi."),
    "retail.qris_code.refused:missing": _(
        "Kode ini tidak menyebut nama, kota, jenis usaha, atau banknya. Minta kode yang lengkap kepada bank."
    ),
    "retail.qris_code.refused:nmid": _(
        "Kode ini tidak memuat NMID, yaitu ID dan 13 angka. Minta kode yang lengkap kepada bank."
    ),
    "retail.qris_code.refused:other": _("Kode ini milik usaha lain. Pakai kode QRIS koperasi."),
    "retail.qris_code.refused:dynamic": _(
        "Kode ini untuk satu kali bayar. Pakai kode tetap, seperti yang tercetak di stiker."
    ),
    "retail.qris_code.refused:amount": _("Kode ini sudah memuat jumlah. Pakai kode tetap tanpa jumlah."),
    "retail.qris_code.refused:fee": _(
        "Kode ini meminta biaya dari pembeli. Biaya QRIS tidak boleh dibebankan kepada pembeli; minta kode lain."
    ),
    "retail.qris_code.refused:picture": _(
        "Di gambar ini tidak tampak tepat satu kode QR. Kirim gambar yang lebih jelas, atau tempel isinya."
    ),
    "retail.qris_code.refused:same": _("Kode ini sudah dipakai kasir sekarang."),
    "retail.qris_code.refused:none": _("Tidak ada kode QRIS yang sedang dipakai."),
    "retail.qris_code.refused:moved": _(
        "Kode yang dipakai sudah berubah sejak permintaan ini dibuat. Tolak permintaan ini, lalu ajukan lagi."
    ),
    "retail.qris_code.refused:why": _("Tulis alasannya, 3 sampai 80 huruf."),
    "retail.qris_settlement.refused:empty": _("Centang dahulu pembayaran yang sudah masuk rekening."),
    "retail.qris_settlement.refused:many": _(
        "Paling banyak {most} pembayaran sekaligus. Bagi dalam dua kali."
    ),
    "retail.qris_settlement.refused:gone": _(
        "Pembayaran ini tidak menunggu lagi: sudah dicocokkan, kembali, atau dibayar dengan cara lain. Muat ulang."
    ),
    "retail.qris_settlement.refused:fee": _(
        "Potongan bank paling sedikit nol, dan kurang dari jumlah yang dicentang. Perbaiki potongannya."
    ),
    "retail.qris_settlement.refused:bank": _("Pilih rekening tempat uangnya masuk."),
    "retail.qris_settlement.refused:day": _(
        "Tanggal masuk tidak boleh sebelum hari penjualannya dan tidak boleh sesudah hari ini."
    ),
    "retail.qris_settlement.refused:why": _("Tulis alasannya, 3 sampai 80 huruf."),
    "retail.qris_settlement.refused:undone": _("Penyelesaian ini sudah dibatalkan."),
    "retail.qris_settlement.refused:member": _("Pembelinya anggota. Catat sebagai bon anggota itu."),
    "retail.qris_settlement.refused:nobody": _(
        "Pembelinya bukan anggota, jadi tidak bisa bon. Catat sebagai piutang atau cara bayar lain."
    ),
    "retail.qris_settlement.refused:moved": _(
        "Jumlah yang menunggu sudah berubah sejak permintaan ini dibuat. Tolak permintaan ini, lalu ajukan lagi."
    ),
}
