"""Where the money of the example cooperative lies, and two weeks of shifts at its drawer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.denominations import denominations
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.shifts import shifts_of
from guyub.books.treasury.services.handing_over import offer_shift, take_shift
from guyub.books.treasury.services.places import open_place
from guyub.books.treasury.services.shifts import close_shift, drop_cash, open_shift, require_shift, top_up
from guyub.community.cooperatives.selectors.profiles import units_of
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_example_events import BRI, SEMBAKO, wave
from guyub.journeys.services.ledger_examples import actor_in

if TYPE_CHECKING:
    from uuid import UUID

DRAWER, BOX, BANK = "Laci gerai sembako", "Kotak bendahara", "BRI Kedungkandang"
GIVER = "Sri Wahyuni (contoh)"
DIFFERENCES = {
    3: (-5_000, "kembalian kurang teliti (contoh)"),
    8: (2_000, "pembeli tidak mau kembalian (contoh)"),
}
HANDED_OVER, SUNDAY = 6, 6


def make_cash_examples(*, now: datetime) -> None:
    """Open the cash places of Bumiayu and let its drawer run; repeating it changes nothing. Only for a demonstration.

    After ``make_ledger_examples``: the drawer takes 1.1.01, the box 1.1.02, the bank account the one added there.
    """
    place = Cooperative.objects.get(code=BUMIAYU)
    treasurer = actor_in(place, Role.BENDAHARA)
    since = add_months(business_date(now, Zone.WIB), -1)
    with scope(place.id):
        unit_id = next(unit.id for unit in units_of(cooperative_id=place.id) if unit.kind == SEMBAKO)
        there = {row.name for row in places_of(cooperative_id=place.id)}
    if there and BOX not in there:  # who lived a year there keeps cash in places of their own
        return
    for kind, name, more in (
        (CashKind.LACI, DRAWER, {"unit_id": unit_id}),
        (CashKind.BRANKAS, BOX, {}),
        (CashKind.BANK, BANK, {"bank_name": "BRI", "bank_number": "contoh", "account_code": BRI}),
    ):
        open_place(
            actor=treasurer,
            place=place,
            kind=kind,
            name=name,
            today=since,
            request_id=uuid5(SPACE, f"treasury/{kind}"),
            now=now,
            **more,
        )
    with scope(place.id):
        has_shifts = bool(shifts_of(cooperative_id=place.id, most=1))
        ids = {row.name: row.id for row in places_of(cooperative_id=place.id)}
    if not has_shifts:
        till = _Till(place, ids, actor_in(place, Role.KASIR), actor_in(place, Role.PENGELOLA_GERAI))
        for at, day in enumerate(_days_before(now)):
            till.day(at, day)


def _days_before(now: datetime) -> list[date]:
    """Give the last days on which the shop was open before today."""
    today = business_date(now, Zone.WIB)
    days = [today - timedelta(days=back) for back in range(14, 0, -1)]
    return [day for day in days if day.weekday() != SUNDAY]


class _Till:
    """The drawer of the example shop: change in the morning, a drop at four, a count at the end."""

    def __init__(self, place: Cooperative, ids: dict[str, UUID], cashier: Actor, manager: Actor) -> None:
        self.place, self.ids, self.cashier, self.manager = place, ids, cashier, manager

    def day(self, at: int, on: date) -> None:
        """Run one day: the drawer changes hands on one of them, two end with a difference."""
        differs_rp, reason = DIFFERENCES.get(at, (0, ""))
        lies_rp = self._lies()
        pieces = _pieces(lies_rp, on)
        open_shift(
            drawer_id=self.ids[DRAWER],
            pieces=pieces,
            reason="receh (contoh)",
            **self._by(self.cashier, on, 8),
        )
        amount_rp = wave(on, 150_000, 5, 10_000)
        top_up(amount_rp=amount_rp, from_place_id=self.ids[BOX], giver=GIVER, **self._by(self.cashier, on, 9))
        holder, shift_id = self.cashier, self._shift(self.cashier)
        if at == HANDED_OVER:
            pieces = _pieces(lies_rp + amount_rp, on)
            gives, takes = self._by(self.cashier, on, 12), self._by(self.manager, on, 13)
            offer_shift(shift_id=shift_id, to_person_id=self.manager.person_id, pieces=pieces, **gives)
            take_shift(shift_id=shift_id, pieces=pieces, **takes)
            holder, shift_id = self.manager, self._shift(self.manager)
        drop_cash(amount_rp=amount_rp, to_place_id=self.ids[BOX], receiver=GIVER, **self._by(holder, on, 16))
        counted = _pieces(lies_rp + differs_rp, on)
        close_shift(shift_id=shift_id, pieces=counted, reason=reason, **self._by(holder, on, 17))

    def _lies(self) -> int:
        with scope(self.place.id):
            rows = places_of(cooperative_id=self.place.id)
        return next(row.balance_rp for row in rows if row.name == DRAWER)

    def _shift(self, holder: Actor) -> UUID:
        with scope(self.place.id):
            return require_shift(cooperative_id=self.place.id, person_id=holder.person_id).shift_id

    def _by(self, actor: Actor, on: date, hour: int) -> dict[str, Any]:
        return {
            "actor": actor,
            "place": self.place,
            "today": on,
            "request_id": uuid5(SPACE, f"treasury/shift {on} {hour}"),
            "now": datetime.combine(on, time(hour), Zone.WIB.info),
        }


def _pieces(amount_rp: int, on: date) -> dict[str, int]:
    """Lay an amount out in the fewest notes and coins; less than the smallest coin stays out."""
    counted = {}
    for one in denominations(on=on):
        counted[one.code], amount_rp = divmod(amount_rp, one.value_rp)
    return {code: count for code, count in counted.items() if count}
