"""Products and locations as the contexts above inventory need them: by id, as people type them, for choosing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Sum

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked, json_of
from guyub.foundation.kernel.tenancy.postgresql.calls import listed, prepared
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.domain.units import quantity_words, read_quantity, unit_name
from guyub.trade.inventory.models import Location, Stock, StockMove

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

MOST_OFFERED = 400
_GOODS = """
    SELECT p.id, p.code, p.name, p.category, p.account, p.good, p.base_unit, p.content, p.has_batches, p.least_qty,
        p.closed_on IS NULL, p.is_consigned,
        (SELECT jsonb_agg(jsonb_build_array(u.name, u.factor, u.id, u.is_bought) ORDER BY u.factor, u.id)
         FROM inventory_productunit u
         WHERE u.cooperative_id = %(place)s AND u.product_id = p.id AND u.closed_on IS NULL)
    FROM inventory_product p WHERE p.cooperative_id = %(place)s AND {which}
"""
_BY_ID = _GOODS.format(which="p.id = ANY(%(ids)s::uuid[]) ORDER BY p.name, p.id")
_OFFERED = _GOODS.format(
    which="p.closed_on IS NULL AND NOT p.is_consigned ORDER BY p.name, p.id LIMIT %(most)s"
)
_OF_RULES = _GOODS.format(
    which="p.good = %(good)s ORDER BY p.closed_on IS NOT NULL, p.name, p.id LIMIT %(most)s"
)
# What may be sold for somebody else: nothing of the cooperative's own lies there or ever did.
_CONSIGNABLE = _GOODS.format(
    which="""p.closed_on IS NULL AND (p.is_consigned OR NOT EXISTS (SELECT FROM inventory_stock s
        WHERE s.cooperative_id = %(place)s AND s.product_id = p.id)) ORDER BY p.name, p.id LIMIT %(most)s"""
)
# As people type it: the code, the whole name, "code name" as a list offers it, or the digits of a barcode.
_NAMED = """
    WITH w AS (SELECT DISTINCT t AS typed, lower(t) AS low FROM unnest(%(typed)s::text[]) AS given(t)),
        p AS (SELECT v.id, lower(v.code) AS code, lower(v.name) AS name FROM inventory_product v
              WHERE v.cooperative_id = %(place)s AND v.closed_on IS NULL)
    SELECT w.typed, p.id FROM w JOIN p ON p.code = w.low
    UNION SELECT w.typed, p.id FROM w JOIN p ON p.name = w.low
    UNION SELECT w.typed, p.id FROM w JOIN p ON p.code || ' ' || p.name = w.low
    UNION SELECT w.typed, p.id FROM w
        JOIN inventory_barcode b ON b.cooperative_id = %(place)s AND b.code = w.typed AND NOT b.is_weight
        JOIN p ON p.id = b.product_id
"""


@dataclass(frozen=True, slots=True)
class Good(Row):
    """One product with its units, as it is bought.

    Args:
        units: Name → base units, the smallest first.
        unit_ids: By the same names.
        usual: The unit in which it is bought where nothing else is said.
    """

    product_id: UUID
    code: str
    name: str
    category: str
    account: str
    good: str
    base_unit: str
    content: int
    has_batches: bool
    least_qty: int
    is_open: bool
    is_consigned: bool
    units: Mapping[str, int]
    unit_ids: Mapping[str, UUID]
    usual: str

    @property
    def title(self) -> str:
        """As a list offers it: code and name."""
        return f"{self.code} {self.name}"

    @property
    def size(self) -> int:
        """Base units in the usual unit."""
        return self.units[self.usual]

    def words(self, qty: int) -> str:
        """Write a quantity of it in mixed units."""
        return quantity_words(qty, units=self.units)

    def read(self, written: str) -> tuple[int, str]:
        """Read a quantity as people type it.

        Returns:
            Base units, and the name of the unit that was told first; the usual one where none was.

        Raises:
            UnitRefusedError: It is not understood.
        """
        qty = read_quantity(written, units=self.units, usual=self.usual)
        first = next((name for name in _names_in(written) if name in self.units), self.usual)
        return qty, first


def _names_in(written: str) -> list[str]:
    """Give the words between the numbers of a quantity, as units are named."""
    words, name = [], ""
    for letter in f"{written} 0":
        if letter.isdigit():
            if name.strip(" .,/½¼¾"):
                words.append(unit_name(name.strip(" .,/½¼¾")))
            name = ""
        else:
            name += letter
    return words


def goods_inquiry(*, cooperative_id: int, product_ids: Collection[UUID]) -> Inquiry[dict[UUID, Good]]:
    """Ask for products by their ids, closed ones too."""
    given = {"place": cooperative_id, "ids": listed(sorted(product_ids))}
    return Inquiry([(_BY_ID, given)], lambda rows: {row[0]: _good(row) for row in rows}, is_kept=True)


def offered_inquiry(*, cooperative_id: int, most: int = MOST_OFFERED) -> Inquiry[list[Good]]:
    """Ask for products that may be bought, by name."""
    return Inquiry(
        [(_OFFERED, {"place": cooperative_id, "most": most})],
        lambda rows: [_good(row) for row in rows],
        is_kept=True,
    )


def consignable_inquiry(*, cooperative_id: int, most: int = MOST_OFFERED) -> Inquiry[list[Good]]:
    """Ask for products that may be sold for somebody else, by name."""
    return Inquiry(
        [(_CONSIGNABLE, {"place": cooperative_id, "most": most})],
        lambda rows: [_good(row) for row in rows],
        is_kept=True,
    )


def regulated_inquiry(*, cooperative_id: int, good: str, most: int = MOST_OFFERED) -> Inquiry[list[Good]]:
    """Ask for products that price rules and quotas know as a good, closed ones last, by name."""
    return Inquiry(
        [(_OF_RULES, {"place": cooperative_id, "good": good, "most": most})],
        lambda rows: [_good(row) for row in rows],
        is_kept=True,
    )


def goods_of(*, cooperative_id: int, product_ids: Collection[UUID]) -> dict[UUID, Good]:
    """Read products by their ids, closed ones too. One query."""
    (found,) = asked(goods_inquiry(cooperative_id=cooperative_id, product_ids=product_ids))
    return dict(found)


def goods_typed(*, cooperative_id: int, typed: Collection[str]) -> dict[str, Good]:
    """Find open products by what was typed: a code, a name, both, or a barcode. Two queries.

    Returns:
        By the text without spare spaces; what names none, or two, is missing.
    """
    wanted = sorted({" ".join(one.split()) for one in typed} - {""})
    if not wanted:
        return {}
    (rows,) = prepared((_NAMED, {"place": cooperative_id, "typed": wanted}))
    ids: dict[str, set[UUID]] = {}
    for text, product_id in rows:
        ids.setdefault(text, set()).add(product_id)
    one_each = {text: next(iter(found)) for text, found in ids.items() if len(found) == 1}
    goods = goods_of(cooperative_id=cooperative_id, product_ids=set(one_each.values()))
    return {text: goods[id_] for text, id_ in one_each.items()}


def location_options(*, cooperative_id: int) -> dict[str, str]:
    """Give the locations into which goods may come: id → name, shops first. One query."""
    rows = Location.objects.filter(
        cooperative_id=cooperative_id,
        closed_on__isnull=True,
        kind__in=[LocationKind.GERAI.value, LocationKind.GUDANG.value],
    )
    return {str(id_): name for id_, name in rows.order_by("kind", "name", "id").values_list("id", "name")}


def location_unit(*, cooperative_id: int, location_id: UUID) -> tuple[UUID | None, str] | None:
    """Tell whose books hold what lies in an open location, and its name; None where there is none. One query."""
    told = asked(location_unit_inquiry(cooperative_id=cooperative_id, location_id=location_id))
    found: tuple[UUID | None, str] | None = told[0]
    return found


def location_unit_inquiry(
    *, cooperative_id: int, location_id: UUID
) -> Inquiry[tuple[UUID | None, str] | None]:
    """Ask for what ``location_unit`` tells."""

    def read(found: Sequence[tuple[UUID | None, str]]) -> tuple[UUID | None, str] | None:
        return found[0] if found else None

    return Inquiry.kept(_open_location, cooperative_id, location_id, read=read)


def _open_location(cooperative_id: int, location_id: UUID) -> QuerySet[Location, Any]:
    rows = Location.objects.filter(cooperative_id=cooperative_id, id=location_id, closed_on__isnull=True)
    return rows.values_list("unit_id", "name")


def there_inquiry(*, cooperative_id: int, product_ids: Collection[UUID]) -> Inquiry[dict[UUID, int]]:
    """Ask how many base units of products lie in all locations."""
    rows = Stock.objects.filter(cooperative_id=cooperative_id, product_id__in=product_ids)

    def read(found: Sequence[tuple[UUID, int]]) -> dict[UUID, int]:
        there: dict[UUID, int] = {}
        for product_id, qty in found:
            there[product_id] = there.get(product_id, 0) + qty
        return there

    return Inquiry.of(rows.values_list("product_id", "qty"), read=read)


def sold_inquiry(
    *, cooperative_id: int, product_ids: Collection[UUID], since: date
) -> Inquiry[dict[UUID, int]]:
    """Ask how many base units of products were sold from a day on, less what buyers brought back."""
    rows = StockMove.objects.filter(
        cooperative_id=cooperative_id,
        stock__product_id__in=product_ids,
        on__gte=since,
        cause__in=[Cause.JUAL.value, Cause.KEMBALI.value],
    )
    summed = (
        rows.values("stock__product_id").annotate(sold=Sum("qty")).values_list("stock__product_id", "sold")
    )
    return Inquiry.of(
        summed.order_by("stock__product_id"), read=lambda found: {id_: -int(qty) for id_, qty in found}
    )


def values_of_moves(*, cooperative_id: int, move_ids: Collection[UUID]) -> dict[UUID, int]:
    """Tell what moves added to the value of their stocks, whole rupiah. One query."""
    rows = StockMove.objects.filter(cooperative_id=cooperative_id, id__in=move_ids)
    return dict(rows.values_list("id", "value_rp"))


def _good(row: Sequence[Any]) -> Good:
    fields: Sequence[Any] = row[:-1]
    told = json_of(row[-1]) or []
    usual = next((name for name, _, _, is_bought in told if is_bought), "")
    sizes = {name: int(factor) for name, factor, _, _ in told}
    ids = {name: UUID(str(id_)) for name, _, id_, _ in told}
    return Good(*(*fields, sizes, ids, usual or next(iter(sizes), "")))
