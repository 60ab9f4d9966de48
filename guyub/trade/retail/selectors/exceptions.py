"""What the pengawas should look at in pay-first orders: closed too late, not fetched, handed over and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Sum

from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.trade.retail.domain.accounts import order_name
from guyub.trade.retail.domain.cycles import CycleState
from guyub.trade.retail.models import BuyerCycle, BuyerLine, Handing
from guyub.trade.retail.selectors.exceptions_sales import SALE_EXCEPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

# A week, as long as goods lie in a shop before somebody asks: the house's own, no law names one.
FETCHED_DAYS = 7


def closed_too_late(watched: Watched) -> Iterator[ExceptionFound]:
    """Find cycles whose last day fell in the span and is over, and that still hold money of buyers. One query."""
    rows = BuyerCycle.objects.filter(
        cooperative_id=watched.cooperative_id,
        state=CycleState.BUKA.value,
        closes_on__range=(watched.since, watched.until),
        closes_on__lt=watched.today,
    ).annotate(held=Sum("orders__held_rp"))
    for row in rows.filter(held__gt=0).order_by("-closes_on", "-id")[:MOST_FOUND]:
        days = (watched.today - row.closes_on).days
        yield ExceptionFound(
            kind="retail.cycle_open",
            on=row.closes_on,
            said=f"{row.name}: hari tutup lewat {days} hari, uang pembeli masih dipegang",
            amount_rp=row.held,
        )


def not_fetched(watched: Watched) -> Iterator[ExceptionFound]:
    """Find goods that were set aside in the span and have waited for their buyers for a week. One query."""
    due = min(watched.until, watched.today - timedelta(days=FETCHED_DAYS))
    rows = BuyerLine.objects.filter(
        cooperative_id=watched.cooperative_id,
        granted_qty__gt=F("handed_qty"),
        order__cycle__shared_on__range=(watched.since, due),
    ).select_related("order__cycle", "good__product", "good__unit")
    for row in rows.order_by("-order__cycle__shared_on", "-id")[:MOST_FOUND]:
        cycle, ready_qty = row.order.cycle, row.granted_qty - row.handed_qty
        on = cycle.shared_on or watched.today
        yield ExceptionFound(
            kind="retail.not_fetched",
            on=on,
            said=f"{order_name(cycle.year, cycle.no, row.order.no)}: {ready_qty} {row.good.unit.name}"
            f" {row.good.product.name} sudah {(watched.today - on).days} hari belum diambil",
            amount_rp=ready_qty * row.price_rp,
        )


def taken_back(watched: Watched) -> Iterator[ExceptionFound]:
    """Find hand-overs that were taken back. One query."""
    rows = Handing.objects.filter(
        cooperative_id=watched.cooperative_id, undone_on__range=(watched.since, watched.until)
    ).select_related("order__cycle")
    for row in rows.order_by("-undone_on", "-id")[:MOST_FOUND]:
        cycle = row.order.cycle
        yield ExceptionFound(
            kind="retail.taken_back",
            on=row.undone_on or watched.until,
            said=f"Penyerahan {order_name(cycle.year, cycle.no, row.order.no)}: {row.undone_why}",
            about="entry",
            about_id=row.entry_id,
            amount_rp=row.total_rp,
        )


EXCEPTIONS: Iterable[Watcher] = (closed_too_late, not_fetched, taken_back, *SALE_EXCEPTIONS)
