"""What the refusals of planning say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "planning.budget.refused:year": _("Anggaran disusun untuk tahun ini atau tahun depan. Pilih tahunnya."),
    "planning.budget.refused:basis": _("Pilih mulai dari mana: kosong, realisasi, atau anggaran sebelumnya."),
    "planning.budget.refused:percent": _("Tulis persen bulat dari -90 sampai 500, misalnya 5."),
    "planning.budget.refused:draft": _(
        "Rancangan tahun itu sudah ada. Lanjutkan rancangan itu, atau buang dulu."
    ),
    "planning.budget.refused:source": _(
        "Tahun sebelumnya belum punya angka untuk dipakai. Mulai dari rancangan kosong."
    ),
    "planning.budget.refused:unopened": _(
        "Pembukuan koperasi ini belum dimulai. Bendahara memulainya dari halaman Buku & laporan."
    ),
    "planning.budget.refused:gone": _("Rancangan itu tidak ada di koperasi ini. Buka daftarnya lagi."),
    "planning.budget.refused:set": _(
        "Anggaran yang sudah ditetapkan tidak diubah. Mulai versi baru dari halaman anggaran."
    ),
    "planning.budget.refused:account": _("Pos itu tidak dianggarkan. Pilih pos dari daftar."),
    "planning.budget.refused:unit": _("Unit usaha itu tidak ada di koperasi ini. Pilih dari daftar."),
    "planning.budget.refused:amount": _(
        "Tulis jumlah setahun atau dua belas bulan dalam rupiah bulat, paling banyak 10 triliun."
    ),
    "planning.budget.refused:columns": _(
        "Tabel perlu kolom Kode, dan kolom Setahun atau dua belas kolom Jan sampai Des. Unduh contohnya."
    ),
    "planning.budget.refused:rows": _(
        "Tabel ini tidak berisi pos, atau lebih dari 1.000. Periksa, lalu unggah lagi."
    ),
    "planning.budget.refused:row_account": _(
        "Kode di baris {line} bukan pos anggaran. Pakai kode dari contoh tabel."
    ),
    "planning.budget.refused:row_unit": _(
        "Unit di baris {line} tidak ada. Tulis namanya seperti di halaman Gerai, atau kosongkan."
    ),
    "planning.budget.refused:row_amount": _(
        "Jumlah di baris {line} bukan rupiah bulat. Tulis seperti 1.200.000."
    ),
    "planning.budget.refused:row_twice": _(
        "Pos di baris {line} sudah ada di atasnya. Gabungkan, lalu unggah lagi."
    ),
    "planning.budget.refused:empty": _("Rancangan ini belum berisi jumlah. Isi dulu, lalu tetapkan."),
    "planning.budget.refused:decision": _(
        "Pilih keputusan rapat anggota yang menetapkan versi ini. Satu keputusan menetapkan satu versi."
    ),
    "planning.duty.refused:kind": _("Kewajiban itu tidak ada di kalender. Pilih dari daftar."),
    "planning.duty.refused:day": _("Tulis tanggal dibayar atau diserahkan, paling akhir hari ini."),
    "planning.duty.refused:note": _("Catatan paling panjang 120 huruf. Singkat, lalu simpan lagi."),
    "planning.duty.refused:done": _("Kewajiban ini sudah dicatat selesai. Lihat di kalender."),
    "planning.duty.refused:gone": _("Catatan itu tidak ada atau sudah dibatalkan. Muat ulang halaman."),
}
