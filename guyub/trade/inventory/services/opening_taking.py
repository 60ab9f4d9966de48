"""Taking a table of goods in: products, units, numbers, prices, stock and one entry, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.periods import lock_books
from guyub.books.ledger.services.posting import post_entry
from guyub.books.treasury.domain.opening import OPENING_SERIES
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.domain.opening_fields import lacking
from guyub.trade.inventory.models import OpenedStock
from guyub.trade.inventory.selectors.opening_plans import WAITING, left_of, plan_of
from guyub.trade.inventory.selectors.openings import opened_batch
from guyub.trade.inventory.services.inserting import insert_rows
from guyub.trade.inventory.services.moving import CONTEXT, keep_moves, plan_moves
from guyub.trade.inventory.services.opening_products import write_products
from guyub.trade.inventory.services.openings import (
    StockOpeningRefusedError,
    act,
    close,
    locked,
    note,
    unsealed,
)
from guyub.trade.inventory.services.plans import BatchTold, Movement, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative
    from guyub.trade.inventory.domain.opening_shapes import BroughtGoods
    from guyub.trade.inventory.models import StockOpening
    from guyub.trade.inventory.selectors.opening_plans import StockPlan
    from guyub.trade.inventory.services.openings import Opened
    from guyub.trade.inventory.services.plans import Plan

SOURCE = "inventory.opening"
MEMO = "Rincian saldo awal persediaan"
ROWS_AT_ONCE = 2_000
_ONCE = frozenset({"product_code_once", "product_name_once", "barcode_once"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taking:
    """What stays the same while a table is taken in."""

    place: Cooperative
    batch_id: UUID
    actor: Actor
    today: date
    request_id: UUID
    now: datetime


def take_table(
    *,
    actor: Actor,
    place: Cooperative,
    batch_id: UUID,
    today: date,
    request_id: UUID,
    now: datetime,
) -> int:
    """Take an open table in, all of it in one transaction; the original is gone with it. Use-case.

    Args:
        actor: Who keeps the treasury: the books follow.
        place: Whose.
        batch_id: A table without an error.
        today: The business date, from which its prices hold.
        request_id: Made once per intention.
        now: The moment, aware.

    Returns:
        How many goods stand now.

    Raises:
        StockOpeningRefusedError: ``closed lacking faults nothing location unopened more changed``.
        EntryRefusedError: The books refuse it.
    """
    taking = _Taking(place=place, batch_id=batch_id, actor=actor, today=today, request_id=request_id, now=now)

    def work() -> int:
        batch = locked(place.id, batch_id)
        _, found = checked(batch, place=place, today=today)
        plan = _ready(found)
        rows = plan.reading.rows
        products = _put_in(taking, rows)
        posted, moves = _move(taking, plan, rows, products)
        _write(taking, rows, products, moves)
        close(
            batch,
            TableState.DIMASUKKAN,
            now,
            dated_on=plan.cut_off if moves else None,
            goods_count=len(rows),
            new_count=plan.new,
            value_rp=plan.value_rp,
            entry_id=posted.entry_id if posted else None,
            taken_by_id=actor.person_id,
        )
        note(actor, "taken", batch, now, goods=len(rows), entry=posted.name if posted else "")
        return len(rows)

    taken: int = act(
        actor, "take_opening_table", {"batch": batch_id}, request_id, now, work, action=Action.KEEP_TREASURY
    )
    return taken


def check_table(*, place: Cooperative, batch_id: UUID, today: date) -> tuple[Opened, StockPlan | None]:
    """Tell what taking a table in would do and what is not right in it; writes nothing.

    Returns:
        The table, and the plan; None where a required column is lacking.

    Raises:
        StockOpeningRefusedError: It is ``closed``.
    """
    with scope(place.id):
        batch = opened_batch(cooperative_id=place.id, batch_id=batch_id)
        if batch is None:
            raise StockOpeningRefusedError(wrong="closed")
        return checked(batch, place=place, today=today)


def checked(batch: StockOpening, *, place: Cooperative, today: date) -> tuple[Opened, StockPlan | None]:
    """Unseal a table and plan it. Step: needs the scope."""
    opened = unsealed(batch)
    if lacking(batch.mapping):
        return opened, None
    plan = plan_of(
        place=place,
        columns=opened.header.columns,
        lines=opened.lines,
        mapping=batch.mapping,
        location_id=batch.location_id,
        today=today,
    )
    return opened, plan


def _ready(plan: StockPlan | None) -> StockPlan:
    if plan is None:
        raise StockOpeningRefusedError(wrong="lacking")
    if plan.reading.errors_count:
        raise StockOpeningRefusedError(wrong="faults", count=plan.reading.errors_count)
    if not plan.reading.rows:
        raise StockOpeningRefusedError(wrong="nothing")
    if plan.wrong:
        raise StockOpeningRefusedError(
            wrong=plan.wrong,
            total_rp=plan.value_rp,
            left_rp=plan.left_rp,
            difference_rp=plan.value_rp - plan.left_rp,
        )
    return plan


def _put_in(taking: _Taking, rows: Sequence[BroughtGoods]) -> dict[int, UUID]:
    """Write the products; refuse where somebody added one of them since the look at the catalogue."""
    try:
        return write_products(
            place=taking.place, rows=rows, actor=taking.actor, today=taking.today, now=taking.now
        )
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if broken not in _ONCE:
            raise
        raise StockOpeningRefusedError(wrong="changed") from error


def _move(
    taking: _Taking, plan: StockPlan, rows: Sequence[BroughtGoods], products: Mapping[int, UUID]
) -> tuple[Posted | None, dict[int, UUID]]:
    """Let the stock come on the day of the opening position; give its entry, and the move of each line."""
    stocked = [row for row in rows if row.stock.qty]
    if not stocked:
        return None, {}
    assert plan.location is not None and plan.cut_off is not None  # noqa: S101, PT018  as _ready looked
    movements = [_movement(row, products[row.line], plan.location.location_id) for row in stocked]
    moving = plan_moves(place=taking.place, movements=movements, on=plan.cut_off, today=taking.today)
    lock_books(place_id=taking.place.id)
    # Looked at again under the lock: nobody told the same total meanwhile.
    if left_of(cooperative_id=taking.place.id) != plan.left_rp:
        raise StockOpeningRefusedError(wrong="changed")
    posted = _book(taking, moving, plan)
    kept = keep_moves(
        plan=moving,
        posted=posted,
        today=taking.today,
        actor=taking.actor,
        request_id=taking.request_id,
        now=taking.now,
        part=1,
        source=Source(SOURCE, taking.batch_id),
    )
    return posted, {row.line: move_id for row, move_id in zip(stocked, kept.move_ids, strict=True)}


def _movement(row: BroughtGoods, product_id: UUID, location_id: UUID) -> Movement:
    stock = row.stock
    return Movement(
        product_id=product_id,
        location_id=location_id,
        cause=Cause.AWAL,
        qty=stock.qty,
        counter=WAITING,
        value_rp=stock.value_rp,
        batch=BatchTold(stock.batch, stock.expires_on) if stock.batch else None,
    )


def _book(taking: _Taking, moving: Plan, plan: StockPlan) -> Posted | None:
    """Move the value from the opening position, which is the cooperative's, to the stocks, in the unit of the place."""
    if not plan.value_rp:
        return None
    assert plan.cut_off is not None  # noqa: S101  as _move
    draft = EntryDraft(
        occurred_on=plan.cut_off,
        memo=MEMO,
        lines=[*moving.stock_lines, LineDraft(WAITING, -plan.value_rp)],
        request_id=taking.request_id,
        series=OPENING_SERIES,
        source_kind=SOURCE,
        source_id=taking.batch_id,
    )
    return post_entry(
        place=taking.place, context=CONTEXT, draft=draft, today=taking.today, actor=taking.actor, is_late=True
    )


def _write(
    taking: _Taking, rows: Sequence[BroughtGoods], products: Mapping[int, UUID], moves: Mapping[int, UUID]
) -> None:
    opened = [
        OpenedStock(
            id=uuid7(),
            cooperative_id=taking.place.id,
            batch_id=taking.batch_id,
            line=row.line,
            product_id=products[row.line],
            is_new=row.is_new,
            qty=row.stock.qty,
            value_rp=row.stock.value_rp,
            move_id=moves.get(row.line),
        )
        for row in rows
    ]
    for at in range(0, len(opened), ROWS_AT_ONCE):
        insert_rows(opened[at : at + ROWS_AT_ONCE])
