"""Moving batches along with the goods that have them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.inventory.domain.batches import UNMARKED, Batches, BatchShortError
from guyub.trade.inventory.models import BatchMove, StockBatch
from guyub.trade.inventory.services.plans import BatchTold, StockRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from guyub.trade.inventory.domain.moves import Told
    from guyub.trade.inventory.services.plans import Plan

_BATCHES = """
    UPDATE inventory_stockbatch b SET qty = w.qty
        FROM unnest(%(ids)s::uuid[], %(qtys)s::bigint[]) AS w(id, qty)
        WHERE b.cooperative_id = %(place)s AND b.id = w.id
"""
Parts = list[tuple[str, int]]


def move_batches(*, plan: Plan) -> None:
    """Move the batches of a plan's goods, once its moves are written. Step; nothing where no product has batches.

    Goods of one product that go from one location to another keep their batches; what is taken back goes to or from the
    batches that it moved. What settles goods that had left before they came belongs to no batch.

    Raises:
        StockRefusedError: ``batch``: the named one, or those that are left, hold less; or its expiry is another.
    """
    moved = [
        (told, movement.batch)
        for told, movement in zip(plan.told, plan.movements, strict=True)
        if told.qty and plan.held[told.stock_id].has_batches
    ]
    if not moved:
        return
    rows = {
        (row.stock_id, row.code): row
        for row in StockBatch.objects.filter(
            cooperative_id=plan.place.id, stock__in={told.stock_id for told, _ in moved}
        )
    }
    books: dict[UUID, Batches] = defaultdict(Batches)
    for (stock_id, code), row in rows.items():
        books[stock_id].left[code] = (row.expires_on, row.qty)
    parts = _parts(plan, moved, books, _undone(plan))
    _write(plan, rows, books, parts)


def _parts(
    plan: Plan,
    moved: Sequence[tuple[Told, BatchTold | None]],
    books: Mapping[UUID, Batches],
    undone: Mapping[UUID, Parts],
) -> list[tuple[Told, Parts]]:
    there = {stock_id: stock.qty for stock_id, stock in plan.held.items()}
    gone: dict[tuple[UUID | None, UUID], list[tuple[str, date | None, int]]] = defaultdict(list)
    made = []
    for told, named in moved:
        stock, book = plan.held[told.stock_id], books[told.stock_id]
        before, there[stock.id] = there[stock.id], there[stock.id] + told.qty
        try:
            if told.move_id in plan.undoes:
                parts = _back(book, undone.get(plan.undoes[told.move_id], []))
            elif told.qty < 0:
                wanted = min(-told.qty, max(before, 0))
                parts = [(code, -part) for code, part in book.take(wanted, named.code if named else None)]
                gone[told.flow_id, stock.product_id] += [
                    (code, book.left[code][0], -part) for code, part in parts
                ]
            else:
                came = min(told.qty, max(there[stock.id], 0))
                parts = _come(book, came, named, gone[told.flow_id, stock.product_id] if told.flow_id else [])
        except BatchShortError as error:
            raise StockRefusedError(wrong="batch", product=stock.name) from error
        made.append((told, parts))
    return made


def _come(
    book: Batches, qty: int, named: BatchTold | None, gone: Sequence[tuple[str, date | None, int]]
) -> Parts:
    """Put what comes into the batch it names, or into those it left from, or into none."""
    if named is not None:
        return book.put(qty, named.code, named.expires_on)
    parts = []
    for code, expires_on, left in gone:
        part = min(left, qty)
        parts += book.put(part, code, expires_on)
        qty -= part
    return parts + book.put(qty, UNMARKED)


def _back(book: Batches, parts: Parts) -> Parts:
    for code, qty in parts:
        if qty > 0:
            book.take(qty, code)
        else:
            book.put(-qty, code)
    return [(code, -qty) for code, qty in parts]


def _undone(plan: Plan) -> dict[UUID, Parts]:
    undone: dict[UUID, Parts] = defaultdict(list)
    if plan.undoes:
        rows = BatchMove.objects.filter(cooperative_id=plan.place.id, move__in=plan.undoes.values())
        for move_id, code, qty in rows.order_by("id").values_list("move_id", "batch__code", "qty"):
            undone[move_id].append((code, qty))
    return undone


def _write(
    plan: Plan,
    rows: dict[tuple[UUID, str], StockBatch],
    books: Mapping[UUID, Batches],
    parts: Sequence[tuple[Told, Parts]],
) -> None:
    new, changed = [], []
    for stock_id, book in books.items():
        for code in sorted(book.changed):
            expires_on, qty = book.left[code]
            row = rows.get((stock_id, code))
            if row is None:
                row = rows[stock_id, code] = StockBatch(
                    id=uuid7(),
                    cooperative_id=plan.place.id,
                    stock_id=stock_id,
                    code=code,
                    expires_on=expires_on,
                )
                new.append(row)
            else:
                changed.append(row)
            row.qty = qty
    StockBatch.objects.bulk_create(new)
    if changed:
        given = {"ids": [row.id for row in changed], "qtys": [row.qty for row in changed]}
        prepared((_BATCHES, given | {"place": plan.place.id}))
    BatchMove.objects.bulk_create(
        BatchMove(
            cooperative_id=plan.place.id,
            move_id=told.move_id,
            batch_id=rows[told.stock_id, code].id,
            qty=qty,
        )
        for told, moved in parts
        for code, qty in moved
    )
