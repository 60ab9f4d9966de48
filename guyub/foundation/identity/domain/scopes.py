"""What a program may be allowed through the API, by the code that a key carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SCOPES: Mapping[str, str] = {
    "books:read": "membaca akun, saldo, dan laporan keuangan",
    "buying:read": "membaca pesanan dan utang pemasok",
    "buying:write": "mencatat barang datang",
    "cooperatives:read": "membaca data koperasi dan wilayah",
    "goods:read": "membaca barang, barcode, dan harga",
    "goods:write": "menetapkan harga barang",
    "journal:read": "membaca jurnal",
    "journal:write": "mencatat jurnal",
    "loans:read": "membaca pinjaman anggota",
    "loans:write": "mencatat angsuran pinjaman",
    "members:read": "membaca nomor, nama, dan keadaan anggota",
    "needs:read": "membaca kebutuhan koperasi",
    "needs:write": "mengajukan dan memindahkan kebutuhan",
    "parameters:read": "membaca parameter yang berlaku",
    "partners:read": "membaca mitra dan syaratnya",
    "people:read": "membaca nama dan peran pengurus",
    "reports:read": "membaca angka yang dilaporkan",
    "reports:write": "mencatat angka yang dilaporkan",
    "sales:read": "membaca nota penjualan gerai",
    "savings:read": "membaca simpanan anggota",
    "savings:write": "mencatat setoran simpanan",
    "steps:read": "membaca catatan langkah",
    "steps:write": "mencatat langkah dan dokumen",
}
