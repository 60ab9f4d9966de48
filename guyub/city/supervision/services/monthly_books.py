"""Each cooperative's own books by month, for the city: figures alone, filled by jobs and never by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guyub.books.ledger.selectors.months import month_figures
from guyub.books.ledger.selectors.overview import kept_books
from guyub.city.supervision.models import MonthlyBooks, PlaceSummary
from guyub.foundation.kernel.dates import Zone, add_months, business_date
from guyub.foundation.kernel.tenancy.scope import all_cooperatives

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from guyub.books.ledger.selectors.overview import KeptBooks

BOOKS_FIELDS = ("books_opened_on", "books_last_on", "books_closed_on", "books_chain_no")
MONTHS_BACK = 12  # besides the running one
AT_ONCE = 500
_FIGURES = (
    "entries_count",
    "members_rp",
    "others_rp",
    "result_rp",
    "cash_rp",
    "assets_rp",
    "equity_rp",
    "last_on",
    "is_closed",
)


def follow_books(*, now: datetime, place_ids: Collection[int] | None = None, is_whole: bool = False) -> int:
    """Sum the months of those whose journal or closing moved since they were summed. Safe to run twice and late.

    A handful of statements for every 500 cooperatives.

    Args:
        now: The moment, aware; the running month is that of its day in Jakarta.
        place_ids: These alone; None: all.
        is_whole: Those too that did not move: a new month begins by itself.

    Returns:
        How many were summed.
    """
    today, summed = business_date(now, Zone.WIB), 0
    rows = (
        PlaceSummary.objects.all()
        if place_ids is None
        else PlaceSummary.objects.filter(cooperative_id__in=place_ids)
    )
    for group in _groups(list(rows.order_by("cooperative_id"))):
        with all_cooperatives("figures of each month for the city; no entry, no person"):
            kept = kept_books([row.cooperative_id for row in group])
            moved = [
                row
                for row in group
                if (books := kept.get(row.cooperative_id)) and (is_whole or _has_moved(row, books))
            ]
            _sum(moved, kept, today=today, now=now)
        summed += len(moved)
    return summed


def _groups(rows: Sequence[PlaceSummary]) -> list[Sequence[PlaceSummary]]:
    return [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]


def _has_moved(row: PlaceSummary, books: KeptBooks) -> bool:
    return (row.books_chain_no, row.books_closed_on) != (books.chain_no, books.closed_through)


def _sum(rows: Sequence[PlaceSummary], kept: Mapping[int, KeptBooks], *, today: date, now: datetime) -> None:
    """Write the months of some cooperatives, then what was summed: a crash between the two only sums again."""
    if not rows:
        return
    codes = {row.cooperative_id: row.code for row in rows}
    figures = month_figures(codes, since=add_months(today.replace(day=1), -MONTHS_BACK), until=today)
    MonthlyBooks.objects.bulk_create(
        [
            MonthlyBooks(
                cooperative_id=place_id,
                code=codes[place_id],
                month=month.month,
                summed_at=now,
                **{name: month[name] for name in _FIGURES},
            )
            for place_id, months in figures.items()
            for month in months
        ],
        update_conflicts=True,
        unique_fields=["cooperative", "month"],
        update_fields=["code", "summed_at", *_FIGURES],
    )
    for row in rows:
        books = kept[row.cooperative_id]
        row.books_opened_on, row.books_last_on = books.opened_on, books.last_on
        row.books_closed_on, row.books_chain_no = books.closed_through, books.chain_no
    PlaceSummary.objects.bulk_update(rows, BOOKS_FIELDS)
