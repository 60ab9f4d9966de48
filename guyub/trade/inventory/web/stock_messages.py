"""What the refusals of work with stock say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

STOCK_MESSAGES: Mapping[str, str] = {
    "inventory.location.refused:name": _(
        "Nama tempat belum ada atau lebih dari 60 huruf. Tulis nama yang pendek."
    ),
    "inventory.location.refused:kind": _("Pilih jenis tempat: rak gerai, gudang, atau karantina."),
    "inventory.location.refused:outlet": _("Rak gerai perlu gerainya. Pilih gerai dari daftar."),
    "inventory.location.refused:unit": _("Unit usaha itu tidak ada atau sudah ditutup. Pilih unit lain."),
    "inventory.location.refused:twice": _("Nama tempat itu sudah dipakai. Tulis nama lain."),
    "inventory.location.refused:gone": _("Tempat ini tidak ada atau sudah ditutup. Muat ulang halaman."),
    "inventory.location.refused:full": _(
        "Masih ada barang di tempat ini. Pindahkan atau keluarkan dulu semuanya, lalu tutup."
    ),
    "inventory.location.refused:counted": _("Tempat ini sedang dihitung. Selesaikan dulu hitungannya."),
    "inventory.location.refused:way": _(
        "Tempat untuk barang dalam perjalanan dipakai semua kiriman dan tidak ditutup."
    ),
    "inventory.paper.refused:goods": _("Belum ada barang yang ditulis. Isi satu baris, lalu kirim lagi."),
    "inventory.paper.refused:lines": _("Satu kertas kerja memuat paling banyak 100 baris. Bagi menjadi dua."),
    "inventory.paper.refused:twice": _(
        "Satu barang ditulis di dua baris. Gabungkan banyaknya, lalu kirim lagi."
    ),
    "inventory.paper.refused:qty": _("Banyaknya harus lebih dari nol. Tulis banyaknya, lalu kirim lagi."),
    "inventory.paper.refused:product": _(
        "“{written}” belum cocok dengan satu barang. Pindai atau ketik kodenya, atau pilih namanya dari daftar."
    ),
    "inventory.paper.refused:reason": _("Tulis sebabnya, paling panjang 120 huruf."),
    "inventory.paper.refused:location": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "inventory.paper.refused:same": _("Yang pertama dan kedua sama. Ganti satu di antaranya."),
    "inventory.paper.refused:day": _("Tanggal belum bisa dibaca. Tulis misalnya 25-11-2026."),
    "inventory.paper.refused:kind": _(
        "Pilih sebab barang keluar: rusak, kedaluwarsa, hilang, atau dipakai sendiri."
    ),
    "inventory.paper.refused:purpose": _("Pilih untuk apa barang dipakai: rapat, kebersihan, atau promosi."),
    "inventory.paper.refused:photo": _("Nilai barang ini besar. Tambahkan fotonya, lalu kirim lagi."),
    "inventory.paper.refused:gone": _("Kertas kerja ini tidak ada atau sudah selesai. Muat ulang halaman."),
    "inventory.paper.refused:more": _(
        "{product}: yang datang lebih banyak daripada yang dikirim. Hitung sekali lagi."
    ),
    "inventory.paper.refused:waiting": _(
        "Bagian yang hilang dari kiriman ini masih menunggu orang kedua. Tunggu keputusannya dulu."
    ),
    "inventory.paper.refused:lost": _(
        "Sebagian kiriman ini tercatat hilang. Batalkan dulu catatan hilangnya."
    ),
    "inventory.paper.refused:unit": _(
        "Isi barang yang masuk dan yang jadi tidak sama ukurannya. Periksa isi tiap barang di daftar barang."
    ),
    "inventory.paper.refused:content": _(
        "Yang jadi lebih banyak daripada yang masuk. Timbang lagi, atau tambah bahan yang dipakai."
    ),
    "inventory.paper.refused:output": _(
        "Belum ada barang jadi yang ditulis. Isi satu baris, lalu kirim lagi."
    ),
    "inventory.count.refused:location": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "inventory.count.refused:running": _("Tempat ini sedang dihitung. Lanjutkan hitungan yang ada."),
    "inventory.count.refused:scope": _(
        "Pilih apa yang dihitung: semua, satu golongan, atau beberapa barang."
    ),
    "inventory.count.refused:empty": _("Tidak ada barang untuk dihitung di tempat ini. Pilih yang lain."),
    "inventory.count.refused:many": _(
        "Satu hitungan memuat paling banyak 3.000 barang. Hitung per golongan."
    ),
    "inventory.count.refused:gone": _("Hitungan ini tidak ada. Muat ulang halaman."),
    "inventory.count.refused:state": _("Tahap hitungan ini sudah berubah. Muat ulang halaman."),
    "inventory.count.refused:product": _("Barang ini tidak ada di hitungan ini. Pilih dari daftarnya."),
    "inventory.count.refused:full": _(
        "Barang ini sudah dihitung dua orang lain. Lanjut ke barang berikutnya."
    ),
    "inventory.count.refused:own": _(
        "Anda sudah menghitung barang ini. Hitungan ketiga dilakukan orang lain."
    ),
    "inventory.count.refused:agreed": _("Dua hitungan barang ini sudah sama. Lanjut ke barang berikutnya."),
    "inventory.count.refused:incomplete": _(
        "{missing} barang belum dihitung dua orang. Selesaikan dulu, lalu bandingkan."
    ),
    "inventory.count.refused:third": _(
        "{missing} barang masih berbeda dan menunggu hitungan orang ketiga. Hitung dulu, lalu putuskan."
    ),
    "inventory.count.refused:reason": _("Tulis sebab selisihnya, paling panjang 120 huruf."),
    "inventory.count.refused:moved": _(
        "Ada barang yang dicatat terlambat sesudah hitungan diputus. Tolak, lalu putuskan sekali lagi."
    ),
    "inventory.count.refused:there": _("Barang ini sudah ada di daftar hitungan."),
}
