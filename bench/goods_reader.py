"""Reading a catalogue of many products: prints the seconds of each kind of question as JSON."""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from bench.stock_books import TODAY, BigShop
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.selectors.catalogue import catalogue, counts_inquiry
from guyub.trade.inventory.selectors.prices import price_of
from guyub.trade.inventory.selectors.tags import shelf_tags

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, BASKET = 5, 200
_UNITS = """
    INSERT INTO inventory_productunit (id, cooperative_id, product_id, name, factor, is_bought, is_sold)
    SELECT gen_random_uuid(), p.cooperative_id, p.id, u.name, u.factor, u.factor > 1, true
    FROM inventory_product p, (VALUES ('buah', 1), ('dus', 12)) AS u(name, factor)
"""
_PRICES = """
    INSERT INTO inventory_price (id, cooperative_id, product_id, unit_id, audience, amount_rp, from_on, is_withdrawn,
        reason, recorded_at)
    SELECT gen_random_uuid(), u.cooperative_id, u.product_id, u.id, a.audience, 1000 * u.factor + a.age,
        DATE '2026-11-25' - 30 * a.age, false, '', now()
    FROM inventory_productunit u, (VALUES ('UMUM', 1), ('UMUM', 2), ('UMUM', 3), ('ANGGOTA', 1)) AS a(audience, age)
    WHERE hashtext(u.product_id::text) % 50 <> 0
"""
_NUMBERS = """
    INSERT INTO inventory_barcode (id, cooperative_id, code, product_id, unit_id, is_own, is_weight)
    SELECT gen_random_uuid(), u.cooperative_id, (8990000000000 + row_number() OVER (ORDER BY u.id))::text,
        u.product_id, u.id, false, false
    FROM inventory_productunit u
"""


def main() -> None:
    """Fill the catalogue, then ask; the best of each round is not taken: all of them are told."""
    products = int(sys.argv[1])
    shop = BigShop(products=products, moves=products)
    for statement in (_UNITS, _PRICES, _NUMBERS, "VACUUM ANALYZE"):
        shop.owner.execute(statement)
    given: dict[str, Any] = {"cooperative_id": shop.place.id, "on": TODAY}
    basket = shop.product_ids[:BASKET]
    lists: tuple[dict[str, Any], ...] = (
        {},
        {"after": products // 2},
        {"looked_for": "contoh 1234"},
        {"looked_for": "8990000000012"},
        {"state": "kurang"},
        {"state": "tanpa-harga"},
    )
    told = {
        "list": [_seconds(shop, partial(catalogue, **given, **one)) for one in lists],
        "counts": _rounds(shop, lambda: asked(counts_inquiry(**given))),
        "prices": _rounds(shop, lambda: price_of(**given, product_ids=basket, is_member=True)),
        "tags": _rounds(shop, lambda: shelf_tags(place=shop.place, on=TODAY)),
    }
    print(json.dumps(told))


def _rounds(shop: BigShop, ask: Callable[[], Any]) -> list[float]:
    return [_seconds(shop, ask) for _ in range(ROUNDS)]


def _seconds(shop: BigShop, ask: Callable[[], Any]) -> float:
    with scope(shop.place.id):
        ask()  # once before: plans and pages are there
        began = time.perf_counter()
        ask()
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
