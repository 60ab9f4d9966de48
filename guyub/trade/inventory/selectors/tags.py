"""What the tags at the shelves should say today, what they do say, and which must be printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry, asked
from guyub.trade.inventory.domain.catalogue import CATEGORY_OF
from guyub.trade.inventory.domain.labels import Stale, Tag, changed_since, tag_of
from guyub.trade.inventory.domain.price_rules import Deal, Judgement, judge_line
from guyub.trade.inventory.domain.products import MEASURE_OF
from guyub.trade.inventory.domain.regulated import REGULATED
from guyub.trade.inventory.models import Barcode, PrintedTag
from guyub.trade.inventory.selectors.price_rules import rules_inquiry, selling_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.price_rules import PriceKind, PriceRule

# What everybody pays for each unit that is sold, in one outlet or in all of them.
_NOW = """
    SELECT u.product_id, u.id, p.name, p.code, p.category, p.base_unit, p.content, p.content_unit, p.good, u.name,
        u.factor, k.amount_rp, (
            SELECT b.code FROM inventory_barcode b
            WHERE b.cooperative_id = %(place)s AND b.product_id = u.product_id AND b.unit_id = u.id AND NOT b.is_weight
            ORDER BY b.is_own, b.code LIMIT 1)
    FROM (
        SELECT DISTINCT ON (h.unit_id) h.unit_id, h.amount_rp FROM (
            SELECT DISTINCT ON (r.unit_id, r.outlet_id) r.unit_id, r.outlet_id, r.amount_rp, r.is_withdrawn
            FROM inventory_price r
            WHERE r.cooperative_id = %(place)s AND r.audience = 'UMUM' AND r.from_on <= %(on)s
                AND (r.until_on IS NULL OR r.until_on >= %(on)s)
                AND (r.outlet_id IS NULL OR r.outlet_id = %(outlet)s::uuid)
            ORDER BY r.unit_id, r.outlet_id, r.from_on DESC, r.recorded_at DESC, r.id DESC
        ) h WHERE NOT h.is_withdrawn ORDER BY h.unit_id, h.outlet_id IS NULL
    ) k
    JOIN inventory_productunit u ON u.cooperative_id = %(place)s AND u.id = k.unit_id
    JOIN inventory_product p ON p.cooperative_id = %(place)s AND p.id = u.product_id
    WHERE p.closed_on IS NULL AND u.closed_on IS NULL AND u.is_sold
    ORDER BY p.name, u.factor, u.id
"""
_HANGING = """
    SELECT t.unit_id, t.product_id, t.name, t.price, t.comparison, t.rule, t.hotline, t.printed_at FROM (
        SELECT DISTINCT ON (g.unit_id) g.* FROM inventory_printedtag g
        WHERE g.cooperative_id = %(place)s AND g.outlet_id IS NOT DISTINCT FROM %(outlet)s::uuid
        ORDER BY g.unit_id, g.printed_at DESC, g.id DESC
    ) t WHERE NOT t.is_down ORDER BY t.name, t.unit_id
"""
_FIELDS = ("name", "price", "comparison", "rule", "hotline")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfTag(Row):
    """One tag as it should read today, and why it must be printed or taken down; no reason: it hangs as it should.

    ``barred`` says why it must not be printed: its price is above what a rule allows since.
    """

    product_id: UUID
    unit_id: UUID
    tag: Tag
    code: str = ""
    category: str = ""
    good: str = ""
    barcode: str = ""
    why: tuple[Stale, ...] = ()
    barred: str = ""

    @property
    def category_name(self) -> str:
        """What people call its category."""
        return CATEGORY_OF[self.category].name if self.category else ""

    @property
    def why_words(self) -> str:
        """Why, in a few words."""
        return ", ".join(one.value for one in self.why)

    @property
    def is_gone(self) -> bool:
        """It hangs, and what it names is sold no longer."""
        return Stale.GONE in self.why


def shelf_tags(*, place: Cooperative, on: date, outlet_id: UUID | None = None) -> list[ShelfTag]:
    """Give every tag of an outlet, those to be printed or taken down first, then by name. One query.

    Args:
        place: Whose; where it lies says which rules hold.
        on: The business date.
        outlet_id: Of which outlet; None: the tags that hang in all of them.
    """
    given = {"place": place.id, "on": on, "outlet": outlet_id}
    rows, hanging, rules = asked(
        Inquiry([(_NOW, given)], list),
        Inquiry([(_HANGING, {"place": place.id, "outlet": outlet_id})], list),
        rules_inquiry(cooperative_id=place.id),
    )
    goods = {row[8] for row in rows}
    held = selling_rules(rules, goods=goods, region=place.code, on=on)
    now = [_shelf_tag(row, held.get(row[8], {})) for row in rows]
    printed = {row[0]: Tag(**dict(zip(_FIELDS, row[2:7], strict=True))) for row in hanging}
    why = changed_since(
        {str(key): tag for key, tag in printed.items()}, {str(one.unit_id): one.tag for one in now}
    )
    gone = [
        ShelfTag(product_id=row[1], unit_id=row[0], tag=printed[row[0]], why=(Stale.GONE,))
        for row in hanging
        if str(row[0]) not in {str(one.unit_id) for one in now}
    ]
    told = [replace(one, why=why.get(str(one.unit_id), ())) for one in now]
    return sorted([*gone, *told], key=lambda one: not one.why)


def sheet_of(*, cooperative_id: int, sheet_id: UUID) -> tuple[list[ShelfTag], datetime | None]:
    """Give the tags that were printed together, as they read then, and when. One query."""
    rows = PrintedTag.objects.filter(cooperative_id=cooperative_id, sheet=sheet_id, is_down=False)
    columns = ("product_id", "unit_id", *_FIELDS, "printed_at", "product__code")
    found = list(rows.order_by("id").values_list(*columns))
    tags = [
        ShelfTag(
            product_id=row[0],
            unit_id=row[1],
            tag=Tag(**dict(zip(_FIELDS, row[2:7], strict=True))),
            code=row[8],
        )
        for row in found
    ]
    return tags, found[0][7] if found else None


def codes_of(*, cooperative_id: int, unit_ids: Collection[UUID]) -> dict[UUID, str]:
    """Give the number that a scanner reads for each unit, a maker's before one of our own. One query."""
    rows = Barcode.objects.filter(cooperative_id=cooperative_id, unit_id__in=unit_ids, is_weight=False)
    found: dict[UUID, str] = {}
    for unit_id, code in rows.order_by("is_own", "code").values_list("unit_id", "code"):
        found.setdefault(unit_id, code)
    return found


def _shelf_tag(row: Sequence[Any], rules: Mapping[PriceKind, PriceRule]) -> ShelfTag:
    (
        product_id,
        unit_id,
        name,
        code,
        category,
        base_unit,
        content,
        content_unit,
        good,
        unit,
        factor,
        rp,
        barcode,
    ) = row
    tag = tag_of(
        name=name,
        price_rp=rp,
        unit=unit,
        measure=MEASURE_OF[content_unit],
        content=factor * content,
        rules=rules,
        piece=base_unit,
    )
    return ShelfTag(
        product_id=product_id,
        unit_id=unit_id,
        tag=tag,
        code=code,
        category=category,
        good=good,
        barcode=barcode or "",
        barred=_barred(good, rp, factor, content, rules),
    )


def _barred(
    good: str, amount_rp: int, factor: int, content: int, rules: Mapping[PriceKind, PriceRule]
) -> str:
    if not good:
        return ""
    verdict = judge_line(
        deal=Deal.SALE,
        net_rp=amount_rp,
        base_qty=factor,
        content=content,
        rules=rules,
        is_rationed=REGULATED[good].is_rationed,
    )
    hard = (one for one in verdict.findings if one.judgement in {Judgement.REFUSED, Judgement.STOPPED})
    return next((one.reason for one in hard), "")
