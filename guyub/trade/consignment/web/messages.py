"""What the refusals of consignment say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHY = _("Tulis alasannya, 5 sampai 200 huruf.")
_GONE = _("Perjanjian ini tidak ada. Muat ulang daftarnya.")
_AGREEMENT: Mapping[str, str] = {
    "goods": _("Tulis paling sedikit satu barang, paling banyak 30."),
    "unknown": _(
        "“{product}” bukan satu barang yang dikenal. Tambahkan dulu di daftar barang, atau pilih dari daftar."
    ),
    "twice": _("{product} tertulis dua kali. Hapus satu barisnya."),
    "rate": _("Bagian koperasi dari {product} harus lebih dari 0 dan paling banyak 90 persen."),
    "setor": _("Harga setor {product} harus lebih dari nol."),
    "number": _("“{said}” bukan angka. Tulis misalnya 20 untuk persen, atau 8.000 untuk harga setor."),
    "unit": _("Satuan {product} tidak dipakai lagi. Pilih satuan lain."),
    "taken": _(
        "{product} sudah ada di perjanjian lain yang masih berjalan. Akhiri dulu, atau pilih barang lain."
    ),
    "own": _(
        "{product} pernah menjadi barang milik koperasi sendiri. Buat barang baru untuk yang dititipkan."
    ),
    "days": _("Hari terakhir tidak bisa sebelum hari pertama."),
    "name": _("Nama usaha paling panjang 60 huruf."),
    "note": _("Catatan paling panjang 200 huruf."),
    "partner": _("Penitip ini tidak ada atau kerja samanya sudah berakhir. Pilih mitra lain."),
    "member": _("Anggota ini tidak ada atau sudah keluar. Kosongkan, atau pilih anggota lain."),
    "location": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "gone": _GONE,
    "ended": _("Perjanjian ini sudah berakhir. Tulis perjanjian baru."),
    "stock": _("Masih ada titipan di gerai: {held}. Catat pengambilannya dulu, lalu akhiri perjanjiannya."),
    "waiting": _("Syarat baru {product} sudah ditulis dan berlaku besok. Ubah lagi mulai besok."),
    "why": _WHY,
}
_SLIP: Mapping[str, str] = {
    "kind": _("Pilih jenis suratnya: dititipkan, diambil, rusak atau hilang, atau dihitung."),
    "goods": _("Tulis banyaknya untuk paling sedikit satu barang."),
    "qty": _("Banyaknya {product} belum bisa dibaca. Tulis angka dan satuannya, misalnya “12 buah”."),
    "product": _("Ada barang yang tidak termasuk perjanjian ini. Muat ulang halaman."),
    "day": _(
        "Tanggalnya di luar masa perjanjian atau belum tiba. Hitungan selalu hari ini; pengambilan tidak sebelum "
        "barang dititipkan."
    ),
    "note": _("Tulis sebab rusak atau hilangnya, paling panjang 120 huruf."),
    "price": _("Harga jual {product} belum ada, jadi gantinya belum bisa dihitung. Tetapkan harganya dulu."),
    "agreement": _("Perjanjian ini tidak ada atau sudah berakhir. Muat ulang daftarnya."),
    "same": _("Hitungan sama dengan catatan, jadi tidak ada yang perlu ditulis."),
    "gone": _("Surat titipan ini tidak ada. Muat ulang halaman."),
    "undone": _("Surat titipan ini sudah dibatalkan."),
    "why": _WHY,
}
_SETTLEMENT: Mapping[str, str] = {
    "agreement": _GONE,
    "day": _("Pilih hari sesudah perhitungan terakhir dan paling akhir hari ini."),
    "nothing": _("Belum ada yang bergerak dan tidak ada yang harus dibayar sampai hari itu."),
    "gone": _("Perhitungan atau bayaran ini tidak ada. Muat ulang halaman."),
    "undone": _("Ini sudah dibatalkan."),
    "paid": _(
        "Tidak ada yang bisa dibayar lagi, atau sudah ada bayaran. Batalkan dulu bayarannya bila keliru."
    ),
    "later": _("Sudah ada perhitungan sesudahnya. Sisanya terbawa ke perhitungan yang terakhir."),
    "amount": _("Jumlahnya harus lebih dari nol dan paling banyak {open_rp}."),
    "number": _("Tulis jumlahnya dengan angka, misalnya 50.000."),
    "second": _("Anda yang menyusun perhitungan ini, jadi orang lain yang membayarkannya."),
    "own": _("Anda sendiri penitipnya, jadi orang lain yang membayarkannya."),
    "account": _(
        "Belum ada rekening penitip yang disetujui dua orang. Bayar tunai, atau catat rekeningnya di Mitra."
    ),
    "why": _WHY,
}
MESSAGES: Mapping[str, str] = {
    **{f"consignment.agreement.refused:{wrong}": said for wrong, said in _AGREEMENT.items()},
    **{f"consignment.slip.refused:{wrong}": said for wrong, said in _SLIP.items()},
    **{f"consignment.settlement.refused:{wrong}": said for wrong, said in _SETTLEMENT.items()},
}
