"""What the refusals of supply and of fair shares say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALLOCATION: Mapping[str, str] = {
    "negative": _("Ada angka yang kurang dari nol. Tulis nol atau lebih."),
    "lot": _("Isi satu kelompok paling sedikit 1."),
    "twice": _("Satu nama tertulis dua kali. Hapus salah satunya."),
    "weight": _('Bobot bukan angka desimal. Tulis misalnya "1.5".'),
}

MESSAGES: Mapping[str, str] = {
    f"{code}:{wrong}": sentence
    for code, sentences in (("subsidised.allocation.refused", _ALLOCATION),)
    for wrong, sentence in sentences.items()
}
