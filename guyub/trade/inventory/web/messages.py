"""What the refusals of goods say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from guyub.trade.inventory.web.container_messages import CONTAINER_MESSAGES
from guyub.trade.inventory.web.opening_messages import OPENING_MESSAGES
from guyub.trade.inventory.web.product_messages import PRODUCT_MESSAGES
from guyub.trade.inventory.web.rule_messages import RULE_MESSAGES
from guyub.trade.inventory.web.stock_messages import STOCK_MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    **OPENING_MESSAGES,
    **RULE_MESSAGES,
    **STOCK_MESSAGES,
    **CONTAINER_MESSAGES,
    **PRODUCT_MESSAGES,
    "inventory.stock.refused:nothing": _("Belum ada barang yang ditulis. Isi satu baris, lalu kirim lagi."),
    "inventory.stock.refused:future": _("Tanggal itu belum tiba. Pilih hari ini atau hari sebelumnya."),
    "inventory.stock.refused:qty": _("Banyaknya harus lebih dari nol. Tulis banyaknya, lalu kirim lagi."),
    "inventory.stock.refused:cost": _("Harga beli tidak boleh kurang dari nol. Tulis harga menurut nota."),
    "inventory.stock.refused:product": _(
        "Barang ini tidak ada atau sudah ditutup. Pilih barang lain dari daftar."
    ),
    "inventory.stock.refused:location": _("Tempat ini tidak ada atau sudah ditutup. Pilih tempat lain."),
    "inventory.stock.refused:short": _(
        "{product}: yang ada di tempat itu kurang {missing_qty}. Kurangi banyaknya, atau catat dulu barang yang datang."
    ),
    "inventory.stock.refused:batch": _(
        "{product}: isi nomor kemasan itu kurang, atau tanggal kedaluwarsanya lain. Periksa kemasannya."
    ),
    "inventory.stock.refused:gone": _(
        "Gerak barang itu tidak ada. Muat ulang halaman untuk melihat yang ada."
    ),
    "inventory.stock.refused:consigned": _(
        "{product} adalah barang titipan. Catat lewat Titip jual: dititipkan, diambil, rusak, atau dihitung."
    ),
    "inventory.stock.refused:undone": _("Gerak barang itu sudah dibatalkan. Muat ulang halaman."),
}
