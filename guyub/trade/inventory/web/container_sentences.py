"""What acts on containers are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTAINER_SENTENCES: Mapping[str, str] = {
    "inventory.container.kind_added": "menambah jenis wadah {kind}",
    "inventory.container.rate_set": "menetapkan jaminan {kind} {amount} mulai {from}",
    "inventory.container.product_linked": "mencatat {product} dijual dalam wadah {kind}",
    "inventory.container.product_unlinked": "mencatat {product} tidak lagi dijual dalam wadah {kind}",
    "inventory.container.bought": "mencatat {qty} {kind} datang di {where}",
    "inventory.container.broken": "memasukkan {qty} {kind} ke karantina di {where}: {reason}",
    "inventory.container.mended": "mengeluarkan {qty} {kind} dari karantina di {where}",
    "inventory.container.scrapped": "mengafkir {qty} {kind} di {where}: {reason}",
    "inventory.container.carried": "memindahkan {qty} {kind} dari {where} ke {to}",
    "inventory.container.counted": "mencatat selisih hitungan {qty} {kind} di {where}: {reason}",
    "inventory.container.lent": "meminjamkan {qty} {kind} kepada {whom}",
    "inventory.container.returned": "menerima kembali {qty} {kind} dari {whom}",
    "inventory.container.deposited": "menerima jaminan {qty} {kind} dari {whom}",
    "inventory.container.redeemed": "mengembalikan jaminan {qty} {kind} kepada {whom}",
    "inventory.container.lost": "melepas {qty} {kind} yang dipinjam {whom}: {reason}",
    "inventory.container.listed": "mendaftarkan {qty} {kind} yang sudah di tangan {whom}",
    "inventory.container.taken_back": "membatalkan gerak {qty} {kind}: {reason}",
    "inventory.container.phones_opened": "membuka nomor HP {people_count} pemegang wadah: {reason}",
}
