"""Months of own books as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from guyub.city.supervision.selectors.months import BooksMonth


def months_sheet(months: Iterable[BooksMonth], *, title: str, names: Mapping[str, str]) -> Sheet:
    """Lay out months of cooperatives, one row each.

    Args:
        months: Which.
        title: Of the sheet.
        names: Of the cooperatives by code.
    """
    return Sheet(
        name="Buku per bulan",
        title=title,
        source="Guyub; dari pembukuan tiap koperasi, tanpa jurnal dan tanpa orang",
        columns=(
            Column("Kode", width=15),
            Column("Koperasi", width=26),
            Column("Bulan", Kind.DATE),
            Column("Jurnal", Kind.QUANTITY, 8),
            Column("Penjualan anggota", Kind.RUPIAH),
            Column("Penjualan bukan anggota", Kind.RUPIAH),
            Column("Hasil bulan itu", Kind.RUPIAH),
            Column("Kas dan bank", Kind.RUPIAH),
            Column("Aset", Kind.RUPIAH),
            Column("Ekuitas", Kind.RUPIAH),
            Column("Jurnal terakhir", Kind.DATE),
            Column("Ditutup", width=9),
        ),
        rows=[
            (
                row.code,
                names[row.code],
                row.month,
                row.entries_count,
                row.members_rp,
                row.others_rp,
                row.result_rp,
                row.cash_rp,
                row.assets_rp,
                row.equity_rp,
                row.last_on,
                "ya" if row.is_closed else "belum",
            )
            for row in months
        ],
    )
