"""Reading goods from a table: products that are known or new, what lies there; what is to be mended, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.community.members.domain.import_cells import is_nothing
from guyub.foundation.intake.domain.readings import Line
from guyub.foundation.intake.domain.titles import title_key
from guyub.trade.inventory.domain.opening_cells import spelt
from guyub.trade.inventory.domain.opening_products import barcodes_of, code_of, measured_of, new_product
from guyub.trade.inventory.domain.opening_shapes import BroughtGoods, BroughtStock, GoodsReading, KnownProduct
from guyub.trade.inventory.domain.opening_stock import LOOSE, stock_of
from guyub.trade.inventory.domain.units import MEASURES, BaseUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.trade.inventory.domain.opening_products import Barcodes
    from guyub.trade.inventory.domain.opening_shapes import GoodsTable

EXAMPLE = "barang contoh"
_TELLING = ("code", "unit", "barcode", "qty", "cost", "price")
_MEASURES: Mapping[str, Mapping[str, int]] = {
    "gram": MEASURES[BaseUnit.GRAM],
    "ml": MEASURES[BaseUnit.MILILITER],
}


def name_key(name: str) -> str:
    """Bring a product's name to what is compared: no case, single blanks."""
    return " ".join(name.split()).casefold()


def read_goods(table: GoodsTable) -> GoodsReading:
    """Read a whole table. A line with an error is not among the goods; every error and warning is counted by kind."""
    reader = _Reader(table)
    for number, cells in table.lines:
        reader.read(number, cells)
    return reader.reading


class _Reader:
    """Reads one line after the other."""

    def __init__(self, table: GoodsTable) -> None:
        self.table, self.reading = table, GoodsReading()
        self.line = Line(table, self.reading)
        self.by_id = {one.product_id: one for one in table.products}
        self.by_code = {one.code.upper(): one for one in table.products}
        self.by_name = {name_key(one.name): one for one in table.products}
        self.is_names_alone = not set(_TELLING) & self.line.places.keys()
        self.seen: dict[tuple[str, str], int] = {}

    def read(self, number: int, cells: Sequence[str]) -> None:
        line = self.line
        line.begin(number, cells)
        if self.is_no_goods():
            self.reading.passed_over += 1
            return
        if title_key(line.name) == EXAMPLE:
            line.error("name", "example")
            return
        if not line.name:
            line.error("name", "no_name")
            return
        code, barcodes = code_of(line), barcodes_of(line)
        self.refuse_doubles(code, barcodes)
        known = self.known(code, barcodes)
        found = self.of_known(known) if known else self.of_new(code, barcodes)
        if found is not None and not line.is_faulty:
            self.reading.rows.append(found)

    def is_no_goods(self) -> bool:
        """A sum, a heading of a part, the titles again, columns counted from 1, or who signed below."""
        line = self.line
        if line.is_heading:
            return True
        if line.is_sum and all(is_nothing(line.cell(code)) for code in ("code", "unit", "barcode")):
            return True
        tells = self.is_names_alone or not all(is_nothing(line.cell(code)) for code in (*_TELLING, "value"))
        return not tells and len(line.filled) <= 2

    def refuse_doubles(self, code: str, barcodes: Barcodes) -> None:
        line = self.line
        keys = [("code", code)] if code else []
        keys += [("name", name_key(line.name)), *(("barcode", gtin) for gtin, _ in barcodes)]
        for field, value in keys:
            first = self.seen.setdefault((field, value), line.number)
            if first != line.number:
                line.error(field, f"{field}_twice", str(first))

    def known(self, code: str, barcodes: Barcodes) -> KnownProduct | None:
        """Find the product in the catalogue: by code, by name, by number; all that know one must mean it."""
        line = self.line
        given = {self.table.barcodes[gtin] for gtin, _ in barcodes if gtin in self.table.barcodes}
        by_barcode = [self.by_id[product_id] for product_id in given if product_id in self.by_id]
        by_code, by_name = self.by_code.get(code), self.by_name.get(name_key(line.name))
        found = by_code or by_name or next(iter(by_barcode), None)
        other = next((one for one in by_barcode if one is not found), None)
        if by_code and by_name and by_name is not by_code:
            line.error("code", "code_other", by_code.name)
        elif other:
            line.error("barcode", "barcode_other", other.name)
        elif found and by_name is not found:
            line.warn("name", "other_name", found.name)
        elif found and code and by_code is not found:
            line.warn("code", "other_code", found.code)
        return found

    def of_known(self, known: KnownProduct) -> BroughtGoods | None:
        line = self.line
        first = self.seen.setdefault(("product", str(known.product_id)), line.number)
        if first != line.number and not line.is_faulty:
            line.error("name", "product_twice", str(first))
        if not known.is_open:
            line.error("name", "closed")
            return None
        units = {**known.units, **_MEASURES.get(known.base_unit, {})}
        usual = self.usual_of(known, units)
        if usual is None:
            return None
        stock = stock_of(line, units=units, usual=usual, base=known.base_unit, today=self.table.today)
        if stock is None:
            return None
        if stock.batch and not known.has_batches:
            line.warn("batch", "no_batches")
            stock = BroughtStock(stock.qty, stock.value_rp)
        if stock.qty and known.is_stocked:
            line.warn("qty", "stocked")
        return BroughtGoods(line.number, known, stock)

    def usual_of(self, known: KnownProduct, units: Mapping[str, int]) -> str | None:
        """Tell in which unit a line speaks of a known product."""
        written = self.line.cell("unit")
        if not is_nothing(written):
            usual = spelt(written, known=units).strip(" .")
            if usual in units:
                return usual
            self.line.error("unit", "unit_other", ", ".join(known.units))
            return None
        if known.base_unit in LOOSE:
            self.line.error("unit", "unit_needed", ", ".join(known.units))
            return None
        return known.base_unit

    def of_new(self, code: str, barcodes: Barcodes) -> BroughtGoods | None:
        line = self.line
        measured = measured_of(line)
        product = new_product(line, self.table, code=code, barcodes=barcodes, measured=measured)
        if measured is None:
            return None
        # What lies there is looked at in any case: what is amiss is said at once.
        stock = stock_of(
            line, units=measured.units, usual=measured.usual, base=measured.base, today=self.table.today
        )
        return BroughtGoods(line.number, product, stock) if product and stock else None
