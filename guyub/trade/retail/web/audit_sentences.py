"""What acts of the shop are called in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "retail.cycle.opened": "membuka putaran setor beli {name} sampai {until}",
    "retail.cycle.changed": "mengubah putaran setor beli {name}",
    "retail.cycle.extended": "mengubah hari tutup putaran {name} menjadi {until}",
    "retail.cycle.closed": "menutup putaran {name} dan memesan {order}",
    "retail.cycle.cancelled": "membatalkan putaran setor beli {name}: {reason}",
    "retail.cycle.shared": "membagikan barang putaran {name}",
    "retail.order.taken": "menerima pesanan setor beli {name}, {amount}, tutup {until}",
    "retail.order.withdrawn": "mengembalikan uang pesanan {name} yang ditarik, {amount}",
    "retail.gateway.agreed": "menyetujui gerbang pembayaran {provider}, {merchant}",
    "retail.gateway.decided": "memeriksa kabar pembayaran {reference}: {reason}",
    "retail.gateway.told": "menerima kabar {provider} tentang {reference} sebesar {amount}",
    "retail.gateway.withdrawn": "menghentikan gerbang pembayaran {provider}, {merchant}: {reason}",
    "retail.handing.made": "menyerahkan barang setor beli {name}, {amount}",
    "retail.handing.undone": "membatalkan penyerahan setor beli {name}: {reason}",
    "retail.refund.paid": "mengembalikan uang setor beli {name}, {amount}",
    "retail.refund.undone": "membatalkan pengembalian uang setor beli {name}, {amount}: {reason}",
    "retail.dues.received": "menerima uang anggota di kasir {amount}, nota {name}",
    "retail.qris.lost": "mencatat QRIS nota {name} sebesar {amount} sebagai kerugian",
    "retail.qris.opened_again": "membatalkan penyelesaian QRIS sebesar {amount}: {reason}",
    "retail.qris.owed": "mencatat QRIS nota {name} sebesar {amount} sebagai piutang",
    "retail.qris.settled": "mencocokkan {count} QRIS sebesar {amount} dengan {bank}",
    "retail.qris_code.agreed": "menyetujui kode QRIS {name}, NMID {nmid}",
    "retail.qris_code.withdrawn": "menghentikan kode QRIS {name}, NMID {nmid}: {reason}",
    "retail.bon.paid": "menerima pembayaran bon {amount}",
    "retail.bon.phones_opened": "membuka nomor HP {people_count} anggota untuk mengingatkan bon. Alasan: {reason}",
    "retail.bon.released": "melepas bon yang disediakan untuk kasir {name} yang dicabut: {reason}",
    "retail.bon.undone": "membatalkan pembayaran bon {amount}: {reason}",
    "retail.receipt.copied": "mencetak ulang nota {name}, salinan ke-{count}",
    "retail.sale.made": "menjual {amount}, nota {name}",
    "retail.sale.repaid": "mengganti cara bayar nota {name} sebesar {amount}: {reason}",
    "retail.sale.returned": "menerima retur nota {of} sebesar {amount}, nota {name}: {reason}",
    "retail.sale.voided": "membatalkan nota {of} sebesar {amount}, nota {name}: {reason}",
    "retail.till.pin_set": "mengganti PIN sendiri di kasir",
    "retail.till.set": "mengatur kasir {name} di {location} dengan {drawer}",
}
