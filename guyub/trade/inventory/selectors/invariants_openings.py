"""What must hold of goods that were there before the books of Guyub began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from guyub.foundation.intake.domain.states import TableState
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.trade.inventory.domain.moves import Cause
from guyub.trade.inventory.models import OpenedStock, StockOpening
from guyub.trade.inventory.selectors.opening_plans import WAITING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_TOLD = 5


def openings_are_their_goods(cooperative_id: int) -> Iterator[Broken]:
    """What a table of goods brought in all is what it brought of each."""
    rows = StockOpening.objects.filter(
        cooperative_id=cooperative_id, state__in=[TableState.DIMASUKKAN, TableState.DIBATALKAN]
    ).defer("sealed")
    for row in rows.order_by("id"):
        opened = OpenedStock.objects.filter(cooperative_id=cooperative_id, batch_id=row.id)
        found = opened.aggregate(
            goods=Count("id"),
            new=Count("id", filter=Q(is_new=True)),
            rp=Coalesce(Sum("value_rp"), 0),
        )
        told = (row.goods_count, row.new_count, row.value_rp)
        if told != tuple(found.values()):
            said = f"{row.original_name}: {told}, its goods {tuple(found.values())}"
            yield Broken("inventory.opening.totals", said)


def opened_goods_moved_as_told(cooperative_id: int) -> Iterator[Broken]:
    """What a table said lies there is what its move says: so much, at that cost, from the opening position."""
    rows = OpenedStock.objects.filter(cooperative_id=cooperative_id, move__isnull=False)
    wrong = rows.exclude(
        qty=F("move__qty"),
        value_rp=F("move__value_rp"),
        move__cause=Cause.AWAL.value,
        move__counter=WAITING,
        product=F("move__stock__product"),
    )
    for row in wrong.select_related("product", "move").order_by("id")[:MOST_TOLD]:
        said = (
            f"{row.product.name}: told {row.qty} ({row.value_rp}), moved {row.move.qty} ({row.move.value_rp})"
        )
        yield Broken("inventory.opening.move", said)


OPENING_INVARIANTS: Iterable[Callable[[int], Iterator[Broken]]] = (
    openings_are_their_goods,
    opened_goods_moved_as_told,
)
