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
}
