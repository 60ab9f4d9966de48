"""What acts of buying are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "procurement.opening.brought": "mengunggah tabel utang pemasok {name}: {rows} baris",
    "procurement.opening.dropped": "membuang tabel utang pemasok {name}",
    "procurement.opening.mapped": "memilih cara membaca tabel utang pemasok {name}",
    "procurement.opening.taken": "memasukkan tabel utang pemasok {name}: {bills} nota, {amount}, {entry}",
    "procurement.opening.undone": "membatalkan tabel utang pemasok {name}: {bills} nota, {amount}, {entry}",
    "procurement.order.written": "menulis pesanan {name} kepada {partner}, {amount}",
    "procurement.order.changed": "mengubah pesanan {name} kepada {partner}, {amount}",
    "procurement.order.approved": "menetapkan pesanan {name} kepada {partner}, {amount}",
    "procurement.order.rejected": "menolak pesanan {name} kepada {partner}: {reason}",
    "procurement.order.sent": "mengirim pesanan {name} kepada {partner}",
    "procurement.order.finished": "menutup pesanan {name} kepada {partner}: {reason}",
    "procurement.order.cancelled": "membatalkan pesanan {name} kepada {partner}: {reason}",
    "procurement.goods.received": "menerima barang {name} dari {partner}, {amount}",
    "procurement.goods.taken_back": "membatalkan penerimaan {name} dari {partner}: {reason}",
    "procurement.bill.recorded": "mencatat tagihan {paper} dari {partner}, {amount}",
    "procurement.bill.taken_back": "membatalkan tagihan {paper} dari {partner}: {reason}",
    "procurement.debt.paid": "membayar {partner} {amount} untuk tagihan {bills}",
    "procurement.debt.payment_undone": "membatalkan bayaran kepada {partner}, {amount}: {reason}",
    "procurement.debt.paid_before": "membayar uang muka kepada {partner}, {amount}",
    "procurement.credit.given": "mencatat nota kredit {partner}, {amount}: {reason}",
    "procurement.credit.used": "memakai potongan {partner} {amount} untuk tagihan {bill}",
    "procurement.credit.undone": "membatalkan potongan {partner}, {amount}: {reason}",
    "procurement.goods.returned": "meretur barang {name} kepada {partner}, {amount}",
    "procurement.goods.return_undone": "membatalkan retur {name} kepada {partner}: {reason}",
    "procurement.market.bought": "kulak {name} dari {seller}, {amount}",
    "procurement.market.taken_back": "membatalkan kulak {name} dari {seller}: {reason}",
    "procurement.supply.set": "mencatat syarat {product} dari {partner}",
}
