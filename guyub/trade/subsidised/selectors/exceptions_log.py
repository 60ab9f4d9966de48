"""What the pengawas should look at beside the official sites: days that do not agree, refusals kept, what looks odd."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from guyub.foundation.kernel.dates import business_date
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.trade.subsidised.domain.programmes import OfficialState
from guyub.trade.subsidised.models import DayClose, Oddity, RationedSale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guyub.foundation.kernel.selectors.exceptions import Watched

OPEN_DAYS = "jatah.selisih_hari"


def days_that_differ(watched: Watched) -> Iterator[ExceptionFound]:
    """Find days on which something differed and nobody has said for days what was done about it. One query."""
    due = min(watched.until, watched.today - timedelta(days=watched.limits[OPEN_DAYS]))
    rows = DayClose.objects.filter(
        cooperative_id=watched.cooperative_id,
        differs=True,
        settled_on__isnull=True,
        day__range=(watched.since, due),
    )
    for row in rows.order_by("-day", "programme")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="subsidised.day_differs",
            on=row.day,
            said=f"{row.programme}: {row.reason}",
            about="rations_day",
            about_id=row.id,
            amount_rp=abs(row.cash_rp + row.cashless_rp - row.paid_rp),
        )


def told_late(watched: Watched) -> Iterator[ExceptionFound]:
    """Find sales of earlier days that the official site was not told of. One query."""
    due = min(watched.until, watched.today - timedelta(days=1))
    rows = RationedSale.objects.filter(
        cooperative_id=watched.cooperative_id,
        official__in=[OfficialState.WAITING.value, OfficialState.REFUSED.value, OfficialState.CANCEL.value],
        sold_on__range=(watched.since, due),
    )
    for row in rows.order_by("-sold_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="subsidised.told_late",
            on=row.sold_on,
            said=f"Nota {row.number}, {(watched.today - row.sold_on).days} hari",
            about="rations_sale",
            about_id=row.id,
            amount_rp=row.paid_rp,
        )


def kept_though_refused(watched: Watched) -> Iterator[ExceptionFound]:
    """Find sales that an official site refused and that stand here with a note. One query."""
    rows = RationedSale.objects.filter(
        cooperative_id=watched.cooperative_id,
        official=OfficialState.KEPT.value,
        sold_on__range=(watched.since, watched.until),
    )
    for row in rows.order_by("-sold_on", "-id")[:MOST_FOUND]:
        yield ExceptionFound(
            kind="subsidised.kept",
            on=row.sold_on,
            said=f"Nota {row.number}: {row.official_why}",
            about="rations_sale",
            about_id=row.id,
            amount_rp=row.paid_rp,
        )


def looks_odd(watched: Watched) -> Iterator[ExceptionFound]:
    """Find patterns of the own outlet that nobody has decided on. One query."""
    end = datetime.combine(watched.until + timedelta(days=1), time(), watched.zone.info)
    rows = Oddity.objects.filter(
        outlets__cooperative_id=watched.cooperative_id,
        verdict="",
        until_on__gte=watched.since,
        from_on__lte=watched.until,
        found_at__lt=end + timedelta(days=1),
    )
    for row in rows.order_by("-until_on", "-id")[:MOST_FOUND]:
        on = min(row.until_on, business_date(row.found_at, watched.zone))
        yield ExceptionFound(
            kind="subsidised.odd", on=on, said=row.said, about="rations_odd", about_id=row.id
        )


LOG_EXCEPTIONS = (days_that_differ, told_late, kept_though_refused, looks_odd)
