"""Containers as moving needs them: the book of one kind under lock, with what lies where and who has what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.tenancy.postgresql.calls import listed, prepared
from guyub.trade.inventory.domain.containers import (
    LYING,
    ContainerRefusedError,
    ContainerState,
    Counts,
    Spot,
    counted,
    moved,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.domain.containers import ContainerMove

# The book's row is the turn of everything that moves containers of its kind.
_LOCK = """
    SELECT k.name, b.brought_qty, b.gone_qty, b.full_qty, b.empty_qty, b.quarantine_qty, b.loan_qty, b.deposit_qty,
        b.deposit_rp
    FROM inventory_containerbook b
    JOIN inventory_containerkind k ON k.cooperative_id = %(place)s AND k.id = b.kind_id
    WHERE b.cooperative_id = %(place)s AND b.kind_id = %(kind)s::uuid
    FOR UPDATE OF b
"""
_HOLD = """
    SELECT b.kind_id FROM inventory_containerbook b
    WHERE b.cooperative_id = %(place)s AND b.kind_id = ANY(%(kinds)s::uuid[])
    ORDER BY b.kind_id FOR UPDATE OF b
"""
# A statement of its own: it sees what was written by whoever held the lock before.
_STOCKS = """
    SELECT l.id, l.name, l.closed_on IS NULL, l.unit_id, coalesce(s.full_qty, 0), coalesce(s.empty_qty, 0),
        coalesce(s.quarantine_qty, 0), s.quarantine_on
    FROM inventory_location l
    LEFT JOIN inventory_containerstock s ON s.cooperative_id = %(place)s AND s.kind_id = %(kind)s::uuid
        AND s.location_id = l.id
    WHERE l.cooperative_id = %(place)s
"""
_HOLDINGS = """
    SELECT h.id, h.member_id, h.buyer, h.since, h.loan_qty, h.deposit_qty, h.each_rp, h.unit_id, m.person_id, f.name
    FROM inventory_containerholding h
    LEFT JOIN members_member m ON m.cooperative_id = %(place)s AND m.id = h.member_id
    LEFT JOIN members_memberfile f ON f.cooperative_id = %(place)s AND f.id = m.file_id
    WHERE h.cooperative_id = %(place)s AND h.kind_id = %(kind)s::uuid AND h.id = ANY(%(holdings)s::uuid[])
"""
_RATE = """
    SELECT r.deposit_rp FROM inventory_containerrate r
    WHERE r.cooperative_id = %(place)s AND r.kind_id = %(kind)s::uuid AND r.from_on <= %(on)s
    ORDER BY r.from_on DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody took on one day: who, since when, the deposit for each in whole rupiah (0: on loan)."""

    holding_id: UUID
    member_id: UUID | None
    buyer: str
    since: date
    each_rp: int
    unit_id: UUID | None
    person_id: UUID | None
    name: str

    @property
    def state(self) -> ContainerState:
        """On loan or on deposit."""
        return ContainerState.TITIP if self.each_rp else ContainerState.PINJAM

    @property
    def spot(self) -> Spot:
        """Where its containers are."""
        return Spot(self.state, self.holding_id)


@dataclass(frozen=True, slots=True)
class Place:
    """A location as containers see it; ``unit_id`` is the unit of business whose books hold its goods."""

    name: str
    is_open: bool
    unit_id: UUID | None


@dataclass(slots=True)
class HeldKind:
    """The book of one kind under lock: what ``move`` is told happens to it in memory, in the order it is told.

    ``rate_rp`` is the deposit in force, in whole rupiah; None: none is set.
    """

    cooperative_id: int
    kind_id: UUID
    name: str
    counts: Counts
    deposit_rp: int
    spots: dict[Spot, int]
    places: dict[UUID, Place]
    holdings: dict[UUID, Held]
    quarantine_on: dict[UUID, date]
    rate_rp: int | None
    new: set[UUID] = field(default_factory=set)

    def move(self, move: ContainerMove, *, on: date, amount_rp: int = 0) -> None:
        """Let a move happen.

        Args:
            move: The move.
            on: Its day.
            amount_rp: The deposit that comes with it, or below zero goes back.

        Raises:
            ContainerRefusedError: ``qty step location short``; of a location that is closed, or another's:
                ``location``; of a holding that is another's or gone: ``gone``.
        """
        for spot, is_taking in ((move.giver, False), (move.taker, True)):
            if spot.state in LYING:
                place = self.places.get(spot.where) if spot.where else None
                if place is None or (is_taking and not place.is_open):
                    raise ContainerRefusedError(wrong="location")
            elif spot.where is not None and spot.where not in self.holdings:
                raise ContainerRefusedError(wrong="gone")
        self.spots = moved(self.spots, move)
        self.counts = counted(self.counts, move)
        self.deposit_rp += amount_rp
        for spot in (move.giver, move.taker):
            if spot.state is ContainerState.KARANTINA and spot.where:
                if not self.spots[spot]:
                    self.quarantine_on.pop(spot.where, None)
                else:
                    self.quarantine_on.setdefault(spot.where, on)

    def held_by(self, held: Held) -> Spot:
        """Open a holding that somebody takes containers into, and give its spot."""
        self.holdings[held.holding_id] = held
        self.new.add(held.holding_id)
        return held.spot

    def holding(self, holding_id: UUID) -> Held:
        """Give a holding that was asked for.

        Raises:
            ContainerRefusedError: ``gone``: another's, or none.
        """
        if holding_id not in self.holdings:
            raise ContainerRefusedError(wrong="gone")
        return self.holdings[holding_id]


def hold_books(*, cooperative_id: int, kind_ids: Collection[UUID]) -> None:
    """Lock the books of kinds whose containers move after a posting: before it, since others hold them first. Step.

    Args:
        cooperative_id: Whose.
        kind_ids: Which kinds; none: no query.
    """
    if kind_ids:
        prepared((_HOLD, {"place": cooperative_id, "kinds": listed(sorted(kind_ids))}))


def held_kind(
    *, cooperative_id: int, kind_id: UUID, on: date, holding_ids: Collection[UUID] = ()
) -> HeldKind:
    """Lock the book of a kind and read what lies where and what some people have of it. Step: one round trip.

    Args:
        cooperative_id: Whose.
        kind_id: Which kind.
        on: The day whose deposit is asked for.
        holding_ids: Whose holdings are needed.

    Raises:
        ContainerRefusedError: ``kind``: no such kind here.
    """
    given: dict[str, Any] = {
        "place": cooperative_id,
        "kind": kind_id,
        "holdings": sorted(holding_ids),
        "on": on,
    }
    pick = {name: given[name] for name in ("place", "kind")}
    books, stocks, holdings, rates = prepared(
        (_LOCK, pick),
        (_STOCKS, pick),
        (_HOLDINGS, {name: given[name] for name in ("place", "kind", "holdings")}),
        (_RATE, {name: given[name] for name in ("place", "kind", "on")}),
    )
    if not books:
        raise ContainerRefusedError(wrong="kind")
    name, *counts, deposit_rp = books[0]
    spots: dict[Spot, int] = {}
    for location_id, _, _, _, *there, _ in stocks:
        spots |= {Spot(state, location_id): qty for state, qty in zip(LYING, there, strict=True)}
    people = {}
    for id_, member_id, buyer, since, loan, deposit, each_rp, unit_id, person_id, member in holdings:
        people[id_] = one = Held(id_, member_id, buyer, since, each_rp, unit_id, person_id, member or buyer)
        spots[one.spot] = deposit if each_rp else loan
    return HeldKind(
        cooperative_id=cooperative_id,
        kind_id=kind_id,
        name=name,
        counts=Counts(*counts),
        deposit_rp=deposit_rp,
        spots=spots,
        places={id_: Place(called, is_open, unit) for id_, called, is_open, unit, *_ in stocks},
        holdings=people,
        quarantine_on={row[0]: row[-1] for row in stocks if row[-1]},
        rate_rp=rates[0][0] if rates else None,
    )
