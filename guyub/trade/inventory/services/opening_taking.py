"""Taking a table of goods in: products, units, numbers, prices, stock and one entry, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import IntegrityError

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.ledger.services.periods import lock_books
from guyub.books.treasury.services.opening_details import post_detail
from guyub.foundation.intake.services.tables import Taken
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.ids import uuid7
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.models import OpenedStock
from guyub.trade.inventory.selectors.opening_plans import WAITING, left_of
from guyub.trade.inventory.services.inserting import insert_rows, row_of
from guyub.trade.inventory.services.moving import CONTEXT, keep_moves, plan_moves
from guyub.trade.inventory.services.opening_products import write_products
from guyub.trade.inventory.services.plans import BatchTold, Movement, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from guyub.books.ledger.services.posting import Posted
    from guyub.foundation.intake.services.tables import Taking
    from guyub.trade.inventory.domain.opening_shapes import BroughtGoods
    from guyub.trade.inventory.models import StockOpening
    from guyub.trade.inventory.selectors.opening_plans import StockPlan
    from guyub.trade.inventory.services.plans import Plan

SOURCE = "inventory.opening"
MEMO = "Rincian saldo awal persediaan"
_ONCE = frozenset({"product_code_once", "product_name_once", "barcode_once"})


class StockOpeningRefusedError(DomainError):
    """A table of goods is not brought, told, taken in or undone; ``wrong`` says why.

    ``open`` (one is open already), ``empty``, ``many`` (fact ``most``), ``sheet``, ``header``, ``field``, ``place`` (no
    location of this cooperative, or closed), ``closed``, ``lacking``, ``faults`` (fact ``count``), ``nothing``,
    ``waiting`` (the worker has it in hand), ``gone`` (who gave it to the worker holds the role no more), ``location``
    (nobody said where the goods lie), ``unopened`` (the books are not), ``more`` (facts ``total_rp``, ``left_rp``,
    ``difference_rp``), ``changed`` (catalogue or books changed meanwhile), ``moved`` (fact ``count``: so many of its
    goods moved since), ``used`` (fact ``count``: so many of its products stand elsewhere).
    """

    code: ClassVar[str] = "inventory.opening.refused"


def take_goods(taking: Taking[StockOpening], plan: StockPlan) -> Taken:
    """Write products, units, numbers, prices and stock, and post their entry. Step of intake.

    Raises:
        StockOpeningRefusedError: ``changed``.
        EntryRefusedError: The books refuse it.
    """
    rows = plan.reading.rows
    products = _put_in(taking, rows)
    posted, moves = _move(taking, plan, rows, products)
    _write(taking, rows, products, moves)
    columns = {
        "dated_on": plan.cut_off if moves else None,
        "goods_count": len(rows),
        "new_count": plan.new,
        "value_rp": plan.value_rp,
        "entry_id": posted.entry_id if posted else None,
        "taken_by_id": taking.actor.person_id,
    }
    return Taken(len(rows), columns, {"goods": len(rows), "entry": posted.name if posted else ""})


def _put_in(taking: Taking[StockOpening], rows: Sequence[BroughtGoods]) -> dict[int, UUID]:
    """Write the products; refuse where somebody added one of them since the look at the catalogue."""
    try:
        return write_products(
            place=taking.place,
            rows=rows,
            actor=taking.actor,
            today=taking.today,
            now=taking.now,
            progress=taking.progress,
        )
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if broken not in _ONCE:
            raise
        raise StockOpeningRefusedError(wrong="changed") from error


def _move(
    taking: Taking[StockOpening], plan: StockPlan, rows: Sequence[BroughtGoods], products: Mapping[int, UUID]
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
        source=Source(SOURCE, taking.batch.id),
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


def _book(taking: Taking[StockOpening], moving: Plan, plan: StockPlan) -> Posted | None:
    """Move the value from the opening position, which is the cooperative's, to the stocks, in the unit of the place."""
    if not plan.value_rp:
        return None
    assert plan.cut_off is not None  # noqa: S101  as _move
    return post_detail(
        context=CONTEXT,
        memo=MEMO,
        lines=[*moving.stock_lines, LineDraft(WAITING, -plan.value_rp)],
        on=plan.cut_off,
        source_kind=SOURCE,
        source_id=taking.batch.id,
        **taking.told,
    )


def _write(
    taking: Taking[StockOpening],
    rows: Sequence[BroughtGoods],
    products: Mapping[int, UUID],
    moves: Mapping[int, UUID],
) -> None:
    opened = row_of(OpenedStock, cooperative_id=taking.place.id, batch_id=taking.batch.id)
    insert_rows(
        OpenedStock,
        (
            opened
            | {
                "id": uuid7(),
                "line": row.line,
                "product_id": products[row.line],
                "is_new": row.is_new,
                "qty": row.stock.qty,
                "value_rp": row.stock.value_rp,
                "move_id": moves.get(row.line),
            }
            for row in rows
        ),
    )
