"""The catalogue as a list: what the shop sells, what it costs, how much lies there, what wants attention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, json_of
from guyub.trade.inventory.domain.barcodes import BarcodeRefusedError, kept_codes
from guyub.trade.inventory.domain.catalogue import CATEGORY_OF
from guyub.trade.inventory.domain.scales import PATTERNS
from guyub.trade.inventory.domain.units import quantity_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

PAGE = 50
MOST_EXPORTED = 20_000
LONGEST_SEARCH = 60
USUAL = ("kg", "liter")  # by what loose goods are spoken of
STATES = ("", "kurang", "tanpa-harga", "tutup")
# A price that holds today and was not withdrawn since it began; of whom and where does not matter here.
_PRICED = """
    SELECT r.product_id FROM inventory_price r
    WHERE r.cooperative_id = %(place)s AND NOT r.is_withdrawn AND r.from_on <= %(on)s
        AND (r.until_on IS NULL OR r.until_on >= %(on)s)
        AND NOT EXISTS (
            SELECT 1 FROM inventory_price w
            WHERE w.cooperative_id = %(place)s AND w.is_withdrawn AND w.product_id = r.product_id
                AND w.unit_id = r.unit_id AND w.audience = r.audience AND w.outlet_id IS NOT DISTINCT FROM r.outlet_id
                AND w.from_on <= %(on)s AND (w.from_on, w.recorded_at, w.id) > (r.from_on, r.recorded_at, r.id))
"""
_LOW = """
    p.least_qty > 0 AND p.least_qty > coalesce((
        SELECT sum(s.qty) FROM inventory_stock s WHERE s.cooperative_id = %(place)s AND s.product_id = p.id), 0)
"""
_STATE_SQL = {
    "": "p.closed_on IS NULL",
    "kurang": f"p.closed_on IS NULL AND {_LOW}",
    "tanpa-harga": f"p.closed_on IS NULL AND p.id NOT IN ({_PRICED})",
    "tutup": "p.closed_on IS NOT NULL",
}
_SEARCH = """
    AND (p.name ILIKE %(like)s OR p.code ILIKE %(begins)s OR p.id IN (
        SELECT b.product_id FROM inventory_barcode b
        WHERE b.cooperative_id = %(place)s AND b.code = ANY(%(codes)s::text[])))
"""
# Units as [id, name, base units, sold, closed], prices for everybody in all outlets as {unit: rupiah}.
_LIST = """
    SELECT f.id, f.code, f.name, f.category, f.base_unit, f.good, f.least_qty, f.closed_on, f.picture_id, f.total,
        coalesce(q.qty, 0)::bigint, n.units, c.prices
    FROM (
        SELECT p.*, count(*) OVER () AS total FROM inventory_product p
        WHERE p.cooperative_id = %(place)s AND {state} {category} {search}
        ORDER BY {order} LIMIT %(most)s OFFSET %(after)s
    ) f
    LEFT JOIN LATERAL (
        SELECT sum(s.qty) AS qty FROM inventory_stock s WHERE s.cooperative_id = %(place)s AND s.product_id = f.id
    ) q ON true
    LEFT JOIN LATERAL (
        SELECT json_agg(json_build_array(u.id, u.name, u.factor, u.is_sold) ORDER BY u.factor, u.id) AS units
        FROM inventory_productunit u
        WHERE u.cooperative_id = %(place)s AND u.product_id = f.id AND u.closed_on IS NULL
    ) n ON true
    LEFT JOIN LATERAL (
        SELECT json_object_agg(k.unit_id, k.amount_rp) AS prices FROM (
            SELECT DISTINCT ON (r.unit_id) r.unit_id, r.amount_rp, r.is_withdrawn FROM inventory_price r
            WHERE r.cooperative_id = %(place)s AND r.product_id = f.id AND r.audience = 'UMUM' AND r.outlet_id IS NULL
                AND r.from_on <= %(on)s AND (r.until_on IS NULL OR r.until_on >= %(on)s)
            ORDER BY r.unit_id, r.from_on DESC, r.recorded_at DESC, r.id DESC
        ) k WHERE NOT k.is_withdrawn
    ) c ON true
    ORDER BY {shown}
"""
_COUNTS = f"""
    SELECT count(*) FILTER (WHERE p.closed_on IS NULL),
        count(*) FILTER (WHERE p.closed_on IS NULL AND p.least_qty > greatest(0, coalesce(q.qty, 0))),
        count(*) FILTER (WHERE p.closed_on IS NULL AND c.product_id IS NULL),
        count(*) FILTER (WHERE p.closed_on IS NOT NULL)
    FROM inventory_product p
    LEFT JOIN (
        SELECT s.product_id, sum(s.qty) AS qty FROM inventory_stock s WHERE s.cooperative_id = %(place)s GROUP BY 1
    ) q ON q.product_id = p.id
    LEFT JOIN ({_PRICED} GROUP BY 1) c ON c.product_id = p.id
    WHERE p.cooperative_id = %(place)s
"""  # noqa: S608  conditions of our own


@dataclass(frozen=True, slots=True)
class UnitPriced(Row):
    """A unit of a listed product; ``amount_rp`` None: without a price for everybody."""

    unit_id: str
    name: str
    factor: int
    is_sold: bool
    amount_rp: int | None


@dataclass(frozen=True, slots=True)
class ListedProduct(Row):
    """One product in the list; ``qty`` base units in all locations together."""

    product_id: UUID
    code: str
    name: str
    category: str
    base_unit: str
    good: str
    least_qty: int
    closed_on: date | None
    has_picture: bool
    qty: int
    units: tuple[UnitPriced, ...]

    @property
    def category_name(self) -> str:
        """What people call its category."""
        return CATEGORY_OF[self.category].name

    @property
    def sold(self) -> list[UnitPriced]:
        """Its units that are sold, kg and liter first, then the smallest."""
        sold = [unit for unit in self.units if unit.is_sold]
        return sorted(sold, key=lambda unit: unit.name not in USUAL)

    @property
    def priced(self) -> list[UnitPriced]:
        """Those of them that have a price."""
        return [unit for unit in self.sold if unit.amount_rp is not None]

    @property
    def held(self) -> str:
        """How much lies there, in words."""
        return quantity_words(self.qty, units={unit.name: unit.factor for unit in self.units})

    @property
    def is_low(self) -> bool:
        """Less lies there than there should."""
        return self.least_qty > max(self.qty, 0)


@dataclass(frozen=True, slots=True)
class CataloguePage(Row):
    """Some products, and how many there are in all."""

    rows: list[ListedProduct]
    total: int


@dataclass(frozen=True, slots=True)
class CatalogueCounts(Row):
    """How many products there are: open ones, of which too few are there, without a price; closed ones."""

    open: int
    low: int
    unpriced: int
    closed: int


def catalogue_inquiry(
    *,
    cooperative_id: int,
    on: date,
    looked_for: str = "",
    category: str = "",
    state: str = "",
    after: int = 0,
    most: int = PAGE,
) -> Inquiry[CataloguePage]:
    """Ask for a page of the catalogue by name. One statement.

    Args:
        cooperative_id: Whose.
        on: The business date: prices that hold then.
        looked_for: A part of the name, the beginning of the code, or a barcode as scanned; "" for all.
        category: A code of ``catalogue.CATEGORIES``; "" for all.
        state: "" what is open, ``kurang`` too few are there, ``tanpa-harga`` without a price, ``tutup`` closed.
        after: How many to leave out.
        most: How many at most.
    """
    words = " ".join(looked_for.split())[:LONGEST_SEARCH]
    statement = _LIST.format(
        state=_STATE_SQL[state],
        category="AND p.category = %(category)s" if category else "",
        search=_SEARCH if words else "",
        order="p.name, p.id",
        shown="f.name, f.id",
    )
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    given = {
        "place": cooperative_id,
        "on": on,
        "category": category,
        "like": f"%{escaped}%",
        "begins": f"{escaped}%",
        "codes": _codes(words),
        "most": most,
        "after": after,
    }
    return Inquiry([(statement, given)], _page)


def catalogue(*, cooperative_id: int, on: date, **asked_for: Any) -> CataloguePage:
    """Give a page of the catalogue, as of ``catalogue_inquiry``. One query."""
    (page,) = asked(catalogue_inquiry(cooperative_id=cooperative_id, on=on, **asked_for))
    found: CataloguePage = page
    return found


def products_after(*, cooperative_id: int, on: date, after: UUID | None, most: int) -> list[ListedProduct]:
    """Give products in the order in which they were added, closed ones too. One query.

    Args:
        cooperative_id: Whose.
        on: The business date: prices that hold then.
        after: The last one of the page before; None: from the beginning.
        most: How many at most.
    """
    statement = _LIST.format(
        state="(%(last)s::uuid IS NULL OR p.id > %(last)s::uuid)",
        category="",
        search="",
        order="p.id",
        shown="f.id",
    )
    given = {"place": cooperative_id, "on": on, "last": after, "most": most, "after": 0}
    (page,) = asked(Inquiry([(statement, given)], _page))
    found: CataloguePage = page
    return found.rows


def counts_inquiry(*, cooperative_id: int, on: date) -> Inquiry[CatalogueCounts]:
    """Ask how many products there are, and how many want something."""
    given = {"place": cooperative_id, "on": on}
    return Inquiry([(_COUNTS, given)], lambda rows: CatalogueCounts(*rows[0]))


def _codes(words: str) -> list[str]:
    """Give the barcodes that what was typed may be; it may be none."""
    try:
        return [code for code in kept_codes(words, patterns=PATTERNS) if code]
    except BarcodeRefusedError:
        return [words] if words.isascii() and words.isdigit() else []


def _page(rows: Sequence[Sequence[Any]]) -> CataloguePage:
    return CataloguePage([_product(row) for row in rows], rows[0][9] if rows else 0)


def _product(row: Sequence[Any]) -> ListedProduct:
    prices = json_of(row[12]) or {}
    units = tuple(
        UnitPriced(id_, name, factor, is_sold, prices.get(id_))
        for id_, name, factor, is_sold in json_of(row[11]) or ()
    )
    return ListedProduct(
        product_id=row[0],
        code=row[1],
        name=row[2],
        category=row[3],
        base_unit=row[4],
        good=row[5],
        least_qty=row[6],
        closed_on=row[7],
        has_picture=row[8] is not None,
        qty=row[10],
        units=units,
    )
