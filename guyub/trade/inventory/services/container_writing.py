"""Writing moves of containers with the book, the stocks and the holdings after them: one statement for all of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.inventory.domain.containers import HELD, LYING, OUTSIDE, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.containers import ContainerMove, ContainerState
    from guyub.trade.inventory.selectors.container_shelves import HeldKind

CONTEXT = "inventory"
SERIES = "inventory.container_move"  # counts all moves of a cooperative
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
        is_late: Where the month of ``on`` is closed, money of a deposit is posted on the first open day.
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
    is_late: bool = False


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
