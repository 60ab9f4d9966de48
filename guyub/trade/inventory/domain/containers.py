"""Containers that go and come back: LPG cylinders, water gallons. Which moves there are, and what they conserve.

A container is in one state at a time. It lies in a location (full, empty, quarantine) or is with somebody (on loan,
on deposit); what is neither is not the cooperative's. At a sale an empty one comes for a full one: the number of
containers stays, so an exchange is one move from full to empty. What came from outside less what went there is always
what lies somewhere or is with somebody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

MOST_QTY = 100_000  # of one move
MOST_DEPOSIT_RP = 5_000_000  # for one container
LONGEST_NAME, LONGEST_BUYER, LONGEST_NOTE = 40, 60, 120


class ContainerState(StrEnum):
    """Where a container stands."""

    LUAR = "LUAR"  # not the cooperative's: not bought yet, or gone for ever
    ISI = "ISI"
    KOSONG = "KOSONG"
    KARANTINA = "KARANTINA"  # damaged or leaking: kept apart
    PINJAM = "PINJAM"
    TITIP = "TITIP"  # with somebody who left a deposit for it


class Why(StrEnum):
    """Why containers move."""

    AWAL = "AWAL"  # was with somebody, or on the floor, before it was counted here
    BELI = "BELI"
    TUKAR = "TUKAR"  # a full one left with a buyer who brought an empty one
    ISI = "ISI"  # an empty one came back full from the supplier
    PINJAM = "PINJAM"
    KEMBALI = "KEMBALI"
    TITIP = "TITIP"
    TEBUS = "TEBUS"  # the deposit was given back against it
    RUSAK = "RUSAK"
    PULIH = "PULIH"  # repaired, or changed for a sound one by the supplier
    AFKIR = "AFKIR"
    PINDAH = "PINDAH"
    HITUNG = "HITUNG"  # a count found more or fewer


_S = ContainerState
LYING = (_S.ISI, _S.KOSONG, _S.KARANTINA)
HELD = (_S.PINJAM, _S.TITIP)
_OUT, _FULL, _EMPTY, _APART, _LOAN, _DEPOSIT = ContainerState
# What each reason may move, from state to state. Taking back is the same, the other way round.
ALLOWED: Mapping[Why, frozenset[tuple[ContainerState, ContainerState]]] = {
    Why.AWAL: frozenset((_OUT, state) for state in (*LYING, *HELD)),
    Why.BELI: frozenset({(_OUT, _FULL), (_OUT, _EMPTY)}),
    Why.TUKAR: frozenset({(_FULL, _EMPTY)}),
    Why.ISI: frozenset({(_EMPTY, _FULL)}),
    Why.PINJAM: frozenset({(_FULL, _LOAN), (_EMPTY, _LOAN)}),
    Why.KEMBALI: frozenset((_LOAN, state) for state in LYING),
    Why.TITIP: frozenset({(_FULL, _DEPOSIT), (_EMPTY, _DEPOSIT), (_LOAN, _DEPOSIT)}),
    Why.TEBUS: frozenset((_DEPOSIT, state) for state in LYING),
    Why.RUSAK: frozenset({(_FULL, _APART), (_EMPTY, _APART)}),
    Why.PULIH: frozenset({(_APART, _FULL), (_APART, _EMPTY)}),
    Why.AFKIR: frozenset({(_APART, _OUT), (_LOAN, _OUT)}),
    Why.PINDAH: frozenset((state, state) for state in LYING),
    Why.HITUNG: frozenset({(_OUT, state) for state in LYING} | {(state, _OUT) for state in LYING}),
}
# These stay where they lie while their state changes.
_IN_PLACE = frozenset({Why.TUKAR, Why.ISI, Why.RUSAK, Why.PULIH})


class ContainerRefusedError(DomainError):
    """Containers do not move; ``wrong`` says why.

    As typed: ``qty``, ``day`` (unreadable, to come, or before the containers were with somebody), ``location``,
    ``kind``, ``holder``, ``note``, ``name``, ``amount``, ``product``. By the table: ``step``. By what is there:
    ``short`` (with ``missing_qty``), ``rate`` (no deposit is set for that day), ``empties`` (more come back than go
    out), ``more`` (than the books hold for deposits; ``left_rp``), ``same`` (a count that found no difference), ``own``
    (nobody gives a deposit back to oneself), ``taken`` (a name that is there already), ``gone``, ``undone``,
    ``late`` (it is another's to take back), ``source`` (another page made it and takes it back), ``unreached`` (nobody
    is left who can be reminded).
    """

    code: ClassVar[str] = "inventory.container.refused"


class Spot(NamedTuple):
    """A state and where: the location of those that lie, the holding of those with somebody, None outside."""

    state: ContainerState
    where: UUID | None = None


OUTSIDE = Spot(ContainerState.LUAR)


@dataclass(frozen=True, slots=True)
class ContainerMove:
    """So many containers of one kind go from one spot to another. ``is_back``: it takes such a move back."""

    why: Why
    giver: Spot
    taker: Spot
    qty: int
    is_back: bool = False

    @property
    def back(self) -> ContainerMove:
        """The move that takes this one back."""
        return replace(self, giver=self.taker, taker=self.giver, is_back=not self.is_back)


@dataclass(frozen=True, slots=True)
class Counts:
    """The book of one kind: what came from outside and what went there, and where all the others are."""

    brought: int = 0
    gone: int = 0
    full: int = 0
    empty: int = 0
    quarantine: int = 0
    on_loan: int = 0
    on_deposit: int = 0

    @property
    def total(self) -> int:
        """All that are the cooperative's."""
        return self.brought - self.gone

    @property
    def states(self) -> tuple[int, int, int, int, int]:
        """The five counts: full, empty, quarantine, on loan, on deposit."""
        return self.full, self.empty, self.quarantine, self.on_loan, self.on_deposit

    @property
    def is_whole(self) -> bool:
        """Nothing appeared and nothing vanished, and nothing is below zero."""
        return self.total == sum(self.states) and min(self.brought, self.gone, *self.states) >= 0


_FIELD = {
    ContainerState.ISI: "full",
    ContainerState.KOSONG: "empty",
    ContainerState.KARANTINA: "quarantine",
    ContainerState.PINJAM: "on_loan",
    ContainerState.TITIP: "on_deposit",
}


def check_move(move: ContainerMove) -> None:
    """Refuse a move that the table does not know.

    Raises:
        ContainerRefusedError: ``qty``, ``step``, ``location`` (a change of state in another place than it lies, a
            transfer to where it is).
    """
    if not 0 < move.qty <= MOST_QTY:
        raise ContainerRefusedError(wrong="qty", most=MOST_QTY)
    giver, taker = (move.taker, move.giver) if move.is_back else (move.giver, move.taker)
    if (giver.state, taker.state) not in ALLOWED[move.why]:
        raise ContainerRefusedError(wrong="step")
    is_same_place = giver.where == taker.where
    if (move.why in _IN_PLACE and not is_same_place) or (move.why is Why.PINDAH and is_same_place):
        raise ContainerRefusedError(wrong="location")


def moved(held: Mapping[Spot, int], move: ContainerMove) -> dict[Spot, int]:
    """Give what is in each spot after a move; outside there are always enough.

    Args:
        held: How many are in each spot; one that is not named holds none.
        move: The move.

    Raises:
        ContainerRefusedError: As ``check_move``, and ``short`` with ``missing_qty``.
    """
    check_move(move)
    after = dict(held)
    if move.giver != OUTSIDE:
        left = after.get(move.giver, 0) - move.qty
        if left < 0:
            raise ContainerRefusedError(wrong="short", missing_qty=-left)
        after[move.giver] = left
    if move.taker != OUTSIDE:
        after[move.taker] = after.get(move.taker, 0) + move.qty
    return after


def counted(counts: Counts, move: ContainerMove) -> Counts:
    """Give the book of a kind after a move that ``moved`` allowed. Taking back is as if it had never been."""
    told: dict[str, int] = {}

    def add(spot: Spot, qty: int) -> None:
        if spot.state in _FIELD:
            name = _FIELD[spot.state]
            told[name] = told.get(name, getattr(counts, name)) + qty

    add(move.giver, -move.qty)
    add(move.taker, move.qty)
    if OUTSIDE in {move.giver, move.taker}:
        comes = move.giver == OUTSIDE
        name = "brought" if comes != move.is_back else "gone"
        told[name] = getattr(counts, name) + (-move.qty if move.is_back else move.qty)
    return replace(counts, **told)


def exchanged(
    *, location_id: UUID, full_qty: int, empty_qty: int, holding: Spot | None
) -> list[ContainerMove]:
    """Give the moves of a sale: so many full ones leave, so many empty ones come, the rest stays with the buyer.

    Args:
        location_id: Where they are sold.
        full_qty: Full ones that leave, above zero.
        empty_qty: Empty ones that the buyer brings.
        holding: On loan, or on deposit, with whom; None where nothing stays with the buyer.

    Raises:
        ContainerRefusedError: ``qty``, ``empties`` (more than leave), ``holder`` (some stay with nobody).
    """
    if not 0 < full_qty <= MOST_QTY or empty_qty < 0:
        raise ContainerRefusedError(wrong="qty", most=MOST_QTY)
    rest = full_qty - empty_qty
    if rest < 0:
        raise ContainerRefusedError(wrong="empties")
    full, empty = Spot(ContainerState.ISI, location_id), Spot(ContainerState.KOSONG, location_id)
    told = [ContainerMove(Why.TUKAR, full, empty, empty_qty)] if empty_qty else []
    if rest:
        if holding is None:
            raise ContainerRefusedError(wrong="holder")
        told.append(ContainerMove(Why(holding.state.value), full, holding, rest))
    return told


def found_by_count(
    held: Mapping[Spot, int], *, location_id: UUID, found: Mapping[ContainerState, int]
) -> list[ContainerMove]:
    """Give the moves that make a location what a count found there.

    What one state has too few and another too many is told as lost and found: a count does not know why.

    Args:
        held: What the book says.
        location_id: Where was counted.
        found: How many of each state that lies; one that is left out was not counted.

    Raises:
        ContainerRefusedError: ``qty``, ``same`` (no difference).
    """
    told = []
    for state, qty in found.items():
        if not 0 <= qty <= MOST_QTY:
            raise ContainerRefusedError(wrong="qty", most=MOST_QTY)
        spot = Spot(state, location_id)
        more = qty - held.get(spot, 0)
        if more:
            giver, taker = (OUTSIDE, spot) if more > 0 else (spot, OUTSIDE)
            told.append(ContainerMove(Why.HITUNG, giver, taker, abs(more)))
    if not told:
        raise ContainerRefusedError(wrong="same")
    return told
