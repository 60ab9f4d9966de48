"""Containers move: steps. ``held_kind`` locks, ``move`` judges, ``keep_moves`` writes it all in one statement.

The till calls ``exchange`` in its own transaction, goods receipt ``refill``; ``taken_back`` undoes either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guyub.books.treasury.selectors.events import event_of_entry
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.domain.containers import (
    HELD,
    ContainerMove,
    ContainerRefusedError,
    ContainerState,
    Spot,
    Why,
    exchanged,
)
from guyub.trade.inventory.models import ContainerMove as MoveRow
from guyub.trade.inventory.selectors.container_shelves import Held, held_kind
from guyub.trade.inventory.services.container_writing import Told, keep_moves

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act
    from guyub.books.treasury.domain.events import CashSide
    from guyub.books.treasury.services.booking import Booked
    from guyub.trade.inventory.selectors.container_shelves import HeldKind
    from guyub.trade.inventory.services.container_writing import Doing

SOURCE = "inventory.container"
TAKEN, GIVEN = "titip.jaminan", "titip.jaminan_kembali"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who takes containers: a member, or a buyer by name, and whether a deposit is left for them."""

    member_id: UUID | None = None
    person_id: UUID | None = None
    name: str = ""
    has_deposit: bool = False


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a sale moved: ids of the moves, the holding of what stays with the buyer, its deposit in whole rupiah."""

    move_ids: list[UUID] = field(default_factory=list)
    holding_id: UUID | None = None
    deposit_rp: int = 0
    booked: Booked | None = None


def exchange(
    *,
    doing: Doing,
    kind_id: UUID,
    location_id: UUID,
    full_qty: int,
    empty_qty: int,
    holder: Holder | None = None,
    cash_place_id: UUID | None = None,
    cash: CashSide | None = None,
    act: Act | None = None,
) -> Exchanged:
    """Let full containers leave with a buyer: for empty ones, and for those missing on loan or for a deposit. Step.

    Args:
        doing: Whose, when, who.
        kind_id: Which kind.
        location_id: Where they are sold.
        full_qty: Full ones that leave.
        empty_qty: Empty ones that the buyer brings, at most as many.
        holder: Who answers for those that are missing; None where none is.
        cash_place_id: Where the deposit goes.
        cash: What that place is, where the caller asked for it in this transaction.
        act: The use-case's line of the trail, on the entry of a deposit.

    Raises:
        ContainerRefusedError: ``qty empties holder short location kind rate``.
        EventRefusedError, EntryRefusedError: The books refuse the deposit.
    """
    held = held_kind(cooperative_id=doing.place.id, kind_id=kind_id, on=doing.on)
    lot = None
    if full_qty > empty_qty and holder is not None:
        lot = opened(held, holder, since=doing.on, location_id=location_id)
    moves = exchanged(
        location_id=location_id,
        full_qty=full_qty,
        empty_qty=empty_qty,
        holding=held.held_by(lot) if lot else None,
    )
    deposit_rp = (full_qty - empty_qty) * lot.each_rp if lot else 0
    for move in moves:
        held.move(move, on=doing.on, amount_rp=deposit_rp if move.taker.state in HELD else 0)
    booked = None
    if lot and deposit_rp:
        booked = deposit_moved(
            doing=doing, held=held, lot=lot, amount_rp=deposit_rp, cash_place_id=cash_place_id,
            cash=cash, act=act,
        )  # fmt: skip
    told = [
        Told(move=move, amount_rp=deposit_rp, entry_id=booked.posted.entry_id)
        if booked and move.taker.state is ContainerState.TITIP
        else Told(move=move)
        for move in moves
    ]
    ids = keep_moves(doing=doing, held=held, told=told)
    return Exchanged(ids, lot.holding_id if lot else None, deposit_rp, booked)


def refill(*, doing: Doing, kind_id: UUID, location_id: UUID, qty: int) -> list[UUID]:
    """Let so many empty containers come back full from the supplier. Step of receiving goods; gives the moves' ids.

    Raises:
        ContainerRefusedError: ``qty short location kind``.
    """
    held = held_kind(cooperative_id=doing.place.id, kind_id=kind_id, on=doing.on)
    empty, full = Spot(ContainerState.KOSONG, location_id), Spot(ContainerState.ISI, location_id)
    move = ContainerMove(Why.ISI, empty, full, qty)
    held.move(move, on=doing.on)
    return keep_moves(doing=doing, held=held, told=[Told(move=move)])


def taken_back(*, doing: Doing, rows: Sequence[MoveRow], reason: str, act: Act | None = None) -> list[UUID]:
    """Take moves of one kind back, the last one first, with the money of their deposits. Step; gives the new ids.

    Args:
        doing: Whose, when, who.
        rows: The moves, of this cooperative, all of one kind.
        reason: Why.
        act: The use-case's line of the trail, on the entry of a deposit.

    Raises:
        ContainerRefusedError: ``gone undone short location``: what they moved is not there any more.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    if not rows:
        raise ContainerRefusedError(wrong="gone")
    holdings = {id_ for row in rows for id_ in (row.from_holding_id, row.to_holding_id) if id_}
    held = held_kind(
        cooperative_id=doing.place.id, kind_id=rows[0].kind_id, on=doing.on, holding_ids=holdings
    )
    undone = MoveRow.objects.filter(cooperative_id=doing.place.id, undoes_id__in=[row.id for row in rows])
    if undone.exists() or any(row.undoes_id for row in rows):
        raise ContainerRefusedError(wrong="undone")
    told: list[Told] = []
    entries: dict[UUID, UUID] = {}
    for row in sorted(rows, key=lambda row: -row.seq):
        back = move_of(row).back
        held.move(back, on=doing.on, amount_rp=-row.amount_rp)
        told.append(Told(move=back, amount_rp=-row.amount_rp, undoes_id=row.id, note=reason))
    moneyed = [(row.id, row.entry_id) for row in rows if row.entry_id]
    for part, (row_id, entry_id) in enumerate(moneyed):
        event = event_of_entry(cooperative_id=doing.place.id, entry_id=entry_id)
        assert event is not None  # noqa: S101  the money of a deposit moves by an event
        booked = take_back_event(
            place=doing.place, event=event, reason=reason, today=doing.today, actor=doing.actor,
            request_id=doing.request_id, now=doing.now, part=doing.part + part, act=act if not part else None,
            context=doing.context,
        )  # fmt: skip
        entries[row_id] = booked.posted.entry_id
    told = [
        Told(
            move=one.move, amount_rp=one.amount_rp, undoes_id=one.undoes_id, note=one.note,
            entry_id=entries.get(one.undoes_id) if one.undoes_id else None,
        )
        for one in told
    ]  # fmt: skip
    return keep_moves(doing=doing, held=held, told=told)


def opened(held: HeldKind, holder: Holder, *, since: date, location_id: UUID | None) -> Held:
    """Begin a holding of somebody. Step of whoever hands containers out.

    Raises:
        ContainerRefusedError: ``rate``: a deposit is left, and none is set for that day.
    """
    if holder.has_deposit and held.rate_rp is None:
        raise ContainerRefusedError(wrong="rate", kind=held.name)
    each_rp = held.rate_rp or 0 if holder.has_deposit else 0
    buyer = "" if holder.member_id else holder.name
    place = held.places.get(location_id) if location_id else None
    unit_id = place.unit_id if place else None
    return Held(uuid7(), holder.member_id, buyer, since, each_rp, unit_id, holder.person_id, holder.name)


def deposit_moved(
    *,
    doing: Doing,
    held: HeldKind,
    lot: Held,
    amount_rp: int,
    cash_place_id: UUID | None,
    cash: CashSide | None,
    act: Act | None,
) -> Booked:
    """Book the money of a deposit that comes, or below zero goes back. Step.

    Raises:
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    typed = EventTyped(
        kind=TAKEN if amount_rp > 0 else GIVEN,
        happened_on=doing.on,
        amounts={"jumlah": abs(amount_rp)},
        cash_place_id=cash_place_id,
        who=lot.name[:80],
        unit_id=lot.unit_id,
        note=f"{abs(amount_rp) // lot.each_rp} {held.name}",
        member_id=lot.member_id,
        source_kind=doing.source_kind or SOURCE,
        source_id=doing.source_id or lot.holding_id,
    )
    return book_event(
        place=doing.place, typed=typed, today=doing.today, actor=doing.actor, request_id=doing.request_id,
        now=doing.now, part=doing.part, is_late=doing.is_late, act=act, context=doing.context, cash=cash,
    )  # fmt: skip


def move_of(row: MoveRow) -> ContainerMove:
    """Give the move that a row keeps."""
    is_back = row.undoes_id is not None
    giver = Spot(ContainerState(row.before), row.from_location_id or row.from_holding_id)
    taker = Spot(ContainerState(row.after), row.to_location_id or row.to_holding_id)
    return ContainerMove(Why(row.why), giver, taker, row.qty, is_back)
