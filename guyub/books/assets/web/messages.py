"""What the refusals of assets say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "assets.asset.refused:name": _("Beri nama asetnya, paling panjang 80 huruf."),
    "assets.asset.refused:class": _("Pilih jenis aset dari daftar."),
    "assets.asset.refused:cost": _(
        "Tulis harga dalam rupiah bulat di atas nol. Nilai sisa dan penyusutan bersama tidak melebihi harga."
    ),
    "assets.asset.refused:months": _("Tulis umur dalam bulan, 1 sampai 600. Tanah tidak disusutkan."),
    "assets.asset.refused:day": _(
        "Tanggalnya belum tiba, belum terbaca, atau sebelum aset diperoleh. Tulis lagi."
    ),
    "assets.asset.refused:month": _(
        "Bulan itu belum terbaca, sudah ditutup, atau sebelum aset diperoleh. Pilih bulan yang masih terbuka."
    ),
    "assets.asset.refused:place": _(
        "Unit atau gerai itu tidak ada, atau nama tempat lebih dari 80 huruf. Pilih lagi."
    ),
    "assets.asset.refused:serial": _("Nomor seri paling panjang 60 huruf. Singkat, lalu simpan lagi."),
    "assets.asset.refused:how": _("Pilih caranya dari daftar, lalu simpan lagi."),
    "assets.asset.refused:gone": _("Aset atau catatan itu tidak ada lagi di daftar. Buka daftarnya lagi."),
    "assets.asset.refused:more": _(
        "Di buku tinggal {left_rp} yang belum ada di daftar. Periksa harga dan penyusutannya."
    ),
    "assets.asset.refused:followed": _(
        "Sesudah ini sudah ada penyusutan atau penjualan. Batalkan itu dulu, lalu ulangi."
    ),
    "assets.asset.refused:listed": _("Aset ini masuk dari pembelian atau daftar lain. Batalkan di sana."),
    "assets.asset.refused:reason": _("Tulis alasannya, paling panjang 60 huruf."),
    "assets.asset.refused:future": _(
        "Bulan itu belum selesai. Jalankan penyusutan sesudah hari terakhirnya."
    ),
    "assets.asset.refused:closed": _("Bulan itu sudah ditutup. Minta dibuka kembali dari Tutup buku."),
    "assets.asset.refused:done": _("Semua penyusutan sampai bulan itu sudah dicatat."),
    "assets.asset.refused:due": _(
        "Penyusutan bulan sebelumnya belum dijalankan. Jalankan dulu dari halaman Penyusutan."
    ),
    "assets.asset.refused:later": _(
        "Bulan sesudahnya sudah disusutkan. Batalkan penyusutan bulan itu dulu, lalu ulangi."
    ),
    "assets.spread.refused:kind": _("Pilih apa yang disebar dari daftar."),
    "assets.spread.refused:what": _("Tulis untuk apa, misalnya sewa gerai setahun, paling panjang 80 huruf."),
    "assets.spread.refused:total": _("Tulis jumlahnya dalam rupiah bulat di atas nol."),
    "assets.spread.refused:months": _("Tulis jumlah bulannya, 1 sampai 120."),
    "assets.spread.refused:month": _(
        "Bulan pertama belum terbaca atau sudah ditutup. Pilih bulan yang masih terbuka."
    ),
    "assets.spread.refused:unit": _("Unit usaha itu tidak ada di koperasi ini. Pilih dari daftar."),
    "assets.spread.refused:more": _(
        "Di akunnya tinggal {left_rp} yang belum disebar. Catat dulu pembayarannya, atau kurangi jumlahnya."
    ),
    "assets.spread.refused:gone": _("Sebaran itu tidak ada lagi. Buka daftarnya lagi."),
    "assets.spread.refused:followed": _(
        "Sebagian sudah masuk ke bulan yang berjalan. Batalkan penyusutan bulan itu dulu."
    ),
    "assets.lent.refused:name": _("Beri nama barangnya."),
    "assets.lent.refused:lender": _("Tulis siapa pemiliknya, misalnya Diskopindag Kota Malang."),
    "assets.lent.refused:words": _("Tiap isian paling panjang 80 huruf. Singkat, lalu simpan lagi."),
    "assets.lent.refused:quantity": _("Tulis jumlah barang, paling sedikit satu."),
    "assets.lent.refused:worth": _("Tulis nilai asuransi dalam rupiah bulat."),
    "assets.lent.refused:day": _(
        "Tanggalnya belum terbaca, belum tiba, atau tidak urut. Periksa tanggal pinjam dan kembali."
    ),
    "assets.lent.refused:gone": _("Barang itu tidak ada lagi di daftar pinjam pakai. Buka daftarnya lagi."),
}
# What is wrong with a row of a table that somebody brought.
FAULT_WORDS: Mapping[str, str] = {
    "columns": _("Kolom nama, jenis, tanggal, dan harga harus ada. Pakai tabel contoh."),
    "name": _("nama kosong atau lebih dari 80 huruf"),
    "class": _("jenis tidak dikenal"),
    "day": _("tanggal belum terbaca atau belum tiba"),
    "month": _("bulan pertama sebelum aset diperoleh"),
    "cost": _("harga, nilai sisa, atau penyusutan bukan rupiah yang masuk akal"),
    "months": _("umur bukan 1 sampai 600 bulan"),
    "place": _("tempat lebih dari 80 huruf"),
    "serial": _("nomor seri lebih dari 60 huruf"),
}
