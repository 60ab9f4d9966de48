"""What the pengawas should look at among shifts: counts that differed, tills that told late, cashiers often off."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from guyub.books.treasury.domain.told_shifts import Join
from guyub.books.treasury.models import CashShift, ToldShift
from guyub.books.treasury.selectors.shifts import OVER, variances_inquiry
from guyub.foundation.kernel.dates import business_date
from guyub.foundation.kernel.formats import MONTHS, rupiah
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound
from guyub.foundation.kernel.selectors.together import Inquiry, asked, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guyub.books.treasury.selectors.shifts import MonthVariance
    from guyub.foundation.kernel.selectors.exceptions import Watched

OFF = "pengawasan.selisih_bulan"


def shifts_watched(watched: Watched) -> Iterator[ExceptionFound]:
    """Find what shifts of the span should be looked at for. One query."""
    mine, within = {"cooperative_id": watched.cooperative_id}, (_start(watched), _end(watched))
    closed = CashShift.objects.filter(**mine, closed_at__gte=within[0], closed_at__lt=within[1])
    told = ToldShift.objects.filter(**mine)
    for found in asked(
        Inquiry.of(
            closed.annotate(over=OVER)
            .exclude(over=0)
            .order_by("-closed_at", "-id")
            .values_list("closed_at", "drawer__name", "person__name", "over", "closing_reason")[:MOST_FOUND],
            read=lambda rows: [_off(watched, *row) for row in rows],
        ),
        Inquiry.of(
            told.filter(how=Join.LANJUT.value, opened_at__gte=within[0], opened_at__lt=within[1])
            .order_by("-opened_at", "-id")
            .values_list("opened_at", "shift__drawer__name", "person__name")[:MOST_FOUND],
            read=lambda rows: [_gone_over(watched, *row) for row in rows],
        ),
        Inquiry.of(
            closed.exclude(late_rp=0)
            .order_by("-closed_at", "-id")
            .values_list("closed_at", "drawer__name", "person__name", "late_rp")[:MOST_FOUND],
            read=lambda rows: [_late(watched, *row) for row in rows],
        ),
        Inquiry.of(
            told.filter(closed_at__gte=within[0], closed_at__lt=within[1], expected_rp__isnull=False)
            .exclude(expected_rp=F("counted__expected_rp"))
            .order_by("-closed_at", "-id")
            .values_list(
                "closed_at", "shift__drawer__name", "person__name", "expected_rp", "counted__expected_rp"
            )[:MOST_FOUND],
            read=lambda rows: [_otherwise(watched, *row) for row in rows],
        ),
        joined(
            variances_inquiry(
                cooperative_id=watched.cooperative_id,
                zone=watched.zone,
                since=watched.since.replace(day=1),
            ),
            read=lambda rows: list(_often_off(watched, rows)),
        ),
    ):
        yield from found


def _off(watched: Watched, at: datetime, drawer: str, person: str, over_rp: int, why: str) -> ExceptionFound:
    """A shift was closed with more or less in the drawer than the books said."""
    words = "lebih" if over_rp > 0 else "kurang"
    return ExceptionFound(
        kind="treasury.variance",
        on=business_date(at, watched.zone),
        said=f"{drawer}, {person}, {words} {rupiah(abs(over_rp))}{f': {why}' if why else ''}",
        about="cash",
        amount_rp=abs(over_rp),
    )


def _gone_over(watched: Watched, at: datetime, drawer: str, person: str) -> ExceptionFound:
    """A cashier took a drawer at the till while another person held it."""
    return ExceptionFound(
        kind="treasury.gone_over",
        on=business_date(at, watched.zone),
        said=f"{drawer} dilanjutkan {person} di kasir tanpa serah terima",
        about="cash",
    )


def _late(watched: Watched, at: datetime, drawer: str, person: str, late_rp: int) -> ExceptionFound:
    """A till told cash of a shift only after it was counted and closed."""
    return ExceptionFound(
        kind="treasury.told_late",
        on=business_date(at, watched.zone),
        said=f"{drawer}, {person}: nota tunai {rupiah(late_rp)} baru terkirim sesudah giliran ditutup",
        about="cash",
        amount_rp=abs(late_rp),
    )


def _otherwise(
    watched: Watched, at: datetime, drawer: str, person: str, expected_rp: int, books_rp: int
) -> ExceptionFound:
    """At the end of a shift the till's own sum was not that of the books."""
    return ExceptionFound(
        kind="treasury.till_sum",
        on=business_date(at, watched.zone),
        said=f"{drawer}, {person}: menurut kasir {rupiah(expected_rp)}, menurut buku {rupiah(books_rp)}",
        about="cash",
        amount_rp=abs(expected_rp - books_rp),
    )


def _often_off(watched: Watched, found: Iterable[MonthVariance]) -> Iterator[ExceptionFound]:
    """Somebody was over and short by more than the limit in a month that the span touches."""
    for one in found:
        if one.off_rp > watched.limits[OFF] and one.month <= watched.until:
            month = f"{MONTHS[one.month.month - 1]} {one.month.year}"
            yield ExceptionFound(
                kind="treasury.often_off",
                on=min(watched.until, watched.today),
                said=f"{one.person}, {month}: lebih {rupiah(one.over_rp)}, kurang {rupiah(-one.short_rp)}"
                f" dalam {one.shifts} giliran",
                about="cash",
                amount_rp=one.off_rp,
            )


def _start(watched: Watched) -> datetime:
    return datetime.combine(watched.since, time(), watched.zone.info)


def _end(watched: Watched) -> datetime:
    return datetime.combine(watched.until + timedelta(days=1), time(), watched.zone.info)
