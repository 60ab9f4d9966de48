"""What the rules of orders say when they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

RULE_MESSAGES: Mapping[str, str] = {
    "procurement.order.refused:case": _("Isi satu kemasan paling sedikit 1. Periksa isi kemasan barang ini."),
    "procurement.order.refused:quantity": _(
        "Jumlah untuk {buyer} tidak boleh kurang dari nol. Tulis 0 atau lebih."
    ),
    "procurement.order.refused:tolerance": _(
        "Toleransi untuk {buyer} tidak boleh kurang dari nol. Tulis 0 atau lebih."
    ),
    "procurement.order.refused:twice": _(
        "{buyer} tercatat dua kali pada barang ini. Gabungkan jumlahnya menjadi satu baris."
    ),
    "procurement.order.refused:minimum": _(
        "Pesanan ini {missing_rp} di bawah pesanan terkecil pemasok, {minimum_rp}. Tambah pesanannya, atau tunda dulu."
    ),
}
