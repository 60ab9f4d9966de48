"""What the refusals of the catalogue say: products, barcodes, prices, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

PRODUCT_MESSAGES: Mapping[str, str] = {
    "inventory.product.refused:name": _("Tulis nama barang, 3 sampai 80 huruf."),
    "inventory.product.refused:code": _(
        "Kode barang memakai huruf besar, angka, titik, garis miring, atau tanda hubung, paling banyak 20. "
        "Kosongkan bila ingin diberi nomor."
    ),
    "inventory.product.refused:category": _("Pilih jenis barang dari daftar."),
    "inventory.product.refused:base_unit": _(
        "Satuan terkecil dipilih dari daftar dan tidak bisa diganti. Untuk satuan lain, buat barang baru."
    ),
    "inventory.product.refused:content": _(
        "Isi satu satuan terkecil harus angka bulat di atas nol, dengan ukuran yang dipakai aturan harganya: "
        "gram untuk harga per kg, ml untuk harga per liter, buah untuk lainnya."
    ),
    "inventory.product.refused:good": _("Pilih aturan harga dari daftar, atau kosongkan."),
    "inventory.product.refused:least": _("Batas pesan lagi tidak boleh kurang dari nol."),
    "inventory.product.refused:cost": _("Pilih cara menghitung harga pokok dari daftar."),
    "inventory.product.refused:many": _("Satu barang paling banyak punya {most} satuan."),
    "inventory.product.refused:name_taken": _(
        "Barang bernama {product} sudah ada. Beri nama lain, atau ubah barang yang sudah ada."
    ),
    "inventory.product.refused:code_taken": _(
        "Kode {product_code} sudah dipakai barang lain. Tulis kode lain, atau kosongkan."
    ),
    "inventory.product.refused:gone": _("Barang ini tidak ada. Muat ulang daftar barang."),
    "inventory.product.refused:same": _("Belum ada yang diubah. Ubah isian, lalu simpan."),
    "inventory.product.refused:moved": _(
        "{product} sudah pernah bergerak. Akun, cara menghitung harga pokok, dan pencatatan kemasannya tetap."
    ),
    "inventory.product.refused:negative": _(
        "{product} sedang kurang dari nol di satu tempat. Catat dulu barang yang datang."
    ),
    "inventory.product.refused:stock": _(
        "{product} masih ada {held} di stok. Habiskan, pindahkan, atau catat rusaknya, lalu tutup."
    ),
    "inventory.product.refused:closed": _("Barang ini sudah ditutup. Buka lagi sebelum mengubahnya."),
    "inventory.product.refused:open": _("Barang ini tidak sedang ditutup. Muat ulang halaman."),
    "inventory.product.refused:unit_gone": _("Satuan itu tidak ada atau sudah ditutup. Pilih satuan lain."),
    "inventory.product.refused:unit_base": _(
        "Satuan terkecil tidak bisa ditutup, karena stok dihitung dengannya."
    ),
    "inventory.product.refused:photo": _("Pilih foto barangnya dulu."),
    "inventory.barcode.refused:own": _(
        "Nomor {scanned} berawalan 20 sampai 29: itu label buatan toko. Pakai tombol label sendiri atau kode timbangan."
    ),
    "inventory.barcode.refused:used": _(
        "Nomor {scanned} sudah dipakai {product}. Periksa kemasannya, atau hapus dulu dari barang itu."
    ),
    "inventory.barcode.refused:loose": _(
        "{product} tidak dihitung dengan gram, jadi tidak ditimbang. Pakai label sendiri."
    ),
    "inventory.barcode.refused:gone": _("Nomor itu sudah tidak ada. Muat ulang halaman."),
    "inventory.price.refused:nothing": _("Belum ada harga yang diisi. Isi paling sedikit satu, lalu simpan."),
    "inventory.price.refused:many": _("Paling banyak {most} harga sekali simpan. Simpan sebagian dulu."),
    "inventory.price.refused:amount": _("{product}: harga harus lebih dari nol. Tulis harganya."),
    "inventory.price.refused:unit": _(
        "{product} tidak dijual dengan satuan itu. Pilih satuan yang dijual, atau buka satuannya dulu."
    ),
    "inventory.price.refused:audience": _("{product}: pilih harga untuk umum atau untuk anggota."),
    "inventory.price.refused:outlet": _("Gerai itu tidak ada atau sudah tutup. Pilih gerai lain."),
    "inventory.price.refused:past": _(
        "{product}: harga tidak bisa mulai sebelum hari ini. Pilih hari ini atau sesudahnya."
    ),
    "inventory.price.refused:day": _("Tanggal itu tidak bisa dibaca. Tulis misalnya 31-12-2026."),
    "inventory.price.refused:until": _("{product}: harga berakhir sebelum mulai. Periksa kedua tanggalnya."),
    "inventory.price.refused:long": _(
        "{product}: alasan paling panjang 200 huruf. Pendekkan, lalu simpan lagi."
    ),
    "inventory.price.refused:twice": _("{product}: harga yang sama diisi dua kali. Hapus satu di antaranya."),
    "inventory.price.refused:ceiling": _("{product}, {unit}: {said} Turunkan harganya, lalu simpan lagi."),
    "inventory.price.refused:no_ceiling": _(
        "{product}, {unit}: {said} Sampai itu barang ini tidak diberi harga."
    ),
    "inventory.price.refused:reason": _(
        "{product}, {unit}: {said} Turunkan harganya, atau tulis alasan mengapa di atas harga acuan."
    ),
    "inventory.price.refused:none": _("{product} tidak punya harga itu. Muat ulang halaman."),
    "inventory.tag.refused:nothing": _("Belum ada label yang dipilih. Centang paling sedikit satu."),
    "inventory.tag.refused:many": _("Paling banyak {most} label sekali cetak. Cetak sebagian dulu."),
    "inventory.tag.refused:gone": _(
        "Ada barang yang dipilih tetapi tidak punya harga lagi. Muat ulang halaman, lalu pilih lagi."
    ),
    "inventory.tag.refused:barred": _("{product}: {said} Ubah harganya dulu, lalu cetak labelnya."),
    "inventory.tag.refused:outlet": _("Gerai itu tidak ada atau sudah tutup. Pilih gerai lain."),
    "inventory.starter.refused:nothing": _("Belum ada barang yang dicentang. Centang yang Anda jual."),
    "inventory.starter.refused:gone": _(
        "Daftar contoh sudah berubah. Muat ulang halaman, lalu centang lagi."
    ),
}
