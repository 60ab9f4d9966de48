"""What the refusals of supply and of fair shares say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALLOCATION: Mapping[str, str] = {
    "negative": _("Ada angka yang kurang dari nol. Tulis nol atau lebih."),
    "lot": _("Isi satu kelompok paling sedikit 1."),
    "twice": _("Satu nama tertulis dua kali. Hapus yang satu."),
    "weight": _('Bobot bukan angka desimal. Tulis misalnya "1.5".'),
}
_WHY = _("Tulis alasannya, 5 sampai 200 huruf.")
_SUPPLY: Mapping[str, str] = {
    "partner": _("Agen ini tidak ada atau kerja samanya sudah berakhir. Pilih mitra lain."),
    "programme": _("Barang ini tidak ada dalam daftar barang bersubsidi. Pilih barang lain."),
    "role": _("Pilih pangkalan atau sub pangkalan."),
    "number": _("Nomor paling panjang 40 huruf."),
    "days": _(
        "Tanggalnya tidak bisa dipakai. Hari terakhir tidak bisa sebelum hari pertama, atau sebelum hari ini."
    ),
    "qty": _("Banyaknya tidak bisa dipakai. Tulis angka bulat."),
    "hours": _("Jam layan paling panjang 80 huruf."),
    "note": _("Catatan paling panjang 200 huruf."),
    "gone": _("Yang dicari tidak ada. Muat ulang daftarnya."),
    "ended": _("Kontrak ini sudah berakhir. Tulis kontrak baru."),
    "why": _WHY,
    "answered": _("Jawaban agen sudah dicatat."),
}
_DELIVERY: Mapping[str, str] = {
    "contract": _("Pilih kontrak yang masih berjalan."),
    "product": _("Pilih barang dari program kontrak ini."),
    "partner": _("Agen ini tidak ada atau kerja samanya sudah berakhir."),
    "location": _("Pilih tempat barang disimpan."),
    "day": _("Tanggalnya tidak bisa dipakai. Rencana mulai hari ini, yang datang paling lambat hari ini."),
    "qty": _("Banyaknya harus angka bulat di atas nol."),
    "counts": _("Yang bocor dan yang dikembalikan lebih banyak dari yang diturunkan. Hitung lagi."),
    "nothing": _("Tidak ada yang bisa masuk rak. Batalkan saja kiriman ini, dan tulis sebabnya."),
    "empties": _(
        "Tabung isi yang tinggal harus diganti tabung kosong sama banyaknya: {wanted}. Bila agen menambah atau "
        "meminjamkan tabung, catat dulu di Tabung dan galon."
    ),
    "samples": _("Berat ditulis dalam kilogram, dipisah spasi, paling banyak 60. Misalnya 8,02 7,95."),
    "price": _("Tulis harga agen untuk satu, lebih dari nol."),
    "payment": _("Nomor bukti transfer paling panjang 40 huruf."),
    "second": _("Tulis nama orang lain yang ikut menghitung, 3 sampai 60 huruf."),
    "number": _("Nomor DO paling panjang 40 huruf."),
    "site": _("Stok di situs resmi harus angka bulat, nol atau lebih."),
    "note": _("Catatan paling panjang 200 huruf."),
    "gone": _("Kiriman ini tidak ada. Muat ulang daftarnya."),
    "done": _("Kiriman ini sudah dicatat datang, atau sudah dibatalkan."),
    "why": _WHY,
}
_ROUND: Mapping[str, str] = {
    "programme": _("Pilih barang dari daftar barang bersubsidi."),
    "days": _(
        "Masanya tidak bisa dipakai. Hari terakhir tidak bisa sebelum hari pertama, dan paling lama 92 hari."
    ),
    "supply": _("Tulis jumlah yang dibagi, angka bulat di atas nol."),
    "method": _("Pilih cara membagi dari daftar."),
    "basis": _("Pilih dasar kebutuhan dari daftar."),
    "lot": _("Isi satu kelompok harus angka bulat, paling sedikit 1."),
    "floor": _("Jatah dasar harus angka bulat, nol atau lebih."),
    "note": _("Catatan paling panjang 200 huruf."),
    "nobody": _("Belum ada koperasi yang punya kebutuhan atas barang ini, jadi tidak ada yang bisa dibagi."),
    "why": _("Tulis alasannya untuk yang memutuskan, 5 sampai 200 huruf."),
}
_HOUSEHOLDS: Mapping[str, str] = {
    "programme": _("Pilih barang dari daftar barang bersubsidi."),
    "source": _("Tulis sumber angkanya, paling panjang 200 huruf."),
    "day": _("Tulis tanggal angka ini, paling lambat hari ini."),
    "nothing": _("Belum ada kelurahan yang diisi. Isi paling sedikit satu, lalu simpan."),
    "many": _("Sekali simpan paling banyak {most} kelurahan. Bagi menjadi beberapa kali."),
    "line": _(
        "Baris {no} yang ditempel tidak bisa dibaca. Tulis kelurahan, jumlah rumah tangga, dan bila perlu kebutuhan "
        "satu rumah tangga sebulan."
    ),
    "ward": _("{ward} tidak ada di kota ini. Pilih kelurahan dari tabel."),
    "twice": _("{ward} tertulis dua kali. Hapus yang satu."),
    "count": _("Rumah tangga {ward} harus angka bulat, 0 sampai 1.000.000."),
    "each": _(
        "Kebutuhan satu rumah tangga {ward} sebulan harus angka bulat, 1 sampai 1.000.000. Isi di barisnya, atau di "
        "atas untuk semua."
    ),
    "half": _("Rumah tangga {ward} belum ditulis. Isi jumlahnya, atau kosongkan barisnya."),
    "moved": _(
        "Angka {ward} baru saja ditulis orang lain. Lihat angka terbarunya di tabel, lalu simpan bila tetap perlu."
    ),
    "why": _("Ada kelurahan yang angkanya sudah tertulis. Tulis alasan menggantinya, 5 sampai 200 huruf."),
}

MESSAGES: Mapping[str, str] = {
    f"{code}:{wrong}": sentence
    for code, sentences in (
        ("subsidised.allocation.refused", _ALLOCATION),
        ("subsidised.supply.refused", _SUPPLY),
        ("subsidised.delivery.refused", _DELIVERY),
        ("subsidised.round.refused", _ROUND),
        ("subsidised.households.refused", _HOUSEHOLDS),
    )
    for wrong, sentence in sentences.items()
}
