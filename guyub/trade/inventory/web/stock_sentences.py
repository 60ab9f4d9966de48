"""What acts on stock are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STOCK_SENTENCES: Mapping[str, str] = {
    "inventory.stock.begun": "mencatat stok awal di {where}",
    "inventory.location.opened": "membuka tempat barang {name}",
    "inventory.location.closed": "menutup tempat barang {name}",
    "inventory.transfer.moved": "memindahkan barang dari {giver} ke {taker} ({number})",
    "inventory.transfer.sent": "mengirim barang dari {giver} ke {taker} ({number})",
    "inventory.transfer.received": "menerima barang {number} dari {giver} di {taker}",
    "inventory.transfer.called_back": "menarik kembali kiriman {number}: {reason}",
    "inventory.transfer.undone": "membatalkan pindah barang {number}: {reason}",
    "inventory.repack.booked": "mengemas ulang barang di {where} ({number}){beyond_words}",
    "inventory.repack.undone": "membatalkan kemas ulang {number}: {reason}",
    "inventory.loss.booked": "mengeluarkan barang {kind} di {where}, {amount} ({number}): {reason}",
    "inventory.loss.undone": "membatalkan barang keluar {number}: {reason}",
    "inventory.count.begun": "memulai hitung stok {number} di {where}, {lines} barang",
    "inventory.count.compared": "membandingkan hitung stok {number}, {differ} dari {lines} barang berbeda",
    "inventory.count.booked": "membukukan hitung stok {number} di {where}, selisih {amount}: {reason}",
    "inventory.count.called_off": "membatalkan hitung stok {number}: {reason}",
}
