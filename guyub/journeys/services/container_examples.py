"""Invented containers for a demonstration: 120 LPG cylinders and 40 gallons, some lent, some with a deposit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.selectors.places import places_of
from guyub.community.members.domain.finding import wanted
from guyub.community.members.selectors.register import find_members
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.guiding import place_by_code
from guyub.foundation.kernel.dates import Zone, business_date
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.examples import BUMIAYU, SPACE
from guyub.journeys.services.ledger_examples import actor_in
from guyub.journeys.services.stock_examples import SHELF
from guyub.trade.inventory.domain.containers import ContainerState, Why
from guyub.trade.inventory.domain.locations import LocationKind
from guyub.trade.inventory.models import Location
from guyub.trade.inventory.selectors.containers import has_kinds
from guyub.trade.inventory.selectors.locations import open_names
from guyub.trade.inventory.selectors.unit_words import find_product
from guyub.trade.inventory.services.container_holders import hand_out
from guyub.trade.inventory.services.container_kinds import add_kind, link_product
from guyub.trade.inventory.services.containers import move_at_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

FLOOR, YARD = "Teras gerai", "Gudang tabung"
LPG, GALLON = "LPG 3 kg", "Galon 19 liter"
# Days ago, member's number or buyer, kind, how many, with a deposit.
_OUT = (
    (44, "3", LPG, 2, False),
    (21, "7", LPG, 1, False),
    (9, "Warung Bu Sumi (contoh)", LPG, 2, False),
    (4, "12", GALLON, 1, False),
    (2, "5", LPG, 2, True),
    (2, "9", LPG, 1, True),
    (1, "Pak Darmo (contoh)", LPG, 3, True),
    (1, "14", GALLON, 1, True),
    (0, "18", GALLON, 2, True),
)
_S = ContainerState


def make_container_examples(*, now: datetime) -> None:
    """Let Bumiayu count its cylinders and gallons. Only for a demonstration; repeating it changes nothing.

    Needs the members and books of ``make_ledger_examples`` and the box of ``make_cash_examples``.
    """
    place = place_by_code(BUMIAYU)
    if place is None:
        return
    today = business_date(now, Zone(place.zone))
    with scope(place.id):
        if has_kinds(cooperative_id=place.id):
            return
        box = next(row.id for row in places_of(cooperative_id=place.id) if row.kind is CashKind.BRANKAS)
        floor, yard = (_location(place, name, today) for name in (FLOOR, YARD))
    depot = _Depot(place, now, today, box, floor, yard)
    depot.fill()
    for out in _OUT:
        depot.hand(*out)


def _location(place: Cooperative, name: str, today: date) -> UUID:
    """Find a location by its name, or open it."""
    given = {"kind": LocationKind.GUDANG.value, "opened_on": today - timedelta(days=90)}
    found, _ = Location.objects.get_or_create(cooperative_id=place.id, name=name, defaults=given)
    return found.id


class _Depot:
    """Who moves what where in the example."""

    def __init__(
        self, place: Cooperative, now: datetime, today: date, box: UUID, floor: UUID, yard: UUID
    ) -> None:
        self.place, self.now, self.today = place, now, today
        self.box, self.floor, self.yard = box, floor, yard
        self.keeper, self.treasurer = (
            actor_in(place, role) for role in (Role.PENGELOLA_GERAI, Role.BENDAHARA)
        )
        self.kinds: dict[str, UUID] = {}

    def fill(self) -> None:
        """Let containers come, and set two leaking ones apart."""
        for name, deposit_rp in ((LPG, 150_000), (GALLON, 40_000)):
            done = self._by(self.keeper, f"kind {name}", 60)
            self.kinds[name] = add_kind(name=name, deposit_rp=deposit_rp, **done)
        self._move(LPG, Why.BELI, _S.LUAR, _S.ISI, 70, self.yard)
        self._move(LPG, Why.BELI, _S.LUAR, _S.KOSONG, 50, self.yard)
        self._move(GALLON, Why.BELI, _S.LUAR, _S.ISI, 28, self.floor)
        self._move(GALLON, Why.BELI, _S.LUAR, _S.KOSONG, 12, self.floor)
        self._move(LPG, Why.PINDAH, _S.ISI, _S.ISI, 40, self.yard, to_location_id=self.floor, ago=50)
        self._sell_in_them()
        self._move(LPG, Why.RUSAK, _S.ISI, _S.KARANTINA, 2, self.floor, ago=17, note="katup bocor (contoh)")

    def _sell_in_them(self) -> None:
        """Let the shop's LPG be sold in its cylinders, and put some where the tills stand."""
        with scope(self.place.id):
            gas = find_product(cooperative_id=self.place.id, written=LPG)
            shelf = next(
                (id_ for id_, name in open_names(cooperative_id=self.place.id).items() if name == SHELF), None
            )
        if gas is None or shelf is None:
            return
        linked = {key: told for key, told in self._by(self.keeper, "linked", 60).items() if key != "today"}
        link_product(kind_id=self.kinds[LPG], product_id=gas, is_linked=True, **linked)
        self._move(
            LPG, Why.PINDAH, _S.ISI, _S.ISI, 24, self.yard, to_location_id=UUID(shelf), ago=5, note="ke rak"
        )

    def hand(self, ago: int, whom: str, kind: str, qty: int, has_deposit: bool) -> None:  # noqa: FBT001  a row of a table
        """Lend some, or let them go for a deposit."""
        member_id = self._member(whom) if whom.isdigit() else None
        if whom.isdigit() and member_id is None:
            return
        actor = self.treasurer if has_deposit else self.keeper
        hand_out(
            kind_id=self.kinds[kind],
            location_id=self.floor,
            before=_S.ISI,
            qty=qty,
            member_id=member_id,
            buyer="" if member_id else whom,
            has_deposit=has_deposit,
            cash_place_id=self.box if has_deposit else None,
            **self._by(actor, f"out {whom}", min(ago, self.today.day - 1) if has_deposit else ago),
        )

    def _move(
        self,
        kind: str,
        why: Why,
        before: ContainerState,
        after: ContainerState,
        qty: int,
        location_id: UUID,
        *,
        to_location_id: UUID | None = None,
        ago: int = 60,
        note: str = "",
    ) -> None:
        move_at_place(
            kind_id=self.kinds[kind],
            why=why,
            before=before,
            after=after,
            location_id=location_id,
            to_location_id=to_location_id,
            qty=qty,
            note=note,
            **self._by(self.keeper, f"{kind} {why} {after} {note}", ago),
        )

    def _member(self, number: str) -> UUID | None:
        with scope(self.place.id):
            found = find_members(cooperative_id=self.place.id, wanted=wanted(number))
        return next((row.member_id for row in found.rows if row.is_member), None)

    def _by(self, actor: Actor, label: str, ago: int) -> dict[str, Any]:
        return {
            "actor": actor,
            "place": self.place,
            "today": self.today - timedelta(days=ago),
            "request_id": uuid5(SPACE, f"containers/{self.place.code}/{label}"),
            "now": self.now - timedelta(days=ago),
        }
