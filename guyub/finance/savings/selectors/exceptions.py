"""What the pengawas should look at in savings: collectors' cash that differed, lists that stay out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from guyub.finance.savings.domain.collecting import OPEN_STATES, ListState
from guyub.finance.savings.models import CollectionList
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

OUT = "pengawasan.tagih_hari"


def lists_that_differed(watched: Watched) -> Iterator[ExceptionFound]:
    """Find lists whose cash was more or less than what members gave. One query."""
    rows = CollectionList.objects.filter(
        cooperative_id=watched.cooperative_id,
        state=ListState.DIBUKUKAN.value,
        booked_on__range=(watched.since, watched.until),
    ).exclude(counted_rp=F("booked_rp") + F("back_rp"))
    for row in rows.select_related("collector", "difference").order_by("-booked_on", "-id")[:MOST_FOUND]:
        over_rp = (row.counted_rp or 0) - (row.booked_rp or 0) - row.back_rp
        words = "lebih" if over_rp > 0 else "kurang"
        yield ExceptionFound(
            kind="savings.collection_variance",
            on=row.booked_on or watched.until,
            said=f"{row}, {row.collector.name}, {words} {rupiah(abs(over_rp))}: {row.reason}",
            about="entry" if row.difference else "",
            about_id=row.difference.entry_id if row.difference else None,
            amount_rp=abs(over_rp),
        )


def lists_that_stay_out(watched: Watched) -> Iterator[ExceptionFound]:
    """Find lists that went out in the span and are not booked after too many days. One query."""
    due = min(watched.until, watched.today - timedelta(days=watched.limits[OUT] + 1))
    rows = CollectionList.objects.filter(
        cooperative_id=watched.cooperative_id, state__in=OPEN_STATES, made_on__range=(watched.since, due)
    )
    for row in rows.select_related("collector").order_by("-made_on", "-id")[:MOST_FOUND]:
        days = (watched.today - row.made_on).days
        yield ExceptionFound(
            kind="savings.collection_out",
            on=row.made_on,
            said=f"{row}, {row.collector.name}, {row.whom}, {days} hari belum kembali",
            amount_rp=row.expected_rp,
        )


EXCEPTIONS: Iterable[Watcher] = (lists_that_differed, lists_that_stay_out)
