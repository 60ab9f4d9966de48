"""What a refusal says to a person: one plain Indonesian sentence per code, with what to do next."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guyub.foundation.kernel.formats import day, number, rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guyub.foundation.kernel.errors import DomainError

MESSAGES: Mapping[str, str] = {
    "kernel.request.reused": gettext_noop(
        "Formulir ini sudah pernah dikirim dengan isian lain. Buka halaman ini lagi, lalu isi kembali."
    ),
    "kernel.amount.not_understood": gettext_noop(
        "“{written}” bukan jumlah rupiah. Tulis angka saja, misalnya 150.000."
    ),
    "kernel.file.refused:empty": gettext_noop("Berkas ini kosong. Pilih berkas lain, lalu kirim lagi."),
    "kernel.file.refused:too_large": gettext_noop(
        "Berkas ini lebih dari 10 MB. Perkecil foto atau pecah dokumennya, lalu kirim lagi."
    ),
    "kernel.file.refused:type": gettext_noop(
        "Jenis berkas ini tidak dikenal. Simpan sebagai PDF, foto (JPG, PNG, WebP), XLSX tanpa makro, atau teks."
    ),
    "kernel.file.refused:extension": gettext_noop(
        "Nama berkas tidak cocok dengan isinya. Beri akhiran yang benar, misalnya .pdf atau .jpg, lalu kirim lagi."
    ),
    "kernel.file.refused:dates": gettext_noop(
        "Masa berlaku berakhir sebelum tanggal terbit. Periksa kedua tanggal itu."
    ),
    "kernel.file.refused:replaced": gettext_noop(
        "Dokumen ini sudah punya versi yang lebih baru. Buka versi terakhir, lalu ganti yang itu."
    ),
    "kernel.photo.refused:too_large": gettext_noop(
        "Foto ini lebih dari 25 MB. Ambil foto dengan ukuran lebih kecil, lalu kirim lagi."
    ),
    "kernel.photo.refused:pixels": gettext_noop(
        "Foto ini lebih dari 50 megapiksel. Ambil foto dengan ukuran lebih kecil, lalu kirim lagi."
    ),
    "kernel.photo.refused:broken": gettext_noop(
        "Foto ini tidak bisa dibaca sampai selesai. Ambil foto sekali lagi, lalu kirim."
    ),
    "kernel.upload.refused:hash": gettext_noop(
        "Foto berubah di perjalanan. Pilih foto itu sekali lagi, lalu kirim."
    ),
    "kernel.upload.refused:part": gettext_noop(
        "Potongan foto ini tidak sesuai ukurannya. Pilih foto itu sekali lagi, lalu kirim."
    ),
    "kernel.upload.refused:gap": gettext_noop(
        "Foto belum terkirim seluruhnya. Tunggu sampai selesai, lalu simpan lagi."
    ),
    "kernel.upload.refused:gone": gettext_noop(
        "Foto yang dikirim tadi sudah tidak ada. Pilih foto itu sekali lagi, lalu simpan."
    ),
    "kernel.table.refused:too_large": gettext_noop(
        "Tabel ini terlalu besar. Bagi menjadi beberapa berkas paling besar 10 MB, lalu kirim satu per satu."
    ),
    "kernel.table.refused:too_many_rows": gettext_noop(
        "Tabel ini lebih dari {most} baris. Bagi menjadi beberapa berkas, lalu kirim satu per satu."
    ),
    "kernel.table.refused:too_many_columns": gettext_noop(
        "Tabel ini lebih dari {most} kolom. Hapus kolom yang tidak dipakai, lalu kirim lagi."
    ),
    "kernel.table.refused:cell_too_long": gettext_noop(
        "Ada sel yang lebih dari {most} huruf. Pendekkan isinya, lalu kirim lagi."
    ),
    "kernel.table.refused:not_a_table": gettext_noop(
        "Berkas ini bukan tabel yang bisa dibaca. Simpan sebagai XLSX atau CSV, lalu kirim lagi."
    ),
    "kernel.table.refused:has_macros": gettext_noop(
        "Berkas ini berisi makro. Simpan ulang sebagai XLSX biasa, lalu kirim lagi."
    ),
    "kernel.table.refused:not_text": gettext_noop(
        "Berkas ini bukan teks. Simpan sebagai CSV UTF-8 atau XLSX, lalu kirim lagi."
    ),
    "calc.input.bad": gettext_noop("Isian {field} tidak sesuai. Yang diminta: {wanted}."),
}


@cache
def sentences() -> Mapping[str, str]:
    """Collect the sentences of every context: error code → Indonesian sentence with ``{fact}`` places.

    A code whose fact ``wrong`` tells cases apart has a sentence for each, ``code:wrong``, or one for all of them.
    """
    collected: dict[str, str] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.web.messages"
        if config.name.startswith("guyub.") and find_spec(f"{config.name}.web") and find_spec(module):
            collected |= import_module(module).MESSAGES
    return collected


def sentence(error: DomainError) -> str:
    """Say in Indonesian what was refused and what to do next.

    Raises:
        KeyError: The code has no sentence; a test refuses such a code before a person meets it.
    """
    return said_of(error.code, error.facts)


def said_of(code: str, facts: Mapping[str, object]) -> str:
    """Say what was refused, by its code and facts: also of a refusal that was written down.

    Raises:
        KeyError: As of ``sentence``.
    """
    said = sentences()
    words = said.get(f"{code}:{facts.get('wrong', '')}") or said[code]
    return _(words).format(**{name: _written(name, fact) for name, fact in facts.items()})


def _written(name: str, fact: object) -> object:
    """Write a fact as it is read: amounts with Rp, numbers with dots, dates with their month."""
    if isinstance(fact, int) and not isinstance(fact, bool):
        return rupiah(fact) if name.endswith("_rp") else number(fact)
    return day(fact) if isinstance(fact, date) else fact
