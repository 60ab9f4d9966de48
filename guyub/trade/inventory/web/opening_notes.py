"""Notes on the lines of a table of goods, in words: what is not right, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ONE_OF_TWO = "Hapus satu, atau bedakan isinya."
NOTE_WORDS: Mapping[str, tuple[str, str]] = {
    "example": ("Ini baris contoh", "Hapus baris contoh dari tabel."),
    "no_name": ("Nama barang kosong", "Isi namanya, atau kosongkan seluruh baris."),
    "name_bad": ("Nama terlalu pendek atau terlalu panjang", "Tulis 3 sampai 80 huruf."),
    "name_twice": ("Nama sama dengan baris lain", _ONE_OF_TWO),
    "code_bad": ("Kode belum terbaca", "Pakai huruf dan angka saja, paling panjang 20."),
    "code_twice": ("Kode sama dengan baris lain", _ONE_OF_TWO),
    "code_other": ("Kode ini milik barang lain", "Betulkan kodenya, atau namanya."),
    "product_twice": ("Barang yang sama dengan baris lain", "Gabungkan stoknya di satu baris."),
    "closed": ("Barang ini sudah ditutup", "Buka lagi di halaman barang, atau hapus barisnya."),
    "other_name": (
        "Nama di tabel lain daripada di daftar barang",
        "Pastikan barangnya benar. Yang masuk stoknya saja.",
    ),
    "other_code": (
        "Kode di tabel lain daripada di daftar barang",
        "Pastikan barangnya benar. Yang masuk stoknya saja.",
    ),
    "stocked": (
        "Barang ini sudah pernah tercatat di tempat itu",
        "Stok tabel ditambahkan pada hari saldo awal. Pastikan belum terhitung.",
    ),
    "category_empty": ("Kategori kosong", "Masuk Barang lain. Isi bila seharusnya kelompok lain."),
    "category_unknown": ("Kategori ini tidak dikenal", "Tulis salah satu kategori dari tabel contoh."),
    "unit_empty": ("Satuan kosong", "Dihitung per buah. Isi bila satuannya lain."),
    "unit_unknown": ("Satuan ini tidak dikenal", "Tulis satuan terkecil, misalnya bungkus, botol, atau kg."),
    "unit_other": ("Barang ini tidak punya satuan itu", "Pakai satuan yang ada di daftar barang."),
    "unit_needed": ("Satuan kosong untuk barang curah", "Tulis satuannya, misalnya kg atau liter."),
    "units_bad": ("Isi satuan belum terbaca", "Tulis seperti 1 karton = 24 bungkus."),
    "units_name": ("Nama satuan tidak bisa dipakai", "Tulis paling panjang 20 huruf tanpa angka."),
    "units_twice": ("Satuan ini dijelaskan dua kali", "Hapus satu di antaranya."),
    "units_unknown": (
        "Satuan ini dipakai, tetapi isinya tidak dijelaskan",
        "Tambahkan isinya, sampai satuan di kolom Satuan.",
    ),
    "units_loop": ("Satuan saling menjelaskan dan tidak berujung", "Jelaskan satu dengan satuan terkecil."),
    "units_count": ("Isi satuan nol", "Tulis berapa isinya."),
    "units_fraction": ("Isi satuan tidak bulat", "Tulis isi yang bulat dalam satuan terkecil."),
    "units_large": ("Isi satuan terlalu besar", "Periksa angkanya."),
    "units_base": (
        "Satuan terkecil dijelaskan dengan satuan lain",
        "Tulis satuan yang lebih kecil di kolom Satuan.",
    ),
    "units_many": ("Terlalu banyak satuan", "Sisakan yang dipakai."),
    "barcode_bad": ("Bukan nomor barcode", "Tulis 8, 12, 13, atau 14 angka di bawah garis-garisnya."),
    "barcode_lost": (
        "Angka barcode hilang: program tabel membulatkannya",
        "Ubah kolomnya menjadi teks, lalu pindai atau ketik ulang.",
    ),
    "barcode_check": ("Angka terakhir barcode tidak cocok", "Pindai ulang, atau cocokkan dengan kemasan."),
    "barcode_own": (
        "Nomor yang dicetak toko sendiri",
        "Tidak ikut masuk. Cetak label baru di halaman barang.",
    ),
    "barcode_twice": ("Barcode sama dengan baris lain", "Hapus nomor yang salah."),
    "barcode_other": ("Barcode ini milik barang lain", "Hapus nomornya, atau betulkan kode dan namanya."),
    "barcode_unit": ("Satuan barcode tidak ada pada barang ini", "Jelaskan satuannya di kolom Satuan lain."),
    "qty_bad": ("Stok belum terbaca", "Tulis angkanya, misalnya 27 atau 2 karton 3 bungkus."),
    "qty_below": ("Jumlah di bawah nol", "Hitung yang ada, lalu tulis angkanya."),
    "qty_unit": (
        "Satuan di jumlah itu tidak ada pada barang ini",
        "Jelaskan satuannya di kolom Satuan lain, atau tulis dalam satuan lain.",
    ),
    "qty_part": (
        "Jumlah tidak bulat dalam satuan terkecil",
        "Tulis jumlah bulat, atau pilih satuan yang lebih kecil.",
    ),
    "qty_large": ("Jumlah terlalu besar", "Periksa angkanya."),
    "qty_doubtful": (
        "Titik bisa berarti ribuan atau koma",
        "Tulis 1250 untuk seribu lebih, atau 1,25 untuk satu lebih.",
    ),
    "cost_zero": (
        "Harga beli kosong atau nol",
        "Isi harga beli atau nilai stok; bila cuma-cuma tulis gratis.",
    ),
    "cost_alone": ("Ada harga beli, stok kosong", "Tulis stoknya; bila habis tulis 0."),
    "value_alone": ("Ada nilai stok, jumlahnya nol", "Isi stoknya, atau kosongkan nilainya."),
    "value_other": (
        "Nilai stok lain daripada harga beli kali jumlah",
        "Yang dipakai nilai stok. Periksa angkanya.",
    ),
    "money_bad": ("Jumlah rupiah belum terbaca", "Tulis angkanya, misalnya 2.500."),
    "money_below": ("Jumlah rupiah di bawah nol", "Periksa angkanya."),
    "money_large": ("Nilai terlalu besar", "Periksa jumlah dan harganya."),
    "price_zero": ("Harga nol", "Isi harganya, atau kosongkan bila belum ada."),
    "member_above": (
        "Harga anggota lebih tinggi daripada harga jual",
        "Periksa keduanya. Barisnya tetap masuk.",
    ),
    "above_ceiling": ("Harga di atas HET", "Turunkan harganya."),
    "no_ceiling": ("HET barang ini belum diketahui", "Catat aturan harganya dulu, atau kosongkan harganya."),
    "above_reference": ("Harga di atas harga acuan", "Periksa harganya. Barisnya tetap masuk."),
    "good_unknown": (
        "Barang aturan ini tidak dikenal",
        "Tulis salah satu dari tabel contoh, atau kosongkan.",
    ),
    "content_bad": ("Isi kemasan belum terbaca", "Tulis isi dan satuannya, misalnya 900 ml atau 5 kg."),
    "content_needed": (
        "Isi kemasan belum ada atau salah satuannya",
        "Tulis isi kemasan, misalnya 900 ml atau 5 kg.",
    ),
    "method_unknown": ("Metode belum terbaca", "Tulis rata-rata atau FIFO."),
    "day_bad": ("Tanggal belum terbaca", "Tulis seperti 31/08/2027 atau 08/2027."),
    "expired": ("Sudah kedaluwarsa", "Barisnya tetap masuk. Pisahkan barangnya dari rak."),
    "no_batches": (
        "Barang ini tercatat tanpa nomor kemasan",
        "Nomor kemasan dan kedaluwarsanya tidak ikut masuk.",
    ),
    "too_long": ("Terlalu panjang", "Pendekkan isinya."),
}
