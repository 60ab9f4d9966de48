"""Debts to suppliers from a spreadsheet: what a column may hold, by which titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.intake.domain.titles import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_DEBTS = 2_000  # of one table
FIELDS: tuple[Field, ...] = (
    Field(
        "name",
        "Pemasok",
        "nama pemasok,kode pemasok,supplier,nama supplier,kode supplier,mitra,nama mitra,grosir,nama grosir,"
        "distributor,kreditur,toko,nama",
        is_required=True,
        example="Pemasok Contoh",
    ),
    Field(
        "number",
        "Nomor nota",
        "no nota,nota,no faktur,nomor faktur,faktur,invoice,no invoice,nomor invoice,nomor tagihan,no tagihan,"
        "no bukti,nomor bukti,bon,no bon,nomor bon",
        is_required=True,
        example="F-0042 (contoh)",
    ),
    Field(
        "billed",
        "Tanggal nota",
        "tanggal,tgl,tgl nota,tanggal faktur,tgl faktur,tanggal tagihan,tgl tagihan,tanggal invoice,tanggal bon,"
        "tgl bon,tanggal beli",
        is_required=True,
        example="12 Desember 2025",
    ),
    Field(
        "due",
        "Jatuh tempo",
        "tanggal jatuh tempo,tgl jatuh tempo,tgl tempo,tempo,jth tempo,jt tempo,batas bayar,dibayar paling lambat",
        example="26 Desember 2025",
    ),
    Field(
        "amount",
        "Sisa utang",
        "utang,hutang,sisa hutang,saldo utang,saldo hutang,jumlah utang,jumlah hutang,jumlah,sisa,nilai,total,nominal,"
        "saldo,belum dibayar,jumlah rupiah,jumlah rp",
        is_required=True,
        example="1.250.000",
    ),
    Field("note", "Keterangan", "catatan,ket,untuk,uraian,barang", example="Beras dan minyak"),
)
TITLES: Mapping[str, str] = {field.code: field.title for field in FIELDS}
