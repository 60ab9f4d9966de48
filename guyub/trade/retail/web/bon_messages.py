"""What the rules of bon say when they refuse; a part of ``web/messages.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

if TYPE_CHECKING:
    from collections.abc import Mapping

BON_MESSAGES: Mapping[str, str] = {
    "retail.bon.refused:amount": _("Tulis jumlah yang diterima, lebih dari nol."),
    "retail.bon.refused:over": _(
        "Bon anggota ini tinggal {left_rp}. Terima paling banyak sejumlah itu; lebihnya dikembalikan atau disimpan."
    ),
    "retail.bon.refused:own": _("Bon Anda sendiri diterima oleh orang lain. Minta rekan yang memegang kas."),
    "retail.bon.refused:number": _(
        "Nota kasir {number} sudah tercatat. Tanyakan kepada kasir, lalu putuskan."
    ),
    "retail.bon.refused:gone": _("Pembayaran bon ini tidak ada. Muat ulang halaman."),
    "retail.bon.refused:undone": _("Pembayaran ini sudah dibatalkan."),
    "retail.bon.refused:past": _(
        "Pembayaran hari lain, atau yang diterima orang lain, dibatalkan oleh bendahara. Sampaikan kepadanya."
    ),
    "retail.bon.refused:till": _(
        "Perangkat kasir ini masih dipakai. Cabut dahulu perangkatnya bila tidak akan kembali."
    ),
    "retail.bon.refused:unreached": _(
        "Tidak ada lagi yang bisa diingatkan lewat pesan. Kunjungi mereka, atau coba lagi minggu depan."
    ),
    "retail.bon.refused:why": _("Tulis alasannya, 5 sampai 200 huruf."),
}
