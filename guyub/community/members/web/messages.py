"""What the refusals of members say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "members.letter.refused:consent": _(
        "Beri tanda bahwa pengurus boleh menghubungi Anda. Tanpa itu nomor Anda tidak disimpan."
    ),
    "members.letter.refused:kind": _("Pilih dulu: usul atau keluhan."),
    "members.letter.refused:text": _("Suratnya masih kosong. Tulis usul atau keluhan Anda, lalu kirim lagi."),
    "members.letter.refused:too_long": _(
        "Ada isian yang lebih dari {most} huruf. Pendekkan, lalu kirim lagi."
    ),
    "members.letter.refused:trap": _(
        "Kolom tersembunyi ikut terisi, mungkin oleh isian otomatis. Muat ulang halaman, isi sendiri, lalu kirim"
        " lagi."
    ),
    "members.letter.refused:gone": _("Surat ini tidak ada di koperasi Anda. Kembali ke daftar surat."),
    "members.letter.refused:closed": _(
        "Permintaan ini sudah ditutup dan nomor HP-nya dihapus. Minta orangnya mengirim yang baru."
    ),
    "members.letter.refused:state": _(
        "Langkah itu tidak bisa dipilih dari keadaan sekarang. Muat ulang halaman."
    ),
    "members.letter.refused:answer": _("Jawabannya masih kosong. Tulis jawaban, lalu kirim lagi."),
    "members.letter.refused:answered": _(
        "Surat ini sudah dijawab. Muat ulang halaman untuk membaca jawabannya."
    ),
    # Applications for membership.
    "members.application.refused:missing": _("{what} masih kosong. Isi seperti di KTP, lalu kirim lagi."),
    "members.application.refused:long": _("Catatan lebih dari {most} huruf. Pendekkan, lalu kirim lagi."),
    "members.application.refused:nik_born": _(
        "Tanggal lahir ini tidak cocok dengan NIK. Cocokkan keduanya dengan KTP; bila kartunya sendiri berbeda,"
        " perbaiki dulu di Dukcapil."
    ),
    "members.application.refused:nik_sex": _(
        "Jenis kelamin ini tidak cocok dengan NIK. Cocokkan keduanya dengan KTP; bila kartunya sendiri berbeda,"
        " perbaiki dulu di Dukcapil."
    ),
    "members.application.refused:young": _(
        "Calon anggota paling muda {least} tahun. Catat lagi setelah umurnya cukup."
    ),
    "members.application.refused:instalments": _(
        "Simpanan pokok dibayar sekaligus atau paling banyak {most} kali. Pilih dari daftar."
    ),
    "members.application.refused:consent": _(
        "Beri tanda setuju dicatat di buku daftar anggota. Tanpa itu pendaftaran tidak bisa disimpan."
    ),
    "members.application.refused:photo": _(
        "Foto diri hanya disimpan bila orangnya setuju. Beri tanda setuju, atau kosongkan fotonya."
    ),
    "members.application.refused:reason": _(
        "Tulis alasan yang jelas, {least} sampai {most} huruf, lalu simpan lagi."
    ),
    "members.application.refused:ktp": _(
        "Lihat dulu KTP aslinya, lalu beri tanda. Foto KTP tidak perlu disimpan."
    ),
    "members.application.refused:outside": _(
        "Menurut KTP rumahnya di kelurahan lain. Anggota KKMP adalah warga kelurahan ini; arahkan ke KKMP"
        " kelurahannya, lalu tutup pendaftaran ini."
    ),
    "members.application.refused:differs": _(
        "NIK ini lain dari yang dikirim warga. Baca lagi KTP-nya; bila yang Anda ketik sudah sama dengan kartu, beri"
        " tanda bahwa kiriman warga keliru."
    ),
    "members.application.refused:gone": _(
        "Pendaftaran ini tidak ada di koperasi Anda. Kembali ke daftar pendaftaran."
    ),
    "members.application.refused:state": _(
        "Pendaftaran ini sudah melewati langkah itu. Muat ulang halaman untuk melihat keadaannya."
    ),
    "members.application.refused:link": _(
        "Tautan ini sudah dipakai atau lewat masanya. Minta tautan baru kepada pengurus."
    ),
    "members.application.refused:open": _(
        "Orang ini masih punya pendaftaran {number} yang terbuka. Lanjutkan yang itu."
    ),
    "members.application.refused:member": _(
        "Orang ini sudah anggota atau calon anggota di sini. Cari namanya di daftar anggota."
    ),
    "members.application.refused:person": _(
        "NIK ini bukan milik orang yang dipilih. Periksa NIK-nya, atau pilih “orang baru”."
    ),
    "members.application.refused:asked": _(
        "Pengurus sudah diminta memutus pendaftaran ini. Tunggu putusannya di kotak persetujuan."
    ),
    "members.application.refused:again": _(
        "Orang ini sedang didaftarkan orang lain pada saat yang sama. Lihat daftar pendaftaran, lalu kirim lagi bila"
        " perlu."
    ),
}
