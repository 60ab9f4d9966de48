"""What the refusals of containers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE = "inventory.container.refused"
CONTAINER_MESSAGES: Mapping[str, str] = {
    f"{_CODE}:qty": _("Banyaknya tidak terbaca atau di luar batas. Tulis angka bulat, misalnya 3."),
    f"{_CODE}:day": _("Tanggal itu tidak bisa dipakai di sini. Pilih tanggal lain."),
    f"{_CODE}:location": _(
        "Tempat itu tidak ada, sudah ditutup, atau sama dengan tempat asalnya. Pilih tempat lain."
    ),
    f"{_CODE}:kind": _("Jenis wadah ini tidak ada, atau sudah ada dua puluh jenis. Muat ulang halaman."),
    f"{_CODE}:holder": _("Pilih anggotanya, atau tulis nama pembeli paling banyak 60 huruf."),
    f"{_CODE}:note": _("Tulis sebabnya dengan beberapa kata, paling banyak 120 huruf."),
    f"{_CODE}:name": _("Nama jenis wadah harus diisi, paling banyak 40 huruf, misalnya LPG 3 kg."),
    f"{_CODE}:amount": _("Jaminan tiap wadah harus lebih dari nol dan paling banyak Rp5.000.000."),
    f"{_CODE}:product": _("Barang ini tidak ada di daftar jenis wadah itu. Muat ulang halaman."),
    f"{_CODE}:step": _("Wadah tidak bisa berpindah seperti itu. Pilih keadaan asal dan tujuan yang lain."),
    f"{_CODE}:short": _(
        "Yang ada kurang {missing_qty}. Kurangi banyaknya, atau catat dulu wadah yang datang atau kembali."
    ),
    f"{_CODE}:rate": _("Jaminan {kind} belum ditentukan. Isi dulu di halaman jenis wadah itu."),
    f"{_CODE}:empties": _(
        "Wadah kosong yang dibawa lebih banyak daripada yang diambil. Catat kelebihannya sebagai pengembalian."
    ),
    f"{_CODE}:more": _(
        "Buku hanya memegang {left_rp} jaminan yang belum bernama. Periksa banyaknya dan jaminan tiap wadah."
    ),
    f"{_CODE}:same": _("Hitungannya sama dengan catatan. Tidak ada yang perlu diubah."),
    f"{_CODE}:own": _("Jaminan Anda sendiri dikembalikan oleh petugas lain. Minta rekan Anda yang mencatat."),
    f"{_CODE}:taken": _("{name} sudah ada. Pakai yang sudah ada, atau pilih nama lain."),
    f"{_CODE}:gone": _("Catatan itu tidak ada lagi. Muat ulang halaman untuk melihat yang ada."),
    f"{_CODE}:undone": _("Gerak ini sudah dibatalkan, atau ia sendiri sebuah pembatalan."),
    f"{_CODE}:late": _(
        "Uang jaminan hari lain atau petugas lain dibatalkan bendahara; gerak tanpa uang oleh pengelola gerai."
    ),
    f"{_CODE}:source": _("Gerak ini berasal dari penjualan atau penerimaan barang. Batalkan di sana."),
    f"{_CODE}:unreached": _("Tidak ada lagi yang bisa diingatkan lewat pesan."),
}
