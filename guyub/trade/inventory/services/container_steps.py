"""Containers move: steps. ``held_kind`` locks, ``move`` judges, ``keep_moves`` writes it all in one statement.

The till calls ``exchange`` in its own transaction, goods receipt ``refill``; ``taken_back`` undoes either.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from guyub.books.treasury.selectors.events import event_of_entry
from guyub.books.treasury.services.booking import EventTyped, book_event, take_back_event
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.inventory.domain.containers import (
    HELD,
    LYING,
    OUTSIDE,
    ContainerMove,
    ContainerRefusedError,
    ContainerState,
    Spot,
    Why,
    exchanged,
)
from guyub.trade.inventory.models import ContainerMove as MoveRow
from guyub.trade.inventory.selectors.container_shelves import Held, held_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act
    from guyub.books.treasury.domain.events import CashSide
    from guyub.books.treasury.services.booking import Booked
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.selectors.container_shelves import HeldKind

CONTEXT, SOURCE = "inventory", "inventory.container"
SERIES = "inventory.container_move"  # counts all moves of a cooperative
TAKEN, GIVEN = "titip.jaminan", "titip.jaminan_kembali"
# The rows after the moves are absolute: the book's lock says that nobody else wrote meanwhile.
_KEEP = """
    WITH given AS (SELECT %(told)s::jsonb AS told),
    book AS (
        UPDATE inventory_containerbook b SET brought_qty = r.brought, gone_qty = r.gone, full_qty = r.full_,
            empty_qty = r.empty_, quarantine_qty = r.apart, loan_qty = r.loan, deposit_qty = r.deposit,
            deposit_rp = r.deposit_rp
        FROM given, jsonb_to_record(given.told->'book') AS r(brought bigint, gone bigint, full_ bigint, empty_ bigint,
            apart bigint, loan bigint, deposit bigint, deposit_rp bigint)
        WHERE b.cooperative_id = %(place)s AND b.kind_id = %(kind)s::uuid
    ),
    stocks AS (
        INSERT INTO inventory_containerstock AS s (id, cooperative_id, kind_id, location_id, full_qty, empty_qty,
                quarantine_qty, quarantine_on)
            SELECT r.id, %(place)s, %(kind)s::uuid, r.location, r.full_, r.empty_, r.apart, r.apart_on
            FROM given, jsonb_to_recordset(given.told->'stocks') AS r(id uuid, location uuid, full_ bigint,
                empty_ bigint, apart bigint, apart_on date)
        ON CONFLICT (cooperative_id, kind_id, location_id) DO UPDATE SET full_qty = excluded.full_qty,
            empty_qty = excluded.empty_qty, quarantine_qty = excluded.quarantine_qty,
            quarantine_on = excluded.quarantine_on
    ),
    holdings AS (
        INSERT INTO inventory_containerholding AS h (id, cooperative_id, kind_id, member_id, buyer, since, loan_qty,
                deposit_qty, each_rp, deposit_rp, unit_id)
            SELECT r.id, %(place)s, %(kind)s::uuid, r.member, r.buyer, r.since, r.loan, r.deposit, r.each_rp,
                r.deposit * r.each_rp, r.unit
            FROM given, jsonb_to_recordset(given.told->'holdings') AS r(id uuid, member uuid, buyer text, since date,
                loan bigint, deposit bigint, each_rp bigint, unit uuid)
        ON CONFLICT (cooperative_id, id) DO UPDATE SET loan_qty = excluded.loan_qty,
            deposit_qty = excluded.deposit_qty, deposit_rp = excluded.deposit_rp
    )
    INSERT INTO inventory_containermove (id, cooperative_id, kind_id, seq, "on", why, before, after, qty,
            from_location_id, to_location_id, from_holding_id, to_holding_id, amount_rp, entry_id, undoes_id,
            source_kind, source_id, note, person_id, recorded_at)
        SELECT r.id, %(place)s, %(kind)s::uuid, r.seq, %(on)s, r.why, r.before, r.after, r.qty, r.from_location,
            r.to_location, r.from_holding, r.to_holding, r.amount_rp, r.entry, r.undoes, %(source_kind)s,
            %(source)s::uuid, r.note, %(person)s::uuid, %(now)s
        FROM given, jsonb_to_recordset(given.told->'moves') AS r(id uuid, seq bigint, why text, before text,
            after text, qty bigint, from_location uuid, to_location uuid, from_holding uuid, to_holding uuid,
            amount_rp bigint, entry uuid, undoes uuid, note text)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who takes containers: a member, or a buyer by name, and whether a deposit is left for them."""

    member_id: UUID | None = None
    person_id: UUID | None = None
    name: str = ""
    has_deposit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A move with what else is kept of it."""

    move: ContainerMove
    amount_rp: int = 0
    entry_id: UUID | None = None
    undoes_id: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What every step is told: whose, when, who, for which act.

    Args:
        place: Whose.
        on: The day it happens.
        today: The business date.
        actor: The person; None: the system.
        request_id: Of the use-case.
        now: The moment, aware.
        source_kind: What it comes from, where a list of the house made it, such as ``retail.sale``.
        source_id: Which row of that list.
        context: Who posts, such as ``retail+inventory``.
        part: Which entry of the use-case the first one is.
    """

    place: Cooperative
    on: date
    today: date
    actor: Actor | None
    request_id: UUID
    now: datetime
    source_kind: str = ""
    source_id: UUID | None = None
    context: str = CONTEXT
    part: int = 0


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
    for part, row in enumerate(row for row in rows if row.entry_id):
        event = event_of_entry(cooperative_id=doing.place.id, entry_id=row.entry_id)
        assert event is not None  # noqa: S101  the money of a deposit moves by an event
        booked = take_back_event(
            place=doing.place, event=event, reason=reason, today=doing.today, actor=doing.actor,
            request_id=doing.request_id, now=doing.now, part=doing.part + part, act=act if not part else None,
            context=doing.context,
        )  # fmt: skip
        entries[row.id] = booked.posted.entry_id
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
        now=doing.now, part=doing.part, act=act, context=doing.context, cash=cash,
    )  # fmt: skip


def keep_moves(*, doing: Doing, held: HeldKind, told: Sequence[Told]) -> list[UUID]:
    """Write moves that ``held`` let happen, with the book, the stocks and the holdings after them. Step: one statement.

    The book's constraint refuses what does not add up.

    Returns:
        The ids of the moves, in their order.
    """
    seqs = next_numbers(cooperative_id=doing.place.id, series=SERIES, count=len(told))
    rows = [_row(one, seq) for one, seq in zip(told, seqs, strict=True)]
    spots = [spot for one in told for spot in (one.move.giver, one.move.taker)]
    document = {
        "book": _book(held),
        "stocks": [*_stocks(held, dict.fromkeys(s.where for s in spots if s.state in LYING and s.where))],
        "holdings": [*_holdings(held, dict.fromkeys(s.where for s in spots if s.state in HELD and s.where))],
        "moves": rows,
    }
    given = {
        "told": json.dumps(document),
        "place": doing.place.id,
        "kind": held.kind_id,
        "on": doing.on,
        "source_kind": doing.source_kind,
        "source": doing.source_id,
        "person": doing.actor.person_id if doing.actor else None,
        "now": doing.now,
    }
    prepared((_KEEP, given))
    return [row["id"] for row in rows]


def move_of(row: MoveRow) -> ContainerMove:
    """Give the move that a row keeps."""
    is_back = row.undoes_id is not None
    giver = Spot(ContainerState(row.before), row.from_location_id or row.from_holding_id)
    taker = Spot(ContainerState(row.after), row.to_location_id or row.to_holding_id)
    return ContainerMove(Why(row.why), giver, taker, row.qty, is_back)


def _row(told: Told, seq: int) -> dict[str, Any]:
    move = told.move

    def where(spot: Spot, states: Sequence[ContainerState]) -> str | None:
        return str(spot.where) if spot != OUTSIDE and spot.state in states else None

    return {
        "id": str(uuid7()),
        "seq": seq,
        "why": move.why.value,
        "before": move.giver.state.value,
        "after": move.taker.state.value,
        "qty": move.qty,
        "from_location": where(move.giver, LYING),
        "to_location": where(move.taker, LYING),
        "from_holding": where(move.giver, HELD),
        "to_holding": where(move.taker, HELD),
        "amount_rp": told.amount_rp,
        "entry": str(told.entry_id) if told.entry_id else None,
        "undoes": str(told.undoes_id) if told.undoes_id else None,
        "note": told.note,
    }


def _book(held: HeldKind) -> dict[str, int]:
    counts = held.counts
    names = ("full_", "empty_", "apart", "loan", "deposit")
    return {
        "brought": counts.brought,
        "gone": counts.gone,
        "deposit_rp": held.deposit_rp,
        **dict(zip(names, counts.states, strict=True)),
    }


def _stocks(held: HeldKind, ids: Iterable[UUID]) -> Iterator[dict[str, Any]]:
    for id_ in ids:
        full, empty, apart = (held.spots.get(Spot(state, id_), 0) for state in LYING)
        since = held.quarantine_on.get(id_)
        yield {
            "id": str(uuid7()),
            "location": str(id_),
            "full_": full,
            "empty_": empty,
            "apart": apart,
            "apart_on": since.isoformat() if since else None,
        }


def _holdings(held: HeldKind, ids: Iterable[UUID]) -> Iterator[dict[str, Any]]:
    for id_ in ids:
        one = held.holdings[id_]
        qty = held.spots.get(one.spot, 0)
        yield {
            "id": str(id_),
            "member": str(one.member_id) if one.member_id else None,
            "buyer": one.buyer,
            "since": one.since.isoformat(),
            "loan": 0 if one.each_rp else qty,
            "deposit": qty if one.each_rp else 0,
            "each_rp": one.each_rp,
            "unit": str(one.unit_id) if one.unit_id else None,
        }
