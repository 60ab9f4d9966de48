"""What the refusals of limits and of buyers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIMIT: Mapping[str, str] = {
    "programme": _("Barang itu tidak dijatah di sini. Pilih dari daftar aturan jatah."),
    "category": _("Pembeli jenis itu tidak ada untuk barang ini pada hari itu. Pilih dari daftarnya."),
    "codes": _("Pilih siapa, selama apa, dan apa akibatnya dari daftar. Bagian jatah perlu jenis pembeli."),
    "amount": _("Batasnya nol atau lebih dan masuk akal; bagian jatah paling banyak 100 persen."),
    "unknown": _(
        "Tulis berapa yang boleh tanpa jaringan, nol atau lebih. Pada batas yang menolak selalu nol."
    ),
    "basis": _("Tulis dasar keputusannya, dan di mana itu bisa dibaca."),
    "past": _("Aturan mulai hari ini atau sesudahnya. Pilih tanggal mulai yang belum lewat."),
    "ends": _("Tanggal akhirnya sebelum tanggal mulai. Perbaiki satu di antaranya."),
    "reason": _("Tulis alasannya; dibaca orang kedua yang memutus."),
    "unheard": _(
        "Sudah ada batas yang sama ketat atau lebih ketat sepanjang masa itu, jadi batas ini tidak akan dipakai. "
        "Tulis yang lebih ketat."
    ),
    "overlaps": _(
        "Sudah ada aturan yang mulai di dalam masa itu. Pilih tanggal lain, atau akhiri yang itu dulu."
    ),
}
_CONSUMER: Mapping[str, str] = {
    "programme": _("Barang itu tidak dijatah. Pilih dari daftar."),
    "category": _("Pembeli jenis itu tidak ada untuk barang ini. Pilih dari daftarnya."),
    "listed": _(
        "Pembeli jenis ini hanya didaftar lewat daftar resmi dari dinas. Arahkan pembeli ke dinas atau penyuluh."
    ),
    "proofs": _("Belum semua surat diperiksa: {papers}. Minta pembeli menunjukkannya, lalu centang."),
    "kk": _("Nomor Kartu Keluarga perlu ditulis. Minta pembeli menunjukkan Kartu Keluarganya."),
    "nib": _("Tulis NIB usahanya, 13 angka."),
    "ward": _("Pilih kelurahan dari daftar."),
    "address": _("Alamatnya terlalu panjang. Tulis paling panjang 160 huruf."),
    "consent": _(
        "Kalimat persetujuannya sudah berganti. Muat ulang halaman, lalu bacakan kalimat yang baru."
    ),
    "other_kk": _(
        "NIK ini terdaftar dengan Kartu Keluarga lain. Periksa nomornya; bila pembeli pindah keluarga, ubah dulu "
        "nomor KK pada halamannya beserta alasannya."
    ),
    "unknown": _("Pembeli ini tidak terdaftar di sini. Cari dengan NIK-nya di loket."),
    "closed": _("Golongan ini sudah berakhir. Muat ulang halaman."),
    "ends": _("Tanggal akhirnya sebelum hari pembeli didaftar. Pilih tanggal lain."),
}
_LIST: Mapping[str, str] = {
    "category": _("Golongan itu tidak masuk lewat daftar. Pilih dari pilihannya."),
    "basis": _("Tulis nomor surat atau keputusan yang menyertai daftar."),
    "header": _("Baris pertama harus berisi judul kolom, paling sedikit NIK dan Nama."),
    "empty": _("Tidak ada orang di bawah judulnya. Periksa lembar pertama berkas itu."),
    "many": _("Daftarnya lebih dari {most} baris. Bagi menjadi beberapa berkas."),
    "lines": _("{count} baris belum bisa dibaca: {where}. Perbaiki di berkasnya, lalu masukkan lagi."),
}
MESSAGES: Mapping[str, str] = {
    **{f"subsidised.limit.refused:{wrong}": said for wrong, said in _LIMIT.items()},
    **{f"subsidised.consumer.refused:{wrong}": said for wrong, said in _CONSUMER.items()},
    **{f"subsidised.list.refused:{wrong}": said for wrong, said in _LIST.items()},
}
