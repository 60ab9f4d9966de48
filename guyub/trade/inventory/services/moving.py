"""Moving stock: the steps by which goods come to a location and leave it, and by which their cost reaches the books.

``plan_moves`` locks the stocks and says what everything costs; the caller posts, or lets ``book_moves`` post;
``keep_moves`` writes. What else changes by a move (what was short is settled, a day in the past is told late) is
booked by difference, today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.domain.entries import EntryDraft
from guyub.books.ledger.services.posting import post_entry
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.trade.inventory.domain.moves import Told, corrections, walk
from guyub.trade.inventory.selectors.histories import empty_shelves, history_of, kin_of
from guyub.trade.inventory.selectors.shelves import (
    LockedPairs,
    locked_pairs_inquiry,
    locked_stocks,
    pairs_of,
)
from guyub.trade.inventory.services.batching import move_batches
from guyub.trade.inventory.services.plans import Kept, Plan, StockRefusedError, refuse_mixed, refuse_short
from guyub.trade.inventory.services.writing import SERIES, open_stocks, write_moves

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act, Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.foundation.kernel.selectors.together import Inquiry
    from guyub.trade.inventory.services.plans import Movement, Source

CONTEXT = "inventory"
CORRECTION = "Koreksi harga pokok"


def plan_moves(
    *,
    place: Cooperative,
    movements: Sequence[Movement],
    on: date,
    today: date,
    locked: LockedPairs | None = None,
) -> Plan:
    """Lock the stocks and find what moves cost. Step: needs an open transaction; the journal is locked after it.

    Checks run in this order: the day, the quantities, products and locations, whose goods they are, what
    is there.

    Args:
        place: Whose.
        movements: What moves, one after the other; within a flow what goes out comes first.
        on: The day it happens. Before the last day of a stock: its history happens again, and what came to cost
            otherwise is corrected by difference.
        today: The business date.
        locked: What ``moving_inquiry`` locked for these very movements, in this transaction; None: nothing yet.

    Raises:
        StockRefusedError: See there.
    """
    _refuse(movements, on, today)
    returns = any(one.of_id for one in movements)  # their whole history is asked
    if locked is None:
        locked = LockedPairs({}) if returns else _locked(place, movements, on)
    held, last = locked.held, locked.last
    found = {(stock.product_id, stock.location_id): stock.id for stock in held.values()}
    if all((one.product_id, one.location_id) in found for one in movements):
        ids = [found[one.product_id, one.location_id] for one in movements]
        is_late = False
    else:
        ids, is_late = _stocks_for(place, movements, on)
        is_late = is_late or returns
        wanted = kin_of(cooperative_id=place.id, stock_ids=ids) if is_late else set(ids)
        held = locked_stocks(cooperative_id=place.id, ids=wanted)
    if not is_late and any(stock.last_on and on < stock.last_on for stock in held.values()):
        is_late = True  # moved while we waited
        held = locked_stocks(cooperative_id=place.id, ids=kin_of(cooperative_id=place.id, stock_ids=ids))
    # the counter after the last lock: two that move at once wait for each other in one order
    if last is None:
        seqs = next_numbers(cooperative_id=place.id, series=SERIES, count=len(movements))
    else:
        seqs = range(last - len(movements) + 1, last + 1)
    told = [
        Told(uuid7(), id_, on, seq, one.cause, one.qty, one.value_rp, one.counter, one.flow_id, one.weight, one.of_id)
        for one, id_, seq in zip(movements, ids, seqs, strict=True)
    ]  # fmt: skip
    refuse_mixed(told, held)
    if is_late:
        history = history_of(cooperative_id=place.id, stock_ids=held)
        shelves, moves, booked = empty_shelves(held), [*history.moves, *told], history.booked
    else:
        shelves, moves, booked = {id_: stock.shelf for id_, stock in held.items()}, told, {}
    walked = walk(moves, shelves, since=on)
    refuse_short(told, held, walked)
    return Plan(
        place=place,
        on=on,
        told=told,
        movements=movements,
        walked=walked,
        held=held,
        shelves=shelves,
        corrected=corrections(walked, booked=booked, new=told),
    )


def book_moves(
    *,
    plan: Plan,
    memo: str,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    act: Act,
    context: str = CONTEXT,
    part: int = 0,
    source: Source | None = None,
) -> Kept:
    """Post what moves cost, in one entry, and write them. Step; what is corrected is an entry of its own, of today.

    Where nothing of value moves, nothing is posted and the line of the trail is written alone.

    Args:
        plan: What ``plan_moves`` or ``plan_back`` found, in this transaction.
        memo: What the journal says.
        today: The business date.
        actor: The person; None: the system.
        request_id: Of the use-case.
        now: The moment, aware.
        act: The use-case's line of the trail.
        context: Whose accounts stand against the stocks, such as ``inventory+procurement``.
        part: Which entry of the use-case; that of the corrections is the next.
        source: The list of the house that they come from.

    Raises:
        EntryRefusedError: The books refuse it, for instance a day in a closed month.
    """
    posted = None
    if plan.lines:
        draft = EntryDraft(
            occurred_on=plan.on,
            memo=memo,
            lines=plan.lines,
            request_id=request_id,
            part=part,
            source_kind=source.kind if source else "",
            source_id=source.id if source else None,
        )
        posted = post_entry(place=plan.place, context=context, draft=draft, today=today, actor=actor, act=act)
    else:
        record(cooperative_id=plan.place.id, actor=actor, act=act.act, facts=act.facts, now=now)
    return keep_moves(
        plan=plan,
        posted=posted,
        today=today,
        actor=actor,
        request_id=request_id,
        now=now,
        part=part + 1,
        source=source,
    )


def keep_moves(
    *,
    plan: Plan,
    posted: Posted | None,
    today: date,
    actor: Actor | None,
    request_id: UUID,
    now: datetime,
    part: int,
    source: Source | None = None,
) -> Kept:
    """Write moves whose entry the caller posted, and post what is corrected by them. Step.

    Args, as of ``book_moves``, and:
        posted: The entry of the moves; None: nothing of value moved.
        part: Which entry of the use-case that of the corrections is.

    Raises:
        EntryRefusedError: The books refuse the correction.
        StockRefusedError: ``batch``.
    """
    draft = correction_draft(plan=plan, today=today, request_id=request_id, part=part, source=source)
    correction = (
        post_entry(place=plan.place, context=CONTEXT, draft=draft, today=today, actor=actor)
        if draft
        else None
    )
    write_moves(
        plan=plan, posted=posted, correction=correction, today=today, actor=actor, now=now, source=source
    )
    move_batches(plan=plan)
    return Kept([told.move_id for told in plan.told], posted, correction)


def correction_draft(
    *, plan: Plan, today: date, request_id: UUID, part: int, source: Source | None
) -> EntryDraft | None:
    """Write the entry of what moves correct, of today; None where the books stay as they are."""
    lines = plan.correction_lines
    if not lines:
        return None
    return EntryDraft(
        occurred_on=today,
        memo=CORRECTION,
        lines=lines,
        request_id=request_id,
        part=part,
        source_kind=source.kind if source else "",
        source_id=source.id if source else None,
    )


def moving_inquiry(
    *, place: Cooperative, pairs: Sequence[tuple[UUID, UUID]], on: date
) -> Inquiry[LockedPairs]:
    """Ask to lock what will move, together with other questions of the same trip; ``plan_moves`` takes the answer.

    Args:
        place: Whose.
        pairs: Product and location of each movement, in their order.
        on: The day.
    """
    return locked_pairs_inquiry(
        cooperative_id=place.id, wanted=dict.fromkeys(pairs), on=on, series=SERIES, count=len(pairs)
    )


def _locked(place: Cooperative, movements: Sequence[Movement], on: date) -> LockedPairs:
    pairs = [(one.product_id, one.location_id) for one in movements]
    locked: LockedPairs
    (locked,) = asked(moving_inquiry(place=place, pairs=pairs, on=on))
    return locked


def _refuse(movements: Sequence[Movement], on: date, today: date) -> None:
    if not movements:
        raise StockRefusedError(wrong="nothing")
    if on > today:
        raise StockRefusedError(wrong="future")
    if any(one.qty == 0 for one in movements):
        raise StockRefusedError(wrong="qty")
    if any(one.value_rp < 0 for one in movements):
        raise StockRefusedError(wrong="cost")


def _stocks_for(place: Cooperative, movements: Sequence[Movement], on: date) -> tuple[list[UUID], bool]:
    """Find the stock of each movement, opened at its first, and whether a day is told that others came after."""
    wanted = dict.fromkeys((one.product_id, one.location_id) for one in movements)
    pairs = pairs_of(cooperative_id=place.id, wanted=wanted)
    for pair in pairs:
        if not pair.is_product:
            raise StockRefusedError(wrong="product")
        if not pair.is_location:
            raise StockRefusedError(wrong="location")
    ids = {(one.product_id, one.location_id): one.stock_id for one in pairs if one.stock_id}
    new = [pair for pair in pairs if pair.stock_id is None]
    if new:
        ids |= open_stocks(cooperative_id=place.id, pairs=new)
    is_late = any(pair.last_on and on < pair.last_on for pair in pairs)
    return [ids[one.product_id, one.location_id] for one in movements], is_late
