"""Undoing a table of goods while nothing else moved of them: the stock is taken back, the total waits again.

What stays: the moves and what takes them back, the pair of entries, and the products that the table made. These are
closed under a name and a code that say so, so that a mended table may bring them again under their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from guyub.books.ledger.services.periods import lock_books
from guyub.books.treasury.services.opening_details import take_detail_back
from guyub.foundation.intake.services.tables import Taken
from guyub.foundation.kernel.services.numbering import next_numbers
from guyub.foundation.kernel.tenancy.postgresql.calls import prepared
from guyub.trade.inventory.models import (
    Barcode,
    OpenedStock,
    Price,
    Product,
    ProductUnit,
    Stock,
    StockMove,
)
from guyub.trade.inventory.services.moving import CONTEXT, keep_moves
from guyub.trade.inventory.services.opening_taking import SOURCE, StockOpeningRefusedError
from guyub.trade.inventory.services.plans import Source
from guyub.trade.inventory.services.taking_back import plan_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from guyub.foundation.intake.services.tables import Taking
    from guyub.trade.inventory.models import StockOpening

MEMO = "Batal rincian saldo awal persediaan"
SERIES = "inventory.product_undone"
CLOSED_CODE = "BATAL-{:06}"
_OWN = frozenset({Barcode, OpenedStock, Price, ProductUnit, Stock})
_CLOSE = """
    UPDATE inventory_product p SET code = w.code, name = left(p.name, 77 - length(w.code)) || ' (' || w.code || ')',
            closed_on = %(today)s, changed_at = %(now)s
        FROM unnest(%(ids)s::uuid[], %(codes)s::text[]) AS w(id, code)
        WHERE p.cooperative_id = %(place)s AND p.id = w.id
"""


def undo_goods(taking: Taking[StockOpening]) -> Taken:
    """Take back what a table of goods made, whole. Step of intake.

    Raises:
        StockOpeningRefusedError: ``moved``: so many of its goods moved since; ``used``: so many of its products stand
            elsewhere, as in an order.
        EntryRefusedError: The books refuse it.
    """
    place, batch, today = taking.place, taking.batch, taking.today
    opened = OpenedStock.objects.filter(cooperative_id=place.id, batch_id=batch.id)
    rows = list(opened.order_by("line"))
    new = [row.product_id for row in rows if row.is_new]
    move_ids = [row.move_id for row in rows if row.move_id]
    own = [row.product_id for row in rows if row.is_new or row.move_id]
    _lock(place.id, new, own)
    _refuse_moved(place.id, batch.id, own)
    _refuse_used(place.id, new)
    plan = plan_back(place=place, move_ids=move_ids, today=today) if move_ids else None
    lock_books(place_id=place.id)
    posted = None
    if batch.entry_id:
        posted = take_detail_back(
            context=CONTEXT, memo=MEMO, entry_id=batch.entry_id, on=batch.dated_on, **taking.told
        )
    if plan:
        keep_moves(
            plan=plan,
            posted=posted,
            today=today,
            actor=taking.actor,
            request_id=taking.request_id,
            now=taking.now,
            part=1,
            source=Source(SOURCE, batch.id),
        )
    _close_products(place.id, new, today, taking.now)
    columns = {"undone_entry_id": posted.entry_id if posted else None}
    return Taken(len(rows), columns, {"goods": len(rows), "entry": posted.name if posted else ""})


def _lock(cooperative_id: int, new: Sequence[UUID], own: Sequence[UUID]) -> None:
    """Let whoever names one of the products that the table made wait, and whoever moves any of its goods."""
    products = Product.objects.filter(cooperative_id=cooperative_id, id__in=new).order_by("id")
    stocks = Stock.objects.filter(cooperative_id=cooperative_id, product__in=own).order_by("id")
    for rows in (products, stocks):
        list(rows.select_for_update().values_list("id", flat=True))


def _refuse_moved(cooperative_id: int, batch_id: UUID, product_ids: Sequence[UUID]) -> None:
    """Refuse where any of the goods moved after the table was taken in."""
    moves = StockMove.objects.filter(cooperative_id=cooperative_id)
    last = moves.filter(source_id=batch_id).aggregate(last=Max("seq"))["last"] or 0
    since = moves.filter(stock__product__in=product_ids, seq__gt=last).exclude(source_id=batch_id)
    moved = since.values("stock__product").distinct().count()
    if moved:
        raise StockOpeningRefusedError(wrong="moved", count=moved)


def _refuse_used(cooperative_id: int, product_ids: Sequence[UUID]) -> None:
    """Refuse where a product that the table made is named by anything but its own rows."""
    used: set[UUID] = set()
    for relation in Product._meta.related_objects:
        model = relation.related_model
        if model in _OWN:
            continue
        field = relation.field.attname
        tables = model._default_manager  # noqa: SLF001  whichever contexts there are
        rows = tables.filter(cooperative_id=cooperative_id, **{f"{field}__in": product_ids})
        used |= set(rows.values_list(field, flat=True))
    if used:
        raise StockOpeningRefusedError(wrong="used", count=len(used))


def _close_products(cooperative_id: int, product_ids: Sequence[UUID], today: date, now: datetime) -> None:
    """Close the products under names and codes that are free; their numbers for scanners go."""
    if not product_ids:
        return
    numbers = next_numbers(cooperative_id=cooperative_id, series=SERIES, count=len(product_ids))
    barcodes = Barcode.objects.filter(cooperative_id=cooperative_id, product__in=product_ids)
    barcodes._raw_delete(barcodes.db)  # noqa: SLF001  nothing stands on a barcode
    prepared(
        (
            _CLOSE,
            {
                "place": cooperative_id,
                "ids": list(product_ids),
                "codes": [CLOSED_CODE.format(number) for number in numbers],
                "today": today,
                "now": now,
            },
        )
    )
