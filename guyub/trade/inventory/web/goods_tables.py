"""The catalogue as tables: products with units and stock, and every price that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.community.cooperatives.selectors.profiles import outlets_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.selectors.together import asked
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.selectors.prices import coming_inquiry, standing_inquiry
from guyub.trade.inventory.web.goods_pages import AUDIENCE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.foundation.kernel.documents.spreadsheets import Cell
    from guyub.trade.inventory.selectors.catalogue import ListedProduct


def goods_sheet(rows: Sequence[ListedProduct], *, today: date) -> Sheet:
    """Give products as a table."""
    return Sheet(
        name="Barang",
        title=f"Barang yang dijual, {day(today)}",
        source=f"Guyub, {day(today)}",
        columns=(
            Column("Kode"),
            Column("Barang", width=36),
            Column("Jenis", width=24),
            Column("Satuan terkecil", width=14),
            Column("Satuan lain", width=36),
            Column("Aturan harga", width=20),
            Column("Stok", Kind.QUANTITY),
            Column("Pesan lagi di bawah", Kind.QUANTITY),
        ),
        rows=[_product(row) for row in rows],
    )


def prices_sheet(rows: Sequence[ListedProduct], cooperative_id: int, *, today: date) -> Sheet:
    """Give every price that holds or comes as a table. Two queries."""
    given: dict[str, Any] = {
        "cooperative_id": cooperative_id,
        "product_ids": [row.product_id for row in rows],
        "on": today,
    }
    standing, coming = asked(standing_inquiry(**given), coming_inquiry(**given))
    outlets = {row.outlet_id: row.name for row in outlets_of(cooperative_id=cooperative_id)}
    names = {row.product_id: row for row in rows}
    units = {unit.unit_id: unit.name for row in rows for unit in row.units}
    cells: list[tuple[Cell, ...]] = [
        (
            names[one.product_id].code,
            names[one.product_id].name,
            units[str(one.unit_id)],
            AUDIENCE_WORDS[one.audience],
            outlets.get(one.outlet_id, "") if one.outlet_id else "Semua gerai",
            one.amount_rp,
            one.from_on,
            one.until_on,
            one.reason,
        )
        for one in (*standing, *coming)
        if str(one.unit_id) in units
    ]
    return Sheet(
        name="Harga",
        title=f"Harga yang berlaku dan yang akan berlaku, {day(today)}",
        source=f"Guyub, {day(today)}",
        columns=(
            Column("Kode"),
            Column("Barang", width=36),
            Column("Satuan"),
            Column("Untuk"),
            Column("Gerai", width=24),
            Column("Harga", Kind.RUPIAH),
            Column("Mulai", Kind.DATE),
            Column("Sampai", Kind.DATE),
            Column("Alasan", width=40),
        ),
        rows=cells,
    )


def _product(row: ListedProduct) -> tuple[Cell, ...]:
    others = [f"{unit.name} = {unit.factor} {row.base_unit}" for unit in row.units if unit.factor > 1]
    return (
        row.code,
        row.name,
        row.category_name,
        row.base_unit,
        "; ".join(others),
        REGULATED[row.good].title if row.good else "",
        row.qty,
        row.least_qty,
    )
