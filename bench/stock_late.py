"""A receipt told late over a million moves, one of a product that moves all day, and what stock was worth: as JSON."""

from __future__ import annotations

import json
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.stock_books import DEBT, JANUARY, TODAY, BigShop
from guyub.books.ledger.services.posting import Act
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.selectors.valuation import valuation_of
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

ROUNDS, LINES = 5, 50


def receive(shop: BigShop, product_ids: Sequence[UUID], on: date) -> float:
    """Let goods come on a day; give the seconds."""
    movements = [
        Movement(
            product_id=id_,
            location_id=shop.location.id,
            cause=Cause.TERIMA,
            qty=10,
            value_rp=123_457,
            counter=DEBT,
        )
        for id_ in product_ids
    ]
    began = time.perf_counter()
    with scope(shop.place.id, durable=True):
        plan = plan_moves(place=shop.place, movements=movements, on=on, today=TODAY)
        book_moves(
            plan=plan,
            memo="Contoh",
            today=TODAY,
            actor=shop.actor,
            request_id=uuid7(),
            now=utc_now(),
            act=Act("inventory.bench", {}, utc_now()),
        )
    return time.perf_counter() - began


def value(shop: BigShop, on: date) -> float:
    """Tell what all stock was worth on a day; give the milliseconds."""
    began = time.perf_counter()
    with scope(shop.place.id):
        valuation_of(cooperative_id=shop.place.id, on=on)
    return 1_000 * (time.perf_counter() - began)


def main() -> None:
    """Value ten days, then tell both late by eleven months, each round of other products."""
    products, moves, hot = (int(given) for given in sys.argv[1:4])
    shop = BigShop(products=products, moves=moves)
    days = [JANUARY + timedelta(days=33 * at) for at in range(1, 10)]
    value(shop, TODAY)
    worst = [max(value(shop, on) for on in days) for _ in range(ROUNDS)]
    late = [
        receive(shop, shop.product_ids[at * LINES : (at + 1) * LINES], JANUARY + timedelta(days=3))
        for at in range(ROUNDS + 1)
    ]
    shop.busy(hot)
    busiest = [receive(shop, shop.product_ids[-1:], JANUARY + timedelta(days=3)) for _ in range(ROUNDS + 1)]
    sys.stdout.write(json.dumps([late[1:], busiest[1:], worst]))


if __name__ == "__main__":
    main()
