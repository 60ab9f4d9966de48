"""What is said where a till's sale of rationed goods is not entered; a part of ``web/messages.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

TILL_MESSAGES: Mapping[str, str] = {
    "subsidised.ration.unread": _(
        "Keterangan pembeli {name} di catatan ini tidak bisa dibaca. Catat dengan tangan, lalu pilih tidak dimasukkan."
    ),
    "subsidised.ration.refused:line": _(
        "Baris {line} yang disebut bersubsidi tidak ada di nota ini. Tanyakan kepada kasir, lalu putuskan."
    ),
    "subsidised.ration.refused:goods": _(
        "Barang di baris {line} bukan barang dari jatah yang dicatat kasir. Pilih barang yang benar di Betulkan."
    ),
    "subsidised.ration.refused:qty": _(
        "Jumlah di baris {line} tidak sama dengan jatah yang dicatat kasir. Tanyakan kepada kasir, lalu putuskan."
    ),
    "subsidised.ration.refused:empties": _(
        "Tabung kosong di baris {line} tidak cocok dengan tabung isi yang keluar. Tanyakan kepada kasir, lalu putuskan."
    ),
    "subsidised.ration.refused:deposit": _(
        "Jaminan di baris {line} seharusnya {due_rp}. Betulkan besar jaminan untuk hari itu, lalu masukkan lagi."
    ),
    "subsidised.ration.refused:part": _(
        "Barang bersubsidi di baris {line} kembali seluruh barisnya. Terima sisanya juga, atau catat dengan tangan."
    ),
}
