"""What the refusals of development say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "development.need.refused:kind": _("Pilih jenis kebutuhan dari daftar."),
    "development.need.refused:title": _("Tulis apa yang dibutuhkan, paling panjang 120 huruf."),
    "development.need.refused:quantity": _("Tulis jumlahnya dengan angka bulat, paling sedikit 1."),
    "development.need.refused:unit": _("Tulis satuannya, misalnya buah, meter, atau orang."),
    "development.need.refused:estimate": _(
        "Perkiraan biaya terlalu besar. Tulis paling banyak satu triliun rupiah, atau kosongkan."
    ),
    "development.need.refused:reason": _("Tulis untuk apa kebutuhan ini, paling panjang 400 huruf."),
    "development.need.refused:urgency": _("Pilih seberapa mendesak kebutuhan ini."),
    "development.need.refused:visit": _(
        "Kunjungan itu tidak ada di koperasi ini. Buka kunjungannya lagi, lalu ajukan dari sana."
    ),
    "development.need.not_moved:gone": _("Kebutuhan ini tidak ada. Muat ulang daftar kebutuhan."),
    "development.need.not_moved:moved": _(
        "Orang lain baru saja memindahkan kebutuhan ini. Baca riwayatnya, lalu putuskan lagi."
    ),
    "development.need.not_moved:step": _(
        "Langkah itu tidak bisa dari keadaan sekarang. Muat ulang halaman, lalu pilih langkah yang ada."
    ),
    "development.need.not_moved:reason": _(
        "Menolak harus dengan alasan. Tulis alasannya, paling panjang 400 huruf."
    ),
    "development.need.not_moved:planned": _("Tulis tanggal rencana pengadaan, paling cepat hari ini."),
    "development.need.not_moved:source": _(
        "Tulis dari mana dananya, misalnya APBD 2027 atau CSR, paling panjang 120 huruf."
    ),
    "development.need.not_moved:amount": _(
        "Tulis jumlah dana dengan angka, dari Rp 1 sampai satu triliun rupiah."
    ),
    "development.need.not_moved:proof": _(
        "Serah terima perlu bukti. Lampirkan foto atau berita acara yang ditandatangani."
    ),
    "development.help.refused:step": _("Pilih langkah yang membuat berhenti dari daftar."),
    "development.help.refused:text": _("Tulis apa yang membuat berhenti, paling panjang 400 huruf."),
    "development.help.refused:answer": _("Tulis jawabannya, paling panjang 400 huruf."),
    "development.help.refused:gone": _("Permintaan ini tidak ada. Muat ulang daftar bantuan."),
    "development.help.refused:answered": _(
        "Permintaan ini baru saja dijawab orang lain. Baca jawabannya di daftar bantuan."
    ),
    "development.visit.refused:planned_on": _(
        "Pilih tanggal kunjungan, dari hari ini sampai setahun ke depan."
    ),
    "development.visit.refused:purpose": _("Tulis tujuan kunjungan, paling panjang 200 huruf."),
    "development.visit.refused:plan": _("Rencana terlalu panjang. Ringkas menjadi paling panjang 600 huruf."),
    "development.visit.refused:gone": _("Kunjungan atau tindak lanjut ini tidak ada. Muat ulang daftarnya."),
    "development.visit.refused:closed": _(
        "Kunjungan ini sudah dicatat atau dibatalkan. Rencanakan kunjungan baru bila perlu."
    ),
    "development.visit.refused:visitor": _(
        "Kunjungan ini milik {name}. Hanya {name} atau petugas dinas yang mencatatnya."
    ),
    "development.visit.refused:visited_on": _(
        "Pilih tanggal kunjungan terjadi, paling lambat hari ini dan paling lama setahun lalu."
    ),
    "development.visit.refused:minutes": _("Tulis lamanya dalam menit, dari 1 sampai 1.440."),
    "development.visit.refused:met": _("Tulis siapa yang ditemui, paling panjang 200 huruf."),
    "development.visit.refused:notes": _("Tulis hasil kunjungan, paling panjang 2.000 huruf."),
    "development.visit.refused:actions": _(
        "Tiap tindak lanjut perlu isi dan nama orangnya, paling banyak sepuluh. Lengkapi atau kosongkan barisnya."
    ),
    "development.visit.refused:due_on": _(
        "Tiap tindak lanjut perlu batas waktu, sesudah kunjungan dan paling lama setahun lagi."
    ),
    "development.visit.refused:reason": _("Tulis mengapa kunjungan dibatalkan."),
    "development.visit.refused:done": _("Tindak lanjut ini sudah dinyatakan selesai. Muat ulang halaman."),
}
