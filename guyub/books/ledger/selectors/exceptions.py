"""What the pengawas should look at in the journal: taken back, late, without paper; months closed late or opened."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from guyub.books.ledger.models import ClosingKind, PeriodClosing
from guyub.books.ledger.selectors.periods import periods_of
from guyub.books.ledger.selectors.reviewing import unusual_entries
from guyub.foundation.kernel.dates import business_date, month_end
from guyub.foundation.kernel.formats import MONTHS, day, rupiah
from guyub.foundation.kernel.selectors.exceptions import MOST_FOUND, ExceptionFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from guyub.books.ledger.selectors.reviewing import ReviewedEntry
    from guyub.foundation.kernel.selectors.exceptions import Watched, Watcher

LATE, PAPER, CLOSES = "pengawasan.mundur_hari", "pengawasan.bukti_ambang", "pengawasan.tutup_hari"
BULK = 20  # more entries than these of one request were brought together: one finding, not hundreds


def entries_to_look_at(watched: Watched) -> Iterator[ExceptionFound]:
    """Find entries that take others back, were posted late or into a later month, or have no paper. One query."""
    late_days, unproved_rp = watched.limits[LATE], watched.limits[PAPER]
    rows = unusual_entries(
        cooperative_id=watched.cooperative_id,
        since=watched.since,
        until=watched.until,
        late=timedelta(days=late_days),
        unproved_rp=unproved_rp,
        most=MOST_FOUND,
    )
    brought = Counter(row.request_id for row in rows)
    for row in rows:
        if row.reverses_id:
            yield _entry("ledger.reversed", row, "")
            continue
        if brought[row.request_id] <= BULK:
            yield from _late(row, watched, late_days)
            if not row.file_id and row.actor_id and row.total_rp >= unproved_rp:
                yield _entry("ledger.unproved", row, "")
    for request_id, count in brought.items():
        if count > BULK:
            last = next(row for row in rows if row.request_id == request_id)
            posted_on = business_date(last.posted_at, watched.zone)
            said = f"{count} jurnal dimasukkan sekaligus pada {day(posted_on)}, yang terakhir {last.name}"
            yield ExceptionFound(
                kind="ledger.bulk", on=last.dated_on, said=said, about="entry", about_id=last.entry_id
            )


def months_closed_late(watched: Watched) -> Iterator[ExceptionFound]:
    """Find months that were closed late, are not closed though they should be, or were opened again. Two queries."""
    periods = periods_of(cooperative_id=watched.cooperative_id)
    if periods is None:
        return
    days = timedelta(days=watched.limits[CLOSES])
    acts = PeriodClosing.objects.filter(
        cooperative_id=watched.cooperative_id,
        through__range=(watched.since - timedelta(days=31), watched.until),
    ).exclude(kind=ClosingKind.YEAR.value)
    for row in acts.order_by("at", "id")[:MOST_FOUND]:
        on = business_date(row.at, watched.zone)
        if row.kind == ClosingKind.REOPENED.value:
            said = f"Buku dibuka lagi {day(on)}, tertutup sampai {day(row.through)}: {row.reason}"
            yield ExceptionFound(kind="ledger.reopened", on=on, said=said, about="closing")
        elif row.through >= watched.since and on > row.through + days:
            said = f"{_month(row.through)} baru ditutup {day(on)}"
            yield ExceptionFound(kind="ledger.unclosed", on=on, said=said, about="closing")
    month = month_end(watched.since)
    while month <= min(watched.until, watched.today - days - timedelta(days=1)):
        if month > periods.closed_through and month >= periods.opened_on:
            said = f"{_month(month)} belum ditutup, seharusnya sampai {day(month + days)}"
            yield ExceptionFound(kind="ledger.unclosed", on=month, said=said, about="closing")
        month = month_end(month + timedelta(days=1))


def _late(row: ReviewedEntry, watched: Watched, late_days: int) -> Iterator[ExceptionFound]:
    posted_on = business_date(row.posted_at, watched.zone)
    if (row.occurred_on.year, row.occurred_on.month) != (row.dated_on.year, row.dated_on.month):
        yield _entry("ledger.moved", row, f"terjadi {day(row.occurred_on)}, masuk buku {day(row.dated_on)}")
    elif (posted_on - row.occurred_on).days > late_days:
        days = (posted_on - row.occurred_on).days
        yield _entry("ledger.late", row, f"dicatat {days} hari sesudah kejadian")


def _entry(kind: str, row: ReviewedEntry, words: str) -> ExceptionFound:
    said = ", ".join(filter(None, (f"{row.name} {row.memo}", rupiah(row.total_rp), words)))
    return ExceptionFound(
        kind=kind, on=row.dated_on, said=said, about="entry", about_id=row.entry_id, amount_rp=row.total_rp
    )


def _month(through: date) -> str:
    return f"{MONTHS[through.month - 1]} {through.year}"


EXCEPTIONS: Iterable[Watcher] = (entries_to_look_at, months_closed_late)
