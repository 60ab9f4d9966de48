"""What the refusals of every table say; each context adds its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHARED: Mapping[str, str] = {
    "open": _("Masih ada tabel yang belum dimasukkan. Masukkan atau buang tabel itu dulu."),
    "sheet": _("Lembar itu tidak ada di berkas ini. Pilih dari daftar lembar."),
    "header": _("Baris judul itu tidak ada di lembar ini. Tulis nomor baris seperti di program tabel."),
    "field": _("Kolom itu tidak dikenal atau dipakai dua kali. Pilih kolom lain untuk tiap isian."),
    "closed": _("Tabel ini sudah ditutup. Buka daftar tabel untuk melihat keadaannya."),
    "waiting": _("Tabel ini sedang dikerjakan. Tunggu sampai selesai."),
    "faults": _(
        "Ada {count} hal yang harus beres. Perbaiki di tabel Anda, buang yang ini, lalu unggah lagi."
    ),
    "gone": _("Peran orang yang memulai pekerjaan ini sudah berakhir. Minta yang berwenang memulainya lagi."),
}


def shared_messages(code: str) -> dict[str, str]:
    """Give the sentences of the refusal of one context that all contexts share."""
    return {f"{code}:{wrong}": said for wrong, said in _SHARED.items()}
