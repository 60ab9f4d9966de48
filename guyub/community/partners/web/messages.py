"""What the refusals of partners say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "partners.partner.refused:kind": _("Pilih jenis mitra dari daftar."),
    "partners.partner.refused:name": _("Tulis nama mitra, paling panjang 80 huruf."),
    "partners.partner.refused:code": _(
        "Kode mitra dua sampai delapan huruf besar atau angka, seperti BULOG. Kosongkan bila ingin dibuatkan."
    ),
    "partners.partner.refused:contact": _(
        "Nama kontak lebih dari 120 huruf. Tulis nama orangnya saja, lalu simpan lagi."
    ),
    "partners.partner.refused:address": _("Alamat lebih dari 200 huruf. Singkat, lalu simpan lagi."),
    "partners.partner.refused:note": _("Catatan lebih dari 200 huruf. Singkat, lalu simpan lagi."),
    "partners.partner.refused:office": _(
        "Telepon kantor belum terbaca. Tulis seperti 0341 325555; nomor HP ditulis di nomor HP kontak."
    ),
    "partners.partner.refused:phone": _("Tulis juga nama kontaknya: nomor HP selalu milik seseorang."),
    "partners.partner.refused:npwp": _("NPWP badan 16 angka, atau 15 angka yang lama. Hitung lagi angkanya."),
    "partners.partner.refused:npwp_person": _(
        "Nomor ini NIK seseorang: NPWP perorangan sama dengan NIK dan tidak disimpan di sini. Kosongkan NPWP."
    ),
    "partners.partner.refused:nib": _("NIB 13 angka. Hitung lagi angkanya, atau kosongkan."),
    "partners.partner.refused:payment": _("Jatuh tempo 0 sampai 365 hari; 0 berarti tunai."),
    "partners.partner.refused:lead": _("Waktu tunggu 0 sampai 365 hari; 0 berarti datang hari itu juga."),
    "partners.partner.refused:days": _("Hari kirim belum terbaca. Pilih dari Senin sampai Minggu."),
    "partners.partner.refused:minimum": _(
        "Pesanan paling kecil terlalu besar. Tulis dalam rupiah bulat, atau kosongkan bila tidak ada."
    ),
    "partners.partner.refused:gone": _("Mitra ini tidak ada di koperasi ini. Kembali ke daftar mitra."),
    "partners.partner.refused:ended": _(
        "Kerja sama dengan mitra ini sudah berakhir. Mulai lagi dulu, lalu ubah."
    ),
    "partners.partner.refused:running": _("Kerja sama dengan mitra ini masih berjalan. Muat ulang halaman."),
    "partners.partner.refused:name_taken": _(
        "Sudah ada mitra bernama {name}, mungkin di bagian yang berakhir. Pakai yang itu, atau beri nama lain."
    ),
    "partners.partner.refused:code_taken": _("Kode ini sudah milik {name}. Pilih kode lain."),
    "partners.partner.refused:same": _("Tidak ada yang berubah. Ubah isiannya, lalu simpan."),
    "partners.account.refused:bank": _("Tulis nama banknya, 2 sampai 40 huruf, misalnya BRI."),
    "partners.account.refused:number": _("Nomor rekening 6 sampai 20 angka. Salin dari buku tabungannya."),
    "partners.account.refused:holder": _(
        "Tulis nama pemilik seperti di buku tabungannya, paling panjang 80 huruf."
    ),
    "partners.account.refused:why": _(
        "Tulis dari mana Anda tahu, 10 sampai 200 huruf, misalnya dari buku tabungan yang dilihat sendiri."
    ),
    "partners.account.refused:gone": _("Mitra ini tidak ada di koperasi ini. Kembali ke daftar mitra."),
    "partners.account.refused:ended": _(
        "Kerja sama dengan mitra ini sudah berakhir. Mulai lagi dulu, lalu usulkan rekeningnya."
    ),
    "partners.account.refused:same": _("Rekening itu sudah yang dipakai. Tidak ada yang perlu diubah."),
    "partners.account.refused:asked": _(
        "Perubahan rekening mitra ini masih menunggu orang kedua. Tunggu putusannya, atau tarik usulan itu."
    ),
    "partners.account.refused:none": _("Mitra ini memang belum punya rekening di sini."),
}
