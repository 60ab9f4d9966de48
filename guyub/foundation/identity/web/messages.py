"""What identity's refusals say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "identity.act.not_allowed": _(
        "Peran Anda saat ini tidak boleh melakukan ini. Ganti peran, atau minta pengurus yang berwenang."
    ),
    "identity.phone.not_understood": _("Nomor HP belum terbaca. Tulis seperti 0812 0000 0042."),
    "identity.login_name.not_understood": _(
        "Nama masuk belum terbaca. Tulis surel, nomor HP seperti 0812 0000 0042, atau nomor anggota."
    ),
    "identity.login_name.taken": _(
        "Nama masuk ini sudah dipakai orang lain. Periksa lagi, atau pakai nama masuk yang lain."
    ),
    "identity.name.refused:empty": _("Nama masih kosong. Tulis nama seperti di KTP."),
    "identity.name.refused:too_long": _("Nama lebih dari {most} huruf. Singkat, lalu kirim lagi."),
    "identity.name.refused:letters": _("Nama harus berisi huruf. Tulis nama seperti di KTP."),
    "identity.role.refused:city": _("Peran ini bukan untuk kantor yang dipilih. Pilih peran lain."),
    "identity.role.refused:held": _("Orang ini sudah memegang peran itu. Periksa daftar peran di bawah."),
    "identity.role.refused:ended": _(
        "Peran ini sudah berakhir. Muat ulang halaman untuk melihat keadaannya."
    ),
    "identity.number.refused:empty": _("Nomor masih kosong. Ketik enam belas angka dari kartunya."),
    "identity.number.refused:lost_digits": _(
        "Angka terakhir hilang di lembar kerja. Ketik ulang nomor dari kartunya, enam belas angka."
    ),
    "identity.number.refused:not_digits": _(
        "Nomor hanya berisi angka. Ketik enam belas angka dari kartunya."
    ),
    "identity.number.refused:length": _("Nomor harus 16 angka. Hitung lagi angka di kartunya."),
    "identity.number.refused:repeated_digit": _(
        "Satu angka diulang enam belas kali bukan NIK. Ketik nomor dari KTP."
    ),
    "identity.number.refused:unknown_province": _(
        "Dua angka pertama bukan kode provinsi. Cocokkan dengan KTP."
    ),
    "identity.number.refused:birth_date": _(
        "Angka ketujuh sampai kedua belas bukan tanggal lahir. Cocokkan dengan KTP; untuk perempuan tanggal"
        " ditambah 40."
    ),
    "identity.number.refused:serial": _(
        "Empat angka terakhir tidak mungkin 0000. Mungkin hilang di lembar kerja; cocokkan dengan KTP."
    ),
    "identity.number.refused:taken": _(
        "NIK ini sudah tercatat untuk orang lain. Cari orangnya dulu; satu NIK hanya untuk satu orang."
    ),
    "identity.number.shown": _(
        "Nomor ini sudah ditampilkan untuk alasan itu. Buka lagi dengan alasan baru bila perlu."
    ),
    "identity.reason.too_short": _(
        "Tulis alasannya, paling sedikit {least} huruf. Alasan ikut tercatat di jejak."
    ),
    "identity.person.unknown": _(
        "Orang ini tidak ada di koperasi Anda. Kembali ke daftar orang, lalu pilih lagi."
    ),
    "identity.code.refused:unknown": _(
        "Kode ini tidak dikenal. Cocokkan huruf dan angkanya dengan kertas undangan."
    ),
    "identity.code.refused:expired": _("Masa kode ini sudah lewat. Minta kode baru kepada pengurus."),
    "identity.code.refused:used": _("Kode ini sudah dipakai. Masuk dengan kata sandi, atau minta kode baru."),
    "identity.pin.refused": _("PIN harus enam angka, bukan satu angka berulang atau urutan. Pilih PIN lain."),
    "identity.proof.refused:mismatch": _("PIN atau kode belum cocok. Tersisa {left} kali coba."),
    "identity.proof.refused:too_many": _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."),
    "identity.proof.refused:no_pin": _("Anda belum punya PIN. Pasang dulu di halaman Akun saya."),
    "identity.proof.refused:login": _(
        "Orang ini punya kata sandi, jadi PIN-nya dipasang sendiri di halaman Akun saya."
    ),
    "identity.consent.refused:purpose": _(
        "Persetujuan ini tidak dikenal. Muat ulang halaman, lalu pilih lagi."
    ),
    "identity.consent.refused:law": _(
        "Buku Daftar Anggota diwajibkan undang-undang, jadi tidak bisa ditarik selama Anda anggota. Untuk berhenti,"
        " sampaikan kepada pengurus."
    ),
    "identity.proof.refused:password": _("Kata sandi belum cocok. Coba lagi."),
    "identity.privacy.closed": _("Hal ini sudah dijawab. Muat ulang halaman untuk melihat jawabannya."),
    "identity.privacy.text_missing": _("Ada isian yang masih kosong. Lengkapi, lalu kirim lagi."),
    "identity.token.refused:name": _("Beri kunci sebuah nama, paling panjang 80 huruf."),
    "identity.token.refused:scopes": _("Pilih paling sedikit satu hal yang boleh dilakukan kunci ini."),
    "identity.token.refused:ended": _(
        "Kunci ini sudah dicabut. Muat ulang halaman untuk melihat keadaannya."
    ),
}
