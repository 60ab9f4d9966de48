"""What the refusals of plans of deliveries say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAN: Mapping[str, str] = {
    "depot": _("Pilih kelurahan tempat gudang dari daftar."),
    "trucks": _("Tulis jumlah truk, dari 1 sampai {most}. Tiap truk jalan satu kali."),
    "capacity": _("Tulis muatan satu truk dalam tabung, dari 1 sampai {most}."),
    "weight": _("Tulis muatan satu truk dalam kg, dari 1 sampai {most}, atau kosongkan."),
    "hours": _("Tulis jamnya, misalnya 07:00. Jam selesai tidak bisa sebelum jam mulai."),
    "nothing": _(
        "Belum ada koperasi yang mendapat bagian. Pilih usul pembagian lain, atau tulis kontrak agennya dulu."
    ),
}

MESSAGES: Mapping[str, str] = {
    "delivery.route.refused": _("{message} Rencana ini tidak bisa dihitung."),
} | {f"delivery.plan.refused:{wrong}": sentence for wrong, sentence in _PLAN.items()}
