"""What the refusals of the ledger say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "ledger.books.not_opened": _(
        "Pembukuan koperasi ini belum dimulai. Bendahara memulainya dari halaman Buku & laporan."
    ),
    "ledger.entry.refused:memo": _("Tulis apa yang terjadi, paling panjang 200 huruf."),
    "ledger.entry.refused:series": _("Seri nomor jurnal tidak dikenal. Pilih dari daftar."),
    "ledger.entry.refused:lines": _(
        "Jurnal perlu dua baris atau lebih, dan catatan tiap baris paling panjang 120 huruf."
    ),
    "ledger.entry.refused:amount": _(
        "Jumlah tiap baris adalah rupiah bulat di atas nol. Periksa baris yang kosong atau terlalu besar."
    ),
    "ledger.entry.refused:account": _("Akun {account} tidak ada di bagan akun. Pilih akun dari daftar."),
    "ledger.entry.refused:unbalanced": _(
        "Debit {debit_rp} belum sama dengan kredit {credit_rp}. Samakan dulu, lalu simpan lagi."
    ),
    "ledger.entry.refused:day": _("Tulis tanggal kejadiannya, misalnya 24-11-2026."),
    "ledger.entry.refused:unopened": _(
        "Pembukuan koperasi ini belum dimulai. Bendahara memulainya dari halaman Buku & laporan."
    ),
    "ledger.entry.refused:reused": _(
        "Permintaan ini sudah dipakai untuk jurnal lain. Muat ulang halaman, lalu catat lagi."
    ),
    "ledger.entry.refused:before": _(
        "Tanggal itu sebelum pembukuan dimulai, {date}. Pakai tanggal sejak hari itu."
    ),
    "ledger.entry.refused:future": _("Tanggal itu belum tiba. Pakai tanggal paling lambat {date}."),
    "ledger.entry.refused:closed": _(
        "Bulan itu sudah ditutup. Pakai tanggal mulai {date}, atau minta bulan itu dibuka kembali."
    ),
    "ledger.entry.refused:unknown": _(
        "Akun {account} tidak ada di koperasi ini. Tambahkan dulu di bagan akun, lalu simpan lagi."
    ),
    "ledger.entry.refused:closed_account": _(
        "Akun {account} sudah ditutup. Buka lagi di bagan akun, atau pilih akun lain."
    ),
    "ledger.entry.refused:control": _(
        "Akun {account} terisi sendiri dari bagiannya, misalnya simpanan atau stok. Catat lewat bagian itu."
    ),
    "ledger.entry.refused:register": _(
        "Akun {account} terisi dari daftarnya: aset, dana, klaim, wadah, saldo awal. Catat lewat halaman daftar itu."
    ),
    "ledger.entry.refused:flow": _(
        "Golongan arus kas pada akun {account} tidak cocok. Muat ulang halaman, lalu catat lagi."
    ),
    "ledger.entry.refused:unit": _(
        "Unit usaha itu bukan milik koperasi ini. Pilih unit dari daftar, lalu simpan lagi."
    ),
    "ledger.entry.refused:reversed": _("Jurnal ini sudah dibalik. Buka jurnal pembaliknya dari halaman ini."),
    "ledger.entry.refused:target": _("Jurnal yang dimaksud tidak ada di koperasi ini. Muat ulang halaman."),
    "ledger.journal.refused:reason": _("Tulis alasannya, paling panjang 120 huruf."),
    "ledger.journal.refused:gone": _("Jurnal ini tidak ada di koperasi ini. Buka daftar jurnal lagi."),
    "ledger.journal.refused:context": _(
        "{number} dicatat oleh bagian lain, misalnya simpanan atau toko. Batalkan lewat bagian itu."
    ),
    "ledger.journal.refused:closing": _(
        "{number} menutup tahun buku. Yang menutup dibuka lagi lewat halaman Tutup buku."
    ),
    "ledger.journal.refused:reversal": _(
        "{number} sendiri jurnal pembalik. Catat jurnal yang benar sebagai jurnal baru."
    ),
    "ledger.journal.refused:reversed": _("{number} sudah dibalik. Buka jurnal pembaliknya dari halaman ini."),
    "ledger.batch.refused:count": _(
        "Kiriman berisi {count} jurnal. Kirim satu sampai {most} jurnal sekali kirim."
    ),
    "ledger.batch.refused:second": _(
        "Jurnal ke-{at} di atas {threshold_rp}, jadi perlu orang kedua. Catat lewat halaman Jurnal."
    ),
    "ledger.account.refused:opened": _("Pembukuan sudah dimulai sejak {date}. Muat ulang halaman."),
    "ledger.account.refused:day": _(
        "Hari pertama pembukuan paling lambat hari ini, dan paling lama sepuluh tahun yang lalu."
    ),
    "ledger.account.refused:code": _(
        "Kode akun baru adalah kode akun di bagan ditambah dua angka, misalnya 1.1.03.01. Tulis lagi kodenya."
    ),
    "ledger.account.refused:name": _("Tulis nama akun, paling panjang 80 huruf."),
    "ledger.account.refused:taken": _("Kode {account} sudah dipakai. Pilih angka lain."),
    "ledger.account.refused:gone": _("Akun ini tidak ada lagi dalam keadaan itu. Muat ulang halaman."),
    "ledger.account.refused:chart": _("Akun {account} dari bagan baku, jadi tetap terbuka."),
    "ledger.account.refused:balance": _(
        "Akun ini masih bersaldo {balance_rp}. Pindahkan dulu saldonya, lalu tutup lagi."
    ),
    "ledger.period.refused:unopened": _(
        "Pembukuan koperasi ini belum dimulai. Bendahara memulainya dari halaman Buku & laporan."
    ),
    "ledger.period.refused:month": _("Bulan ditutup sampai hari terakhirnya. Pilih bulan dari daftar."),
    "ledger.period.refused:closed": _("Sudah ditutup sampai {date}. Muat ulang halaman."),
    "ledger.period.refused:missing": _("Yang lebih dulu belum ditutup. Tutup dulu yang berakhir {date}."),
    "ledger.period.refused:early": _("Bulan itu belum lewat. Tutup setelah {date}."),
    "ledger.period.refused:months": _("Bulan di tahun itu belum semuanya ditutup. Tutup dulu sampai {date}."),
    "ledger.period.refused:open": _(
        "Hari itu tidak di bulan yang tertutup; buku tertutup sampai {date}. Pilih tanggal lain."
    ),
    "ledger.anchor.refused:form": _(
        "Segel ditulis seperti di lembar tutup bulan: kode:nomor:huruf dan angka. Salin lagi seluruhnya."
    ),
    "ledger.anchor.refused:place": _("Segel itu milik koperasi {place}. Pakai lembar koperasi ini."),
}
