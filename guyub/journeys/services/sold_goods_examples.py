"""Invented sales of goods with stock cards in Bumiayu's shop: what the drawer took and what left the shelves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.services.booking import EventTyped
from guyub.books.treasury.services.events import record_event
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.stock_examples import EGGS, NOODLES, OIL, RICE, SHELF, SUGAR
from guyub.journeys.services.treasury_examples_cash import BOX
from guyub.trade.inventory.domain.moves import SOLD_TO, Cause
from guyub.trade.inventory.selectors.locations import open_names
from guyub.trade.inventory.selectors.sales import sold_between
from guyub.trade.inventory.selectors.unit_words import find_product
from guyub.trade.inventory.services.moving import book_moves, plan_moves
from guyub.trade.inventory.services.plans import Movement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from guyub.foundation.kernel.models import Cooperative

# By kind of the day's sale: base units of each, and what buyers paid for them.
SALES: Mapping[str, tuple[str, Mapping[str, tuple[int, int]]]] = {
    "jual.anggota": (
        SOLD_TO[0],
        {
            RICE: (8_500, 112_200),
            SUGAR: (3_000, 51_900),
            OIL: (24, 376_800),
            NOODLES: (26, 85_800),
            EGGS: (2_750, 78_375),
        },
    ),
    "jual.umum": (
        SOLD_TO[1],
        {RICE: (4_000, 52_800), OIL: (12, 188_400), NOODLES: (15, 49_500), EGGS: (1_000, 28_500)},
    ),
}


def make_sold_goods_examples(*, now: datetime) -> None:
    """Let Bumiayu's shop sell this morning, its last Minyakita too. Only for a demonstration.

    After ``make_stock_examples``, from whose shelves it sells; repeating it changes nothing.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    at = now - timedelta(hours=1)
    today = business_date(at, Zone(place.zone))
    with scope(place.id):
        shelf_id = next(
            (UUID(id_) for id_, name in open_names(cooperative_id=place.id).items() if name == SHELF), None
        )
        box_id = next((row.id for row in places_of(cooperative_id=place.id) if row.name == BOX), None)
        is_done = any(one.qty > 0 for one in sold_between(cooperative_id=place.id, since=today, until=today))
    if shelf_id is None or box_id is None or is_done:
        return
    for kind, (counter, sold) in SALES.items():
        _take(place, kind, sum(rp for _, rp in sold.values()), box_id, today, at)
        _issue(place, kind, counter, sold, shelf_id, today, at)


def _take(place: Cooperative, kind: str, total_rp: int, box_id: UUID, today: date, at: datetime) -> None:
    typed = EventTyped(
        kind=kind, happened_on=today, amounts={"jumlah": total_rp}, cash_place_id=box_id, note="contoh"
    )
    record_event(typed=typed, **_act(place, Role.BENDAHARA, f"{kind}/cash", today, at))


def _issue(
    place: Cooperative,
    kind: str,
    counter: str,
    sold: Mapping[str, tuple[int, int]],
    shelf_id: UUID,
    today: date,
    at: datetime,
) -> None:
    act = _act(place, Role.PENGELOLA_GERAI, f"{kind}/goods", today, at)
    with scope(place.id, durable=True):
        movements = [
            Movement(
                product_id=product_id,
                location_id=shelf_id,
                cause=Cause.JUAL,
                qty=-qty,
                counter=counter,
                sold_rp=rp,
                note="contoh",
            )
            for name, (qty, rp) in sold.items()
            if (product_id := find_product(cooperative_id=place.id, written=name))
        ]
        book_moves(
            plan=plan_moves(place=place, movements=movements, on=today, today=today),
            memo="Beban pokok barang terjual (contoh)",
            act=Act("inventory.goods.issued", {"count": len(movements)}, at),
            **{name: act[name] for name in ("today", "actor", "request_id", "now")},
        )


def _act(place: Cooperative, role: Role, label: str, today: date, at: datetime) -> dict[str, Any]:
    with scope(place.id):
        actor = actor_in(place, role)
    return {
        "actor": actor,
        "place": place,
        "today": today,
        "request_id": uuid5(SPACE, f"sold/{place.code}/{label}"),
        "now": at,
    }
