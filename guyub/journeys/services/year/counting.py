"""The count of a few products near each month's end, by two people who do not see each other's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.counting import CountScope
from guyub.trade.inventory.selectors.counts import count_seen
from guyub.trade.inventory.services.counting import begin_count, tally
from guyub.trade.inventory.services.counts_deciding import compare_count, decide_count

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.journeys.services.year.buying import Buying
    from guyub.journeys.services.year.goods import Store
    from guyub.journeys.services.year.stage import Stage

COUNTED_ON, PRODUCTS, LEAST_STOCK = 27, 5, 10
MISSING = (0, 0, 0, 1, 1, 2)  # in units of the price
KEEPER, CASHIER = Role.PENGELOLA_GERAI, Role.KASIR


class Counting:
    """Who counts the shelf in the evening."""

    def __init__(self, stage: Stage, store: Store, buying: Buying) -> None:
        """Nothing is counted yet."""
        self.stage, self.store, self.buying = stage, store, buying
        self.chance = stage.chance("counting")

    def day(self, on: date) -> None:
        """Count once a month, after the shop has closed; what is missing is booked as such."""
        if on.day != COUNTED_ON:
            return
        held = self.buying.stock()
        wares = [ware for ware in self.store.wares.values() if ware.wish and ware.price_rp < 20_000]
        there = {
            self.store.goods[ware.key].product_id: self.store.factor(ware.key)
            for ware in wares
            if held.get(self.store.goods[ware.key].product_id, 0) >= LEAST_STOCK * self.store.factor(ware.key)
        }
        chosen = self.chance.sample(list(there), min(PRODUCTS, len(there)))
        found = {one: held[one] - self.chance.choice(MISSING) * there[one] for one in chosen}
        count_id = begin_count(
            location_id=self.store.shelf,
            scope=CountScope.PILIHAN.value,
            product_ids=chosen,
            **self.stage.by(f"count {on}", on, KEEPER, hour=17),
        )
        for role in (KEEPER, CASHIER):
            self._tallies(count_id, role, found, on)
        compare_count(count_id=count_id, **self.stage.by(f"count {on} compared", on, KEEPER, hour=18))
        decided = self.stage.by(f"count {on} decided", on, KEEPER, hour=18)
        decide_count(count_id=count_id, reason="Tidak ketemu saat dihitung (contoh)", **decided)
        self.stage.agreed(on, hour=19)

    def _tallies(self, count_id: UUID, role: Role, found: dict[UUID, int], on: date) -> None:
        place_id, person_id = self.stage.place.id, self.stage.actor(role).person_id
        with scope(place_id):
            seen = count_seen(cooperative_id=place_id, count_id=count_id, person_id=person_id)
        assert seen is not None  # noqa: S101  just begun
        for at, line in enumerate(seen.lines):
            qty = found[line.product_id]
            act = self.stage.by(f"count {on} {role} {at}", on, role, hour=17)
            tally(count_id=count_id, line_id=line.line_id, qty=qty, written=line.words.words(qty), **act)
