"""What the pengawas should look at in containers: lent for long, in quarantine for long, counted otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.trade.inventory.domain.containers import OUTSIDE, Why
from guyub.trade.inventory.models import ContainerHolding, ContainerMove, ContainerStock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched

LENT, APART = "pengawasan.wadah_pinjam_hari", "pengawasan.wadah_karantina_hari"


def lent_for_long(watched: Watched) -> Iterator[ExceptionFound]:
    """Find containers that went out on loan in the span and are not back after too many days. One query."""
    due = min(watched.until, watched.today - timedelta(days=watched.limits[LENT] + 1))
    rows = ContainerHolding.objects.filter(
        cooperative_id=watched.cooperative_id, loan_qty__gt=0, since__range=(watched.since, due)
    )
    for row in rows.select_related("kind").order_by("-since", "-id")[:MOST_FOUND]:
        whom = "anggota" if row.member_id else "pembeli bukan anggota"
        days = (watched.today - row.since).days
        yield ExceptionFound(
            kind="inventory.container_lent",
            on=row.since,
            said=f"{row.loan_qty} {row.kind.name}, dipinjam {whom}, {days} hari belum kembali",
        )


def apart_for_long(watched: Watched) -> Iterator[ExceptionFound]:
    """Find containers that went into quarantine in the span and are there after too many days. One query."""
    due = min(watched.until, watched.today - timedelta(days=watched.limits[APART] + 1))
    rows = ContainerStock.objects.filter(
        cooperative_id=watched.cooperative_id, quarantine_on__range=(watched.since, due)
    )
    for row in rows.select_related("kind", "location").order_by("-quarantine_on", "-id")[:MOST_FOUND]:
        since = row.quarantine_on or watched.today
        days = (watched.today - since).days
        yield ExceptionFound(
            kind="inventory.container_apart",
            on=since,
            said=f"{row.quarantine_qty} {row.kind.name} di {row.location.name}, {days} hari di karantina",
        )


def counted_otherwise(watched: Watched) -> Iterator[ExceptionFound]:
    """Find counts that differed from the book, unless they were taken back. One query."""
    mine = ContainerMove.objects.filter(cooperative_id=watched.cooperative_id)
    rows = mine.filter(
        why=Why.HITUNG.value, undoes__isnull=True, on__range=(watched.since, watched.until)
    ).exclude(id__in=mine.filter(undoes__isnull=False).values("undoes_id"))
    told = rows.select_related("kind", "from_location", "to_location").order_by("-seq")
    for row in told[:MOST_FOUND]:
        is_less = row.after == OUTSIDE.state.value
        where = row.from_location if is_less else row.to_location
        yield ExceptionFound(
            kind="inventory.container_counted",
            on=row.on,
            said=f"{row.kind.name} di {where}: {'kurang' if is_less else 'lebih'} {row.qty}, {row.note}",
        )


CONTAINER_EXCEPTIONS = (lent_for_long, apart_for_long, counted_otherwise)
