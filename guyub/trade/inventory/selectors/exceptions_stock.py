"""What the pengawas should look at in stock: large losses, what is below nothing, what does not arrive."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F

from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.trade.inventory.domain.counting import CountState
from guyub.trade.inventory.domain.documents import LOSS_WORDS, LossKind, PaperState, TransferState
from guyub.trade.inventory.models import Stock, StockCount, StockLoss, StockTally, Transfer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

LARGE, WAY, BELOW = "otorisasi.ambang", "pengawasan.jalan_hari", "pengawasan.stok_minus_hari"
_PARTS_OF_LARGE = 10  # what is a tenth of what needs a second person is looked at
_COUNTED_BY = timedelta(days=3)


def large_losses(watched: Watched) -> Iterator[ExceptionFound]:
    """Find goods that left without being sold, from a tenth of the threshold of a second person. One query."""
    rows = StockLoss.objects.filter(
        cooperative_id=watched.cooperative_id,
        state=PaperState.DIBUKUKAN.value,
        lost_on__range=(watched.since, watched.until),
        value_rp__gte=watched.limits[LARGE] // _PARTS_OF_LARGE,
    )
    for row in rows.select_related("location").order_by("-lost_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="inventory.large_loss",
            on=row.lost_on,
            said=f"{row}, {LOSS_WORDS[LossKind(row.kind)].lower()}, {row.location.name}: {row.reason}",
            about="stock_loss",
            about_id=row.id,
            amount_rp=row.value_rp,
        )


def below_nothing(watched: Watched) -> Iterator[ExceptionFound]:
    """Find stock that has been below nothing for too many days. One query."""
    due = min(watched.until, watched.today - timedelta(days=watched.limits[BELOW]))
    rows = Stock.objects.filter(
        cooperative_id=watched.cooperative_id, qty__lt=0, last_on__range=(watched.since, due)
    )
    for row in rows.select_related("product", "location").order_by("last_on", "id")[:MOST_FOUND]:
        days = (watched.today - row.last_on).days if row.last_on else 0
        yield ExceptionFound(
            kind="inventory.negative",
            on=row.last_on or watched.until,
            said=f"{row.product.name}, {row.location.name}: di bawah nol, {days} hari tanpa gerak",
            about="stock_card",
            about_id=row.product_id,
            amount_rp=abs(row.value_rp),
        )


def long_on_its_way(watched: Watched) -> Iterator[ExceptionFound]:
    """Find what was sent and has not arrived after too many days, and what one person alone moved. Two queries."""
    due = min(watched.until, watched.today - timedelta(days=watched.limits[WAY] + 1))
    rows = Transfer.objects.filter(cooperative_id=watched.cooperative_id).select_related("giver", "taker")
    out = rows.filter(state=TransferState.DIKIRIM.value, sent_on__range=(watched.since, due))
    for row in out.order_by("-sent_on", "-id")[:MOST_FOUND]:
        days = (watched.today - row.sent_on).days
        yield ExceptionFound(
            kind="inventory.on_its_way",
            on=row.sent_on,
            said=f"{row}, {row.giver.name} ke {row.taker.name}, {days} hari belum tiba",
            about="stock_transfer",
            about_id=row.id,
        )
    alone = rows.filter(
        state=TransferState.DITERIMA.value,
        is_direct=False,
        ended_by=F("sent_by"),
        ended_on__range=(watched.since, watched.until),
    )
    for row in alone.order_by("-ended_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="inventory.alone",
            on=row.ended_on or row.sent_on,
            said=f"{row}, {row.giver.name} ke {row.taker.name}, pengirim menerima sendiri",
            about="stock_transfer",
            about_id=row.id,
        )


def counts_alone(watched: Watched) -> Iterator[ExceptionFound]:
    """Find counts that wait for a second person for days. Two queries."""
    due = min(watched.until, watched.today - _COUNTED_BY)
    tallied = StockTally.objects.filter(
        cooperative_id=watched.cooperative_id,
        line__count__state=CountState.DIHITUNG.value,
        line__count__begun_on__range=(watched.since, due),
    )
    told = tallied.order_by().values("line__count").annotate(people=Count("counted_by", distinct=True))
    alone = told.filter(people=1).values_list("line__count", flat=True)
    rows = StockCount.objects.filter(cooperative_id=watched.cooperative_id, id__in=list(alone[:MOST_FOUND]))
    for row in rows.select_related("location").order_by("-begun_on", "-id"):
        yield ExceptionFound(
            kind="inventory.count_alone",
            on=row.begun_on,
            said=f"{row}, {row.location.name}: baru dihitung satu orang, {(watched.today - row.begun_on).days} hari",
            about="stock_count",
            about_id=row.id,
        )


STOCK_EXCEPTIONS: Iterable[Watcher] = (large_losses, below_nothing, long_on_its_way, counts_alone)
