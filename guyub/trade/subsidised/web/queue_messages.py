"""What the refusals of queues say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_QUEUE: Mapping[str, str] = {
    "programme": _("Barang itu tidak dijatah di sini. Pilih dari daftarnya."),
    "order": _("Pilih cara mengurutkannya dari daftar."),
    "supply": _("Tulis berapa yang dibagi, misalnya 25."),
    "each": _("Paling banyak per keluarga lebih dari nol dan tidak melebihi yang dibagi."),
    "days": _(
        "Hari pertama mulai hari ini sampai 60 hari ke depan, hari terakhir paling lama 30 hari sesudahnya, dan "
        "giliran paling sedikit satu hari."
    ),
    "gone": _("Antrean ini tidak ada di sini. Muat ulang daftarnya."),
    "closed": _("Antrean ini sudah ditutup dan diurutkan. Masukkan pembeli pada antrean berikutnya."),
    "buyer": _("Pembeli dengan NIK itu belum terdaftar untuk barang ini. Daftarkan dulu di halaman pembeli."),
    "household": _("Keluarga ini sudah punya nomor {no} di antrean ini. Satu keluarga satu nomor."),
    "off_turn": _("Pilih dari daftar apa yang dilakukan kasir bila pembeli belum dapat giliran."),
    "cancelled": _("Antrean ini sudah dibatalkan. Masukkan pembeli pada antrean yang lain."),
    "why": _("Tulis alasannya, 5 sampai 200 huruf. Alasan ini tampil untuk umum, jadi tanpa nama orang."),
    "counter": _("Nomor antrean ini diberikan di gerai. Datang dengan KTP."),
    "own": _(
        "NIK Anda belum terdaftar untuk barang ini. Daftar dulu di gerai dengan KTP dan Kartu Keluarga."
    ),
    "full": _("Antrean ini penuh. Buka antrean lain."),
    "empty": _("Belum ada yang mengantre, jadi belum ada yang diurutkan."),
}
QUEUE_MESSAGES: Mapping[str, str] = {
    f"subsidised.queue.refused:{wrong}": said for wrong, said in _QUEUE.items()
}
