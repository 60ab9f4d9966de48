"""What is read from a table of goods: products, what lies there, what is to be mended; what such tables share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from guyub.community.members.domain.import_shapes import MOST_NOTES, Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.domain.costing import CostMethod
    from guyub.trade.inventory.domain.price_rules import PriceRule

LONGEST_SHOWN = 80
R = TypeVar("R")


class KnownProduct(NamedTuple):
    """A product of the catalogue; ``is_stocked``: it lay in this place before, ``units``: name → base units."""

    product_id: UUID
    code: str
    name: str
    account: str
    base_unit: str
    has_batches: bool
    is_open: bool
    is_stocked: bool
    units: Mapping[str, int]


class NewProduct(NamedTuple):
    """A product that a table brings, as it will be kept.

    Args:
        code: The shop's own; empty: the next number.
        name: What people call it.
        category: A code of ``catalogue.CATEGORIES``.
        account: That holds its value.
        base_unit: In what it is counted.
        usual: The unit that the table speaks in, one of ``units``; prices are for it.
        units: Name → base units, the smallest one among them.
        content: How much one base unit holds, of ``content_unit``.
        content_unit: ``G ML BUAH``.
        good: As what price rules know it.
        method: How its cost is found.
        has_batches: It has batches that expire.
        least_qty: Base units below which it is ordered again.
        barcodes: Numbers for scanners, each with its unit.
        price_rp: What everybody pays for one ``usual``, whole rupiah; 0: not told.
        member_price_rp: What members pay.
    """

    code: str
    name: str
    category: str
    account: str
    base_unit: str
    usual: str
    units: Mapping[str, int]
    content: int
    content_unit: str
    good: str
    method: CostMethod
    has_batches: bool
    least_qty: int
    barcodes: Sequence[tuple[str, str]]
    price_rp: int
    member_price_rp: int


class BroughtStock(NamedTuple):
    """What lies there of one product: base units, what they cost together in whole rupiah, of which batch."""

    qty: int
    value_rp: int
    batch: str = ""
    expires_on: date | None = None


class BroughtGoods(NamedTuple):
    """One line of the table, as it will be kept: a product that is known or a new one, and what lies there of it."""

    line: int
    product: KnownProduct | NewProduct
    stock: BroughtStock

    @property
    def is_new(self) -> bool:
        """Whether the product is new."""
        return isinstance(self.product, NewProduct)


@dataclass(frozen=True, kw_only=True)
class BroughtTable:
    """A brought table of an opening.

    Args:
        columns: Titles.
        lines: What stands below the header: line number, cells.
        mapping: Field → title.
        today: The business date.
    """

    columns: Sequence[str]
    lines: Sequence[tuple[int, Sequence[str]]]
    mapping: Mapping[str, str]
    today: date


@dataclass(frozen=True, kw_only=True)
class GoodsTable(BroughtTable):
    """A brought table of goods, and what it is held against; prices hold from ``today``.

    Args:
        products: The catalogue.
        barcodes: Numbers for scanners that are given: number → product.
        rules: All rules of price that hold here.
        region: The code of the cooperative.
    """

    products: Sequence[KnownProduct]
    barcodes: Mapping[str, UUID]
    rules: Sequence[PriceRule]
    region: str


@dataclass
class TableReading(Generic[R]):
    """What came of reading a table.

    Args:
        rows: What it brings, without an error.
        notes: What is to be mended or looked at, the first 500; all are counted.
        errors_count: How many errors.
        warnings_count: How many warnings.
        kinds: How many of each, errors and warnings alike.
        passed_over: Lines that bring nothing: headings, sums, signatures.
    """

    rows: list[R] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    errors_count: int = 0
    warnings_count: int = 0
    kinds: Counter[tuple[str, bool]] = field(default_factory=Counter)
    passed_over: int = 0

    def add(self, note: Note) -> None:
        """Write a note down, or count it where there are too many; an error takes the place of a warning."""
        self.kinds[note.wrong, note.is_error] += 1
        if note.is_error:
            self.errors_count += 1
        else:
            self.warnings_count += 1
        if len(self.notes) < MOST_NOTES:
            self.notes.append(note)
        elif note.is_error and self.errors_count <= MOST_NOTES:
            at = next(at for at in reversed(range(MOST_NOTES)) if not self.notes[at].is_error)
            self.notes[at] = note


class GoodsReading(TableReading[BroughtGoods]):
    """What came of reading a table of goods."""


class Line:
    """One line while it is read: its cells by field, and what is said of it."""

    def __init__(self, table: BroughtTable, reading: TableReading[Any]) -> None:
        """Find the place of each field among the columns."""
        places = {title: place for place, title in enumerate(table.columns)}
        self.places = {code: places[title] for code, title in table.mapping.items() if title in places}
        self.reading = reading
        self.number, self.name, self.is_faulty = 0, "", False
        self.cells: Sequence[str] = ()

    def begin(self, number: int, cells: Sequence[str]) -> None:
        """Go to the next line."""
        self.number, self.cells, self.is_faulty = number, cells, False
        self.name = " ".join(self.cell("name").split())[:LONGEST_SHOWN]

    def cell(self, code: str) -> str:
        """Give what stands under a field; empty where it has no column."""
        place = self.places.get(code)
        return self.cells[place].strip() if place is not None and place < len(self.cells) else ""

    def error(self, code: str, wrong: str, suggestion: str = "") -> None:
        """Say what keeps the line out."""
        self.is_faulty = True
        self.reading.add(Note(self.number, self.name, code, wrong, is_error=True, suggestion=suggestion))

    def warn(self, code: str, wrong: str, suggestion: str = "") -> None:
        """Say what should be looked at."""
        self.reading.add(Note(self.number, self.name, code, wrong, is_error=False, suggestion=suggestion))
